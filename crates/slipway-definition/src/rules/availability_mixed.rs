use crate::rule::Rule;
use crate::spec::Spec;

/// All pools are of one kind. One without a profile has the default, `VirtualMachineScaleSets`.
pub(super) static RULE: Rule<Spec> = Rule {
    id: "availability-mixed",
    why: "The cloud provider looks for nodes in scale sets or in availability sets, not in both.",
    fix: "give all pools the same `availabilityProfile`",
    about: &["agentPoolProfiles[].availabilityProfile"],
    check: |spec, found| {
        let kind = |profile: Option<&str>| match profile.unwrap_or_default() {
            "" | "VirtualMachineScaleSets" => Some("VirtualMachineScaleSets"),
            "AvailabilitySet" => Some("AvailabilitySet"),
            _ => None,
        };
        let mut pools = spec.each_pool().filter_map(|(at, pool)| {
            kind(pool.availability_profile.as_deref()).map(|kind| (at.key("availabilityProfile"), kind))
        });
        let Some((first, expected)) = pools.next() else { return };
        for (at, kind) in pools.filter(|(_, kind)| *kind != expected) {
            let message = "pools in availability sets and pools in scale sets are in one cluster";
            found.error(at, message).say(kind).label(first.clone(), expected);
        }
    },
};
