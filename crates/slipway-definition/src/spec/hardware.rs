//! What machines are made for, and protected by. Words are AKS's where it has them, else Azure's.

use crate::read::object;

object! {
    /// How a machine is protected from what runs beneath it.
    pub struct SecurityProfile {
        /// `Standard`, `TrustedLaunch` or `ConfidentialVM`.
        security_type: Option<String> = "securityType" => Full;
        /// Whether the machine starts signed boot loaders, kernels and kernel modules only.
        enable_secure_boot: Option<bool> = "enableSecureBoot" => Full;
        /// Whether the machine has a virtual TPM, in which its boot is measured.
        enable_vtpm: Option<bool> = "enableVTPM" => Full;
        /// What of a confidential machine's disk is encrypted before it leaves it: `VMGuestStateOnly` or `DiskWithVMGuestState`.
        security_encryption_type: Option<String> = "securityEncryptionType" => Full;
    }
}

object! {
    /// The graphics processors of a pool's machines.
    pub struct GpuProfile {
        /// `Install`, or `None` for drivers of your own.
        driver: Option<String> = "driver" => Full;
    }
}

impl SecurityProfile {
    /// The security type: as written, or that of machines for which a part of it is asked.
    pub fn kind(&self) -> Option<&str> {
        let written = self.security_type.as_deref().filter(|word| !word.is_empty());
        let asks = self.enable_secure_boot == Some(true) || self.enable_vtpm == Some(true);
        written.or(asks.then_some("TrustedLaunch"))
    }
}
