//! Secrets of a key vault that stand where their text would.

/// A secret in a key vault, by its path: `<id of the vault>/secrets/<name>[/<version>]`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct VaultSecret<'t> {
    /// Id of the vault, as written.
    pub vault: &'t str,
    /// Name of the secret.
    pub name: &'t str,
    /// Its version; the newest when there is none.
    pub version: Option<&'t str>,
}

impl<'t> VaultSecret<'t> {
    /// Takes a path apart. Whether Azure has such a vault and such names is for rules to say.
    pub fn of(text: &'t str) -> Option<Self> {
        let text = text.trim();
        let (vault, secret) = text.split_once("/secrets/").filter(|(vault, _)| vault.starts_with("/subscriptions/"))?;
        let (name, version) = match secret.split_once('/') {
            Some((name, version)) => (name, Some(version)),
            None => (secret, None),
        };
        Some(Self { vault, name, version })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths() {
        let vault = "/subscriptions/s/resourceGroups/g/providers/Microsoft.KeyVault/vaults/v";
        let path = |version| VaultSecret { vault, name: "n", version };
        assert_eq!(VaultSecret::of(&format!("{vault}/secrets/n")), Some(path(None)));
        assert_eq!(VaultSecret::of(&format!(" {vault}/secrets/n/1 ")), Some(path(Some("1"))));
        assert_eq!(VaultSecret::of(vault), None);
        assert_eq!(VaultSecret::of("-----BEGIN CERTIFICATE-----/secrets/"), None);
    }
}
