//! Where new things are made. Nothing else in the crate draws randomness.

use aws_lc_rs::digest::{SHA256, digest};
use rcgen::{
    BasicConstraints, CertificateParams, DistinguishedName, DnType, IsCa, KeyIdMethod, KeyPair, KeyUsagePurpose,
};
use time::OffsetDateTime;

use crate::authority::Authority;
use crate::given::{GivenAccount, GivenPair};
use crate::identity::Identity;
use crate::keys::{self, Key};
use crate::name::Name;
use crate::token::{self, ID_LENGTH, SECRET_LENGTH};
use crate::validity::Validity;
use crate::{BootstrapToken, KeyAlgorithm, Note, Notes, Pair, PkiError, ServiceAccount, pem_text, random};

/// Keeps what is given, makes what is not, and writes down which.
pub(crate) struct Mint {
    algorithm: KeyAlgorithm,
    validity: Validity,
    /// Keys made ahead, as many as will be asked for.
    stock: Vec<Key>,
    pub(crate) notes: Notes,
}

impl Mint {
    /// Makes `keys` keys ahead.
    pub(crate) fn new(
        algorithm: KeyAlgorithm,
        validity: Validity,
        keys: usize,
        notes: Notes,
    ) -> Result<Self, PkiError> {
        let stock = keys::generate(algorithm, keys)?;
        Ok(Self { algorithm, validity, stock, notes })
    }

    /// The given authority, or a new one that signed itself.
    pub(crate) fn authority(&mut self, identity: &Identity, given: Option<GivenPair>) -> Result<Authority, PkiError> {
        let pair = match given {
            Some(pair) => pair,
            None => self.new_authority(identity)?,
        };
        Authority::new(pair, self.validity.now)
    }

    fn new_authority(&mut self, identity: &Identity) -> Result<GivenPair, PkiError> {
        let key = self.key(identity.stem)?;
        let mut params = params(identity, &key, (self.validity.start, self.validity.ca_end))?;
        // What it signs is always a leaf.
        params.is_ca = IsCa::Ca(BasicConstraints::Constrained(0));
        params.key_usages =
            vec![KeyUsagePurpose::DigitalSignature, KeyUsagePurpose::KeyCertSign, KeyUsagePurpose::CrlSign];
        let certificate =
            params.self_signed(&*key).map_err(|source| PkiError::Issue { stem: identity.stem, source })?;
        let certificate = certificate.der().to_vec();
        let pair = Pair {
            certificate: pem_text::encode(pem_text::CERTIFICATE, &certificate).to_string(),
            private_key: keys::private_pem(&key),
        };
        let label = format!("{}Certificate", identity.stem);
        Ok(GivenPair { label, pair, key: Some(key), certificate: Some(certificate), chain: Vec::new() })
    }

    /// The given pair, which `authority` must have signed, or a new one.
    pub(crate) fn leaf(
        &mut self,
        authority: &Authority,
        identity: &Identity,
        names: &[Name],
        given: Option<GivenPair>,
    ) -> Result<Pair, PkiError> {
        if let Some(given) = given {
            return authority.keep(given, names, self.validity.now, &mut self.notes);
        }
        let missing = format!("{}Certificate", identity.stem);
        let signer =
            authority.signer().ok_or_else(|| PkiError::SignerInVault { key: authority.key_label(), missing })?;
        let issue = |source| PkiError::Issue { stem: identity.stem, source };
        let key = self.key(identity.stem)?;
        let times = (self.validity.start.max(authority.not_before), self.leaf_end(authority));
        let mut params = params(identity, &key, times)?;
        params.is_ca = IsCa::ExplicitNoCa;
        params.key_usages = vec![KeyUsagePurpose::DigitalSignature];
        if keys::is_rsa(&key) {
            params.key_usages.push(KeyUsagePurpose::KeyEncipherment);
        }
        params.extended_key_usages = identity.usage.to_vec();
        params.subject_alt_names = names.iter().map(Name::to_san).collect::<Result<_, _>>().map_err(issue)?;
        let certificate = authority.sign(signer, &params, &key).map_err(issue)?;
        Ok(Pair { certificate, private_key: keys::private_pem(&key) })
    }

    /// The given service account keys, or new ones: RSA when `rsa`, else as all other keys.
    pub(crate) fn service_account(
        &mut self,
        rsa: bool,
        given: Option<GivenAccount>,
    ) -> Result<ServiceAccount, PkiError> {
        if let Some(given) = given {
            return Ok(given.account);
        }
        let algorithm = self.algorithm.for_service_account(rsa);
        let key = if algorithm == self.algorithm {
            self.key("serviceAccount")?
        } else {
            self.new_key(algorithm, "serviceAccount")?
        };
        Ok(ServiceAccount { public_key: keys::public_pem(&key), private_key: keys::private_pem(&key) })
    }

    /// The given token, or a new one that ends with the leaves of `authority`.
    pub(crate) fn token(
        &mut self,
        authority: &Authority,
        given: Option<BootstrapToken>,
    ) -> Result<BootstrapToken, PkiError> {
        const KEY: &str = "bootstrapToken";
        if let Some(token) = given {
            let not_after = token.check()?;
            if self.validity.now > not_after {
                self.notes.remark(Note::Expired { key: KEY.to_owned(), not_after });
            }
            return Ok(token);
        }
        self.notes.made.push(KEY.to_owned());
        let expires = token::rfc3339(self.leaf_end(authority));
        Ok(BootstrapToken { id: random::letters(ID_LENGTH)?, secret: random::letters(SECRET_LENGTH)?.into(), expires })
    }

    /// No leaf outlives its authority.
    fn leaf_end(&mut self, authority: &Authority) -> OffsetDateTime {
        let not_after = authority.not_after;
        if not_after < self.validity.leaf_end {
            self.notes.remark(Note::Shortened { authority: authority.label.clone(), not_after });
        }
        not_after.min(self.validity.leaf_end)
    }

    /// A key from the stock.
    fn key(&mut self, stem: &str) -> Result<Key, PkiError> {
        match self.stock.pop() {
            Some(key) => {
                self.notes.made.push(stem.to_owned());
                Ok(key)
            }
            None => self.new_key(self.algorithm, stem),
        }
    }

    /// A key beside the stock.
    fn new_key(&mut self, algorithm: KeyAlgorithm, stem: &str) -> Result<Key, PkiError> {
        self.notes.made.push(stem.to_owned());
        keys::generate(algorithm, 1)?.pop().ok_or(PkiError::Random)
    }
}

/// What all certificates share.
fn params(
    identity: &Identity,
    key: &KeyPair,
    (not_before, not_after): (OffsetDateTime, OffsetDateTime),
) -> Result<CertificateParams, PkiError> {
    let mut name = DistinguishedName::new();
    if let Some(group) = identity.group {
        name.push(DnType::OrganizationName, group);
    }
    name.push(DnType::CommonName, identity.common_name);
    let mut params = CertificateParams::default();
    params.distinguished_name = name;
    params.serial_number = Some(random::serial()?);
    params.not_before = not_before;
    params.not_after = not_after;
    params.use_authority_key_identifier_extension = true;
    params.key_identifier_method = KeyIdMethod::PreSpecified(key_id(key));
    Ok(params)
}

/// The key identifier of RFC 7093, method 1: the first 160 bits of the SHA-256 of the public key's bits. (rcgen's own hashes
/// the algorithm too, a method that linters do not know.)
fn key_id(key: &KeyPair) -> Vec<u8> {
    let hash = digest(&SHA256, key.public_key_raw());
    hash.as_ref().iter().take(20).copied().collect()
}
