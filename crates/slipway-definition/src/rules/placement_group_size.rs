use crate::rule::Rule;
use crate::spec::{Placement, Spec};

/// Machines of one placement group: "Considerations for large scale sets" of the Azure documentation.
const MOST: i64 = 100;

/// A placement group is bounded.
pub(super) static RULE: Rule<Spec> = Rule {
    id: "placement-group-size",
    why: "Azure puts at most 100 machines into one placement group, and refuses a larger scale set in the middle of the deployment.",
    fix: "leave `singlePlacementGroup` off or set it to false, or use at most 100 machines",
    about: &["agentPoolProfiles[].singlePlacementGroup"],
    check: |spec, found| {
        for (at, pool) in spec.each_pool() {
            let in_scale_set = spec.placement(pool) == Some(Placement::ScaleSet);
            let Some(count) = pool.count.filter(|count| (MOST + 1..=1000).contains(count)) else { continue };
            if in_scale_set && pool.single_placement_group == Some(true) {
                let message = format!("{count} machines in one placement group are {} more than the {MOST} that fit", count - MOST);
                found.error(at.key("singlePlacementGroup"), message).label(at.key("count"), "");
            }
        }
    },
};
