use super::id_form::{Verdict, form, judge};
use super::url::url;
use crate::pointer::Pointer;
use crate::quote::tick;
use crate::rule::{Findings, Rule};
use crate::spec::{KeyVaultCertificate, KeyVaultSecrets, Spec};

const KIND: &str = "Microsoft.KeyVault/vaults";
const VAULT: &str = "give `sourceVault` with the vault's `id`, as `az keyvault show --query id` has it";
const URL: &str = "write the secret's id, `https://<vault>.vault.azure.net/secrets/<name>/<version>`";

/// Domains of key vaults in the clouds; a custom cloud has its own.
const DOMAINS: [&str; 4] = [".vault.azure.net", ".vault.azure.cn", ".vault.usgovcloudapi.net", ".vault.microsoftazure.de"];

/// Certificates that Azure puts on machines from a key vault.
pub(super) static RULE: Rule<Spec> = Rule {
    id: "vault-certificates",
    why: "Azure fetches each certificate from its vault when it makes a machine, and fails the machine when it cannot.",
    fix: "give each entry a `sourceVault` with `id` and at least one entry of `vaultCertificates`",
    about: &["linuxProfile.secrets", "windowsProfile.secrets"],
    check: |spec, found| {
        each(spec, "/properties/linuxProfile/secrets", &spec.linux().secrets, false, found);
        if let Some(windows) = spec.properties().windows_profile.as_ref().filter(|_| spec.has_windows()) {
            each(spec, "/properties/windowsProfile/secrets", &windows.secrets, true, found);
        }
    },
};

fn each(spec: &Spec, at: &str, secrets: &[KeyVaultSecrets], on_windows: bool, found: &mut Findings<'_>) {
    for (index, entry) in secrets.iter().enumerate() {
        let at = Pointer::from(at).index(index);
        let vault = entry.source_vault.as_ref().and_then(|vault| vault.id.as_deref()).unwrap_or_default();
        let place = at.key("sourceVault").key("id");
        if vault.is_empty() {
            found.error(place, "the certificates are from no vault").help(VAULT);
        } else {
            match judge(vault, KIND) {
                Verdict::Bad(message) => {
                    found.error(place, message).help(form(KIND));
                }
                Verdict::Odd(message) => {
                    found.warning(place, message).help(form(KIND));
                }
                Verdict::Good => {}
            }
        }
        if entry.vault_certificates.is_empty() {
            found.error(at.key("vaultCertificates"), "no certificate of the vault is named");
        }
        for (index, certificate) in entry.vault_certificates.iter().enumerate() {
            let at = at.key("vaultCertificates").index(index);
            address(spec, &at.key("certificateUrl"), certificate, found);
            store(at.key("certificateStore"), certificate, on_windows, found);
        }
    }
}

fn address(spec: &Spec, at: &Pointer, certificate: &KeyVaultCertificate, found: &mut Findings<'_>) {
    let text = certificate.certificate_url.as_deref().unwrap_or_default();
    let problem = match url(text) {
        _ if text.is_empty() => "the certificate has no `certificateUrl`".to_owned(),
        Some(url) if url.points_inward() => format!("{} is not the host of a key vault", tick(url.host)),
        Some(url) if url.climbs() => "the path of `certificateUrl` climbs with `..`".to_owned(),
        Some(url) if url.is_https => {
            let host = url.host.to_ascii_lowercase();
            if !spec.is_custom_cloud() && !DOMAINS.iter().any(|domain| host.ends_with(domain)) {
                found.warning(at.clone(), format!("{} is no host of a key vault", tick(url.host))).help(URL);
            } else if !url.path.starts_with("/secrets/") {
                let message = "`certificateUrl` names no secret of the vault".to_owned();
                let help = "a certificate's private half is only under `/secrets/<name>/<version>`";
                found.warning(at.clone(), message).help(help);
            }
            return;
        }
        _ => format!("{} is no https address", tick(text)),
    };
    found.error(at.clone(), problem).help(URL);
}

fn store(at: Pointer, certificate: &KeyVaultCertificate, on_windows: bool, found: &mut Findings<'_>) {
    let store = certificate.certificate_store.as_deref().unwrap_or_default();
    if on_windows && store.is_empty() {
        found
            .error(at, "a certificate for Windows needs a `certificateStore`")
            .help("name the store of the local machine that takes it, `My`");
    }
}
