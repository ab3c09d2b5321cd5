//! What the user already has, read from the profile.

use rcgen::KeyPair;
use x509_parser::certificate::X509Certificate;
use x509_parser::prelude::FromDer as _;
use zeroize::Zeroizing;

use crate::identity::{self, Identity};
use crate::keys::{self, Key};
use crate::{CertificateProfile, Pair, PkiError, Secret, ServiceAccount, is_in_vault, pem_text};

/// A pair that was given: read, and its key proven to belong to its certificate, unless one of the two stays in a key vault.
pub(crate) struct GivenPair {
    /// The certificate's key in the profile.
    pub(crate) label: String,
    pub(crate) pair: Pair,
    /// `None` in a key vault.
    pub(crate) key: Option<Key>,
    /// The certificate, DER; `None` in a key vault.
    pub(crate) certificate: Option<Vec<u8>>,
    /// Certificates after it in the text, DER.
    pub(crate) chain: Vec<Vec<u8>>,
}

/// Service account keys that were given.
pub(crate) struct GivenAccount {
    pub(crate) account: ServiceAccount,
    /// Whether they are RSA keys.
    pub(crate) rsa: bool,
}

/// All that was given.
pub(crate) struct Given {
    pub(crate) ca: Option<GivenPair>,
    pub(crate) etcd_ca: Option<GivenPair>,
    pub(crate) proxy_ca: Option<GivenPair>,
    pub(crate) api_server: Option<GivenPair>,
    pub(crate) client: Option<GivenPair>,
    pub(crate) kubeconfig: Option<GivenPair>,
    pub(crate) etcd_server: Option<GivenPair>,
    pub(crate) etcd_client: Option<GivenPair>,
    pub(crate) etcd_peers: Vec<GivenPair>,
    pub(crate) proxy: Option<GivenPair>,
    pub(crate) controller_manager: Option<GivenPair>,
    pub(crate) scheduler: Option<GivenPair>,
    pub(crate) cloud_controller_manager: Option<GivenPair>,
    pub(crate) admin: Option<GivenPair>,
    pub(crate) service_account: Option<GivenAccount>,
}

impl Given {
    pub(crate) fn read(profile: &CertificateProfile) -> Result<Self, PkiError> {
        let p = profile;
        let read = |identity: &Identity, certificate: &Option<String>, key: &Option<Secret>| {
            let stem = identity.stem;
            let (public, private) = (format!("{stem}Certificate"), format!("{stem}PrivateKey"));
            pair(public, certificate.as_deref(), private, key.as_ref())
        };
        Ok(Self {
            ca: read(&identity::CA, &p.ca_certificate, &p.ca_private_key)?,
            etcd_ca: read(&identity::ETCD_CA, &p.etcd_ca_certificate, &p.etcd_ca_private_key)?,
            proxy_ca: read(&identity::PROXY_CA, &p.proxy_ca_certificate, &p.proxy_ca_private_key)?,
            api_server: read(&identity::API_SERVER, &p.api_server_certificate, &p.api_server_private_key)?,
            client: read(&identity::KUBELET_CLIENT, &p.client_certificate, &p.client_private_key)?,
            kubeconfig: read(&identity::KUBECONFIG, &p.kube_config_certificate, &p.kube_config_private_key)?,
            etcd_server: read(&identity::ETCD_SERVER, &p.etcd_server_certificate, &p.etcd_server_private_key)?,
            etcd_client: read(&identity::ETCD_CLIENT, &p.etcd_client_certificate, &p.etcd_client_private_key)?,
            etcd_peers: peers(profile)?,
            proxy: read(&identity::PROXY, &p.proxy_client_certificate, &p.proxy_client_private_key)?,
            controller_manager: read(
                &identity::CONTROLLER_MANAGER,
                &p.controller_manager_certificate,
                &p.controller_manager_private_key,
            )?,
            scheduler: read(&identity::SCHEDULER, &p.scheduler_certificate, &p.scheduler_private_key)?,
            cloud_controller_manager: read(
                &identity::CLOUD_CONTROLLER_MANAGER,
                &p.cloud_controller_manager_certificate,
                &p.cloud_controller_manager_private_key,
            )?,
            admin: read(&identity::ADMIN, &p.admin_certificate, &p.admin_private_key)?,
            service_account: service_account(profile)?,
        })
    }
}

/// The etcd members' pairs: two lists that belong together.
fn peers(profile: &CertificateProfile) -> Result<Vec<GivenPair>, PkiError> {
    let certificates = profile.etcd_peer_certificates.as_deref().unwrap_or_default();
    let private_keys = profile.etcd_peer_private_keys.as_deref().unwrap_or_default();
    (0..certificates.len().max(private_keys.len()))
        .filter_map(|index| {
            let (public, private) = (format!("etcdPeerCertificates[{index}]"), format!("etcdPeerPrivateKeys[{index}]"));
            pair(public, certificates.get(index).map(String::as_str), private, private_keys.get(index)).transpose()
        })
        .collect()
}

