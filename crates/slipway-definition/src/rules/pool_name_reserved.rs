use crate::rule::Rule;
use crate::spec::Spec;

/// The control plane has this name already.
pub(super) static RULE: Rule<Spec> = Rule {
    id: "pool-name-reserved",
    why: "The control plane's machines are named `k8s-master-<id>-N`, and its files lie in `machines/master`: a pool of that \
          name would collide with them.",
    fix: "choose another name",
    about: &["agentPoolProfiles[].name"],
    check: |spec, found| {
        for (at, pool) in spec.each_pool() {
            if pool.name.as_deref() == Some("master") {
                found.error(at.key("name"), "a pool cannot be named `master`");
            }
        }
    },
};
