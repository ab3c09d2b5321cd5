//! `location-zones`

use slipway_definition::{Pointer, Rule, Spec};

use crate::Asked;

pub(super) static LOCATION_ZONES: Rule<Asked> = Rule {
    id: "location-zones",
    why: "Azure makes no machine in an availability zone of a region that has none.",
    fix: "remove `availabilityZones`, or use a region with zones",
    about: &["masterProfile.availabilityZones", "agentPoolProfiles[].availabilityZones"],
    check: |asked, found| {
        let Some(region) = asked.region().filter(|region| !region.zones) else { return };
        let masters = asked.spec.master().map(|master| (Pointer::from(Spec::MASTER), &master.availability_zones));
        let pools = asked.spec.each_pool().map(|(at, pool)| (at, &pool.availability_zones));
        for (at, _) in masters.into_iter().chain(pools).filter(|(_, zones)| !zones.is_empty()) {
            let message = format!("region `{}` has no availability zones", region.name);
            found.warning(at.key("availabilityZones"), message).label("/location", "");
        }
    },
};
