//! How secrets are encrypted in etcd.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde::Serialize;
use slipway_definition::{KubernetesConfig, Secret, names};

use crate::view::View;

/// Length of a key that `secretbox` takes, bytes.
const SECRETBOX: usize = 32;

/// Encryption with a key that the masters have; the key itself is no part of a decided cluster.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct DataEncryption {
    /// Ciphers in the API server's words: the first writes, all read.
    pub providers: Vec<String>,
}

impl DataEncryption {
    /// The ciphers where the definition names none. One whose key was written, or is that of an earlier cluster, may have data
    /// of the older tools, which wrote with `aescbc`.
    #[must_use]
    pub fn with_key(key: Option<&str>) -> Self {
        let bytes = key.and_then(|key| STANDARD.decode(key).ok());
        let providers: &[&str] = match bytes {
            None => &["secretbox"],
            Some(bytes) if bytes.len() == SECRETBOX => &["secretbox", "aescbc"],
            Some(_) => &["aescbc"],
        };
        Self { providers: providers.iter().map(|&provider| provider.to_owned()).collect() }
    }
}

/// Encryption with a key in a vault that the template makes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Kms {
    /// Name of the vault; empty until `generate` has found one for a definition that has none.
    pub vault: String,
    /// Name of the key.
    pub key: String,
    /// `Standard` or `Premium`.
    pub sku: String,
}

pub(crate) fn data_encryption(view: &View<'_>) -> Option<DataEncryption> {
    let config = view.kubernetes();
    if config.enable_data_encryption_at_rest != Some(true) {
        return None;
    }
    let mut providers: Vec<String> = Vec::new();
    for provider in &config.data_encryption_providers {
        if names::ENCRYPTION_PROVIDERS.contains(&provider.as_str()) && !providers.contains(provider) {
            providers.push(provider.clone());
        }
    }
    Some(if providers.is_empty() { DataEncryption::with_key(key(config)) } else { DataEncryption { providers } })
}

fn key(config: &KubernetesConfig) -> Option<&str> {
    config.etcd_encryption_key.as_ref().map(Secret::expose).filter(|key| !key.is_empty())
}

pub(crate) fn kms(view: &View<'_>) -> Option<Kms> {
    let config = view.kubernetes();
    let sku = config.key_vault_sku.as_deref().unwrap_or_default();
    let sku = names::KEY_VAULT_SKUS.iter().copied().find(|known| known.eq_ignore_ascii_case(sku));
    (config.enable_encryption_with_external_kms == Some(true)).then(|| Kms {
        vault: config.key_vault_name.clone().unwrap_or_default(),
        key: "k8s".to_owned(),
        sku: sku.unwrap_or("Standard").to_owned(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ciphers_follow_from_the_key() {
        let of = |key: Option<&str>| DataEncryption::with_key(key).providers.join(" ");
        assert_eq!(of(None), "secretbox");
        assert_eq!(of(Some(&STANDARD.encode([7; 32]))), "secretbox aescbc");
        assert_eq!(of(Some(&STANDARD.encode([7; 16]))), "aescbc");
    }
}
