//! How this crate speaks of what it finds while deciding.

use slipway_definition::{Pointer, Report};

/// An error at one place.
pub(crate) fn error(report: &mut Report, rule: &'static str, at: &Pointer, message: String, help: impl Into<String>) {
    report.error(rule, message).label(at.clone(), "").help(help);
}

/// A warning at one place.
pub(crate) fn warning(report: &mut Report, rule: &'static str, at: &Pointer, message: String, help: impl Into<String>) {
    report.warning(rule, message).label(at.clone(), "").help(help);
}
