//! Findings: what is wrong with a definition, where, and what to do about it.

use std::collections::BTreeMap;

use crate::document::{Document, Located};
use crate::node::Span;
use crate::pointer::Pointer;

/// Findings that a report keeps; of more it keeps the number only.
pub const MAX_FINDINGS: usize = 1000;

/// Places that a finding keeps; nobody looks at more.
pub const MAX_LABELS: usize = 50;

/// How bad a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Nothing can be made of the definition.
    Error,
    /// The definition works; the user may have meant something else.
    Warning,
}

/// A place in the definition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// The value at a pointer.
    Value(Pointer),
    /// The key at a pointer.
    Key(Pointer),
    /// Bytes of one of the document's texts.
    Span(Span),
}

/// A place of a finding and what to say there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    /// The place.
    pub place: Place,
    /// A few words; may be empty.
    pub text: String,
}

/// One thing found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// Id of the rule, as `explain` knows it.
    pub rule: &'static str,
    /// How bad it is.
    pub severity: Severity,
    /// What is wrong: one sentence without a full stop.
    pub message: String,
    /// The places involved; the first is where it is wrong.
    pub labels: Vec<Label>,
    /// What to do.
    pub help: Option<String>,
}

impl Finding {
    /// Adds a place; beyond [`MAX_LABELS`] it is left out.
    pub fn label(&mut self, place: impl Into<Place>, text: impl Into<String>) -> &mut Self {
        if self.labels.len() >= MAX_LABELS {
            return self;
        }
        self.labels.push(Label { place: place.into(), text: text.into() });
        self
    }

    /// Says at the first place a few words.
    pub fn say(&mut self, text: impl Into<String>) -> &mut Self {
        if let Some(first) = self.labels.first_mut() {
            first.text = text.into();
        }
        self
    }

    /// Says what to do, instead of what was said before.
    pub fn help(&mut self, help: impl Into<String>) -> &mut Self {
        self.help = Some(help.into());
        self
    }

    /// The pointer of the first place, when it has one.
    pub fn pointer(&self) -> Option<&Pointer> {
        match &self.labels.first()?.place {
            Place::Value(pointer) | Place::Key(pointer) => Some(pointer),
            Place::Span(_) => None,
        }
    }

    /// The labels with their source name, text and byte range, for a printer.
    pub fn located<'d>(&self, document: &'d Document) -> Vec<(Located<'d>, &str)> {
        self.labels.iter().map(|label| (document.locate(&label.place), label.text.as_str())).collect()
    }
}

/// All that was found.
#[derive(Clone, Debug, Default)]
pub struct Report {
    findings: Vec<Finding>,
    omitted: usize,
    omitted_errors: usize,
    /// Values of a wrong type or under a misspelt key: what rules say of them, or of what is inside, only follows.
    unreadable: Vec<Pointer>,
    /// Takes what is said of a finding that is not kept.
    spare: Option<Finding>,
}

impl Report {
    /// A report without findings.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds an error; labels and help follow on the result.
    pub fn error(&mut self, rule: &'static str, message: impl Into<String>) -> &mut Finding {
        self.add(rule, Severity::Error, message.into())
    }

    /// Adds a warning; labels and help follow on the result.
    pub fn warning(&mut self, rule: &'static str, message: impl Into<String>) -> &mut Finding {
        self.add(rule, Severity::Warning, message.into())
    }

    /// The findings in the order found, at most [`MAX_FINDINGS`].
    pub fn findings(&self) -> &[Finding] {
        &self.findings
    }

    /// The errors alone.
    #[must_use]
    pub fn errors(&self) -> Self {
        let mut errors = self.clone();
        errors.findings.retain(|finding| finding.severity == Severity::Error);
        errors.omitted = errors.omitted_errors;
        errors
    }

    /// Number of findings beyond those kept.
    pub fn omitted(&self) -> usize {
        self.omitted
    }

