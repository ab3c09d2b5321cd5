use crate::rule::Rule;
use crate::spec::{AgentPoolProfile, Spec};

/// A cluster of Spot machines alone.
pub(super) static RULE: Rule<Spec> = Rule {
    id: "spot-pools",
    why: "Nodes of a Spot pool have the taint `kubernetes.azure.com/scalesetpriority=spot:NoSchedule`, as in AKS, and Azure may \
          take all of them at once: what does not tolerate the taint, metrics-server among it, runs nowhere.",
    fix: "add a pool of `Regular` priority",
    about: &["agentPoolProfiles[].scaleSetPriority"],
    check: |spec, found| {
        let pools = spec.pools();
        if let Some((at, _)) = spec.each_pool().next()
            && pools.iter().all(AgentPoolProfile::is_spot)
        {
            found.warning(at.key("scaleSetPriority"), "every pool is of Spot machines");
        }
    },
};
