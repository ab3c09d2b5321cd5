//! Where YAML's values stand to the byte: the parser counts to them what follows, or leaves their beginning out.

use saphyr_parser::ScalarStyle;

use crate::node::Span;

/// A scalar: a quoted one ends with its quote, one in lines begins with its sign, `|` or `>`.
pub(super) fn scalar(text: &str, span: Span, style: ScalarStyle) -> Span {
    let range = span.range();
    let within = text.get(range.clone()).unwrap_or_default();
    match style {
        ScalarStyle::SingleQuoted | ScalarStyle::DoubleQuoted => {
            let end = quoted(within).map_or(range.end, |length| range.start + length);
            Span::new(span.origin, range.start..end)
        }
        ScalarStyle::Literal | ScalarStyle::Folded => {
            let end = range.start + within.trim_end().len();
            let start = sign(text, range.start).unwrap_or(range.start);
            Span::new(span.origin, start..end.max(start + 1))
        }
        ScalarStyle::Plain => span,
    }
}

/// A list, from its bracket or its first dash on.
pub(super) fn list(text: &str, span: Span) -> Span {
    let range = span.range();
    let rest = text.get(range.start..).unwrap_or_default();
    // Only a bracket has a length.
    if !range.is_empty() || rest.starts_with("- ") || rest.starts_with("-\n") || rest.starts_with("-\r") {
        return span;
    }
    let before = text.get(..range.start).unwrap_or_default().trim_end_matches([' ', '\t', '\r', '\n']);
    if before.ends_with('-') { Span::new(span.origin, before.len() - 1..range.end) } else { span }
}

/// The end of a list or an object: a bracket alone.
pub(super) fn end(text: &str, span: Span) -> Span {
    let range = span.range();
    let is_bracket = text.get(range.clone()).is_some_and(|within| within.starts_with([']', '}']));
    if is_bracket { Span::new(span.origin, range.start..range.start + 1) } else { span }
}

/// Bytes up to the closing quote, which is doubled or escaped inside.
fn quoted(text: &str) -> Option<usize> {
    let mut bytes = text.bytes().enumerate().peekable();
    let (_, quote) = bytes.next()?;
    while let Some((at, byte)) = bytes.next() {
        match byte {
            b'\\' if quote == b'"' => {
                bytes.next();
            }
            _ if byte != quote => {}
            b'\'' if bytes.peek().is_some_and(|(_, next)| *next == b'\'') => {
                bytes.next();
            }
            _ => return Some(at + 1),
        }
    }
    None
}

/// The `|` or `>` on the line above the content, before a comment there.
fn sign(text: &str, content: usize) -> Option<usize> {
    let before = text.get(..content)?.trim_end();
    let start = before.rfind('\n').map_or(0, |newline| newline + 1);
    let line = before.get(start..)?;
    let line = line.find(" #").map_or(line, |comment| &line[..comment]);
    line.rfind(['|', '>']).map(|at| start + at)
}
