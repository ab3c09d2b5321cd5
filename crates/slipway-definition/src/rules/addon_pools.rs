use std::collections::{BTreeMap, BTreeSet};

use crate::quote::tick;
use crate::rule::Rule;
use crate::spec::Spec;

/// What an addon has for single pools goes by their names.
pub(super) static RULE: Rule<Spec> = Rule {
    id: "addon-pools",
    why: "An addon's `pools` are found by name; what is said of one that is not there would be dropped.",
    fix: "name pools of `agentPoolProfiles`, each once",
    about: &[
        "orchestratorProfile.kubernetesConfig.addons[].pools",
        "orchestratorProfile.kubernetesConfig.addons[].pools[].name",
    ],
    check: |spec, found| {
        let known: BTreeSet<_> = spec.each_pool().filter_map(|(_, pool)| pool.name.as_deref()).collect();
        for (at, addon) in spec.each_addon().filter(|(_, addon)| addon.enabled != Some(false)) {
            let mut seen = BTreeMap::new();
            for (index, pool) in addon.pools.iter().enumerate() {
                let at = at.key("pools").index(index).key("name");
                let name = pool.name.as_deref().unwrap_or_default();
                if name.is_empty() {
                    found.error(at, "a pool of the addon has no name");
                } else if !known.contains(name) {
                    found.error(at, format!("there is no pool {}", tick(name)));
                } else if let Some(first) = seen.insert(name, at.clone()) {
                    let finding = found.error(at, format!("the pool {} is there twice", tick(name)));
                    finding.label(first, "first here").help("keep one entry");
                }
            }
        }
    },
};
