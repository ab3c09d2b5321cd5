//! The key of the encryption at rest, and the name of the vault of a KMS: given, an earlier run's, or chosen by lot.

use serde_json::{Value, json};
use slipway_cluster::{DataEncryption, Decision};

use crate::commands::generate::previous::Previous;
use crate::exit::Failure;

/// Letters and digits of a vault's name after `kv`: as many as those of the older tools had. The name is one for all of a cloud,
/// and stays taken for up to 90 days after the vault is deleted.
const LETTERS: usize = 13;

/// Writes both into the definition, where the cluster uses them; returns whether a key is new.
pub(super) fn settle(decision: &mut Decision, definition: &mut Value, previous: &Previous) -> Result<bool, Failure> {
    let config = "/properties/orchestratorProfile/kubernetesConfig";
    let Some(config) = definition.pointer_mut(config) else { return Ok(false) };
    let chosen = &previous.chosen;
    if let Some(kms) = decision.cluster.kms.as_mut().filter(|kms| kms.vault.is_empty()) {
        kms.vault = match &chosen.key_vault_name {
            Some(name) => name.clone(),
            None => format!("kv{}", slipway_pki::letters(LETTERS).map_err(Failure::ours)?),
        };
        config["keyVaultName"] = json!(kms.vault);
    }
    let Some(encryption) = &mut decision.cluster.data_encryption else { return Ok(false) };
    if config["etcdEncryptionKey"].as_str().is_some_and(|key| !key.is_empty()) {
        return Ok(false);
    }
    if let Some(key) = &chosen.encryption_key {
        if !is_written(&config["dataEncryptionProviders"]) {
            let providers = chosen.encryption_providers.clone();
            let kept = DataEncryption { providers };
            *encryption = if kept.providers.is_empty() { DataEncryption::with_key(Some(key)) } else { kept };
        }
        config["etcdEncryptionKey"] = json!(key);
        return Ok(false);
    }
    config["etcdEncryptionKey"] = json!(slipway_pki::encryption_key().map_err(Failure::ours)?.expose());
    Ok(true)
}

fn is_written(list: &Value) -> bool {
    list.as_array().is_some_and(|items| !items.is_empty())
}
