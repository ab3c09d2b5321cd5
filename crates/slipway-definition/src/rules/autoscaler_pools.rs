use std::collections::BTreeMap;

use crate::pointer::Pointer;
use crate::quote::tick;
use crate::rule::{Findings, Rule};
use crate::spec::{Addon, AddonPool, AgentPoolProfile, Spec};

const AUTOSCALER: &str = "cluster-autoscaler";

/// The cluster autoscaler grows and shrinks scale sets, each between two numbers.
pub(super) static RULE: Rule<Spec> = Rule {
    id: "autoscaler-pools",
    why: "The cluster autoscaler changes the number of machines of scale sets that `pools` names; no other addon has pools.",
    fix: "name pools of `agentPoolProfiles`, with `\"min-nodes\": \"1\"` up to `\"max-nodes\": \"5\"`",
    about: &[
        "orchestratorProfile.kubernetesConfig.addons[].pools",
        "orchestratorProfile.kubernetesConfig.addons[].pools[].name",
        "orchestratorProfile.kubernetesConfig.addons[].pools[].config",
        "orchestratorProfile.kubernetesConfig.addons[].name",
    ],
    check: |spec, found| {
        let known: BTreeMap<_, _> =
            spec.each_pool().filter_map(|(at, pool)| Some((pool.name.as_deref()?, (at, pool)))).collect();
        for (at, addon) in spec.each_addon() {
            if !addon.is_named(AUTOSCALER) {
                if !addon.pools.is_empty() {
                    let finding = found.warning(at.key("pools"), format!("only `{AUTOSCALER}` has pools"));
                    finding.help("remove `pools`");
                }
            } else if addon.is_on() {
                scale_sets(&at, spec, found);
                each(&at, addon, &known, found);
            }
        }
    },
};

fn scale_sets(at: &Pointer, spec: &Spec, found: &mut Findings<'_>) {
    let mut fixed = spec.each_pool().filter(|(_, pool)| pool.availability_profile.as_deref() == Some("AvailabilitySet"));
    if let Some((pool, _)) = fixed.next() {
        let message = format!("`{AUTOSCALER}` works on scale sets only");
        let finding = found.error(at.key("name"), message);
        finding.label(pool.key("availabilityProfile"), "a pool in an availability set");
        finding.help("use `VirtualMachineScaleSets` for all pools, or leave the autoscaler off");
    }
}

type Pools<'s> = BTreeMap<&'s str, (Pointer, &'s AgentPoolProfile)>;

fn each(at: &Pointer, addon: &Addon, known: &Pools<'_>, found: &mut Findings<'_>) {
    let mut seen = BTreeMap::new();
    for (index, pool) in addon.pools.iter().enumerate() {
        let at = at.key("pools").index(index);
        let name = pool.name.as_deref().unwrap_or_default();
        if name.is_empty() {
            found.error(at.key("name"), "a pool of the autoscaler has no name");
        } else if !known.contains_key(name) {
            found.error(at.key("name"), format!("there is no pool {}", tick(name)));
        } else if let Some(first) = seen.insert(name, at.key("name")) {
            let finding = found.error(at.key("name"), format!("the pool {} is there twice", tick(name)));
            finding.label(first, "first here").help("keep one entry");
        }
        let count = known.get(name).and_then(|(_, pool)| pool.count);
        numbers(&at.key("config"), pool, count, found);
    }
}

/// Both numbers of a pool; one that is not given is the pool's `count`.
fn numbers(at: &Pointer, pool: &AddonPool, count: Option<i64>, found: &mut Findings<'_>) {
    let mut read = |key: &str| -> Result<Option<u32>, ()> {
        let text = pool.config.get(key).map(String::as_str).unwrap_or_default();
        if text.is_empty() {
            return Ok(None);
        }
        text.parse().map(Some).map_err(|_| {
            found.error(at.key(key), format!("{} is no number of machines", tick(text)));
        })
    };
    let (least, most) = (read("min-nodes"), read("max-nodes"));
    match (least, most) {
        (Ok(Some(least)), Ok(Some(most))) if least > most => {
            let message = format!("at least {least} machines are more than at most {most}");
            found.error(at.key("min-nodes"), message).label(at.key("max-nodes"), "at most");
        }
        (Ok(Some(least)), Ok(None)) if least > 0 => {
            found.error(at.key("min-nodes"), "`min-nodes` is given without `max-nodes`").help("add `max-nodes`");
        }
        (Ok(None), Ok(Some(most))) if count.is_some_and(|count| count > i64::from(most)) => {
            let message = format!("the pool's {} machines are more than at most {most}", count.unwrap_or_default());
            found.error(at.key("max-nodes"), message).help("add `min-nodes`, or raise `max-nodes`");
        }
        _ => {}
    }
}
