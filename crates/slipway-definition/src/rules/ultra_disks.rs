use crate::pointer::Pointer;
use crate::rule::{Findings, Rule};
use crate::spec::names::{PREMIUM_V2_DISK, ULTRA_DISK};
use crate::spec::{Machines, Placement, Spec};

/// Ultra and Premium SSD v2 disks where they cannot be. An Azure Stack Hub has neither, nor zones.
pub(super) static RULE: Rule<Spec> = Rule {
    id: "ultra-disks",
    why: "Azure attaches Ultra and Premium SSD v2 disks to no machine in an availability set. In a region with zones, it attaches \
          them to machines in a zone only; regions without zones that have them, and those that have them outside zones too, are few.",
    fix: "add `availabilityZones`, or make sure that the region has such disks without zones",
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
            let (disks, kind) = match machines.pool {
                None => {
                    let at = Pointer::from(Spec::KUBERNETES).key("etcdDiskStorageAccountType");
                    (at, spec.kubernetes().etcd_disk_storage_account_type.as_deref())
                }
                Some(_) => (at.key("dataDiskStorageAccountType"), machines.data_disk_storage_account_type),
            };
            let switch = at.key("ultraSSDEnabled");
            let kind = kind.unwrap_or_default();
            if kind == ULTRA_DISK && machines.ultra_ssd_enabled == Some(false) {
                let message = format!("`{switch}` keeps {} from their own data disks", machines.who());
                found.error(switch.clone(), message).label(disks.clone(), "").help("remove `ultraSSDEnabled`");
            }
            if kind == ULTRA_DISK {
                stands(disks, "Ultra disks", &machines, found);
            } else if kind == PREMIUM_V2_DISK {
                stands(disks, "Premium SSD v2 disks", &machines, found);
            } else if machines.ultra_ssd_enabled == Some(true) {
                stands(switch, "Ultra disks", &machines, found);
            }
        }
    },
};

fn stands(at: Pointer, what: &str, machines: &Machines<'_>, found: &mut Findings<'_>) {
    if !machines.availability_zones.is_empty() {
        return;
    }
    let who = machines.who();
    if machines.placement == Some(Placement::AvailabilitySet) {
        let message = format!("{what} are asked for with {who}, in an availability set");
        let help = match machines.pool {
            None => "add `availabilityZones` to the masters, which are in no set then",
            Some(_) => "use a scale set, in zones where the region has them",
        };
        found.error(at, message).help(help);
    } else {
        found.warning(at, format!("{what} are asked for with {who}, outside any zone"));
    }
}
