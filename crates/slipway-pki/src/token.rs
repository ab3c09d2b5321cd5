//! The bootstrap token that nodes join with.

use serde::{Deserialize, Serialize};
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

use crate::{PkiError, Secret};

/// Letters of a token, by Kubernetes' rule `[a-z0-9]{6}\.[a-z0-9]{16}`.
pub(crate) const ALPHABET: &[u8; 36] = b"abcdefghijklmnopqrstuvwxyz0123456789";
/// Length of the public part.
pub(crate) const ID_LENGTH: usize = 6;
/// Length of the secret part.
pub(crate) const SECRET_LENGTH: usize = 16;

/// A Kubernetes bootstrap token: with it a kubelet asks for its first certificate.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BootstrapToken {
    /// Six of `[a-z0-9]`; public, names the Secret `bootstrap-token-<id>`.
    pub id: String,
    /// Sixteen of `[a-z0-9]`.
    pub secret: Secret,
    /// RFC 3339, UTC. A new token ends when the leaf certificates end that are made with it.
    pub expires: String,
}

impl BootstrapToken {
    /// The whole token as kubelets send it: `<id>.<secret>`.
    pub fn text(&self) -> Secret {
        format!("{}.{}", self.id, self.secret.expose()).into()
    }

    /// Checks the shape of a given token; its end.
    pub(crate) fn check(&self) -> Result<OffsetDateTime, PkiError> {
        let shaped = |text: &str, length| text.len() == length && text.bytes().all(|byte| ALPHABET.contains(&byte));
        if !shaped(&self.id, ID_LENGTH) {
            return Err(PkiError::Token { field: "id", expected: "it is 6 of a-z and 0-9" });
        }
        if !shaped(self.secret.expose(), SECRET_LENGTH) {
            return Err(PkiError::Token { field: "secret", expected: "it is 16 of a-z and 0-9" });
        }
        OffsetDateTime::parse(&self.expires, &Rfc3339)
            .map_err(|_| PkiError::Token { field: "expires", expected: "it is a time as 2026-11-21T08:00:00Z" })
    }
}

/// Writes a time as Kubernetes reads it.
pub(crate) fn rfc3339(time: OffsetDateTime) -> String {
    time.format(&Rfc3339).unwrap_or_else(|_| time.to_string())
}
