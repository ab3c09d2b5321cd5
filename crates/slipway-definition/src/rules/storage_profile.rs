use crate::quote::tick;
use crate::rule::Rule;
use crate::spec::Spec;
use crate::spec::names::STORAGE_PROFILES;
use crate::suggest::nearest;

/// Kinds of disks.
pub(super) static RULE: Rule<Spec> = Rule {
    id: "storage-profile",
    why: "A machine's disks are managed ones, or files in a storage account as in older clouds, or, for the system of agents, a \
          part of the host's own disk. etcd's data would not survive on the last.",
    fix: "leave `storageProfile` off, or use `ManagedDisks`; pools may use `Ephemeral`",
    about: &["masterProfile.storageProfile", "agentPoolProfiles[].storageProfile"],
    check: |spec, found| {
        for (at, machines) in spec.each_machines() {
            let at = at.key("storageProfile");
            match machines.storage_profile.unwrap_or_default() {
                "" | "ManagedDisks" | "StorageAccount" => {}
                "Ephemeral" if machines.pool.is_some() => {}
                "Ephemeral" => {
                    found.error(at, "masters cannot have ephemeral disks");
                }
                word => {
                    let finding = found.error(at, format!("unknown storage profile {}", tick(word)));
                    if let Some(known) = nearest(word, STORAGE_PROFILES.iter().copied()) {
                        finding.help(format!("did you mean `{known}`?"));
                    }
                }
            }
        }
    },
};
