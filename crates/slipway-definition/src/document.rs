//! What the user wrote: the value tree and the texts that its spans point into.

mod argument;
mod error;
mod export;
mod json;
mod locate;
mod scan;
mod set;
mod source;
mod yaml;
mod yaml_places;

pub use error::{DocumentError, DocumentErrorKind};
pub use locate::Located;
pub use set::SetError;
pub use source::{Position, Positions, Source};

use std::fmt;

use crate::node::{Node, Origin, Value};

/// Largest definition file, bytes. Read a file with `take(MAX_BYTES as u64 + 1)`, so that a larger one costs no memory.
pub const MAX_BYTES: usize = 16_000_000;
/// Objects and lists inside one another; the model itself needs about ten.
pub const MAX_DEPTH: usize = 64;
/// Values in one definition: more than 250 pools, more than a template can hold, with every field of a pool.
pub const MAX_VALUES: usize = 30_000;

/// A definition as written: JSON with comments and trailing commas, or YAML, plus what `--set` changed.
///
/// Its debug form names the texts and hides what they hold, secrets above all.
#[derive(Clone)]
pub struct Document {
    /// The file, then the command-line arguments in their order.
    sources: Vec<Source>,
    root: Node,
}

impl Document {
    /// Reads the definition `bytes` of the file `name`, which is YAML when it ends in `.yaml` or `.yml`.
    ///
    /// # Errors
    ///
    /// One problem, at its place: see [`DocumentErrorKind`]. Mistakes inside a readable definition (unknown keys, wrong
    /// types …) are no errors here but findings of [`crate::Spec::read`].
    pub fn parse(name: &str, bytes: &[u8]) -> Result<Self, DocumentError> {
        let text = decode(name, bytes)?;
        let parsed = if is_yaml(name) { yaml::parse(&text) } else { json::parse(&text, Origin::File, 0) };
        let root = match parsed {
            Ok(root) => root,
            Err((_, DocumentErrorKind::Empty)) => return Err(DocumentError::whole(name, DocumentErrorKind::Empty)),
            Err((range, kind)) => return Err(DocumentError::within(name, &text, range, kind)),
        };
        if !matches!(root.value, Value::Object(_)) {
            let kind = DocumentErrorKind::NotAnObject(root.value.article());
            return Err(DocumentError::within(name, &text, root.span.first_byte().range(), kind));
        }
        Ok(Self { sources: vec![Source { name: name.to_owned(), text }], root })
    }

    /// The whole definition.
    pub fn root(&self) -> &Node {
        &self.root
    }

    /// Whether it was read as YAML.
    pub fn is_yaml(&self) -> bool {
        is_yaml(&self.file().name)
    }

    /// The definition file's name and text.
    pub fn file(&self) -> &Source {
        self.source(Origin::File)
    }

    /// The text that spans of this origin point into.
    pub fn source(&self, origin: Origin) -> &Source {
        let index = match origin {
            Origin::File => 0,
            Origin::Argument(number) => number as usize + 1,
        };
        // Spans are made by this document only, so the index is in range; were it not, the file is a fair answer.
        self.sources.get(index).unwrap_or(&self.sources[0])
    }
}

impl fmt::Debug for Document {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Document").field("sources", &self.sources).finish_non_exhaustive()
    }
}

fn is_yaml(name: &str) -> bool {
    let ends_in = |end: &str| name.len() > end.len() && name.to_ascii_lowercase().ends_with(end);
    ends_in(".yaml") || ends_in(".yml")
}

/// Checks the size before anything else looks at the bytes.
fn decode(name: &str, bytes: &[u8]) -> Result<String, DocumentError> {
    if bytes.len() > MAX_BYTES {
        return Err(DocumentError::whole(name, DocumentErrorKind::TooLarge));
    }
    if bytes.starts_with(&[0xFF, 0xFE]) || bytes.starts_with(&[0xFE, 0xFF]) {
        return Err(DocumentError::whole(name, DocumentErrorKind::Utf16));
    }
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    match std::str::from_utf8(bytes) {
        Ok(text) if text.trim().is_empty() => Err(DocumentError::whole(name, DocumentErrorKind::Empty)),
        Ok(text) => Ok(text.to_owned()),
        Err(error) => {
            let offset = error.valid_up_to();
            let byte = bytes.get(offset).copied().unwrap_or_default();
            Err(DocumentError::at(name, Position::in_bytes(bytes, offset), DocumentErrorKind::NotUtf8(byte)))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn message(name: &str, bytes: &[u8]) -> String {
        Document::parse(name, bytes).expect_err("this is no definition").to_string()
    }

    #[test]
    fn each_broken_file_gets_one_message_with_its_place() {
        assert!(message("c.json", b"").starts_with("c.json: the file is empty"));
        assert!(message("c.json", b" // only this\n").starts_with("c.json: the file is empty"));
        assert_eq!(message("c.json", b"{\n \"a\": \"\xff\"\n}"), "c.json:2:8: byte 0xff is not UTF-8 text");
        assert!(message("c.json", b"\xff\xfe{\0}\0").contains("UTF-16"));
        assert_eq!(message("c.json", b"[1]"), "c.json:1:1: a cluster definition is an object, not a list");
        assert_eq!(message("c.json", b"{\n  \"a\": tru\n}"), {
            "c.json:2:8: a word without quotes: keys and texts stand in double quotes"
        });
        let cut_off = "c.json:2:1: the file ends here, but the object begun at line 1 column 1 is not closed";
        assert_eq!(message("c.json", b"{\"a\": 1,\n"), cut_off);
        assert!(message("c.YAML", b"a: [").starts_with("c.YAML:"));
    }

    #[test]
    fn a_hundred_megabytes_of_brackets_cost_nothing() {
        assert_eq!(message("c.json", &vec![b'['; 100_000_000]), {
            "c.json: the file is larger than 16 MB: no cluster definition is"
        });
        assert!(message("c.json", &vec![b'['; MAX_BYTES]).starts_with("c.json:1:65: more than 64 objects"));
        assert!(message("c.yaml", &vec![b'['; MAX_BYTES]).contains("more than 64 objects"));
    }

    #[test]
    fn a_byte_order_mark_is_no_matter() {
        let document = Document::parse("c.json", b"\xEF\xBB\xBF{}").expect("a definition");
        assert_eq!(document.file().text, "{}");
    }
}
