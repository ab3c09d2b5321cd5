//! Which keys to make.

use std::fmt;
use std::str::FromStr;

use thiserror::Error;

/// Kind and size of the keys that are made. Keys that are given may be of any kind that a CA can sign with.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum KeyAlgorithm {
    /// NIST P-256, signed with SHA-256. A whole PKI takes a few milliseconds.
    #[default]
    EcdsaP256,
    /// RSA with 2,048 bits: about 0.1 s of CPU a key.
    Rsa2048,
    /// RSA with 4,096 bits, what aks-engine makes: about 0.7 s of CPU a key.
    Rsa4096,
}

/// A name that is no [`KeyAlgorithm`].
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("failed to read key algorithm `{0}`; it is one of `ecdsa-p256`, `rsa-2048`, `rsa-4096`")]
pub struct UnknownAlgorithm(String);

impl KeyAlgorithm {
    /// All of them, the default first.
    pub const ALL: [Self; 3] = [Self::EcdsaP256, Self::Rsa2048, Self::Rsa4096];

    /// The name in definitions: `ecdsa-p256`, `rsa-2048` or `rsa-4096`.
    pub fn name(self) -> &'static str {
        match self {
            Self::EcdsaP256 => "ecdsa-p256",
            Self::Rsa2048 => "rsa-2048",
            Self::Rsa4096 => "rsa-4096",
        }
    }

    /// The algorithm of the service account key: RSA where RS256 is wanted, else this one.
    pub(crate) fn for_service_account(self, rsa: bool) -> Self {
        if rsa && self == Self::EcdsaP256 { Self::Rsa2048 } else { self }
    }
}

impl fmt::Display for KeyAlgorithm {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for KeyAlgorithm {
    type Err = UnknownAlgorithm;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::ALL
            .into_iter()
            .find(|algorithm| algorithm.name() == text)
            .ok_or_else(|| UnknownAlgorithm(text.to_owned()))
    }
}
