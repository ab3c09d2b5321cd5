//! References into key vaults.

use crate::read::object;

object! {
    /// A secret in a key vault.
    pub struct KeyVaultSecretRef {
        /// Resource id of the vault.
        vault_id: Option<String> = "vaultID" => Full;
        /// Name of the secret.
        secret_name: Option<String> = "secretName" => Full;
        /// Its version; the newest when missing.
        version: Option<String> = "version" => Full;
    }
}

object! {
    /// Certificates of one vault to put on machines.
    pub struct KeyVaultSecrets {
        /// The vault.
        source_vault: Option<KeyVaultId> = "sourceVault" => Full;
        /// The certificates.
        vault_certificates: Vec<KeyVaultCertificate> = "vaultCertificates" => Full;
    }
}

object! {
    /// A key vault.
    pub struct KeyVaultId {
        /// Its resource id.
        id: Option<String> = "id" => Full;
    }
}

object! {
    /// A certificate in a key vault.
    pub struct KeyVaultCertificate {
        /// Its address.
        certificate_url: Option<String> = "certificateUrl" => Full;
        /// Store that takes it, Windows only.
        certificate_store: Option<String> = "certificateStore" => NoEffect("Linux has no certificate stores: certificates are put into /var/lib/waagent");
    }
}
