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
        Self {
            line: before.split(|byte| *byte == b'\n').count(),
            column: characters(before.get(line_start..).unwrap_or_default()) + 1,
        }
    }
}

/// Positions in one text, for many places: each is found without reading the text from its beginning.
#[derive(Clone, Debug)]
pub struct Positions<'t> {
    text: &'t [u8],
    /// Where each line begins.
    lines: Vec<usize>,
    /// Characters before each block of [`BLOCK`] bytes.
    characters: Vec<usize>,
}

/// Bytes between two marks of [`Positions`].
const BLOCK: usize = 1024;

impl<'t> Positions<'t> {
    /// Reads the text once.
    pub fn of(text: &'t str) -> Self {
        let text = text.as_bytes();
        let newlines = text.iter().enumerate().filter(|(_, byte)| **byte == b'\n').map(|(at, _)| at + 1);
        let lines = std::iter::once(0).chain(newlines).collect();
        let mut before = 0;
        let mark = |block: &[u8]| {
            let mark = before;
            before += characters(block);
            mark
        };
        // One more, for what is empty behind the last block.
        let characters = text.chunks(BLOCK).chain([&[][..]]).map(mark).collect();
        Self { text, lines, characters }
    }

    /// As [`Position::of`].
    pub fn at(&self, offset: usize) -> Position {
        let offset = offset.min(self.text.len());
        let line = self.lines.partition_point(|start| *start <= offset);
        let start = self.lines.get(line.saturating_sub(1)).copied().unwrap_or_default();
        Position { line, column: self.before(offset).saturating_sub(self.before(start)) + 1 }
    }

    /// Characters that begin before a byte.
    fn before(&self, offset: usize) -> usize {
        let block = offset / BLOCK;
        let rest = self.text.get(block * BLOCK..offset).unwrap_or_default();
        self.characters.get(block).copied().unwrap_or_default() + characters(rest)
    }
}

/// Bytes that begin a character.
fn characters(text: &[u8]) -> usize {
    text.iter().filter(|byte| **byte & 0xC0 != 0x80).count()
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

    #[test]
    fn positions_of_many_are_those_of_each() {
        for text in ["", "\n", "a", "ä\n\nb\r\n", &"äb\n".repeat(700), &"xä".repeat(2 * BLOCK), &"x".repeat(BLOCK)] {
            let positions = Positions::of(text);
            for offset in 0..text.len() + 3 {
                assert_eq!(positions.at(offset), Position::of(text, offset), "{offset}");
            }
        }
    }
}
