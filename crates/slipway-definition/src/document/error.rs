//! Why a text is no document.

use std::ops::Range;

use super::{Located, MAX_BYTES, MAX_DEPTH, MAX_VALUES, Position, Source};

/// A text that cannot be read at all: one problem, with its place where there is one.
#[derive(Debug, thiserror::Error)]
#[error("{}{kind}", self.prefix())]
pub struct DocumentError {
    name: String,
    position: Option<Position>,
    snippet: Option<Box<(Source, Range<usize>)>>,
    #[source]
    kind: DocumentErrorKind,
}

/// What is wrong with the text.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum DocumentErrorKind {
    /// More than [`MAX_BYTES`].
    #[error("the file is larger than {} MB: no cluster definition is", MAX_BYTES / 1_000_000)]
    TooLarge,
    /// Nothing but white space and comments.
    #[error("the file is empty: a cluster definition is an object with `apiVersion` and `properties`")]
    Empty,
    /// UTF-16, as some Windows shells write.
    #[error("the file is UTF-16: save it as UTF-8")]
    Utf16,
    /// A byte that is not UTF-8.
    #[error("byte 0x{0:02x} is not UTF-8 text")]
    NotUtf8(u8),
    /// Lists and objects inside one another beyond [`MAX_DEPTH`].
    #[error("more than {MAX_DEPTH} objects and lists are inside one another: no cluster definition is this deep")]
    TooDeep,
    /// More than [`MAX_VALUES`] values.
    #[error("the file holds more than {MAX_VALUES} values: no cluster definition does")]
    TooManyValues,
    /// The file ends too early.
    #[error("the file ends here, but the {what} begun at line {} column {} is not closed", begun.line, begun.column)]
    CutOff {
        /// `object`, `list` …
        what: &'static str,
        /// Where it begins.
        begun: Position,
    },
    /// Not JSON, or not YAML.
    #[error("{0}")]
    Syntax(String),
    /// A value that is not an object.
    #[error("a cluster definition is an object, not {0}")]
    NotAnObject(&'static str),
}

impl DocumentError {
    /// An error of the whole file `name`.
    pub(crate) fn whole(name: &str, kind: DocumentErrorKind) -> Self {
        Self { name: name.to_owned(), position: None, snippet: None, kind }
    }

    /// An error at `position`, in a text that cannot be shown.
    pub(crate) fn at(name: &str, position: Position, kind: DocumentErrorKind) -> Self {
        Self { name: name.to_owned(), position: Some(position), snippet: None, kind }
    }

    /// An error at the bytes `range` of `text`.
    pub(crate) fn within(name: &str, text: &str, range: Range<usize>, kind: DocumentErrorKind) -> Self {
        let position = Some(Position::of(text, range.start));
        let source = Source { name: name.to_owned(), text: text.to_owned() };
        Self { name: name.to_owned(), position, snippet: Some(Box::new((source, range))), kind }
    }

    /// The file's name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Line and column, where there are any.
    pub fn position(&self) -> Option<Position> {
        self.position
    }

    /// The text and the bytes of it that the error is about, to draw a frame.
    pub fn snippet(&self) -> Option<Located<'_>> {
        self.snippet.as_deref().map(|(source, range)| Located { source, range: range.clone() })
    }

    /// What is wrong, without the place.
    pub fn kind(&self) -> &DocumentErrorKind {
        &self.kind
    }

    fn prefix(&self) -> String {
        match self.position {
            Some(position) => format!("{}:{position}: ", self.name),
            None => format!("{}: ", self.name),
        }
    }
}
