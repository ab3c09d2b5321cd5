//! A certificate with its key, and the service account keys.

use crate::Secret;

/// A certificate and the private key that belongs to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pair {
    /// PEM. One that was given may hold more than one block; the first is the certificate of the key.
    pub certificate: String,
    /// PEM: PKCS#8 when made here; PKCS#1 or SEC1 are possible when given.
    pub private_key: Secret,
}

/// The keys that sign and verify the tokens of service accounts. No certificate belongs to them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ServiceAccount {
    /// PEM `PUBLIC KEY`, for `kube-apiserver --service-account-key-file`.
    pub public_key: String,
    /// PEM, for `--service-account-signing-key-file` and the controller manager.
    pub private_key: Secret,
}
