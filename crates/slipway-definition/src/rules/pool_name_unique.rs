use std::collections::BTreeMap;

use crate::quote::tick;
use crate::rule::Rule;
use crate::spec::Spec;

/// Two pools cannot share their resources.
pub(super) static RULE: Rule<Spec> = Rule {
    id: "pool-name-unique",
    why: "Scale sets, machines and node labels are named after the pool.",
    fix: "give each pool its own name",
    about: &["agentPoolProfiles[].name"],
    check: |spec, found| {
        let mut first = BTreeMap::new();
        for (at, pool) in spec.each_pool() {
            let at = at.key("name");
            let Some(name) = pool.name.as_deref().filter(|name| !name.is_empty()) else { continue };
            match first.get(name) {
                None => {
                    first.insert(name, at);
                }
                Some(other) => {
                    let message = format!("two pools are named {}", tick(name));
                    found.error(at, message).say("again here").label(other.clone(), "first here");
                }
            }
        }
    },
};
