use crate::rule::Rule;
use crate::spec::Spec;

/// Machines on an Azure Stack Hub stand in availability sets.
pub(super) static RULE: Rule<Spec> = Rule {
    id: "azure-stack-placement",
    why: "Clusters on an Azure Stack Hub have machines in availability sets only, and the Hub has no zones.",
    fix: "set `availabilityProfile` to `AvailabilitySet`",
    about: &[
        "masterProfile.availabilityProfile",
        "masterProfile.availabilityZones",
        "agentPoolProfiles[].availabilityProfile",
        "agentPoolProfiles[].availabilityZones",
    ],
    check: |spec, found| {
        if !spec.is_azure_stack() {
            return;
        }
        for (at, machines) in spec.each_machines() {
            let is_master = at.as_str() == Spec::MASTER;
            // Another word is another rule's to report; masters stand in an availability set by default.
            let profile = machines.availability_profile.unwrap_or_default();
            if profile == "VirtualMachineScaleSets" || profile.is_empty() && !is_master {
                let place = at.key("availabilityProfile");
                let finding = found.error(place, "machines on an Azure Stack Hub cannot be a scale set");
                if profile.is_empty() {
                    finding.help("add `\"availabilityProfile\": \"AvailabilitySet\"`: without it, the pool is a scale set");
                }
            }
        }
        let masters = spec.master().map(|master| (crate::Pointer::from(Spec::MASTER), &master.availability_zones));
        let pools = spec.each_pool().map(|(at, pool)| (at, &pool.availability_zones));
        for (at, zones) in masters.into_iter().chain(pools) {
            if !zones.is_empty() {
                let finding = found.error(at.key("availabilityZones"), "an Azure Stack Hub has no zones");
                finding.help("remove `availabilityZones`");
            }
        }
    },
};
