use crate::rule::Rule;
use crate::spec::{Placement, Spec};

/// Hosts of the user's own.
///
/// <https://learn.microsoft.com/azure/virtual-machines/dedicated-hosts>, "Virtual Machine Scale Set support"; availability sets:
/// "Deploy to dedicated hosts", considerations.
pub(super) static RULE: Rule<Spec> = Rule {
    id: "dedicated-hosts",
    why: "A group of dedicated hosts stands in one zone or in none, and takes machines in no availability set, no Flexible scale \
          set and no proximity placement group; what runs there is paid for by the host, so that nothing is spare or reserved.",
    fix: "remove `hostGroupID`, or what excludes it",
    about: &["masterProfile.hostGroupID", "agentPoolProfiles[].hostGroupID"],
    check: |spec, found| {
        for (at, machines) in spec.each_machines() {
            if machines.host_group_id.is_none_or(str::is_empty) {
                continue;
            }
            let host = at.key("hostGroupID");
            let zones = machines.availability_zones;
            let is_master = machines.pool.is_none();
            // The same zone twice is another rule's.
            if zones.iter().any(|zone| Some(zone) != zones.first()) {
                let message = "machines of several zones are on the hosts of one group, which stands in one";
                found.error(host.clone(), message).label(at.key("availabilityZones"), "");
            }
            match machines.placement {
                Some(Placement::AvailabilitySet) if zones.is_empty() => {
                    let message = "machines of an availability set run on no dedicated host";
                    let finding = found.error(host.clone(), message);
                    finding.label(at.key("availabilityProfile"), "");
                    finding.help(if is_master {
                        "add the zone of the group to `availabilityZones`, or remove `hostGroupID`"
                    } else {
                        "make the pool a scale set (`\"availabilityProfile\": \"VirtualMachineScaleSets\"`)"
                    });
                }
                Some(Placement::ScaleSet) if is_master => {
                    let message = "the masters' scale set is of orchestration mode Flexible, which has no dedicated hosts";
                    found.error(host.clone(), message).label(at.key("availabilityProfile"), "");
                }
                _ => {}
            }
            for (key, other, what) in [
                ("proximityPlacementGroupID", machines.proximity_placement_group_id, "a proximity placement group"),
                ("capacityReservationGroupID", machines.capacity_reservation_group_id, "a capacity reservation"),
            ] {
                if other.is_some_and(|id| !id.is_empty()) {
                    found.error(host.clone(), format!("dedicated hosts exclude {what}")).label(at.key(key), "");
                }
            }
        }
        for (at, pool) in spec.each_pool().filter(|(_, pool)| pool.host_group_id.as_deref().is_some_and(|id| !id.is_empty())) {
            if pool.is_spot() {
                let finding = found.error(at.key("hostGroupID"), "Spot machines run on no dedicated host");
                finding.label(at.key("scaleSetPriority"), "");
            }
        }
    },
};
