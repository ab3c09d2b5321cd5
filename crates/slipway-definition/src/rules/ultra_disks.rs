use crate::rule::Rule;
use crate::spec::Spec;

/// Ultra disks outside zones. An Azure Stack Hub has neither.
pub(super) static RULE: Rule<Spec> = Rule {
    id: "ultra-disks",
    why: "In a region with zones, Azure attaches Ultra disks to machines in a zone only; regions without zones that have them are few.",
    fix: "add `availabilityZones`, or make sure that the region has Ultra disks without zones",
    about: &["masterProfile.ultraSSDEnabled", "agentPoolProfiles[].ultraSSDEnabled"],
    check: |spec, found| {
        if spec.is_azure_stack() {
            return;
        }
        for (at, machines) in spec.each_machines() {
            if machines.ultra_ssd_enabled == Some(true) && machines.availability_zones.is_empty() {
                let message = format!("Ultra disks are on for {}, outside any zone", machines.who());
                found.warning(at.key("ultraSSDEnabled"), message);
            }
        }
    },
};
