//! The text of a definition: its lines, its language, and how a value is written in it.

use std::ops::Range;

use slipway_definition::{Document, Node, Value};

use super::splice::Splices;

pub(super) struct Text<'t> {
    pub(super) all: &'t str,
    is_yaml: bool,
    /// What ends a line.
    pub(super) newline: &'static str,
    /// Where lines end: a definition may be one endless line.
    breaks: Vec<usize>,
}

impl<'t> Text<'t> {
    pub(super) fn of(document: &'t Document) -> Self {
        let all = document.file().text.as_str();
        let breaks: Vec<_> = all.bytes().enumerate().filter(|(_, byte)| *byte == b'\n').map(|(at, _)| at).collect();
        let first = breaks.first().and_then(|end| all.get(..*end));
        let newline = if first.is_some_and(|line| line.ends_with('\r')) { "\r\n" } else { "\n" };
        Self { all, is_yaml: document.is_yaml(), newline, breaks }
    }

    /// Whether an object or a list is in brackets, as all are in JSON.
    pub(super) fn is_flow(&self, node: &Node) -> bool {
        !self.is_yaml || self.all.get(node.span.range().start..).is_some_and(|rest| rest.starts_with(['{', '[']))
    }

    /// First byte of the line.
    pub(super) fn line_start(&self, at: usize) -> usize {
        let before = self.breaks.partition_point(|newline| *newline < at);
        before.checked_sub(1).and_then(|index| self.breaks.get(index)).map_or(0, |newline| newline + 1)
    }

    /// The line's end, without what ends it.
    pub(super) fn line_end(&self, at: usize) -> usize {
        let end = self.newline_after(at).unwrap_or(self.all.len());
        if self.all.get(at..end).is_some_and(|line| line.ends_with('\r')) { end - 1 } else { end }
    }

    /// The first byte of the next line.
    pub(super) fn next_line(&self, at: usize) -> usize {
        self.newline_after(at).map_or(self.all.len(), |newline| newline + 1)
    }

    fn newline_after(&self, at: usize) -> Option<usize> {
        self.breaks.get(self.breaks.partition_point(|newline| *newline < at)).copied()
    }

    /// What stands before it on its line, when that is white space only.
    pub(super) fn indent(&self, at: usize) -> Option<&'t str> {
        self.all.get(self.line_start(at)..at).filter(|before| is_blank(before))
    }

    /// Whether nothing but white space follows on the line.
    pub(super) fn ends_line(&self, at: usize) -> bool {
        self.all.get(at..self.line_end(at)).is_some_and(is_blank)
    }

    /// Past white space and comments.
    pub(super) fn skip(&self, mut at: usize) -> usize {
        loop {
            let rest = self.all.get(at..).unwrap_or_default();
            let trimmed = rest.trim_start();
            at += rest.len() - trimmed.len();
            let length = if trimmed.starts_with('#') && self.is_yaml || trimmed.starts_with("//") && !self.is_yaml {
                trimmed.find('\n')
            } else if trimmed.starts_with("/*") && !self.is_yaml {
                trimmed.find("*/").map(|length| length + 2)
            } else {
                return at;
            };
            at += length.unwrap_or(trimmed.len());
        }
    }

    /// The comma after an element or member in brackets.
    pub(super) fn comma(&self, end: usize) -> Option<usize> {
        let at = self.skip(end);
        self.all.get(at..).is_some_and(|rest| rest.starts_with(',')).then_some(at)
    }

    /// Writes another scalar in a value's place.
    pub(super) fn set(&self, node: &Node, value: &Value, splices: &mut Splices) {
        let range = self.trimmed(node.span.range());
        let old = self.all.get(range.clone()).unwrap_or_default();
        splices.replace(range, self.written(value, old));
    }

    /// The range without white space at its end, which YAML's texts over several lines have.
    pub(super) fn trimmed(&self, range: Range<usize>) -> Range<usize> {
        let text = self.all.get(range.clone()).unwrap_or_default();
        range.start..range.start + text.trim_end().len()
    }

    /// A scalar as the text's language writes it, quoted as the one whose place it takes.
    pub(super) fn written(&self, value: &Value, old: &str) -> String {
        let text = match value {
            Value::String(text) => text,
            other => return other.scalar().unwrap_or("null").to_owned(),
        };
        let is_plain = !text.is_empty()
            && text.starts_with(|c: char| c.is_ascii_alphabetic())
            && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_./".contains(&byte))
            && !["null", "true", "false", "yes", "no", "on", "off"].contains(&text.to_ascii_lowercase().as_str());
        if self.is_yaml && old.starts_with('\'') && !text.contains(['\'', '\n']) {
            format!("'{text}'")
        } else if self.is_yaml && is_plain && !old.starts_with('"') {
            text.clone()
        } else {
            serde_json::Value::from(text.as_str()).to_string()
        }
    }

    /// `key: value` as the text's language writes it; `like` is a key beside it.
    pub(super) fn member(&self, key: &str, value: &Value, like: &str) -> String {
        let quoted = !self.is_yaml || like.starts_with('"');
        let key = if quoted { serde_json::Value::from(key).to_string() } else { key.to_owned() };
        let old = if quoted { "\"" } else { "" };
        format!("{key}: {}", self.written(value, old))
    }
}

pub(super) fn is_blank(text: &str) -> bool {
    text.bytes().all(|byte| matches!(byte, b' ' | b'\t' | b'\r'))
}
