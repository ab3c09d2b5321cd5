use crate::quote::tick;
use crate::rule::Rule;
use crate::spec::Spec;
use crate::spec::names::SCALE_SET_PRIORITIES;
use crate::suggest::nearest;

/// What a pool's machines cost, and whether Azure may take them away.
pub(super) static RULE: Rule<Spec> = Rule {
    id: "scale-set-priority",
    why: "Azure sells spare capacity as `Spot`; what it knows no word for, it refuses in the middle of the deployment.",
    fix: "use `Regular`, which is the default, or `Spot`",
    about: &["agentPoolProfiles[].scaleSetPriority"],
    check: |spec, found| {
        for (at, pool) in spec.each_pool() {
            let at = at.key("scaleSetPriority");
            let word = pool.scale_set_priority.as_deref().unwrap_or_default();
            // That `Low` is retired is said by who has the catalog.
            if !word.is_empty() && !SCALE_SET_PRIORITIES.contains(&word) {
                let finding = found.error(at, format!("unknown priority {}", tick(word)));
                if let Some(known) = nearest(word, SCALE_SET_PRIORITIES.iter().copied()) {
                    finding.help(format!("did you mean `{known}`?"));
                }
            }
        }
    },
};
