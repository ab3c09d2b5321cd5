//! Feature gates: merged by name, and never one that the release does not know.

use std::collections::BTreeMap;

use slipway_catalog::Removed;

use crate::note::{Note, Place, Weight};
use crate::rules;

/// `A=true,B=false` as a map; parts that are no `name=bool` are returned apart.
pub(crate) fn parse(text: &str) -> (BTreeMap<String, bool>, Vec<String>) {
    let mut gates = BTreeMap::new();
    let mut malformed = Vec::new();
    for item in text.split(',').map(str::trim).filter(|item| !item.is_empty()) {
        match item.split_once('=').map(|(name, on)| (name.trim(), on.trim().to_ascii_lowercase().parse::<bool>())) {
            Some((name, Ok(on))) if !name.is_empty() => {
                gates.insert(name.to_owned(), on);
            }
            _ => malformed.push(item.to_owned()),
        }
    }
    (gates, malformed)
}

/// Defaults under the user's gates, without those that this minor no longer knows.
pub(crate) fn merge(
    default: &str,
    user: Option<&str>,
    removed: &Removed,
    minor: &str,
    place: &Place,
    notes: &mut Vec<Note>,
) -> BTreeMap<String, bool> {
    let (mut gates, _) = parse(default);
    let (given, malformed) = parse(user.unwrap_or_default());
    for item in malformed {
        notes.push(Note {
            rule: &rules::FEATURE_GATE_MALFORMED,
            weight: Weight::Error,
            also: None,
            place: place.clone(),
            message: format!("`{item}` is no feature gate"),
            help: "write gates as `Name=true` or `Name=false`, with commas between them".to_owned(),
        });
    }
    gates.extend(given);
    gates.retain(|name, _| match removed.gate(minor, name) {
        None => true,
        Some(gate) => {
            notes.push(Note {
                rule: &rules::FEATURE_GATE_REMOVED,
                weight: Weight::Warning,
                also: None,
                place: place.clone(),
                message: format!(
                    "Kubernetes {minor} does not know the feature gate `{name}` (gone since {}); it is left out",
                    gate.since
                ),
                help: format!("remove `{name}` from the gates"),
            });
            false
        }
    });
    gates
}

/// As a flag's value, sorted by name.
pub(crate) fn text(gates: &BTreeMap<String, bool>) -> String {
    gates.iter().map(|(name, on)| format!("{name}={on}")).collect::<Vec<_>>().join(",")
}
