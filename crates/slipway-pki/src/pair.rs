//! A certificate with its key, and the service account keys.

use crate::{Secret, is_in_vault};

/// A certificate and the private key that belongs to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pair {
    /// PEM. One that was given may hold more than one block; the first is the certificate of the key. Or the path of a secret in a
    /// key vault ([`is_in_vault`]), but for an authority.
    pub certificate: String,
    /// PEM: PKCS#8 when made here; PKCS#1 or SEC1 are possible when given. Or the path of a secret in a key vault.
    pub private_key: Secret,
}

impl Pair {
    /// Whether both halves are here, and none stays in a key vault.
    pub fn is_here(&self) -> bool {
        !is_in_vault(&self.certificate) && !is_in_vault(self.private_key.expose())
    }
}

/// The keys that sign and verify the tokens of service accounts. No certificate belongs to them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ServiceAccount {
    /// PEM `PUBLIC KEY`, for `kube-apiserver --service-account-key-file`.
    pub public_key: String,
    /// PEM, for `--service-account-signing-key-file` and the controller manager; or the path of a secret in a key vault.
    pub private_key: Secret,
}