fn pair(
    public: String,
    certificate: Option<&str>,
    private: String,
    key: Option<&Secret>,
) -> Result<Option<GivenPair>, PkiError> {
    let Some((text, private_key)) = both(&public, certificate, &private, key)? else {
        return Ok(None);
    };
    let key = here(private_key.expose()).map(|text| keys::read(&private, text)).transpose()?;
    let mut certificates =
        here(&text).map(|text| certificates(&public, text)).transpose()?.unwrap_or_default().into_iter();
    let (certificate, chain) = (certificates.next(), certificates.collect());
    if let (Some(key), Some(certificate)) = (&key, &certificate)
        && !belongs(key, &parse(&public, certificate)?)
    {
        return Err(PkiError::Mismatch { public, private });
    }
    let pair = Pair { certificate: text, private_key };
    Ok(Some(GivenPair { label: public, pair, key, certificate, chain }))
}

fn service_account(profile: &CertificateProfile) -> Result<Option<GivenAccount>, PkiError> {
    let (public, private) = ("serviceAccountPublicKey", "serviceAccountPrivateKey");
    let (public_key, private_key) =
        (profile.service_account_public_key.as_deref(), profile.service_account_private_key.as_ref());
    let Some((public_key, private_key)) = both(public, public_key, private, private_key)? else {
        return Ok(None);
    };
    if is_in_vault(&public_key) {
        return Err(PkiError::InVault { key: public.to_owned() });
    }
    let blocks = pem_text::blocks(public, &public_key)?;
    let rsa = match here(private_key.expose()).map(|text| keys::read(private, text)).transpose()? {
        Some(key) if !blocks.iter().any(|block| keys::matches_public(&key, block)) => {
            return Err(PkiError::Mismatch { public: public.to_owned(), private: private.to_owned() });
        }
        Some(key) => keys::is_rsa(&key),
        None => blocks.iter().any(keys::is_rsa_public),
    };
    Ok(Some(GivenAccount { account: ServiceAccount { public_key, private_key }, rsa }))
}

/// A text that is no path in a key vault.
fn here(text: &str) -> Option<&str> {
    (!is_in_vault(text)).then_some(text)
}

/// Both halves as PEM text or paths in a key vault, or neither.
fn both(
    public: &str,
    public_value: Option<&str>,
    private: &str,
    private_value: Option<&Secret>,
) -> Result<Option<(String, Secret)>, PkiError> {
    let read = |key: &str, value: Option<&str>| {
        let read = |value: &str| {
            if is_in_vault(value) { Ok(Zeroizing::new(value.trim().to_owned())) } else { pem_text::text(key, value) }
        };
        value.filter(|value| !value.trim().is_empty()).map(read).transpose()
    };
    let half =
        |given: &str, missing: &str| Err(PkiError::HalfPair { given: given.to_owned(), missing: missing.to_owned() });
    match (read(public, public_value)?, read(private, private_value.map(Secret::expose))?) {
        (None, None) => Ok(None),
        (Some(_), None) => half(public, private),
        (None, Some(_)) => half(private, public),
        (Some(public), Some(private)) => Ok(Some((public.to_string(), private.into()))),
    }
}

/// The certificates of a text, at least one, DER.
fn certificates(key: &str, text: &str) -> Result<Vec<Vec<u8>>, PkiError> {
    let blocks = pem_text::blocks(key, text)?;
    let certificates = blocks.iter().filter(|block| block.label == pem_text::CERTIFICATE);
    let certificates: Vec<_> = certificates.map(|block| block.der.to_vec()).collect();
    if certificates.is_empty() {
        return Err(PkiError::Text { key: key.to_owned(), reason: "it holds no certificate".to_owned() });
    }
    Ok(certificates)
}

/// Reads a certificate and nothing after it.
pub(crate) fn parse<'a>(key: &str, der: &'a [u8]) -> Result<X509Certificate<'a>, PkiError> {
    let error = |reason| PkiError::Text { key: key.to_owned(), reason };
    match X509Certificate::from_der(der) {
        Ok(([], certificate)) => Ok(certificate),
        Ok(_) => Err(error("bytes follow its certificate".to_owned())),
        Err(cause) => Err(error(format!("its certificate is broken ({cause})"))),
    }
}

fn belongs(key: &KeyPair, certificate: &X509Certificate<'_>) -> bool {
    *certificate.public_key().subject_public_key.data == *key.public_key_raw()
}
