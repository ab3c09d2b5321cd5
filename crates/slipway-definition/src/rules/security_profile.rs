use super::word::instead_of;
use crate::pointer::Pointer;
use crate::quote::tick;
use crate::rule::{Findings, Rule};
use crate::spec::names::{SECURITY_ENCRYPTION_TYPES, SECURITY_TYPES};
use crate::spec::{Machines, SecurityProfile, Spec};

/// Trusted launch and confidential machines.
///
/// <https://learn.microsoft.com/azure/virtual-machines/trusted-launch>; confidential machines:
/// <https://learn.microsoft.com/azure/confidential-computing/confidential-vm-overview>, confidential OS disk encryption.
pub(super) static RULE: Rule<Spec> = Rule {
    id: "security-profile",
    why: "Secure boot and the TPM are parts of trusted launch and of confidential machines. A confidential machine is nothing \
          without its TPM, and one that encrypts its own disk does so with a key that only a signed boot gets.",
    fix: "choose a `securityType` that has these parts, and parts that go together",
    about: &[
        "masterProfile.securityProfile",
        "agentPoolProfiles[].securityProfile",
        "masterProfile.encryptionAtHost",
        "agentPoolProfiles[].encryptionAtHost",
    ],
    check: |spec, found| {
        for (at, machines) in spec.each_machines() {
            if let Some(profile) = machines.security_profile {
                check(&at, &machines, profile, found);
            }
        }
        for (at, pool) in spec.each_pool() {
            let profile = pool.security_profile.as_ref();
            let encrypts = profile.is_some_and(|profile| disk_type(profile) == "DiskWithVMGuestState");
            if encrypts && pool.disk_encryption_set_id.as_deref().is_some_and(|id| !id.is_empty()) {
                let message = "a disk that its machine encrypts takes no key of a disk encryption set yet";
                let finding = found.error(at.key("diskEncryptionSetID"), message);
                finding.label(at.key("securityProfile").key("securityEncryptionType"), "");
                finding.help("remove `diskEncryptionSetID`, or use `VMGuestStateOnly`");
            }
        }
    },
};

fn disk_type(profile: &SecurityProfile) -> &str {
    profile.security_encryption_type.as_deref().unwrap_or_default()
}

fn check(at: &Pointer, machines: &Machines<'_>, profile: &SecurityProfile, found: &mut Findings<'_>) {
    let inner = at.key("securityProfile");
    let type_at = inner.key("securityType");
    let written = profile.security_type.as_deref().unwrap_or_default();
    let disk = disk_type(profile);
    let disk_at = inner.key("securityEncryptionType");
    let parts = [("enableSecureBoot", profile.enable_secure_boot), ("enableVTPM", profile.enable_vtpm)];
    if !written.is_empty() && !SECURITY_TYPES.contains(&written) {
        found
            .error(type_at, format!("unknown security type {}", tick(written)))
            .help(instead_of(written, SECURITY_TYPES));
        return;
    }
    if !disk.is_empty() && !SECURITY_ENCRYPTION_TYPES.contains(&disk) {
        let finding = found.error(disk_at, format!("unknown encryption of a machine's disk {}", tick(disk)));
        finding.help(instead_of(disk, SECURITY_ENCRYPTION_TYPES));
        return;
    }
    if written == "Standard" {
        for (key, _) in parts.iter().filter(|(_, value)| *value == Some(true)) {
            let message = format!("machines of the type `Standard` have no `{key}`");
            found.error(inner.key(key), message).label(type_at.clone(), "");
        }
    }
    if !disk.is_empty() && written != "ConfidentialVM" {
        let finding = found.error(disk_at, "only confidential machines encrypt their disks themselves");
        finding.help("set `securityType` to `ConfidentialVM`, or use `encryptionAtHost`");
        return;
    }
    if written != "ConfidentialVM" {
        return;
    }
    if profile.enable_vtpm == Some(false) {
        found.error(inner.key("enableVTPM"), "a confidential machine has a TPM").label(type_at.clone(), "");
    }
    if machines.storage_profile == Some("Ephemeral") {
        let message = "confidential machines have no ephemeral disks here";
        found.error(at.key("storageProfile"), message).label(type_at, "").help("use `ManagedDisks`");
    }
    if disk == "DiskWithVMGuestState" {
        if profile.enable_secure_boot == Some(false) {
            let message = "a machine that encrypts its disk itself boots signed code only";
            found.error(inner.key("enableSecureBoot"), message).label(disk_at.clone(), "");
        }
        if machines.encryption_at_host == Some(true) {
            let message = "a disk that its machine encrypts cannot be encrypted by the host as well";
            found.error(at.key("encryptionAtHost"), message).label(disk_at, "");
        }
    }
}
