use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use super::word::instead_of;
use crate::pointer::Pointer;
use crate::quote::tick;
use crate::rule::{Findings, Rule};
use crate::spec::names::ENCRYPTION_PROVIDERS;
use crate::spec::{KubernetesConfig, Secret, Spec};

/// Bytes of a key that `aescbc` and `aesgcm` take: AES-128, AES-192, AES-256 (k8s.io/apiserver, `aesKeySizes`).
const SIZES: [usize; 3] = [16, 24, 32];
/// Bytes of a key that `secretbox` takes (`secretBoxKeySizes`).
const SECRETBOX: usize = 32;
/// Names the file that the switches make.
const FLAG: &str = "encryption-provider-config";

/// Encryption of secrets in etcd.
pub(super) static RULE: Rule<Spec> = Rule {
    id: "encryption",
    why: "The API server does not start with a key or a cipher that it cannot use, and a key that nothing uses only leaks.",
    fix: "write 32 random bytes in base64, as `head -c 32 /dev/urandom | base64` prints them, or leave `etcdEncryptionKey` off: one is made",
    about: &[
        "orchestratorProfile.kubernetesConfig.etcdEncryptionKey",
        "orchestratorProfile.kubernetesConfig.enableDataEncryptionAtRest",
        "orchestratorProfile.kubernetesConfig.dataEncryptionProviders",
        "orchestratorProfile.kubernetesConfig.enableEncryptionWithExternalKms",
        "orchestratorProfile.kubernetesConfig.apiServerConfig",
    ],
    check: |spec, found| {
        let config = spec.kubernetes();
        let at_rest = config.enable_data_encryption_at_rest == Some(true);
        let external = config.enable_encryption_with_external_kms == Some(true);
        key(config, at_rest, found);
        providers(config, at_rest, found);
        if at_rest && external {
            let message = "secrets are to be encrypted with a key of their own and with one in Key Vault";
            let finding = found.error(at("enableEncryptionWithExternalKms"), message);
            finding.label(at("enableDataEncryptionAtRest"), "a key of their own");
            finding.help("keep one of the two");
        }
        let own = config.api_server_config.keys().find(|flag| flag.trim_start_matches('-').replace('_', "-") == FLAG);
        if let Some(flag) = own.filter(|_| at_rest || external) {
            let switch = if at_rest { "enableDataEncryptionAtRest" } else { "enableEncryptionWithExternalKms" };
            let finding = found.error(at("apiServerConfig").key(flag), "the API server reads one encryption configuration");
            finding.say("yours").label(at(switch), "and the one that this makes");
            finding.help(format!("remove the flag, or `{switch}`"));
        }
    },
};

fn at(key: &str) -> Pointer {
    Pointer::from(Spec::KUBERNETES).key(key)
}

fn key(config: &KubernetesConfig, at_rest: bool, found: &mut Findings<'_>) {
    let key = config.etcd_encryption_key.as_ref().map(Secret::expose).unwrap_or_default();
    if key.is_empty() {
        return;
    }
    let place = at("etcdEncryptionKey");
    let needs_secretbox = config.data_encryption_providers.iter().any(|provider| provider == "secretbox");
    match STANDARD.decode(key) {
        Err(_) => {
            found.error(place, "the encryption key is not base64");
        }
        Ok(bytes) if !SIZES.contains(&bytes.len()) => {
            let message = format!("the encryption key is {} bytes long; AES takes 16, 24 or 32", bytes.len());
            found.error(place, message);
        }
        Ok(bytes) if at_rest && needs_secretbox && bytes.len() != SECRETBOX => {
            let message = format!("the encryption key is {} bytes long; `secretbox` takes {SECRETBOX}", bytes.len());
            let finding = found.error(place, message).label(at("dataEncryptionProviders"), "`secretbox` is among these");
            finding.help("take `aesgcm` or `aescbc` with this key");
        }
        Ok(_) if !at_rest => {
            let message = "the encryption key is not used: encryption at rest is not switched on";
            let finding = found.warning(place, message);
            finding.help("set `enableDataEncryptionAtRest` to true, or remove the key");
        }
        Ok(_) => {}
    }
}

fn providers(config: &KubernetesConfig, at_rest: bool, found: &mut Findings<'_>) {
    let place = at("dataEncryptionProviders");
    let providers = &config.data_encryption_providers;
    for (index, provider) in providers.iter().enumerate() {
        if !ENCRYPTION_PROVIDERS.contains(&provider.as_str()) {
            let message = format!("{} is no cipher that a local key is used with", tick(provider));
            found.error(place.index(index), message).help(instead_of(provider, ENCRYPTION_PROVIDERS));
        } else if providers.iter().take(index).any(|earlier| earlier == provider) {
            found.error(place.index(index), format!("`{provider}` is there twice")).help("remove one of the two");
        }
    }
    if !providers.is_empty() && !at_rest {
        let finding = found.warning(place, "the ciphers are not used: encryption at rest is not switched on");
        finding.help("set `enableDataEncryptionAtRest` to true, or remove `dataEncryptionProviders`");
    }
}
