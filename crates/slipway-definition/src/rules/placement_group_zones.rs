use crate::rule::Rule;
use crate::spec::Spec;

/// A proximity placement group is near itself.
pub(super) static RULE: Rule<Spec> = Rule {
    id: "placement-group-zones",
    why: "A proximity placement group stands in one datacenter, and that in one zone: machines of several zones cannot be in it.",
    fix: "use one zone, or no proximity placement group",
    about: &["masterProfile.proximityPlacementGroupID", "agentPoolProfiles[].proximityPlacementGroupID"],
    check: |spec, found| {
        for (at, machines) in spec.each_machines() {
            let has_group = machines.proximity_placement_group_id.is_some_and(|id| !id.is_empty());
            let zones = machines.availability_zones;
            // The same zone twice is another rule's.
            if has_group && zones.iter().any(|zone| Some(zone) != zones.first()) {
                let message = "machines of several zones are in one proximity placement group";
                found.warning(at.key("proximityPlacementGroupID"), message).label(at.key("availabilityZones"), "");
            }
        }
    },
};
