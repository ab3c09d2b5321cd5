//! A rule, and what it says.

use crate::report::{Finding, Place, Report};

/// A rule on `S`: the [`crate::Spec`] here, the decided cluster in a later room.
///
/// Its parts read from top to bottom; `explain <id>` prints `why` and `fix`.
#[derive(Debug)]
pub struct Rule<S: 'static> {
    /// Name in messages and in `explain`, `master-count`.
    pub id: &'static str,
    /// Why the rule is: one or two sentences.
    pub why: &'static str,
    /// What to do: the help of its findings unless the finding knows better.
    pub fix: &'static str,
    /// Looks for violations, all of them.
    pub check: fn(&S, &mut Findings<'_>),
}

impl<S> Rule<S> {
    /// Runs the rule.
    pub fn run(&self, subject: &S, report: &mut Report) {
        (self.check)(subject, &mut Findings { id: self.id, fix: self.fix, report });
    }
}

/// Where a rule's findings go.
#[derive(Debug)]
pub struct Findings<'r> {
    id: &'static str,
    fix: &'static str,
    report: &'r mut Report,
}

impl Findings<'_> {
    /// Reports an error at `place`, helped by the rule's `fix`.
    pub fn error(&mut self, place: impl Into<Place>, message: impl Into<String>) -> &mut Finding {
        self.report.error(self.id, message).label(place, "").help(self.fix)
    }

    /// Reports a warning at `place`, helped by the rule's `fix`.
    pub fn warning(&mut self, place: impl Into<Place>, message: impl Into<String>) -> &mut Finding {
        self.report.warning(self.id, message).label(place, "").help(self.fix)
    }
}
