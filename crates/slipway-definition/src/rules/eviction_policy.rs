use crate::quote::tick;
use crate::rule::Rule;
use crate::spec::Spec;
use crate::spec::names::EVICTION_POLICIES;
use crate::suggest::nearest;

/// What becomes of machines that Azure takes away.
pub(super) static RULE: Rule<Spec> = Rule {
    id: "eviction-policy",
    why: "Azure takes away `Spot` machines alone, to delete them, or to keep their disks.",
    fix: "use `Delete`, which is the default, or `Deallocate`",
    about: &["agentPoolProfiles[].scaleSetEvictionPolicy"],
    check: |spec, found| {
        for (at, pool) in spec.each_pool() {
            let policy = pool.scale_set_eviction_policy.as_deref().unwrap_or_default();
            let policy_at = at.key("scaleSetEvictionPolicy");
            let help = "remove it, or set `scaleSetPriority` to `Spot`";
            match pool.scale_set_priority.as_deref().unwrap_or_default() {
                _ if policy.is_empty() => {}
                _ if !EVICTION_POLICIES.contains(&policy) => {
                    let finding = found.error(policy_at, format!("unknown eviction policy {}", tick(policy)));
                    if let Some(known) = nearest(policy, EVICTION_POLICIES.iter().copied()) {
                        finding.help(format!("did you mean `{known}`?"));
                    }
                }
                "Regular" => {
                    let finding = found.error(policy_at, "machines of `Regular` priority are never evicted");
                    finding.label(at.key("scaleSetPriority"), "").help(help);
                }
                "" => {
                    found.warning(policy_at, "the eviction policy has no effect without `scaleSetPriority`").help(help);
                }
                _ => {}
            }
        }
    },
};
