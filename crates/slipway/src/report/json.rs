//! Findings as one JSON object, of a form that only grows.

use serde_json::{Value, json};
use slipway_definition::{Position, Severity};

use super::told::{Told, ToldFinding, ToldPlace};

/// `{"file", "errors", "warnings", "omitted", "findings": [{"rule", "severity", "message", "help", "places": […]}]}`
pub(super) fn object(told: &Told) -> Value {
    json!({
        "file": told.file,
        "errors": told.count(Severity::Error),
        "warnings": told.count(Severity::Warning),
        "omitted": told.omitted,
        "findings": told.findings.iter().map(finding).collect::<Vec<_>>(),
    })
}

fn finding(finding: &ToldFinding) -> Value {
    json!({
        "rule": finding.rule,
        "severity": match finding.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
        },
        "message": finding.message,
        "help": finding.help,
        "places": finding.places.iter().map(place).collect::<Vec<_>>(),
    })
}

/// Lines and columns count from 1, columns in characters; `end` is the character after the last.
fn place(place: &ToldPlace) -> Value {
    let position = |at: Position| json!({"line": at.line, "column": at.column});
    json!({
        "source": place.source,
        "path": place.path,
        "start": place.range.map(|(start, _)| position(start)),
        "end": place.range.map(|(_, end)| position(end)),
        "label": place.label,
    })
}
