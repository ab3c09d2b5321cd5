//! The part of a text that a message shows: the lines around its places, without what must not or cannot be shown.

use std::ops::Range;

use miette::{MietteError, MietteSpanContents, SourceCode, SourceSpan, SpanContents};
use slipway_definition::Position;

use crate::terminal::printable;

/// Characters of a line that are shown: with the frame beside it, it fits into 80 columns.
const WIDTH: usize = 72;
/// Bytes of a line that are looked at, before and after its first place.
const NEAR: usize = 1000;

/// A few lines of a text.
pub(crate) struct Excerpt {
    name: String,
    text: String,
    /// Lines before the first.
    skipped: usize,
    /// Where a character of the text is in the excerpt, sorted.
    marks: Vec<(usize, usize)>,
    /// Where the places are in the excerpt, and where in the text.
    positions: Vec<(usize, Position)>,
    cut: &'static str,
}

/// A text, and what of it is to be shown.
pub(crate) struct View<'a> {
    pub(crate) name: &'a str,
    pub(crate) text: &'a str,
    /// Bytes that the message is about; at least one range.
    pub(crate) places: &'a [Range<usize>],
    /// Bytes that are not shown, sorted.
    pub(crate) hidden: &'a [Range<usize>],
    /// Lines before and after the places.
    pub(crate) context: usize,
    /// Stands for what is left out.
    pub(crate) cut: &'static str,
}

impl Excerpt {
    pub(crate) fn of(view: &View<'_>) -> Self {
        let lines = lines(view.text, view.places, view.context);
        let mut excerpt = Self {
            name: printable(view.name),
            text: String::new(),
            skipped: view.text[..lines.start].matches('\n').count(),
            marks: Vec::new(),
            positions: Vec::new(),
            cut: view.cut,
        };
        let mut start = lines.start;
        for line in view.text[lines].split_inclusive('\n') {
            excerpt.add(start..start + line.len(), view);
            start += line.len();
        }
        excerpt.positions = view
            .places
            .iter()
            .map(|place| (excerpt.place(place).start, Position::of(view.text, place.start)))
            .collect();
        excerpt
    }

    /// Where bytes of the text are in the excerpt.
    pub(crate) fn place(&self, place: &Range<usize>) -> Range<usize> {
        let of = |offset| {
            let next = self.marks.partition_point(|(original, _)| *original < offset);
            self.marks.get(next).map_or(self.text.len(), |(_, shown)| *shown)
        };
        let start = of(place.start);
        start..of(place.end).max(start)
    }

    fn add(&mut self, line: Range<usize>, view: &View<'_>) {
        let anchor = view.places.iter().map(|place| place.start).find(|start| line.contains(start));
        let anchor = anchor.unwrap_or(line.start);
        let near = view.text.floor_char_boundary(anchor.saturating_sub(NEAR)).max(line.start)
            ..view.text.ceil_char_boundary(anchor.saturating_add(NEAR)).min(line.end);
        let shown = shown(&near, view);
        let before = shown.partition_point(|(offset, _)| *offset < anchor);
        let from = if before > WIDTH * 3 / 4 { before - WIDTH / 2 } else { 0 };
        let to = shown.len().min(from + WIDTH);
        if from > 0 || near.start > line.start {
            self.text.push_str(self.cut);
        }
        for (offset, text) in &shown[from..to] {
            self.marks.push((*offset, self.text.len()));
            self.text.push_str(text);
        }
        if (to < shown.len() || near.end < line.end) && !self.text.ends_with(self.cut) {
            self.text.push_str(self.cut);
        }
        let newline = usize::from(view.text[line.clone()].ends_with('\n'));
        self.marks.push((line.end - newline, self.text.len()));
        self.text.push('\n');
    }
}

/// Whole lines around the places.
fn lines(text: &str, places: &[Range<usize>], context: usize) -> Range<usize> {
    let first = places.iter().map(|place| place.start).min().unwrap_or(0);
    let last = places.iter().map(|place| place.end).max().unwrap_or(0).max(first);
    let newlines_before = text[..first].match_indices('\n').rev().map(|(at, _)| at + 1);
    let newlines_after = text[last..].match_indices('\n').map(|(at, _)| last + at + 1);
    newlines_before.take(context + 1).nth(context).unwrap_or(0)
        ..newlines_after.take(context + 1).nth(context).unwrap_or(text.len())
}

