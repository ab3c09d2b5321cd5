use crate::rule::Rule;
use crate::spec::Spec;

/// Machines that Azure may change all at once.
pub(super) static RULE: Rule<Spec> = Rule {
    id: "upgrade-automatic",
    why: "In the mode `Automatic`, Azure changes machines in any order and perhaps all of them at once, when the template is deployed \
          with a new model. It asks no Kubernetes: nodes are neither cordoned nor drained, and no disruption budget counts.",
    fix: "use `Rolling`, or `Manual` and drain each node before you upgrade it",
    about: &["agentPoolProfiles[].upgradePolicy.mode"],
    check: |spec, found| {
        for (at, pool) in spec.each_pool() {
            if pool.upgrade_policy.as_ref().is_some_and(|policy| policy.mode() == "Automatic") {
                let message = "an upgrade may take down every machine of the pool at once";
                found.warning(at.key("upgradePolicy").key("mode"), message);
            }
        }
    },
};
