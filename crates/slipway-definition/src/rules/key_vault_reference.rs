use super::id_form::{Verdict, form, judge};
use super::syntax::is_word;
use crate::pointer::Pointer;
use crate::quote::tick;
use crate::rule::{Findings, Rule};
use crate::spec::{KeyVaultSecretRef, Spec};

const VAULT: &str = "Microsoft.KeyVault/vaults";

/// Secrets that the deployment reads from a key vault.
///
/// Forms: "Naming rules and restrictions for Azure resources" and "About keys, secrets and certificates", Key Vault.
pub(super) static RULE: Rule<Spec> = Rule {
    id: "key-vault-reference",
    why: "Resource Manager reads the secret from the vault during the deployment, and fails when it cannot find it.",
    fix: "give `vaultID`, the id of the vault, and `secretName`, the name of the secret in it",
    about: &["servicePrincipalProfile.keyvaultSecretRef", "extensionProfiles[].parametersKeyvaultSecretRef"],
    check: |spec, found| {
        if let Some(principal) = &spec.properties().service_principal_profile
            && let Some(reference) = &principal.keyvault_secret_ref
            && !spec.uses_managed_identity()
        {
            one(&Pointer::from("/properties/servicePrincipalProfile/keyvaultSecretRef"), reference, found);
        }
        let extensions = Pointer::from("/properties/extensionProfiles");
        for (index, extension) in spec.properties().extension_profiles.iter().enumerate() {
            if let Some(reference) = &extension.parameters_keyvault_secret_ref {
                one(&extensions.index(index).key("parametersKeyvaultSecretRef"), reference, found);
            }
        }
    },
};

fn one(at: &Pointer, reference: &KeyVaultSecretRef, found: &mut Findings<'_>) {
    let vault = reference.vault_id.as_deref().unwrap_or_default();
    let place = at.key("vaultID");
    match judge(vault, VAULT) {
        Verdict::Bad(_) if vault.is_empty() => {
            found.error(place, "the reference names no key vault").help(form(VAULT));
        }
        Verdict::Bad(message) => {
            found.error(place, message).help(form(VAULT));
        }
        Verdict::Odd(message) => {
            found.warning(place, message).help(form(VAULT));
        }
        Verdict::Good => {
            let name = vault.rsplit('/').next().unwrap_or_default();
            if !is_word(name, 3..=24, b"-") {
                let message = format!("{} cannot name a key vault", tick(name));
                found.warning(place, message).help("check the name: vaults have 3 to 24 letters, digits and `-`");
            }
        }
    }
    match reference.secret_name.as_deref().unwrap_or_default() {
        "" => {
            found.error(at.key("secretName"), "the reference names no secret");
        }
        name if !is_word(name, 1..=127, b"-") => {
            found
                .error(at.key("secretName"), format!("{} cannot name a secret of a key vault", tick(name)))
                .help("secrets have names of up to 127 letters, digits and `-`");
        }
        _ => {}
    }
    let version = reference.version.as_deref().unwrap_or_default();
    let is_version = version.len() == 32 && version.bytes().all(|byte| byte.is_ascii_hexdigit());
    if !version.is_empty() && !is_version {
        found
            .warning(at.key("version"), format!("{} is no version of a secret", tick(version)))
            .help("versions are 32 hexadecimal digits; leave it off for the newest");
    }
}
