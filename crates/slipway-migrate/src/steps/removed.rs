//! Flags and feature gates that the components of the new release no longer know.

use slipway_catalog::{Catalog, Known, Presence, Removed};
use slipway_definition::{Pointer, Value, nearest};

use crate::MigrateError;
use crate::plan::{Plan, text};

/// Fields that hold flags, and whose they are.
const FLAGS: [(&str, &str); 7] = [
    ("orchestratorProfile.kubernetesConfig.kubeletConfig", "kubelet"),
    ("orchestratorProfile.kubernetesConfig.apiServerConfig", "kube-apiserver"),
    ("orchestratorProfile.kubernetesConfig.controllerManagerConfig", "kube-controller-manager"),
    ("orchestratorProfile.kubernetesConfig.schedulerConfig", "kube-scheduler"),
    ("orchestratorProfile.kubernetesConfig.cloudControllerManagerConfig", "cloud-controller-manager"),
    ("masterProfile.kubernetesConfig.kubeletConfig", "kubelet"),
    ("agentPoolProfiles[].kubernetesConfig.kubeletConfig", "kubelet"),
];

pub(super) fn run(plan: &mut Plan<'_>, catalog: &Catalog, minor: &str) -> Result<(), MigrateError> {
    let gates_known = catalog.feature_gates()?;
    let too_many_unknown = unknown(plan, catalog, &gates_known, minor)? > MISSPELT;
    let facts = Facts { minor, removed: catalog.removed()?, gates: gates_known, too_many_unknown };
    for (field, component) in FLAGS {
        let maps = plan.document.each(field);
        if maps.is_empty() {
            continue;
        }
        let flags = catalog.flags(component)?;
        for (at, node) in maps {
            let Value::Object(members) = &node.value else { continue };
            for member in members {
                let Some(name) = flag_name(&member.key) else { continue };
                let at = at.key(&member.key);
                match facts.flag(component, &name, &flags) {
                    Some(Fate::Gone(why)) => {
                        plan.remove(&at, why);
                    }
                    Some(Fate::Unknown(why)) if plan.remove(&at, &why) => {
                        plan.attention(&at, format!("{why}: if it was misspelt, write it again"));
                    }
                    None if name == "feature-gates" => gates(plan, &at, text(&member.node).unwrap_or_default(), &facts),
                    _ => {}
                }
            }
        }
    }
    Ok(())
}

/// Flags and gates that no minor knows.
fn unknown(plan: &Plan<'_>, catalog: &Catalog, gates: &Known<'_>, minor: &str) -> Result<usize, MigrateError> {
    let mut unknown = 0;
    for (field, component) in FLAGS {
        let maps = plan.document.each(field);
        if maps.is_empty() {
            continue;
        }
        let flags = catalog.flags(component)?;
        for (_, node) in maps {
            let Value::Object(members) = &node.value else { continue };
            for member in members {
                let Some(name) = flag_name(&member.key) else { continue };
                unknown += usize::from(matches!(flags.presence(&name, minor), Presence::Never));
                if name == "feature-gates" {
                    let names =
                        text(&member.node).unwrap_or_default().split(',').filter_map(|item| item.split_once('='));
                    let never = names.filter(|(name, _)| matches!(gates.presence(name.trim(), minor), Presence::Never));
                    unknown += never.count();
                }
            }
        }
    }
    Ok(unknown)
}

/// A flag's name as its component has it. What has no dashes is no flag, as validate says.
fn flag_name(key: &str) -> Option<String> {
    key.strip_prefix("--").map(|name| name.replace('_', "-"))
}

/// Of more names that nobody knows, none is looked at for what it may have meant: they stay, for validate to report.
const MISSPELT: usize = 200;

struct Facts<'c> {
    minor: &'c str,
    removed: Removed,
    gates: Known<'c>,
    /// Whether there are more than [`MISSPELT`].
    too_many_unknown: bool,
}

/// Why something cannot stay.
enum Fate {
    /// It was there once.
    Gone(String),
    /// Nobody knows it.
    Unknown(String),
}

impl Facts<'_> {
    /// Whether a name that never was resembles one that is.
    fn may_be_misspelt(&self, name: &str, known: &Known<'_>) -> bool {
        self.too_many_unknown || nearest(name, known.of_minor(self.minor)).is_some()
    }

    fn flag(&self, component: &str, name: &str, flags: &Known<'_>) -> Option<Fate> {
        let minor = self.minor;
        if let Some(flag) = self.removed.flag(minor, component, name) {
            let why = format!("{component} {minor} does not know it (gone since {}): {}", flag.since, flag.why);
            return Some(Fate::Gone(why));
        }
        match flags.presence(name, minor) {
            Presence::Here(_) | Presence::Later(_) => None,
            Presence::Gone(since) => {
                Some(Fate::Gone(format!("{component} {minor} does not know it (gone since {since})")))
            }
            // What is only misspelt is validate's.
            Presence::Never if self.may_be_misspelt(name, flags) => None,
            Presence::Never => Some(Fate::Unknown(format!("{component} {minor} does not know it"))),
        }
    }

    fn gate(&self, name: &str) -> Option<Fate> {
        let minor = self.minor;
        if matches!(name, "" | "AllAlpha" | "AllBeta") {
            return None;
        }
        if let Some(gate) = self.removed.gate(minor, name) {
            return Some(Fate::Gone(format!("{name} (gone since {})", gate.since)));
        }
        match self.gates.presence(name, minor) {
            Presence::Here(_) | Presence::Later(_) => None,
            Presence::Gone(since) => Some(Fate::Gone(format!("{name} (gone since {since})"))),
            Presence::Never if self.may_be_misspelt(name, &self.gates) => None,
            Presence::Never => Some(Fate::Unknown(name.to_owned())),
        }
    }
}

/// `A=true,B=false` without the gates that are gone. What has no `=` is no gate, as validate says.
fn gates(plan: &mut Plan<'_>, at: &Pointer, gates: &str, facts: &Facts<'_>) {
    let (mut kept, mut gone, mut unknown) = (Vec::new(), Vec::new(), Vec::new());
    for item in gates.split(',') {
        let name = item.split_once('=').map_or("", |(name, _)| name.trim());
        match facts.gate(name.strip_prefix("kube:").unwrap_or(name)) {
            None => kept.push(item),
            Some(Fate::Gone(which)) => gone.push(which),
            Some(Fate::Unknown(which)) => {
                gone.push(which.clone());
                unknown.push(which);
            }
        }
    }
    if gone.is_empty() {
        return;
    }
    let why = format!("Kubernetes {} does not know {}", facts.minor, gone.join(", "));
    let kept = kept.join(",").trim().trim_matches(',').to_owned();
    let done = if kept.is_empty() { plan.remove(at, why) } else { plan.set(at, Value::String(kept), why) };
    if done && !unknown.is_empty() {
        let what = format!(
            "{} is no feature gate of Kubernetes {}: if it was misspelt, write it again",
            unknown.join(", "),
            facts.minor
        );
        plan.attention(at, what);
    }
}
