//! How this crate speaks of what it finds while deciding.

use slipway_definition::{Pointer, Report, RuleText};

/// An error at one place.
pub(crate) fn error(report: &mut Report, rule: &RuleText, at: &Pointer, message: String, help: impl Into<String>) {
    report.error(rule.id, message).label(at.clone(), "").help(help);
}

/// A warning at one place.
pub(crate) fn warning(report: &mut Report, rule: &RuleText, at: &Pointer, message: String, help: impl Into<String>) {
    report.warning(rule.id, message).label(at.clone(), "").help(help);
}
