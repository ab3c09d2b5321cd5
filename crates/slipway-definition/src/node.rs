//! The value tree: every value and key with its place in the text it came from.

use std::ops::Range;

/// Which text a [`Span`] points into.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Origin {
    /// The definition file.
    File,
    /// The n-th text given on the command line, counted from 0 (`--set` and the like).
    Argument(u32),
}

/// A range of bytes in one of the document's texts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// The text.
    pub origin: Origin,
    start: u32,
    end: u32,
}

impl Span {
    /// A span of `range` in the text `origin`. Texts are far smaller than 4 GiB; larger offsets saturate, and a range that
    /// ends before it starts is empty.
    pub fn new(origin: Origin, range: Range<usize>) -> Self {
        let narrow = |offset| u32::try_from(offset).unwrap_or(u32::MAX);
        Self { origin, start: narrow(range.start), end: narrow(range.end.max(range.start)) }
    }

    /// The bytes of the text, half open.
    pub fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    /// The first byte only: the place of an object or a list without all its content.
    pub(crate) fn first_byte(self) -> Self {
        Self { end: self.end.min(self.start.saturating_add(1)), ..self }
    }
}

/// A value and where it stands.
#[derive(Clone, Debug, PartialEq)]
pub struct Node {
    /// Place of the value, quotes and brackets included.
    pub span: Span,
    /// The value.
    pub value: Value,
}

/// A JSON value.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// `null`.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A number in the user's own spelling, valid JSON.
    Number(String),
    /// A string, unescaped.
    String(String),
    /// A list.
    Array(Vec<Node>),
    /// An object in the written order, duplicate keys included.
    Object(Vec<Member>),
}

/// One key of an object.
#[derive(Clone, Debug, PartialEq)]
pub struct Member {
    /// The key in the user's own spelling.
    pub key: String,
    /// Place of the key, quotes included.
    pub key_span: Span,
    /// The value.
    pub node: Node,
}

impl Value {
    /// What the value is, with its article: `a string`.
    pub fn article(&self) -> &'static str {
        match self {
            Self::Null => "null",
            Self::Bool(_) => "a boolean",
            Self::Number(_) => "a number",
            Self::String(_) => "a string",
            Self::Array(_) => "a list",
            Self::Object(_) => "an object",
        }
    }

    /// Text of a scalar as written, without quotes; `None` for null, lists and objects.
    pub fn scalar(&self) -> Option<&str> {
        match self {
            Self::Bool(true) => Some("true"),
            Self::Bool(false) => Some("false"),
            Self::Number(text) | Self::String(text) => Some(text),
            Self::Null | Self::Array(_) | Self::Object(_) => None,
        }
    }

    /// Whether the value says nothing: `null`, `false`, `0`, `""`, an empty list, an object of such values.
    pub fn is_neutral(&self) -> bool {
        match self {
            Self::Null => true,
            Self::Bool(value) => !value,
            Self::Number(text) => text.parse::<f64>().is_ok_and(|number| number == 0.0),
            Self::String(text) => text.is_empty(),
            Self::Array(items) => items.is_empty(),
            Self::Object(members) => members.iter().all(|member| member.node.value.is_neutral()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn neutral_values_say_nothing() {
        let span = Span::new(Origin::File, 0..1);
        let off = Member { key: "enabled".into(), key_span: span, node: Node { span, value: Value::Bool(false) } };
        assert!(Value::Object(vec![off]).is_neutral());
        assert!(Value::Number("0.0".into()).is_neutral());
        assert!(!Value::String("x".into()).is_neutral());
        assert!(!Value::Bool(true).is_neutral());
    }
}
