//! Secrets of key vaults as a parameters file names them.

use serde_json::{Value, json};

/// A reference, for Resource Manager to read.
pub(crate) fn vault_reference(vault: &str, name: &str, version: Option<&str>) -> Value {
    let mut reference = json!({"keyVault": {"id": vault}, "secretName": name});
    if let Some(version) = version {
        reference["secretVersion"] = json!(version);
    }
    reference
}

/// A reference that the model has as an object.
pub(crate) fn reference_of(written: &Value) -> Option<Value> {
    let text = |key: &str| written[key].as_str().filter(|text| !text.is_empty());
    let (vault, name) = text("vaultID").zip(text("secretName"))?;
    Some(vault_reference(vault, name, text("version")))
}
