use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use super::word::instead_of;
use crate::pointer::Pointer;
use crate::quote::tick;
use crate::rule::Rule;
use crate::spec::{Secret, Spec};

/// Bytes of a key that the provider `aescbc` takes: AES-128, AES-192, AES-256 (k8s.io/apiserver, `aesKeySizes`).
const SIZES: [usize; 3] = [16, 24, 32];

/// Encryption of secrets in etcd.
pub(super) static RULE: Rule<Spec> = Rule {
    id: "encryption",
    why: "The API server does not start with a key that it cannot use, and a key that nothing uses only leaks.",
    fix: "write 32 random bytes in base64, as `head -c 32 /dev/urandom | base64` prints them, or leave `etcdEncryptionKey` off: one is made",
    about: &["orchestratorProfile.kubernetesConfig.etcdEncryptionKey", "orchestratorProfile.kubernetesConfig.enableEncryptionWithExternalKms", "orchestratorProfile.kubernetesConfig.keyVaultSku", "servicePrincipalProfile.objectId"],
    check: |spec, found| {
        let config = spec.kubernetes();
        let at = |key| Pointer::from(Spec::KUBERNETES).key(key);
        let at_rest = config.enable_data_encryption_at_rest == Some(true);
        let external = config.enable_encryption_with_external_kms == Some(true);
        let key = config.etcd_encryption_key.as_ref().map(Secret::expose).unwrap_or_default();
        if !key.is_empty() {
            match STANDARD.decode(key) {
                Err(_) => {
                    found.error(at("etcdEncryptionKey"), "the encryption key is not base64");
                }
                Ok(bytes) if !SIZES.contains(&bytes.len()) => {
                    let message = format!("the encryption key is {} bytes long; AES takes 16, 24 or 32", bytes.len());
                    found.error(at("etcdEncryptionKey"), message);
                }
                Ok(_) if !at_rest => {
                    let message = "the encryption key is not used: encryption at rest is not switched on";
                    let finding = found.warning(at("etcdEncryptionKey"), message);
                    finding.help("set `enableDataEncryptionAtRest` to true, or remove the key");
                }
                Ok(_) => {}
            }
        }
        if at_rest && external {
            let message = "secrets are to be encrypted with a key of their own and with one in Key Vault";
            let finding = found.warning(at("enableEncryptionWithExternalKms"), message);
            finding.label(at("enableDataEncryptionAtRest"), "a key of their own");
            finding.help("keep one of the two");
        }
        let principal = spec.properties().service_principal_profile.as_ref();
        let object = principal.and_then(|principal| principal.object_id.as_deref()).unwrap_or_default();
        if external && config.use_managed_identity == Some(false) && object.is_empty() {
            let message = "the service principal has no `objectId`, which the key vault of the KMS needs";
            let finding = found.error("/properties/servicePrincipalProfile/objectId", message);
            finding.label(at("enableEncryptionWithExternalKms"), "the KMS");
            finding.help("add it: `az ad sp show --id CLIENT_ID --query id`");
        }
        let sku = config.key_vault_sku.as_deref().unwrap_or_default();
        if !["", "standard", "premium"].iter().any(|known| known.eq_ignore_ascii_case(sku)) {
            let finding = found.error(at("keyVaultSku"), format!("{} is no SKU of a key vault", tick(sku)));
            finding.help(instead_of(sku, &["Standard", "Premium"]));
        }
    },
};
