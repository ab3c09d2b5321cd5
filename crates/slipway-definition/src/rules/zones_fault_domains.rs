use crate::rule::Rule;
use crate::spec::{Placement, Spec};

/// Fault domains beside zones.
///
/// Counts that scale sets admit: <https://learn.microsoft.com/azure/virtual-machine-scale-sets/virtual-machine-scale-sets-manage-fault-domains>.
pub(super) static RULE: Rule<Spec> = Rule {
    id: "zones-fault-domains",
    why: "In zones, Azure spreads the machines of a scale set over as many fault domains as each zone has, and refuses a number; \
          masters that are in no scale set are then in no availability set either, whose domains these are.",
    fix: "remove the number",
    about: &[
        "masterProfile.platformFaultDomainCount",
        "masterProfile.platformUpdateDomainCount",
        "agentPoolProfiles[].platformFaultDomainCount",
    ],
    check: |spec, found| {
        // A Hub has no zones at all, which is another rule's to say.
        if spec.is_azure_stack() {
            return;
        }
        for (at, machines) in spec.each_machines().filter(|(_, machines)| !machines.availability_zones.is_empty()) {
            let zones = at.key("availabilityZones");
            // More than there can be is another rule's.
            let fault = machines.platform_fault_domain_count.filter(|count| (1..=3).contains(count));
            match (machines.placement, fault) {
                (Some(Placement::ScaleSet), Some(count @ 2..)) => {
                    let message = format!("a scale set in zones cannot have {count} fault domains");
                    found.error(at.key("platformFaultDomainCount"), message).label(zones, "");
                }
                (Some(Placement::AvailabilitySet), _) if machines.pool.is_none() => {
                    let update = machines.platform_update_domain_count.filter(|count| (1..=20).contains(count));
                    let written = [("platformFaultDomainCount", fault), ("platformUpdateDomainCount", update)];
                    for (key, _) in written.into_iter().filter(|(_, count)| count.is_some()) {
                        let message = format!("masters in zones have no `{key}`");
                        found.warning(at.key(key), message).label(zones.clone(), "");
                    }
                }
                _ => {}
            }
        }
    },
};
