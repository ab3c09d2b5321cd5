use crate::rule::Rule;
use crate::spec::{Placement, Spec};

/// Machines that are reserved.
///
/// <https://learn.microsoft.com/azure/virtual-machines/capacity-reservation-overview>, limitations and restrictions; "Associate a
/// scale set with uniform orchestration": `singlePlacementGroup`.
pub(super) static RULE: Rule<Spec> = Rule {
    id: "capacity-reservation",
    why: "A capacity reservation serves single machines and scale sets of regular price that are spread over placement groups; with \
          anything else Azure refuses it in the middle of the deployment.",
    fix: "remove `capacityReservationGroupID`, or what excludes it",
    about: &["masterProfile.capacityReservationGroupID", "agentPoolProfiles[].capacityReservationGroupID"],
    check: |spec, found| {
        for (at, machines) in spec.each_machines() {
            if machines.capacity_reservation_group_id.is_none_or(str::is_empty) {
                continue;
            }
            let reserved = at.key("capacityReservationGroupID");
            if machines.placement == Some(Placement::AvailabilitySet) && machines.availability_zones.is_empty() {
                let message = "machines of an availability set have no capacity reservation";
                found.error(reserved.clone(), message).label(at.key("availabilityProfile"), "");
            }
            if machines.proximity_placement_group_id.is_some_and(|id| !id.is_empty()) {
                let message = "a capacity reservation excludes a proximity placement group";
                found.error(reserved.clone(), message).label(at.key("proximityPlacementGroupID"), "");
            }
            if machines.pool.is_some() && machines.single_placement_group == Some(true) {
                let message = "a scale set with a capacity reservation cannot be in one placement group";
                found.error(reserved.clone(), message).label(at.key("singlePlacementGroup"), "");
            }
        }
        for (at, pool) in spec.each_pool() {
            let is_reserved = pool.capacity_reservation_group_id.as_deref().is_some_and(|id| !id.is_empty());
            if is_reserved && pool.is_spot() {
                let message = "a capacity reservation excludes Spot machines";
                found.error(at.key("capacityReservationGroupID"), message).label(at.key("scaleSetPriority"), "");
            }
        }
    },
};
