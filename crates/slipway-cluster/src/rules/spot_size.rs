//! `spot-size`

use slipway_definition::{Rule, quote};

use crate::Asked;

pub(super) static SPOT_SIZE: Rule<Asked> = Rule {
    id: "spot-size",
    why: "Azure sells no spare capacity of burstable sizes, and refuses the scale set.",
    fix: "use a size such as `Standard_D2s_v5`, or `Regular` machines",
    about: &["agentPoolProfiles[].scaleSetPriority"],
    check: |asked, found| {
        let Ok(series) = asked.catalog.series() else { return };
        for (at, pool) in asked.spec.each_pool().filter(|(_, pool)| pool.is_spot()) {
            let size = pool.vm_size.as_deref().unwrap_or_default();
            if series.spot.has(size) == Some(false) {
                let message = format!("there are no Spot machines of the size {}", quote::tick(size));
                found.error(at.key("scaleSetPriority"), message).label(at.key("vmSize"), "");
            }
        }
    },
};
