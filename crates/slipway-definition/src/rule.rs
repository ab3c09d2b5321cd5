//! A rule, and what it says.

use crate::report::{Finding, Place, Report};

/// A rule on `S`: the [`crate::Spec`] here, the catalog's facts or the decided cluster in a later room.
///
/// Its parts read from top to bottom; `explain <id>` prints all but the check.
#[derive(Debug)]
pub struct Rule<S: 'static> {
    /// Name in messages and in `explain`, `master-count`.
    pub id: &'static str,
    /// Why the rule is: one or two sentences.
    pub why: &'static str,
    /// What to do: the help of its findings unless the finding knows better.
    pub fix: &'static str,
    /// The fields that it looks at, as [`crate::Pointer::general`] names them: `agentPoolProfiles[].count`. Every finding's first
    /// place is one of these or inside one.
    pub about: &'static [&'static str],
    /// Looks for violations, all of them.
    pub check: fn(&S, &mut Findings<'_>),
}

/// What `explain` prints of a rule. By itself, it is a rule that has no pass of its own: reading, deciding or rendering
/// comes upon its violations.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RuleText {
    /// Name in messages and in `explain`.
    pub id: &'static str,
    /// Why the rule is.
    pub why: &'static str,
    /// What to do.
    pub fix: &'static str,
    /// The fields that it looks at; none when it looks at all.
    pub about: &'static [&'static str],
}

impl<S> Rule<S> {
    /// Runs the rule.
    pub fn run(&self, subject: &S, report: &mut Report) {
        (self.check)(subject, &mut Findings { id: self.id, fix: self.fix, report });
    }

    /// All but the check.
    pub fn text(&self) -> RuleText {
        RuleText { id: self.id, why: self.why, fix: self.fix, about: self.about }
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
