use super::word::instead_of;
use crate::pointer::Pointer;
use crate::quote::tick;
use crate::rule::{Findings, Rule};
use crate::spec::Spec;
use crate::spec::names::{DATA_DISK_KINDS, OS_DISK_KINDS, is_uncached};

/// Kinds of managed disks.
pub(super) static RULE: Rule<Spec> = Rule {
    id: "disk-kind",
    why: "Azure knows a few kinds of managed disks, spelled exactly. Premium SSD v2 and Ultra are for data alone: Azure boots no \
          machine from them. An ephemeral disk is read from a disk of the machine's own region, of which Azure keeps no copies in zones.",
    fix: "leave it off for `Premium_LRS` where the size can and `Standard_LRS` where it cannot",
    about: &[
        "masterProfile.osDiskStorageAccountType",
        "agentPoolProfiles[].osDiskStorageAccountType",
        "agentPoolProfiles[].dataDiskStorageAccountType",
        "orchestratorProfile.kubernetesConfig.etcdDiskStorageAccountType",
    ],
    check: |spec, found| {
        for (at, machines) in spec.each_machines() {
            let at = at.key("osDiskStorageAccountType");
            let kind = machines.os_disk_storage_account_type.unwrap_or_default();
            if is_uncached(kind) {
                let message = format!("no machine boots from a disk of kind {}", tick(kind));
                found.error(at, message).help("use `Premium_LRS`, or leave it off");
            } else if kind.ends_with("_ZRS") && machines.storage_profile == Some("Ephemeral") {
                let message = format!("an ephemeral disk cannot be read from one of kind {}", tick(kind));
                found.error(at, message).help("use `Premium_LRS`, or leave it off");
            } else {
                check(at, kind, OS_DISK_KINDS, found);
            }
        }
        for (at, pool) in spec.each_pool() {
            let kind = pool.data_disk_storage_account_type.as_deref().unwrap_or_default();
            check(at.key("dataDiskStorageAccountType"), kind, DATA_DISK_KINDS, found);
        }
        let etcd = spec.kubernetes().etcd_disk_storage_account_type.as_deref().unwrap_or_default();
        check(Pointer::from(Spec::KUBERNETES).key("etcdDiskStorageAccountType"), etcd, DATA_DISK_KINDS, found);
    },
};

fn check(at: Pointer, kind: &str, known: &[&str], found: &mut Findings<'_>) {
    if !kind.is_empty() && !known.contains(&kind) {
        found.error(at, format!("no managed disk is of kind {}", tick(kind))).help(instead_of(kind, known));
    }
}
