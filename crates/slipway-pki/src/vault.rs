//! Values that stay in a key vault.

/// Whether a value of the profile is the path of a secret in a key vault and not the text itself:
/// `/subscriptions/<s>/resourceGroups/<g>/providers/Microsoft.KeyVault/vaults/<v>/secrets/<name>[/<version>]`.
pub fn is_in_vault(value: &str) -> bool {
    let value = value.trim().to_ascii_lowercase();
    value.starts_with("/subscriptions/") && value.contains("/microsoft.keyvault/vaults/") && value.contains("/secrets/")
}
