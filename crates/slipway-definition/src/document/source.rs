//! A text and the positions in it.

use std::fmt;

/// A text that spans point into: the definition file, or one command-line argument.
///
/// Its debug form hides the text, which may hold secrets.
#[derive(Clone, PartialEq, Eq)]
pub struct Source {
    /// The file's name as the user gave it, or the flag (`--set`).
    pub name: String,
    /// The text, without a byte order mark.
    pub text: String,
}

impl fmt::Debug for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Source").field("name", &self.name).finish_non_exhaustive()
    }
}

/// A line and a column, both from 1; columns count characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Position {
    /// Line.
    pub line: usize,
    /// Column.
    pub column: usize,
}

impl Position {
    /// The position of byte `offset` in `text`; an offset beyond the end means the end.
    pub fn of(text: &str, offset: usize) -> Self {
        Self::in_bytes(text.as_bytes(), offset)
    }

    /// As [`Position::of`], for a text whose bytes before `offset` are UTF-8 and after it need not be.
    pub(crate) fn in_bytes(text: &[u8], offset: usize) -> Self {
        let before = text.get(..offset).unwrap_or(text);
        let line_start = before.iter().rposition(|byte| *byte == b'\n').map_or(0, |newline| newline + 1);
        let is_first_of_character = |byte: &&u8| **byte & 0xC0 != 0x80;
        Self {
            line: before.split(|byte| *byte == b'\n').count(),
            column: before.iter().skip(line_start).filter(is_first_of_character).count() + 1,
        }
    }
}

impl fmt::Display for Position {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.line, self.column)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_characters() {
        let text = "{\n  \"ä\": x\n}";
        let offset = text.find('x').expect("x is in the text");
        assert_eq!(Position::of(text, offset), Position { line: 2, column: 8 });
        assert_eq!(Position::of(text, 0), Position { line: 1, column: 1 });
        assert_eq!(Position::of(text, 999), Position { line: 3, column: 2 });
    }
}
