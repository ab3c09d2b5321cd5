use super::admin_username::is_login;
use super::admin_username_reserved::RESERVED;
use super::ssh_key;
use super::syntax::{ends_in_words, is_word};
use super::word::instead_of;
use crate::pointer::Pointer;
use crate::quote::tick;
use crate::rule::Rule;
use crate::spec::Spec;

/// The machine to work from in a private cluster.
///
/// Name: <https://learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules>, `virtualMachines`.
pub(super) static RULE: Rule<Spec> = Rule {
    id: "jumpbox",
    why: "The jumpbox is a machine like others: it needs a name, a size and the key of who signs in, and is made for a private \
          cluster only.",
    fix: "give `name`, `vmSize` and `publicKey`, or leave `jumpboxProfile` off",
    about: &["orchestratorProfile.kubernetesConfig.privateCluster.jumpboxProfile"],
    check: |spec, found| {
        let Some(private) = &spec.kubernetes().private_cluster else { return };
        let Some(jumpbox) = &private.jumpbox_profile else { return };
        let at_private = Pointer::from(Spec::KUBERNETES).key("privateCluster");
        let at = at_private.key("jumpboxProfile");
        if private.enabled != Some(true) {
            let finding = found.warning(at.clone(), "the jumpbox is made in a private cluster only");
            finding.label(at_private.key("enabled"), "not a private cluster");
            finding.help("set `privateCluster.enabled` to true, or leave `jumpboxProfile` off");
        }
        for (key, value) in [("name", &jumpbox.name), ("vmSize", &jumpbox.vm_size), ("publicKey", &jumpbox.public_key)] {
            if value.as_deref().is_none_or(str::is_empty) {
                found.error(at.key(key), format!("the jumpbox has no `{key}`"));
            }
        }
        let name = jumpbox.name.as_deref().unwrap_or_default();
        let is_name = is_word(name, 1..=64, b"-_.") && ends_in_words(name);
        if !name.is_empty() && !is_name {
            let finding = found.error(at.key("name"), format!("{} is no name of a machine", tick(name)));
            finding.help("use 1 to 64 letters, digits, `-`, `_` and `.`, the first and the last a letter or a digit");
        }
        let size = jumpbox.vm_size.as_deref().unwrap_or_default();
        if !size.is_empty() && !is_word(size, 1..=64, b"-_") {
            let finding = found.error(at.key("vmSize"), format!("{} is no machine size", tick(size)));
            finding.help("write a size of Azure, `Standard_D2s_v5`");
        }
        let key = jumpbox.public_key.as_deref().unwrap_or_default();
        if let Some(problem) = ssh_key::parse(key).err().filter(|_| !key.is_empty()) {
            let finding = found.error(at.key("publicKey"), problem);
            finding.help("write the line of a public key file, as `ssh-keygen -t ed25519` makes it");
        }
        if let Some(gb) = jumpbox.os_disk_size_gb.filter(|gb| !(0..=2048).contains(gb)) {
            let finding = found.error(at.key("osDiskSizeGB"), format!("the disk cannot be {gb} GB"));
            finding.help("use 1 to 2048, or 0 for the default of 30 GB");
        }
        let storage = jumpbox.storage_profile.as_deref().unwrap_or_default();
        if !matches!(storage, "" | "ManagedDisks" | "StorageAccount") {
            let finding = found.error(at.key("storageProfile"), format!("{} is no kind of disk", tick(storage)));
            finding.help(instead_of(storage, &["ManagedDisks", "StorageAccount"]));
        }
        let user = jumpbox.username.as_deref().unwrap_or_default();
        if !user.is_empty() && !is_login(user) {
            let finding = found.error(at.key("username"), format!("{} is no login name", tick(user)));
            finding.help("use up to 32 letters, digits, `_`, `-` and `.`, or leave it off for `azureuser`");
        } else if RESERVED.iter().any(|reserved| reserved.eq_ignore_ascii_case(user)) {
            let finding = found.error(at.key("username"), format!("Azure does not allow the login name {}", tick(user)));
            finding.help("choose another name, or leave it off for `azureuser`");
        }
    },
};
