//! `feature-gate-unknown`

use slipway_catalog::Presence;
use slipway_definition::{Rule, nearest, quote};

use super::FLAGS;
use crate::Asked;
use crate::asked::GivenFlags;

/// Of more unknown gates, the nearest name is not looked for.
const SUGGESTED: usize = 100;

pub(super) static FEATURE_GATE_UNKNOWN: Rule<Asked> = Rule {
    id: "feature-gate-unknown",
    why: "A component refuses to start with a feature gate that its version does not have.",
    fix: "remove the gate",
    about: FLAGS,
    check: |asked, found| {
        // The lists are long, and most definitions name no gates.
        let names_gates = |given: &GivenFlags<'_>| given.each().any(|(name, ..)| name == "feature-gates");
        if !asked.given_flags().iter().any(names_gates) {
            return;
        }
        let (Ok(removed), Ok(known)) = (asked.catalog.removed(), asked.catalog.feature_gates()) else {
            return;
        };
        let minor = asked.release.minor.as_str();
        let mut unknown = 0;
        for given in asked.given_flags() {
            for (_, at, value) in given.each().filter(|(name, ..)| name == "feature-gates") {
                for gate in gates(value) {
                    let presence = known.presence(gate, minor);
                    if matches!(presence, Presence::Here(_)) || removed.gate(minor, gate).is_some() {
                        continue;
                    }
                    unknown += 1;
                    let message = format!("Kubernetes {minor} has no feature gate {}", quote::tick(gate));
                    let finding = found.error(at.clone(), message);
                    match presence {
                        Presence::Later(since) => {
                            finding.help(format!("remove the gate, or ask for Kubernetes {since}, which has it"));
                        }
                        Presence::Gone(until) => {
                            finding.help(format!("remove the gate: it is gone since {until}"));
                        }
                        Presence::Here(_) | Presence::Never if unknown <= SUGGESTED => {
                            if let Some(near) = nearest(gate, known.of_minor(minor)) {
                                finding.help(format!("did you mean `{near}`?"));
                            }
                        }
                        Presence::Here(_) | Presence::Never => {}
                    }
                }
            }
        }
    },
};

/// The gates of `A=true,kube:B=false`. `AllAlpha` and `AllBeta` are no gates but groups; what is malformed is
/// `feature-gate-malformed`'s.
fn gates(value: &str) -> impl Iterator<Item = &str> {
    let names = value.split(',').filter_map(|item| item.split_once('=')).map(|(name, _)| name.trim());
    let names = names.map(|name| name.strip_prefix("kube:").unwrap_or(name));
    names.filter(|name| !matches!(*name, "" | "AllAlpha" | "AllBeta"))
}