    /// Whether anything forbids to go on.
    pub fn has_errors(&self) -> bool {
        self.omitted_errors > 0 || self.findings.iter().any(|finding| finding.severity == Severity::Error)
    }

    /// Whether nothing was found.
    pub fn is_empty(&self) -> bool {
        self.findings.is_empty()
    }

    /// Puts the findings in the order of their places in the texts; those of one place stay as found.
    pub fn sort(&mut self, document: &Document) {
        self.findings.sort_by_cached_key(|finding| {
            finding.labels.first().map(|label| {
                let found = document.locate(&label.place);
                (!std::ptr::eq(found.source, document.file()), found.range.start)
            })
        });
    }

    /// Takes back findings of the rule whose first place is one of these and whose severity is at most that of the
    /// finding that says more.
    pub fn supersede(&mut self, rule: &str, places: &BTreeMap<Pointer, Severity>) {
        self.findings.retain(|finding| {
            let more = finding.pointer().and_then(|pointer| places.get(pointer));
            finding.rule != rule || more.is_none_or(|severity| *severity > finding.severity)
        });
    }

    pub(crate) fn is_full(&self) -> bool {
        self.findings.len() >= MAX_FINDINGS
    }

    /// Whether an error's first place is this one.
    pub(crate) fn refuses(&self, pointer: &Pointer) -> bool {
        let is_error = |finding: &&Finding| finding.severity == Severity::Error;
        self.findings.iter().filter(is_error).any(|finding| finding.pointer() == Some(pointer))
    }

    /// Notes a value of a wrong type or under a misspelt key.
    pub(crate) fn unreadable(&mut self, pointer: Pointer) {
        if self.unreadable.len() < MAX_FINDINGS {
            self.unreadable.push(pointer);
        }
    }

    /// Drops the findings from `first` on that only follow from a value that could not be read.
    pub(crate) fn drop_consequences(&mut self, first: usize) {
        let mut later = self.findings.split_off(first.min(self.findings.len()));
        later.retain(|finding| {
            let within = |unreadable: &Pointer| finding.pointer().is_some_and(|pointer| pointer.is_within(unreadable));
            !self.unreadable.iter().any(within)
        });
        self.findings.append(&mut later);
    }

    fn add(&mut self, rule: &'static str, severity: Severity, message: String) -> &mut Finding {
        let finding = Finding { rule, severity, message, labels: Vec::new(), help: None };
        if self.is_full() {
            self.omitted += 1;
            self.omitted_errors += usize::from(severity == Severity::Error);
            return self.spare.insert(finding);
        }
        let index = self.findings.len();
        self.findings.push(finding);
        &mut self.findings[index]
    }
}

impl From<Span> for Place {
    fn from(span: Span) -> Self {
        Self::Span(span)
    }
}

impl From<Pointer> for Place {
    fn from(pointer: Pointer) -> Self {
        Self::Value(pointer)
    }
}

impl From<&str> for Place {
    fn from(pointer: &str) -> Self {
        Self::Value(pointer.into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_flood_is_counted_and_not_kept() {
        let mut report = Report::new();
        for _ in 0..MAX_FINDINGS {
            report.warning("w", "w");
        }
        assert!(!report.has_errors());
        report.error("e", "e").label("/a", "here").help("none");
        assert_eq!((report.findings().len(), report.omitted(), report.has_errors()), (MAX_FINDINGS, 1, true));
    }

    #[test]
    fn consequences_of_unreadable_values_are_dropped() {
        let mut report = Report::new();
        report.error("wrong-type", "no number").label("/a", "");
        report.unreadable("/a".into());
        report.error("missing", "a.b is missing").label("/a/b", "");
        report.error("other", "not so").label("/c", "");
        report.drop_consequences(1);
        let rules: Vec<_> = report.findings().iter().map(|finding| finding.rule).collect();
        assert_eq!(rules, ["wrong-type", "other"]);
    }
}
