use super::quantity::quantity;
use crate::pointer::Pointer;
use crate::quote::tick;
use crate::rule::{Findings, Rule};
use crate::spec::{Container, Spec};

/// Of two amounts that are one, written differently, neither is the larger.
const SAME: f64 = 1.000_000_001;

/// Processor time and memory of containers are Kubernetes quantities.
pub(super) static RULE: Rule<Spec> = Rule {
    id: "container-resources",
    why: "Kubernetes refuses the whole manifest for an amount that it cannot read, or for a request above its limit.",
    fix: "write processors as `100m` or `0.5`, memory as `300Mi` or `1Gi`",
    about: &[
        "orchestratorProfile.kubernetesConfig.addons[].containers",
        "orchestratorProfile.kubernetesConfig.components[].containers",
    ],
    check: |spec, found| {
        for (at, addon) in spec.each_addon() {
            each(&at, &addon.containers, found);
        }
        for (at, component) in spec.each_component() {
            each(&at, &component.containers, found);
        }
    },
};

fn each(at: &Pointer, containers: &[Container], found: &mut Findings<'_>) {
    for (index, container) in containers.iter().enumerate() {
        let at = at.key("containers").index(index);
        pair(&at, ["cpuRequests", "cpuLimits"], [&container.cpu_requests, &container.cpu_limits], found);
        let memory = [&container.memory_requests, &container.memory_limits];
        pair(&at, ["memoryRequests", "memoryLimits"], memory, found);
    }
}

/// Requests and limits of one resource.
fn pair(at: &Pointer, keys: [&str; 2], written: [&Option<String>; 2], found: &mut Findings<'_>) {
    let mut amounts = [None, None];
    for ((key, text), amount) in keys.into_iter().zip(written).zip(&mut amounts) {
        let text = text.as_deref().unwrap_or_default();
        if text.is_empty() {
            continue;
        }
        *amount = quantity(text).filter(|amount| *amount >= 0.0);
        if amount.is_none() {
            found.error(at.key(key), format!("{} is no quantity", tick(text)));
        } else if key.starts_with("memory") && text.ends_with(['m', 'u', 'n']) {
            let letter = text.get(text.len().saturating_sub(1)..).unwrap_or_default();
            let finding = found.warning(at.key(key), format!("{} is a fraction of a byte", tick(text)));
            let number = text.trim_end_matches(letter);
            finding.help(format!("did you mean {}?", tick(&format!("{number}Mi"))));
        }
    }
    if let [Some(request), Some(limit)] = amounts
        && request > limit * SAME
    {
        let [request, limit] = written.map(|text| tick(text.as_deref().unwrap_or_default()));
        let finding = found.error(at.key(keys[0]), format!("the request {request} is above the limit {limit}"));
        finding.label(at.key(keys[1]), "the limit").help("lower the request or raise the limit");
    }
}
