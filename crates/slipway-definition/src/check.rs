//! All that can be said of a definition by itself.

use crate::document::Document;
use crate::report::{Report, Severity};
use crate::rules;
use crate::spec::Spec;
use crate::unsupported::refuse_unsupported;

/// Runs every rule on the definition alone, then [`refuse_unsupported`] with errors, as `generate` takes them.
pub fn check(spec: &Spec, document: &Document, report: &mut Report) {
    rules::run(spec, report);
    refuse_unsupported(document, Severity::Error, report);
}
