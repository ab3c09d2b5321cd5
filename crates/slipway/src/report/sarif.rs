//! Findings as a SARIF 2.1.0 log (OASIS, <https://docs.oasis-open.org/sarif/sarif/v2.1.0/>).

use std::fmt::Write as _;

use serde_json::{Value, json};
use slipway_definition::{RuleText, Severity};

use super::told::{Told, ToldFinding, ToldPlace};
use crate::rules;

const SCHEMA: &str = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

/// The log: one run, the rules that have findings, a result for each finding.
pub(super) fn log(told: &Told) -> Value {
    let is_used = |rule: &RuleText| told.findings.iter().any(|finding| finding.rule == rule.id);
    let rules: Vec<_> = rules::all().into_iter().filter(is_used).collect();
    json!({
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [{
            "tool": {"driver": {
                "name": "slipway",
                "version": env!("CARGO_PKG_VERSION"),
                "informationUri": env!("CARGO_PKG_REPOSITORY"),
                "rules": rules.iter().map(rule).collect::<Vec<_>>(),
            }},
            "columnKind": "unicodeCodePoints",
            "results": told.findings.iter().map(|finding| result(finding, &rules)).collect::<Vec<_>>(),
        }],
    })
}

fn rule(rule: &RuleText) -> Value {
    json!({
        "id": rule.id,
        "shortDescription": {"text": rule.id.replace('-', " ")},
        "fullDescription": {"text": rule.why},
        "help": {"text": rule.fix},
    })
}

fn result(finding: &ToldFinding, rules: &[RuleText]) -> Value {
    let mut text = finding.message.clone();
    if let Some(help) = &finding.help {
        let _ = write!(text, "\nhelp: {help}");
    }
    let mut places = finding.places.iter();
    let mut result = json!({
        "ruleId": finding.rule,
        "level": match finding.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
        },
        "message": {"text": text},
        "locations": places.next().map(|place| location(place, None)).into_iter().collect::<Vec<_>>(),
    });
    if let Some(index) = rules.iter().position(|rule| rule.id == finding.rule) {
        result["ruleIndex"] = json!(index);
    }
    let related: Vec<_> = places.enumerate().map(|(id, place)| location(place, Some(id))).collect();
    if !related.is_empty() {
        result["relatedLocations"] = json!(related);
    }
    result
}

/// A place in the file is physical; a text of the command line has no file, and only its field is named.
fn location(place: &ToldPlace, id: Option<usize>) -> Value {
    let mut location = json!({});
    if let Some(id) = id {
        location["id"] = json!(id);
    }
    if !place.label.is_empty() {
        location["message"] = json!({"text": place.label});
    }
    if let Some(path) = &place.path {
        location["logicalLocations"] = json!([{"fullyQualifiedName": path}]);
    }
    if place.is_file {
        location["physicalLocation"] = json!({"artifactLocation": {"uri": uri(&place.source)}});
        if let Some((start, end)) = place.range {
            location["physicalLocation"]["region"] = json!({
                "startLine": start.line, "startColumn": start.column,
                "endLine": end.line, "endColumn": end.column,
            });
        }
    } else if id.is_none() && place.path.is_none() {
        location["logicalLocations"] = json!([{"fullyQualifiedName": place.source}]);
    }
    location
}

/// A file's name as a relative or absolute reference (RFC 3986).
fn uri(name: &str) -> String {
    let mut uri = if name.starts_with('/') { "file://".to_owned() } else { String::new() };
    for byte in name.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) {
            uri.push(char::from(byte));
        } else {
            let _ = write!(uri, "%{byte:02X}");
        }
    }
    uri
}

#[cfg(test)]
mod tests {
    #[test]
    fn names_become_references() {
        assert_eq!(super::uri("my cluster.json"), "my%20cluster.json");
        assert_eq!(super::uri("/a/ä.json"), "file:///a/%C3%A4.json");
    }
}
