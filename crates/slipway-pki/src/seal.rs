//! The last step of issuing: the issuer's name and the signature.

use std::borrow::Cow;

use rcgen::{CertificateParams, Error, Issuer, KeyPair, PublicKeyData, SignatureAlgorithm, SigningKey};
use x509_parser::asn1_rs::{Any, BitString, FromDer as _, Sequence, ToDer};

/// Issues a certificate, DER, whose issuer name is byte for byte `subject`.
///
/// rcgen holds a name as a map of one value for each attribute, so `DC=contoso, DC=com` of a user's own authority would lose
/// a component and no client could build the chain. So rcgen drafts the certificate, and the name is put in before signing.
pub(crate) fn issue(
    params: &CertificateParams,
    public_key: &impl PublicKeyData,
    authority: &CertificateParams,
    subject: &[u8],
    key: &KeyPair,
) -> Result<Vec<u8>, Error> {
    let draft = params.signed_by(public_key, &Issuer::from_params(authority, Unsigned(key)))?;
    let (body, rest) = first(Any::from_der(draft.der()).map_err(broken)?.1.data)?;
    let (algorithm, _) = first(rest)?;
    let body = rename(Any::from_der(body).map_err(broken)?.1.data, subject)?;
    let signature = BitString::new(0, &key.sign(&body)?).to_der_vec().map_err(broken)?;
    sequence([&body, algorithm, &signature].concat())
}

/// The body of a certificate (`TBSCertificate`) with another issuer, from what is inside the old one.
fn rename(fields: &[u8], issuer: &[u8]) -> Result<Vec<u8>, Error> {
    let mut rest = fields;
    for _field in ["version", "serialNumber", "signature"] {
        rest = first(rest)?.1;
    }
    let (_, after) = first(rest)?;
    let before = &fields[..fields.len() - rest.len()];
    sequence([before, issuer, after].concat())
}

/// Whether the bytes are one DER element and nothing more. The parser of certificates lets the parts of a name reach beyond it.
pub(crate) fn is_one_element(input: &[u8]) -> bool {
    first(input).is_ok_and(|(_, rest)| rest.is_empty())
}

/// The first DER element of some, and what follows it.
fn first(input: &[u8]) -> Result<(&[u8], &[u8]), Error> {
    let (rest, _) = Any::from_der(input).map_err(broken)?;
    Ok(input.split_at(input.len() - rest.len()))
}

fn sequence(content: Vec<u8>) -> Result<Vec<u8>, Error> {
    Sequence::new(Cow::Owned(content)).to_der_vec().map_err(broken)
}

/// rcgen's drafts are well formed; this keeps the proof out of the types.
fn broken<E>(_: E) -> Error {
    Error::CouldNotParseCertificate
}

/// A key that leaves drafts without signature.
struct Unsigned<'a>(&'a KeyPair);

impl PublicKeyData for Unsigned<'_> {
    fn der_bytes(&self) -> &[u8] {
        self.0.der_bytes()
    }

    fn algorithm(&self) -> &'static SignatureAlgorithm {
        self.0.algorithm()
    }
}

impl SigningKey for Unsigned<'_> {
    fn sign(&self, _: &[u8]) -> Result<Vec<u8>, Error> {
        Ok(Vec::new())
    }
}
