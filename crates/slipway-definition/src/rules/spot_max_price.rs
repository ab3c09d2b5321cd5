use crate::rule::Rule;
use crate::spec::Spec;

/// The most that an hour of a Spot machine may cost.
pub(super) static RULE: Rule<Spec> = Rule {
    id: "spot-max-price",
    why: "Azure evicts a Spot machine whose price goes beyond this one, in US dollars an hour; -1 is the regular price.",
    fix: "use -1, or a price above 0 such as 0.05",
    about: &["agentPoolProfiles[].spotMaxPrice"],
    check: |spec, found| {
        for (at, pool) in spec.each_pool() {
            let is_regular = matches!(pool.scale_set_priority.as_deref().unwrap_or_default(), "" | "Regular");
            // A zero beside regular machines says nothing.
            let Some(price) = pool.spot_max_price.filter(|price| !is_regular || *price != 0.0) else { continue };
            let price_at = at.key("spotMaxPrice");
            #[allow(clippy::float_cmp, reason = "-1 is a mark, not a measure")]
            if !(price > 0.0 || price == -1.0) {
                found.error(price_at, format!("a machine cannot cost {price} dollars an hour"));
            } else if is_regular {
                let finding = found.warning(price_at, "`spotMaxPrice` has no effect on machines of regular price");
                finding.help("remove it, or set `scaleSetPriority` to `Spot`");
                if pool.scale_set_priority.is_some() {
                    finding.label(at.key("scaleSetPriority"), "");
                }
            }
        }
    },
};
