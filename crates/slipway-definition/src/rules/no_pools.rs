use crate::rule::Rule;
use crate::spec::Spec;

/// Workloads need a pool to run on.
pub(super) static RULE: Rule<Spec> = Rule {
    id: "no-pools",
    why: "Masters take no workloads: in a cluster without a pool not even the cluster DNS runs.",
    fix: "add a pool to `agentPoolProfiles`",
    about: &["agentPoolProfiles"],
    check: |spec, found| {
        if spec.properties.is_some() && spec.pools().is_empty() {
            found.error(Spec::POOLS, "the cluster has no pools");
        }
    },
};
