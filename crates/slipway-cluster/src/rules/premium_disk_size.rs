//! `premium-disk-size`

use slipway_definition::{Pointer, Rule, Spec, quote};

use crate::Asked;

pub(super) static PREMIUM_DISK_SIZE: Rule<Asked> = Rule {
    id: "premium-disk-size",
    why: "Azure attaches Premium SSD, Premium SSD v2 and Ultra disks to machines of a size for premium disks alone; in names of sizes \
          that is the `s` after the number.",
    fix: "use a size with an `s`, `Standard_D2s_v5`, or `StandardSSD_LRS`",
    about: &[
        "masterProfile.osDiskStorageAccountType",
        "agentPoolProfiles[].osDiskStorageAccountType",
        "agentPoolProfiles[].dataDiskStorageAccountType",
        "orchestratorProfile.kubernetesConfig.etcdDiskStorageAccountType",
    ],
    check: |asked, found| {
        for (at, machines) in asked.spec.each_machines() {
            let name = machines.vm_size.unwrap_or_default();
            if asked.sizes.get(name).is_none_or(|size| size.premium) {
                continue;
            }
            let (data, kind) = match machines.pool {
                None => {
                    let at = Pointer::from(Spec::KUBERNETES).key("etcdDiskStorageAccountType");
                    (at, asked.spec.kubernetes().etcd_disk_storage_account_type.as_deref())
                }
                Some(_) => (at.key("dataDiskStorageAccountType"), machines.data_disk_storage_account_type),
            };
            let disks = [(at.key("osDiskStorageAccountType"), machines.os_disk_storage_account_type), (data, kind)];
            for (place, kind) in disks {
                let kind = kind.unwrap_or_default();
                if kind.starts_with("Premium") || kind == "UltraSSD_LRS" {
                    let message = format!("size {} takes no disk of kind {}", quote::tick(name), quote::tick(kind));
                    found.error(place, message).label(at.key("vmSize"), "");
                }
            }
        }
    },
};
