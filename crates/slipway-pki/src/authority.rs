//! A certificate authority that can sign.

use rcgen::{CertificateParams, KeyIdMethod, KeyPair};
use time::OffsetDateTime;
use x509_parser::certificate::X509Certificate;
use x509_parser::error::X509Error;
use x509_parser::extensions::ParsedExtension;

use crate::given::{self, GivenPair};
use crate::keys::Key;
use crate::name::{self, Name};
use crate::{Note, Notes, Pair, PkiError, pem_text, seal};

/// An authority's certificate, read once, and its key.
pub(crate) struct Authority {
    /// Key of its certificate in the profile.
    pub(crate) label: String,
    pub(crate) pair: Pair,
    pub(crate) not_before: OffsetDateTime,
    pub(crate) not_after: OffsetDateTime,
    /// Its certificate and those after it in the text, DER.
    certificates: Vec<Vec<u8>>,
    /// `None` in a key vault.
    key: Option<Key>,
    /// Its name, DER.
    subject: Vec<u8>,
    /// Carries the key identifier to rcgen.
    params: CertificateParams,
}

impl Authority {
    /// Takes a pair as an authority, or says why it cannot be one at `now`.
    pub(crate) fn new(pair: GivenPair, now: OffsetDateTime) -> Result<Self, PkiError> {
        let GivenPair { label, pair, key, certificate: der, mut chain } = pair;
        let Some(der) = der else {
            return Err(PkiError::InVault { key: label });
        };
        let certificate = given::parse(&label, &der)?;
        if let Some(reason) = cannot_sign(&certificate) {
            return Err(PkiError::NotAuthority { key: label, reason });
        }
        let (not_before, not_after) = times(&certificate);
        if now > not_after {
            return Err(PkiError::Expired { key: label, not_after });
        }
        if now < not_before {
            return Err(PkiError::NotYetValid { key: label, not_before });
        }
        let subject = certificate.subject().as_raw().to_vec();
        let mut params = CertificateParams::default();
        if let Some(id) = subject_key_id(&certificate) {
            params.key_identifier_method = KeyIdMethod::PreSpecified(id);
        }
        chain.insert(0, der);
        Ok(Self { label, pair, not_before, not_after, certificates: chain, key, subject, params })
    }

    /// The key to sign with; `None` in a key vault.
    pub(crate) fn signer(&self) -> Option<&Key> {
        self.key.as_ref()
    }

    /// Its private key's name in the profile.
    pub(crate) fn key_label(&self) -> String {
        self.label.replace("Certificate", "PrivateKey")
    }

    /// Signs with the authority's key; the certificate is PEM.
    pub(crate) fn sign(&self, signer: &Key, params: &CertificateParams, key: &KeyPair) -> Result<String, rcgen::Error> {
        let der = seal::issue(params, key, &self.params, &self.subject, signer)?;
        Ok(pem_text::encode(pem_text::CERTIFICATE, &der).to_string())
    }

    /// Keeps a given pair that this authority signed; what is amiss with it becomes a remark.
    pub(crate) fn keep(
        &self,
        given: GivenPair,
        names: &[Name],
        now: OffsetDateTime,
        notes: &mut Notes,
    ) -> Result<Pair, PkiError> {
        let GivenPair { label: key, pair, certificate, .. } = given;
        let Some(certificate) = certificate else {
            return Ok(pair);
        };
        let certificate = given::parse(&key, &certificate)?;
        if !self.signed(&certificate) {
            return Err(PkiError::OtherAuthority { key, authority: self.label.clone() });
        }
        let missing = name::missing(names, &certificate);
        if !missing.is_empty() {
            notes.remark(Note::NamesMissing { key: key.clone(), names: missing });
        }
        let (_, not_after) = times(&certificate);
        if now > not_after {
            notes.remark(Note::Expired { key, not_after });
        }
        Ok(pair)
    }

    /// Whether one of this authority's certificates signed it.
    fn signed(&self, certificate: &X509Certificate<'_>) -> bool {
        self.certificates.iter().filter_map(|der| given::parse(&self.label, der).ok()).any(|authority| {
            authority.subject().as_raw() == certificate.issuer().as_raw() && verifies(certificate, &authority)
        })
    }
}

/// Whether the signature is the authority's. Not every algorithm can be checked here (P-521 cannot); those pass.
fn verifies(certificate: &X509Certificate<'_>, authority: &X509Certificate<'_>) -> bool {
    let verdict = certificate.verify_signature(Some(authority.public_key()));
    matches!(verdict, Ok(()) | Err(X509Error::SignatureUnsupportedAlgorithm))
}

/// Why a certificate may not sign others.
fn cannot_sign(certificate: &X509Certificate<'_>) -> Option<&'static str> {
    let Ok(constraints) = certificate.basic_constraints() else {
        return Some("its basic constraints are broken");
    };
    if !seal::is_one_element(certificate.subject().as_raw()) {
        return Some("its subject is broken");
    }
    if !constraints.is_some_and(|constraints| constraints.value.ca) {
        return Some("its basic constraints do not say that it is one");
    }
    let Ok(usage) = certificate.key_usage() else {
        return Some("its key usage is broken");
    };
    if usage.is_some_and(|usage| !usage.value.key_cert_sign()) {
        return Some("its key usage does not allow to sign certificates");
    }
    let own = certificate.issuer().as_raw() == certificate.subject().as_raw();
    if own && !verifies(certificate, certificate) {
        return Some("it names itself its issuer, but its signature is not its own");
    }
    None
}

fn subject_key_id(certificate: &X509Certificate<'_>) -> Option<Vec<u8>> {
    certificate.iter_extensions().find_map(|extension| match extension.parsed_extension() {
        ParsedExtension::SubjectKeyIdentifier(id) => Some(id.0.to_vec()),
        _ => None,
    })
}

fn times(certificate: &X509Certificate<'_>) -> (OffsetDateTime, OffsetDateTime) {
    let validity = certificate.validity();
    (validity.not_before.to_datetime(), validity.not_after.to_datetime())
}
