use crate::rule::Rule;
use crate::spec::Spec;

/// The size of a pool.
pub(super) static RULE: Rule<Spec> = Rule {
    id: "pool-count",
    why: "An Azure scale set holds at most 1,000 machines, and a pool of none gives a deployment nothing to make.",
    fix: "use 1 to 1000 machines",
    about: &["agentPoolProfiles[].count"],
    check: |spec, found| {
        for (at, pool) in spec.each_pool() {
            let at = at.key("count");
            match pool.count {
                Some(1..=1000) => {}
                None => {
                    found.error(at.clone(), format!("`{at}` is missing"));
                }
                Some(count) => {
                    found.error(at, format!("a pool cannot have {count} machines"));
                }
            }
        }
    },
};
