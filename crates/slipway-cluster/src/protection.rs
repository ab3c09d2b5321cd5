//! How machines are protected from what runs beneath them.

use serde::Serialize;
use slipway_definition::SecurityProfile;

/// Encryption on the host, secure boot, TPM, confidential memory.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Protection {
    /// Whether the host encrypts temporary disks, caches and what flows to storage.
    pub encryption_at_host: bool,
    /// The security type, where one is asked for; else the subscription decides, which is `Standard` unless it has been changed.
    pub security_type: Option<String>,
    /// Whether only signed code boots.
    pub secure_boot: bool,
    /// Whether the machine has a virtual TPM.
    pub vtpm: bool,
    /// What of a confidential machine's disk is encrypted before it leaves the machine.
    pub disk_encryption: Option<String>,
}

/// Confidential machines, in Azure's words.
const CONFIDENTIAL: &str = "ConfidentialVM";

impl Protection {
    pub(crate) fn decide(encryption_at_host: Option<bool>, profile: Option<&SecurityProfile>) -> Self {
        let kind = profile.and_then(SecurityProfile::kind);
        let has_parts = kind.is_some_and(|kind| kind != "Standard");
        let part = |given: fn(&SecurityProfile) -> Option<bool>| has_parts && profile.and_then(given).unwrap_or(true);
        let disk = || {
            let written = profile.and_then(|profile| profile.security_encryption_type.clone());
            written.filter(|word| !word.is_empty()).unwrap_or_else(|| "VMGuestStateOnly".to_owned())
        };
        Self {
            encryption_at_host: encryption_at_host == Some(true),
            security_type: kind.map(str::to_owned),
            secure_boot: part(|profile| profile.enable_secure_boot),
            vtpm: part(|profile| profile.enable_vtpm),
            disk_encryption: (kind == Some(CONFIDENTIAL)).then(disk),
        }
    }

    /// Whether the host cannot read the machine's memory.
    pub fn is_confidential(&self) -> bool {
        self.security_type.as_deref() == Some(CONFIDENTIAL)
    }
}
