use crate::rule::Rule;
use crate::spec::{Placement, Spec};

/// Machines of an availability set: "Azure subscription and service limits", Virtual Machines.
const SET: i64 = 200;
const SCALE_SET: i64 = 1000;

/// The size of a pool.
pub(super) static RULE: Rule<Spec> = Rule {
    id: "pool-count",
    why: "An Azure scale set holds at most 1,000 machines, an availability set 200, and a pool of none gives a deployment nothing to \
          make.",
    fix: "use 1 to 1000 machines",
    about: &["agentPoolProfiles[].count"],
    check: |spec, found| {
        for (at, pool) in spec.each_pool() {
            let count_at = at.key("count");
            let in_set = spec.placement(pool) == Some(Placement::AvailabilitySet);
            match pool.count {
                None => {
                    found.error(count_at.clone(), format!("`{count_at}` is missing"));
                }
                Some(count) if in_set && (SET + 1..=SCALE_SET).contains(&count) => {
                    let message = format!("an availability set of {count} machines has {} more than the {SET} that it holds", count - SET);
                    let finding = found.error(count_at, message);
                    finding.label(at.key("availabilityProfile"), "").help("use up to 200 machines, several pools, or scale sets");
                }
                Some(1..=SCALE_SET) => {}
                Some(count) => {
                    found.error(count_at, format!("a pool cannot have {count} machines"));
                }
            }
        }
    },
};
