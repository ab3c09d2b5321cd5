use crate::pointer::Pointer;
use crate::rule::Rule;
use crate::spec::{Placement, Spec};

/// Pools that the message points at; a definition may have thousands.
const SHOWN: usize = 6;

/// All pools are of one kind. One without a profile has the default.
pub(super) static RULE: Rule<Spec> = Rule {
    id: "availability-mixed",
    why: "The cloud provider looks for nodes in scale sets or in availability sets, not in both.",
    fix: "give all pools the same `availabilityProfile`; one that is not written is `VirtualMachineScaleSets`",
    about: &["agentPoolProfiles[].availabilityProfile"],
    check: |spec, found| {
        // Scale sets are refused there by themselves.
        if spec.is_azure_stack() {
            return;
        }
        let pools: Vec<(Pointer, Placement, bool)> = spec
            .each_pool()
            .filter_map(|(at, pool)| {
                let is_written = pool.availability_profile.as_deref().is_some_and(|word| !word.is_empty());
                spec.placement(pool).map(|placement| (at.key("availabilityProfile"), placement, is_written))
            })
            .collect();
        let Some((_, expected, _)) = pools.first() else { return };
        let Some(odd) = pools.iter().position(|(_, placement, _)| placement != expected) else { return };
        let sets = pools.iter().filter(|(_, placement, _)| *placement == Placement::AvailabilitySet).count();
        let message = format!(
            "{} in availability sets and {} in scale sets are in one cluster",
            pools_of(sets),
            pools_of(pools.len() - sets)
        );
        let say = |placement: Placement, is_written: bool| {
            if is_written { String::new() } else { format!("{}, the default", placement.word()) }
        };
        let (at, placement, is_written) = &pools[odd];
        let finding = found.error(at.clone(), message).say(say(*placement, *is_written));
        for (index, (at, placement, is_written)) in pools.iter().enumerate().take(SHOWN) {
            if index != odd {
                finding.label(at.clone(), say(*placement, *is_written));
            }
        }
    },
};

fn pools_of(count: usize) -> String {
    if count == 1 { "1 pool".to_owned() } else { format!("{count} pools") }
}
