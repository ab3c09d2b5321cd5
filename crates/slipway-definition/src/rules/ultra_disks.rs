use crate::rule::Rule;
use crate::spec::names::ULTRA_DISK;
use crate::spec::{Placement, Spec};

/// Ultra and Premium SSD v2 disks where they cannot be. An Azure Stack Hub has neither, nor zones.
pub(super) static RULE: Rule<Spec> = Rule {
    id: "ultra-disks",
    why: "Azure attaches Ultra and Premium SSD v2 disks to no machine in an availability set, and Ultra disks to none that does not \
          say that it can have some.",
    fix: "use a scale set, or availability zones",
    about: &[
        "masterProfile.ultraSSDEnabled",
        "agentPoolProfiles[].ultraSSDEnabled",
        "agentPoolProfiles[].dataDiskStorageAccountType",
        "orchestratorProfile.kubernetesConfig.etcdDiskStorageAccountType",
    ],
    check: |spec, found| {
        if spec.is_azure_stack() {
            return;
        }
        for (at, machines) in spec.each_machines() {
            let switch = at.key("ultraSSDEnabled");
            let (disks, kind) = machines.data_disk_kind(&at, spec);
            if kind == ULTRA_DISK && machines.ultra_ssd_enabled == Some(false) {
                let message = format!("`{switch}` keeps {} from their own data disks", machines.who());
                found.error(switch, message).label(disks, "").help("remove `ultraSSDEnabled`");
            }
            let in_set = machines.placement == Some(Placement::AvailabilitySet) && machines.availability_zones.is_empty();
            if let Some((at, disk)) = machines.fast_disks(&at, spec).filter(|_| in_set) {
                let message = format!("{} are asked for with {}, in an availability set", disk.title(), machines.who());
                let help = match machines.pool {
                    None => "add `availabilityZones` to the masters, which are in no set then",
                    Some(_) => "use a scale set, in zones where the region has them",
                };
                found.error(at, message).help(help);
            }
        }
    },
};
