use super::syntax::{ends_in_words, is_word};
use super::word::instead_of;
use crate::pointer::Pointer;
use crate::quote::tick;
use crate::rule::Rule;
use crate::spec::names::KEY_VAULT_SKUS;
use crate::spec::{Secret, ServicePrincipalProfile, Spec};

/// The vault whose key encrypts secrets in etcd, and the way to it.
///
/// Names: "Naming rules and restrictions for Azure resources", Microsoft.KeyVault.
pub(super) static RULE: Rule<Spec> = Rule {
    id: "key-vault-kms",
    why: "Without the key in its vault the API server reads no secret: the masters have to be let in, and have to get there.",
    fix: "give the vault's SKU and name as Azure takes them, and the masters a way to it",
    about: &[
        "orchestratorProfile.kubernetesConfig.enableEncryptionWithExternalKms",
        "orchestratorProfile.kubernetesConfig.keyVaultSku",
        "orchestratorProfile.kubernetesConfig.keyVaultName",
        "orchestratorProfile.kubernetesConfig.outboundType",
        "orchestratorProfile.kubernetesConfig.roleAssignments",
        "servicePrincipalProfile.objectId",
        "servicePrincipalProfile.certificate",
    ],
    check: |spec, found| {
        let config = spec.kubernetes();
        let at = |key| Pointer::from(Spec::KUBERNETES).key(key);
        let sku = config.key_vault_sku.as_deref().unwrap_or_default();
        if !sku.is_empty() && !KEY_VAULT_SKUS.iter().any(|known| known.eq_ignore_ascii_case(sku)) {
            let finding = found.error(at("keyVaultSku"), format!("{} is no SKU of a key vault", tick(sku)));
            finding.help(instead_of(sku, KEY_VAULT_SKUS));
        }
        let name = config.key_vault_name.as_deref().unwrap_or_default();
        let begins = name.starts_with(|first: char| first.is_ascii_alphabetic());
        let is_name = is_word(name, 3..=24, b"-") && begins && ends_in_words(name) && !name.contains("--");
        if !name.is_empty() && !is_name {
            let finding = found.error(at("keyVaultName"), format!("{} cannot name a key vault", tick(name)));
            finding.help("vaults have 3 to 24 letters, digits and single `-`, a letter first and no `-` last");
        }
        if config.enable_encryption_with_external_kms != Some(true) {
            return;
        }
        let principal = spec.properties().service_principal_profile.as_ref();
        let object = principal.and_then(|principal| principal.object_id.as_deref()).unwrap_or_default();
        if !spec.uses_managed_identity() && object.is_empty() {
            let message = "the service principal has no `objectId`, which the key vault of the KMS needs";
            let finding = found.error("/properties/servicePrincipalProfile/objectId", message);
            finding.label(at("enableEncryptionWithExternalKms"), "the KMS");
            finding.help("add it: `az ad sp show --id CLIENT_ID --query id`");
        }
        let signs_in = |principal: &ServicePrincipalProfile| principal.certificate.as_ref().is_some_and(|c| *c != Secret::default());
        if !spec.uses_managed_identity() && principal.is_some_and(signs_in) {
            let message = "the KMS plugin cannot sign in with the service principal's certificate";
            let finding = found.error("/properties/servicePrincipalProfile/certificate", message);
            finding.label(at("enableEncryptionWithExternalKms"), "the KMS");
            finding.help("it takes PKCS#12 with a password alone: use a managed identity, or a `secret`");
        }
        if config.role_assignments.as_deref() == Some("Manual") {
            let message = "the masters would wait for their role on the key vault in the middle of the deployment";
            let finding = found.error(at("roleAssignments"), message);
            finding.label(at("enableEncryptionWithExternalKms"), "the deployment makes the vault");
            finding.help("let the template assign roles, or use `enableDataEncryptionAtRest`, whose key is on the masters");
        }
        if spec.outbound() == "none" {
            let message = "the masters cannot reach the key vault: nothing leads out of the network";
            let finding = found.error(at("enableEncryptionWithExternalKms"), message);
            finding.help("use another `outboundType`, or `enableDataEncryptionAtRest`, whose key is on the masters");
        }
    },
};
