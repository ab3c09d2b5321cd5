//! What can go wrong.

use thiserror::Error;
use time::OffsetDateTime;

/// Why there is no PKI. Keys are named as in `certificateProfile` of the api model.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum PkiError {
    /// One half of a pair is given without the other.
    #[error("failed to read the certificate profile: `{given}` is given without `{missing}`; give both or neither")]
    HalfPair {
        /// The key that is there.
        given: String,
        /// The key that is not.
        missing: String,
    },
    /// The value is the path of a secret in a key vault, and is needed here.
    #[error(
        "failed to read `{key}`: it is public, and written into files, so that it cannot stay in a key vault; give the PEM text itself"
    )]
    InVault {
        /// Key of the profile.
        key: String,
    },
    /// Something is to be signed by a key that stays in a key vault.
    #[error(
        "failed to make `{missing}`: `{key}` stays in a key vault and signs nothing here; give `{missing}` and its key, which may be in the vault too, or the PEM text of `{key}`"
    )]
    SignerInVault {
        /// Key of the authority's private key.
        key: String,
        /// Key of the certificate.
        missing: String,
    },
    /// The value is neither PEM nor base64 of PEM, or its blocks are not what they should be.
    #[error("failed to read `{key}`: {reason}; give PEM text, or base64 of PEM text")]
    Text {
        /// Key of the profile.
        key: String,
        /// What is wrong with the text.
        reason: String,
    },
    /// The private key is protected by a pass phrase.
    #[error(
        "failed to read `{key}`: the key is encrypted; decrypt it first, as with `openssl pkey -in encrypted.key -out plain.key`"
    )]
    EncryptedKey {
        /// Key of the profile.
        key: String,
    },
    /// The given key of service accounts is not RSA, and has to be.
    #[error(
        "failed to use `serviceAccountPrivateKey`: it is not RSA, and Entra ID takes no token that another key signs; remove it and \
         `serviceAccountPublicKey` to have an RSA key made, which ends all tokens, or give an RSA key, and after its public key the \
         old one's in `serviceAccountPublicKey`"
    )]
    ServiceAccountNotRsa,
    /// The private key is of a kind that cannot be used.
    #[error(
        "failed to read `{key}`: no private key that can sign; give RSA of 2048 bits or more, or EC on P-256, P-384 or P-521, as PKCS#8, PKCS#1 or SEC1"
    )]
    PrivateKey {
        /// Key of the profile.
        key: String,
        /// Cause.
        source: rcgen::Error,
    },
    /// The private key does not belong to its certificate or public key.
    #[error(
        "failed to pair `{public}` with `{private}`: the private key belongs to another certificate; give the one it was made with"
    )]
    Mismatch {
        /// Key of the certificate or public key.
        public: String,
        /// Key of the private key.
        private: String,
    },
    /// The certificate may not sign others.
    #[error(
        "failed to use `{key}` as certificate authority: {reason}; give a certificate made with `basicConstraints=critical,CA:TRUE` and `keyUsage=keyCertSign`, or leave it out"
    )]
    NotAuthority {
        /// Key of the profile.
        key: String,
        /// What it lacks.
        reason: &'static str,
    },
    /// The authority's time is over.
    #[error(
        "failed to use `{key}` as certificate authority: it expired on {not_after}; renew it, or leave it out to start anew"
    )]
    Expired {
        /// Key of the profile.
        key: String,
        /// Its end.
        not_after: OffsetDateTime,
    },
    /// The authority's time has not come.
    #[error(
        "failed to use `{key}` as certificate authority: it is valid only from {not_before}; check this machine's clock, or make it anew"
    )]
    NotYetValid {
        /// Key of the profile.
        key: String,
        /// Its begin.
        not_before: OffsetDateTime,
    },
    /// A given certificate comes from another authority than the one beside it.
    #[error(
        "failed to use `{key}`: `{authority}` did not sign it; give the pair that it signed, or leave the pair out to have it made"
    )]
    OtherAuthority {
        /// Key of the certificate.
        key: String,
        /// Key of the authority's certificate.
        authority: String,
    },
    /// A name that no certificate can hold.
    #[error(
        "failed to name the API server `{name}`: neither a DNS name nor an address; use letters, digits, `-` and `.` only"
    )]
    Name {
        /// The name.
        name: String,
    },
    /// A validity that is zero or beyond the calendar.
    #[error("failed to set a validity of {days} days; use 1 or more, and end before the year 9999")]
    Validity {
        /// Days asked for.
        days: u32,
    },
    /// The given bootstrap token has the wrong shape.
    #[error("failed to read the bootstrap token's {field}; {expected}")]
    Token {
        /// `id`, `secret` or `expires`.
        field: &'static str,
        /// The right shape.
        expected: &'static str,
    },
    /// The operating system gave no random bytes.
    #[error("failed to draw random bytes from the operating system")]
    Random,
    /// A key could not be made.
    #[error("failed to make a private key")]
    Generate(#[source] rcgen::Error),
    /// A certificate could not be made.
    #[error("failed to make the certificate `{stem}Certificate`")]
    Issue {
        /// Which one.
        stem: &'static str,
        /// Cause.
        source: rcgen::Error,
    },
}
