//! A page of text, at most 80 columns wide where words allow.

use std::fmt::Write as _;

const WIDTH: usize = 80;
/// Columns of the names at the left.
const NAMES: usize = 10;

/// A title, paragraphs, then named entries.
#[derive(Default)]
pub(super) struct Page {
    text: String,
}

impl Page {
    pub(super) fn titled(title: &str) -> Self {
        Self { text: format!("{title}\n") }
    }

    /// A paragraph, with an empty line in front.
    pub(super) fn paragraph(&mut self, text: &str) {
        self.gap();
        for line in text.lines() {
            self.wrapped("", 0, line);
        }
    }

    /// An entry with its name at the left; nothing when there is nothing to say.
    pub(super) fn entry(&mut self, name: &str, text: &str) {
        if !text.is_empty() {
            self.wrapped(&format!("{name:<NAMES$}"), NAMES, text);
        }
    }

    /// One entry of several lines; nothing when there are none.
    pub(super) fn entries(&mut self, name: &str, lines: impl IntoIterator<Item = String>) {
        for (index, line) in lines.into_iter().enumerate() {
            self.entry(if index == 0 { name } else { "" }, &line);
        }
    }

    /// As [`Self::entries`], of lines to copy: they are not wrapped.
    pub(super) fn quote(&mut self, name: &str, lines: &[String]) {
        for (index, line) in lines.iter().enumerate() {
            let name = if index == 0 { name } else { "" };
            self.verbatim(&format!("{name:<NAMES$}{line}"));
        }
    }

    /// Rows of a name and a text, the names as wide as the widest of them, up to a limit.
    pub(super) fn rows<'r>(&mut self, rows: impl IntoIterator<Item = (&'r str, &'r str)> + Clone) {
        let widest = rows.clone().into_iter().map(|(name, _)| name.chars().count() + 2).max().unwrap_or_default();
        let column = widest.min(46);
        for (name, text) in rows {
            if name.chars().count() + 2 > column {
                self.verbatim(&format!("  {name}"));
                self.wrapped(&" ".repeat(column + 2), column + 2, text);
            } else {
                self.wrapped(&format!("  {name:<column$}"), column + 2, text);
            }
        }
    }

    /// Lines as they are.
    pub(super) fn verbatim(&mut self, text: &str) {
        self.text.push_str(text.trim_end());
        self.text.push('\n');
    }

    /// An empty line.
    pub(super) fn gap(&mut self) {
        self.text.push('\n');
    }

    /// Both pages, with a line between them.
    pub(super) fn followed_by(self, other: &Self) -> Self {
        Self { text: format!("{}\n{}\n{}", self.text, "-".repeat(WIDTH), other.text) }
    }

    pub(super) fn text(&self) -> &str {
        &self.text
    }

    fn wrapped(&mut self, first: &str, indent: usize, text: &str) {
        let (mut line, mut is_empty) = (first.to_owned(), true);
        for word in text.split_whitespace() {
            if !is_empty && line.chars().count() + 1 + word.chars().count() > WIDTH {
                let _ = writeln!(self.text, "{}", line.trim_end());
                (line, is_empty) = (" ".repeat(indent), true);
            }
            if !is_empty {
                line.push(' ');
            }
            line.push_str(word);
            is_empty = false;
        }
        let _ = writeln!(self.text, "{}", line.trim_end());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wraps_at_words_and_keeps_the_columns() {
        let mut page = Page::titled("title");
        page.entry("name", &"word ".repeat(30));
        page.entry("", &"x".repeat(90));
        let lines: Vec<_> = page.text().lines().collect();
        assert_eq!(lines[0], "title");
        assert!(lines[1].starts_with("name      word") && lines[1].len() <= WIDTH);
        assert!(lines[2].starts_with("          word"));
        assert_eq!(lines.last().map(|line| line.trim().len()), Some(90));
    }
}
