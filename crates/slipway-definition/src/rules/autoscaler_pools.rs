use std::collections::{BTreeMap, BTreeSet};

use crate::pointer::Pointer;
use crate::quote::tick;
use crate::rule::{Findings, Rule};
use crate::spec::{AddonPool, Spec};

const NAME: &str = "cluster-autoscaler";

/// The cluster autoscaler grows and shrinks scale sets, each between two numbers.
pub(super) static RULE: Rule<Spec> = Rule {
    id: "autoscaler-pools",
    why: "The cluster autoscaler asks Azure for more machines of a scale set, and knows no other kind of pool.",
    fix: "name a pool of the cluster, with `min-nodes` of at most `max-nodes`",
    about: &[
        "orchestratorProfile.kubernetesConfig.addons[].name",
        "orchestratorProfile.kubernetesConfig.addons[].pools[].name",
        "orchestratorProfile.kubernetesConfig.addons[].pools[].config",
    ],
    check: |spec, found| {
        let addons = Pointer::from(Spec::KUBERNETES).key("addons");
        let names: BTreeSet<_> = spec.each_pool().filter_map(|(_, pool)| pool.name.as_deref()).collect();
        let mut sets = spec.each_pool();
        let set = sets.find(|(_, pool)| pool.availability_profile.as_deref() == Some("AvailabilitySet"));
        for (index, addon) in spec.kubernetes().addons.iter().enumerate() {
            if addon.name.as_deref() != Some(NAME) || addon.enabled != Some(true) {
                continue;
            }
            let at = addons.index(index);
            if let Some((pool, _)) = &set {
                let message = "the cluster autoscaler works with scale sets only";
                let finding = found.error(at.key("name"), message).label(pool.key("availabilityProfile"), "no scale set");
                finding.help("use scale sets, or remove the addon");
            }
            for (index, pool) in addon.pools.iter().enumerate() {
                let at = at.key("pools").index(index);
                match pool.name.as_deref().unwrap_or_default() {
                    "" => {
                        found.error(at.key("name"), "the cluster autoscaler's settings name no pool");
                    }
                    name if !names.contains(name) => {
                        found.error(at.key("name"), format!("the cluster has no pool {}", tick(name)));
                    }
                    _ => {}
                }
                numbers(pool, &at.key("config"), found);
            }
        }
    },
};

/// Nodes at least and at most.
fn numbers(pool: &AddonPool, at: &Pointer, found: &mut Findings<'_>) {
    let mut given: BTreeMap<&str, u32> = BTreeMap::new();
    for key in ["min-nodes", "max-nodes"] {
        let Some(text) = pool.config.get(key).filter(|text| !text.is_empty()) else { continue };
        match text.parse() {
            Ok(number) => {
                given.insert(key, number);
            }
            Err(_) => {
                found.error(at.key(key), format!("{} is no number of nodes", tick(text)));
            }
        }
    }
    if let (Some(least), Some(most)) = (given.get("min-nodes"), given.get("max-nodes"))
        && least > most
    {
        let message = format!("at least {least} nodes are more than at most {most}");
        found.error(at.key("min-nodes"), message).label(at.key("max-nodes"), "");
    }
}
