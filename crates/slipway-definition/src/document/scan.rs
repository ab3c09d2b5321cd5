//! A linear look over JSON text before any parser recurses into it.

use std::ops::Range;

use super::{DocumentErrorKind, MAX_DEPTH, MAX_VALUES, Position};

/// Where the scan is.
enum State {
    Plain,
    String { start: usize },
    LineComment,
    BlockComment { start: usize },
}

/// Refuses what is nested too deeply or holds too many values, and strings that run over the end of their line:
/// the parser would read on to the next quote and complain far from the mistake.
pub(super) fn scan(text: &str) -> Result<(), (Range<usize>, DocumentErrorKind)> {
    let bytes = text.as_bytes();
    let mut state = State::Plain;
    let (mut depth, mut values, mut at) = (0_usize, 0_usize, 0_usize);
    while let Some(&byte) = bytes.get(at) {
        match state {
            State::Plain => match byte {
                b'"' => state = State::String { start: at },
                b'/' if bytes.get(at + 1) == Some(&b'/') => state = State::LineComment,
                b'/' if bytes.get(at + 1) == Some(&b'*') => {
                    state = State::BlockComment { start: at };
                    at += 1;
                }
                b'{' | b'[' => {
                    depth += 1;
                    values += 1;
                    if depth > MAX_DEPTH {
                        return Err((at..at + 1, DocumentErrorKind::TooDeep));
                    }
                }
                b'}' | b']' => depth = depth.saturating_sub(1),
                b',' => values += 1,
                _ => {}
            },
            State::String { start } => match byte {
                b'"' => state = State::Plain,
                b'\\' if bytes.get(at + 1).is_some_and(|next| *next >= b' ') => at += 1,
                b'\n' | b'\r' => return Err((start..at, syntax("the string is not closed on its line"))),
                0..b' ' => {
                    let message = format!("control character 0x{byte:02x} in a string: write it as \\u{byte:04x}");
                    return Err((at..at + 1, syntax(&message)));
                }
                _ => {}
            },
            State::LineComment => {
                if byte == b'\n' || byte == b'\r' {
                    state = State::Plain;
                }
            }
            State::BlockComment { .. } => {
                if byte == b'*' && bytes.get(at + 1) == Some(&b'/') {
                    state = State::Plain;
                    at += 1;
                }
            }
        }
        if values > MAX_VALUES {
            return Err((at..at + 1, DocumentErrorKind::TooManyValues));
        }
        at += 1;
    }
    let (what, start) = match state {
        State::Plain | State::LineComment => return Ok(()),
        State::String { start } => ("string", start),
        State::BlockComment { start } => ("comment", start),
    };
    Err((text.len()..text.len(), DocumentErrorKind::CutOff { what, begun: Position::of(text, start) }))
}

fn syntax(message: &str) -> DocumentErrorKind {
    DocumentErrorKind::Syntax(message.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kind(text: &str) -> Option<DocumentErrorKind> {
        scan(text).err().map(|(_, kind)| kind)
    }

    #[test]
    fn brackets_in_strings_and_comments_do_not_count() {
        let many = "[".repeat(MAX_DEPTH * 2);
        assert_eq!(kind(&format!("{{\"a\": \"{many}\\\"\", // {many}\n /* {many} */ \"b\": 1}}")), None);
        assert_eq!(kind(&many), Some(DocumentErrorKind::TooDeep));
    }

    #[test]
    fn strings_end_on_their_line() {
        assert_eq!(scan("{\n \"a\": \"b,\n}").err().map(|(range, _)| range), Some(8..11));
        assert!(matches!(kind("{\"a"), Some(DocumentErrorKind::CutOff { what: "string", .. })));
        assert!(matches!(kind("{ /* "), Some(DocumentErrorKind::CutOff { what: "comment", .. })));
        assert!(matches!(kind("\"\\"), Some(DocumentErrorKind::CutOff { what: "string", .. })));
    }

    #[test]
    fn a_flood_of_values_is_refused() {
        assert_eq!(kind(&format!("[{}", "0,".repeat(MAX_VALUES + 1))), Some(DocumentErrorKind::TooManyValues));
    }
}
