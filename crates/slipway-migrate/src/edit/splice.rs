//! Replacements in a text, put in all at once.

use std::ops::Range;

/// Replacements by the bytes that they take out; one of no bytes inserts.
#[derive(Debug, Default)]
pub(super) struct Splices(Vec<(Range<usize>, String)>);

impl Splices {
    pub(super) fn replace(&mut self, range: Range<usize>, with: String) {
        self.0.push((range, with));
    }

    pub(super) fn delete(&mut self, range: Range<usize>) {
        self.0.push((range, String::new()));
    }

    pub(super) fn insert(&mut self, at: usize, text: String) {
        self.0.push((at..at, text));
    }

    /// The text with all of them. What overlaps is taken out once.
    pub(super) fn applied(mut self, text: &str) -> String {
        self.0.sort_by_key(|(range, _)| (range.start, range.end));
        let mut new = String::with_capacity(text.len());
        let mut at = 0;
        for (range, with) in self.0 {
            new.push_str(text.get(at..range.start).unwrap_or_default());
            new.push_str(&with);
            at = at.max(range.end);
        }
        new.push_str(text.get(at..).unwrap_or_default());
        new
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn overlaps_are_taken_out_once() {
        let mut splices = Splices::default();
        splices.delete(2..5);
        splices.delete(4..6);
        splices.insert(8, "x".to_owned());
        splices.replace(0..1, "A".to_owned());
        assert_eq!(splices.applied("0123456789"), "A167x89");
    }
}
