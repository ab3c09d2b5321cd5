use super::word::instead_of;
use crate::quote::tick;
use crate::rule::Rule;
use crate::spec::Spec;
use crate::spec::names::DIFF_DISK_PLACEMENTS;

/// What a disk on the host itself cannot do.
pub(super) static RULE: Rule<Spec> = Rule {
    id: "ephemeral-disks",
    why: "An ephemeral disk lies in the host's cache: Azure takes it with `ReadOnly` caching alone, and a disk encryption set's key \
          protects it only by encryption at the host.",
    fix: "leave `osDiskCachingType` off, which is `ReadOnly` for ephemeral disks",
    about: &[
        "agentPoolProfiles[].osDiskCachingType",
        "agentPoolProfiles[].diskEncryptionSetID",
        "agentPoolProfiles[].diffDiskPlacement",
    ],
    check: |spec, found| {
        for (at, pool) in spec.each_pool() {
            let placement = pool.diff_disk_placement.as_deref().unwrap_or_default();
            let place = at.key("diffDiskPlacement");
            if !placement.is_empty() && !DIFF_DISK_PLACEMENTS.contains(&placement) {
                let message = format!("no ephemeral disk is placed on {}", tick(placement));
                found.error(place, message).help(instead_of(placement, DIFF_DISK_PLACEMENTS));
            } else if !placement.is_empty() && pool.storage_profile.as_deref() != Some("Ephemeral") {
                found
                    .error(place, "only an ephemeral disk lies on the host itself")
                    .help("add `\"storageProfile\": \"Ephemeral\"`, or remove `diffDiskPlacement`");
            }
        }
        for (at, pool) in spec.each_pool().filter(|(_, pool)| pool.storage_profile.as_deref() == Some("Ephemeral")) {
            // A word that is no caching is another rule's.
            if let Some(caching @ ("None" | "ReadWrite")) = pool.os_disk_caching_type.as_deref() {
                found
                    .error(at.key("osDiskCachingType"), format!("ephemeral disks cannot have {} caching", tick(caching)))
                    .label(at.key("storageProfile"), "");
            }
            let set = pool.disk_encryption_set_id.as_deref().unwrap_or_default();
            if !set.is_empty() && pool.encryption_at_host != Some(true) {
                found
                    .warning(at.key("diskEncryptionSetID"), "ephemeral disks are not encrypted with this set's key")
                    .label(at.key("storageProfile"), "")
                    .help("add `\"encryptionAtHost\": true`, or use `\"storageProfile\": \"ManagedDisks\"`");
            }
        }
    },
};