/// What is shown for each character of a part of a line.
fn shown<'a>(part: &Range<usize>, view: &View<'a>) -> Vec<(usize, &'a str)> {
    let first = view.hidden.partition_point(|hidden| hidden.end <= part.start);
    let mut hidden = view.hidden[first..].iter().peekable();
    let mut shown: Vec<(usize, &str)> = Vec::new();
    for (at, letter) in view.text[part.clone()].char_indices() {
        let offset = part.start + at;
        while hidden.next_if(|hidden| hidden.end <= offset).is_some() {}
        let text = match hidden.peek() {
            Some(hidden) if hidden.contains(&offset) => {
                // One sign for all of it, so that its length is not shown either.
                if offset != hidden.start && at != 0 {
                    continue;
                }
                view.cut
            }
            _ if matches!(letter, '\n' | '\r') => continue,
            _ if letter == '\t' => " ",
            _ if crate::terminal::is_printable(letter) => &view.text[offset..offset + letter.len_utf8()],
            _ => "?",
        };
        shown.push((offset, text));
    }
    shown
}

impl SourceCode for Excerpt {
    fn read_span<'a>(
        &'a self,
        span: &SourceSpan,
        before: usize,
        after: usize,
    ) -> Result<Box<dyn SpanContents<'a> + 'a>, MietteError> {
        let found = self.text.read_span(span, before, after)?;
        // Without lines around it, the place of a label is asked for, to be named.
        let position = self.positions.iter().find(|(start, _)| *start == span.offset() && before == 0);
        let (line, column) = match position {
            Some((_, position)) => (position.line - 1, position.column - 1),
            None => (found.line() + self.skipped, found.column()),
        };
        let contents = MietteSpanContents::new_named(
            self.name.clone(),
            found.data(),
            *found.span(),
            line,
            column,
            found.line_count(),
        );
        Ok(Box::new(contents))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn excerpt(text: &str, places: &[(usize, usize)], hidden: &[(usize, usize)]) -> Excerpt {
        let ranges = |pairs: &[(usize, usize)]| -> Vec<_> { pairs.iter().map(|(start, end)| *start..*end).collect() };
        Excerpt::of(&View {
            name: "c.json",
            text,
            places: &ranges(places),
            hidden: &ranges(hidden),
            context: 1,
            cut: "…",
        })
    }

    #[test]
    fn shows_the_lines_around() {
        let found = excerpt("a\nb\ncd\ne\nf\n", &[(5, 6)], &[]);
        assert_eq!((found.text.as_str(), found.skipped), ("b\ncd\ne\n", 1));
        assert_eq!(&found.text[found.place(&(5..6))], "d");
        assert_eq!(excerpt("ab", &[(2, 2)], &[]).place(&(2..2)), 2..2);
        assert_eq!(excerpt("", &[(0, 0)], &[]).text, "");
    }

    #[test]
    fn hides_secrets_and_controls() {
        let found = excerpt("{\"s\": \"top secret\", \"x\": \u{1b}}\r\n", &[(20, 23)], &[(6, 18)]);
        assert_eq!(found.text, "{\"s\": …, \"x\": ?}\n");
        assert_eq!(&found.text[found.place(&(20..23))], "\"x\"");
        let inside = excerpt("ab\nsecret\nmore\ncd\n", &[(4, 12)], &[(3, 14)]);
        assert_eq!(inside.text, "ab\n…\n…\ncd\n");
    }

    #[test]
    fn cuts_long_lines_around_the_place() {
        let text = format!("{}ä!{}\nshort\n", "a".repeat(100_000), "b".repeat(200_000));
        let found = excerpt(&text, &[(100_002, 100_003), (250_000, 250_001)], &[]);
        assert_eq!(&found.text[found.place(&(100_002..100_003))], "!");
        assert!(found.text.len() < 100, "{}", found.text);
        assert!(found.text.starts_with("…aaa") && found.text.contains("bbb…\nshort"), "{}", found.text);
        assert_eq!(found.positions[0].1, Position { line: 1, column: 100_002 });
        assert!(found.text[found.place(&(250_000..250_001))].len() <= 1);
    }
}
