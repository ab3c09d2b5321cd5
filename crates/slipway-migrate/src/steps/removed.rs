//! Flags and feature gates that the components of the new release no longer know.

use slipway_catalog::{Catalog, Known, Presence, Removed};
use slipway_definition::{Document, Pointer, Value, nearest};

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
    let given = given(plan.document, catalog)?;
    let gates = catalog.feature_gates()?;
    let unknown: usize = given.iter().map(|flags| flags.unknown(&gates, minor)).sum();
    let facts = Facts { minor, removed: catalog.removed()?, gates, too_many_unknown: unknown > MISSPELT };
    for Given { component, known, flags } in &given {
        for Flag { at, name, text } in flags {
            match facts.flag(component, name, known) {
                Some(Fate::Gone(why)) => {
                    plan.remove(at, why);
                }
                Some(Fate::Unknown(why)) if plan.remove(at, &why) => {
                    plan.attention(at, format!("{why}: if it was misspelt, write it again"));
                }
                None if name == GATES => self::gates(plan, at, text, &facts),
                _ => {}
            }
        }
    }
    Ok(())
}

/// The flag that holds feature gates.
const GATES: &str = "feature-gates";

/// The flags in one of the [`FLAGS`] fields.
struct Given<'d, 'c> {
    component: &'static str,
    known: Known<'c>,
    flags: Vec<Flag<'d>>,
}

struct Flag<'d> {
    at: Pointer,
    /// As the component has it, without dashes in front.
    name: String,
    text: &'d str,
}

/// Every flag that is written. What has no dashes is no flag, as validate says.
fn given<'d, 'c>(document: &'d Document, catalog: &'c Catalog) -> Result<Vec<Given<'d, 'c>>, MigrateError> {
    let mut given = Vec::new();
    for (field, component) in FLAGS {
        let maps = document.each(field);
        if maps.is_empty() {
            continue;
        }
        let mut flags = Vec::new();
        for (at, node) in maps {
            let Value::Object(members) = &node.value else { continue };
            flags.extend(members.iter().filter_map(|member| {
                let name = member.key.strip_prefix("--")?.replace('_', "-");
                Some(Flag { at: at.key(&member.key), name, text: text(&member.node).unwrap_or_default() })
            }));
        }
        given.push(Given { component, known: catalog.flags(component)?, flags });
    }
    Ok(given)
}

impl Given<'_, '_> {
    /// Number of flags and gates that no minor knows.
    fn unknown(&self, gates: &Known<'_>, minor: &str) -> usize {
        let is_unknown = |known: &Known<'_>, name: &str| matches!(known.presence(name, minor), Presence::Never);
        let gates_of = |flag: &Flag<'_>| {
            let items = flag.text.split(',').filter(|_| flag.name == GATES);
            items.filter(|item| item.contains('=') && is_unknown(gates, gate_name(item))).count()
        };
        self.flags.iter().map(|flag| usize::from(is_unknown(&self.known, &flag.name)) + gates_of(flag)).sum()
    }
}

/// The gate of `kube:Name=true`; nothing when there is no `=`.
fn gate_name(item: &str) -> &str {
    let name = item.split_once('=').map_or("", |(name, _)| name.trim());
    name.strip_prefix("kube:").unwrap_or(name)
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
        match facts.gate(gate_name(item)) {
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
