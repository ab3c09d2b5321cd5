use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::id_form::{Verdict, judge};
use super::syntax::is_word;
use crate::pointer::Pointer;
use crate::rule::{Findings, Rule};
use crate::spec::{CertificateProfile, Secret, Spec};
use crate::vault_secret::VaultSecret;

const VAULT: &str = "Microsoft.KeyVault/vaults";

/// Certificates and keys are PEM, base64 of PEM, or the path of a secret in a key vault. Messages repeat nothing of them.
pub(super) static RULE: Rule<Spec> = Rule {
    id: "certificate-form",
    why: "The Go tools pass on any text, and the control plane of the cluster does not start.",
    fix: "write the PEM text with `\\n` between its lines, its base64, or \
          `/subscriptions/<id>/resourceGroups/<group>/providers/Microsoft.KeyVault/vaults/<vault>/secrets/<name>`",
    about: &["certificateProfile"],
    check: |spec, found| {
        let Some(profile) = &spec.properties().certificate_profile else { return };
        let at = Pointer::from("/properties/certificateProfile");
        for (key, text) in certificates(profile) {
            one(at.key(key), text.as_deref().unwrap_or_default(), Kind::Certificate, found);
        }
        for (key, secret) in keys(profile) {
            one(at.key(key), secret.as_ref().map_or("", Secret::expose), Kind::Key, found);
        }
        for (index, text) in profile.etcd_peer_certificates.iter().enumerate() {
            one(at.key("etcdPeerCertificates").index(index), text, Kind::Certificate, found);
        }
        for (index, secret) in profile.etcd_peer_private_keys.iter().enumerate() {
            one(at.key("etcdPeerPrivateKeys").index(index), secret.expose(), Kind::Key, found);
        }
    },
};

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Certificate,
    Key,
}

macro_rules! texts {
    ($profile:ident, $($field:ident $key:literal),+ $(,)?) => { [$(($key, &$profile.$field)),+] };
}

fn certificates(profile: &CertificateProfile) -> [(&'static str, &Option<String>); 13] {
    texts!(
        profile,
        ca_certificate "caCertificate", api_server_certificate "apiServerCertificate", client_certificate "clientCertificate",
        kube_config_certificate "kubeConfigCertificate", etcd_server_certificate "etcdServerCertificate",
        etcd_client_certificate "etcdClientCertificate", etcd_ca_certificate "etcdCaCertificate",
        proxy_ca_certificate "proxyCaCertificate", proxy_client_certificate "proxyClientCertificate",
        controller_manager_certificate "controllerManagerCertificate", scheduler_certificate "schedulerCertificate",
        cloud_controller_manager_certificate "cloudControllerManagerCertificate", admin_certificate "adminCertificate",
    )
}

fn keys(profile: &CertificateProfile) -> [(&'static str, &Option<Secret>); 14] {
    texts!(
        profile,
        ca_private_key "caPrivateKey", api_server_private_key "apiServerPrivateKey", client_private_key "clientPrivateKey",
        kube_config_private_key "kubeConfigPrivateKey", etcd_server_private_key "etcdServerPrivateKey",
        etcd_client_private_key "etcdClientPrivateKey", etcd_ca_private_key "etcdCaPrivateKey",
        proxy_ca_private_key "proxyCaPrivateKey", proxy_client_private_key "proxyClientPrivateKey",
        controller_manager_private_key "controllerManagerPrivateKey", scheduler_private_key "schedulerPrivateKey",
        cloud_controller_manager_private_key "cloudControllerManagerPrivateKey", admin_private_key "adminPrivateKey",
        service_account_private_key "serviceAccountPrivateKey",
    )
}

fn one(at: Pointer, text: &str, kind: Kind, found: &mut Findings<'_>) {
    if let Some(problem) = problem(text, kind) {
        found.error(at, problem);
    } else if is_odd(text) {
        found.warning(at, "Azure has no such path: is a placeholder left in it?");
    }
}

fn problem(text: &str, kind: Kind) -> Option<String> {
    let what = if kind == Kind::Key { "key" } else { "certificate" };
    if text.is_empty() {
        return None;
    }
    if text.starts_with("/subscriptions/") {
        return (!is_secret_path(text)).then(|| format!("the path of the {what} is none of a secret in a key vault"));
    }
    let label = label(text).or_else(|| {
        let packed: String = text.split_whitespace().collect();
        label(&String::from_utf8(STANDARD.decode(packed).ok()?).ok()?)
    });
    match (label.as_deref(), kind) {
        (None, _) => Some(format!("the {what} is neither PEM, nor base64 of PEM, nor a path in a key vault")),
        (Some(label), Kind::Certificate) if label.ends_with("PRIVATE KEY") => {
            Some("a private key stands where a certificate belongs".to_owned())
        }
        (Some("CERTIFICATE"), Kind::Key) => Some("a certificate stands where a private key belongs".to_owned()),
        _ => None,
    }
}

/// The word of the first PEM block, `CERTIFICATE`.
fn label(text: &str) -> Option<String> {
    let (_, rest) = text.split_once("-----BEGIN ")?;
    let (label, body) = rest.split_once("-----")?;
    body.contains(&format!("-----END {label}-----")).then(|| label.to_owned())
}

fn is_secret_path(text: &str) -> bool {
    let Some(secret) = VaultSecret::of(text) else { return false };
    let is_vault = !matches!(judge(secret.vault, VAULT), Verdict::Bad(_));
    is_vault && is_part(secret.name) && secret.version.is_none_or(is_part)
}

/// What the Go tools take and Azure cannot find.
fn is_odd(text: &str) -> bool {
    VaultSecret::of(text).is_some_and(|secret| {
        matches!(judge(secret.vault, VAULT), Verdict::Odd(_)) || !is_word(secret.name, 1..=127, b"-")
    })
}

/// Names have up to 127 letters, digits and `-`; examples of the older tools have `<NAME>` to be filled in, which they accept.
fn is_part(text: &str) -> bool {
    is_word(text, 1..=127, b"-_<>")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms() {
        let pem = |label: &str| format!("-----BEGIN {label}-----\nAAAA\n-----END {label}-----\n");
        let (certificate, key) = (pem("CERTIFICATE"), pem("PRIVATE KEY"));
        let path = "/subscriptions/s/resourceGroups/g/providers/Microsoft.KeyVault/vaults/v/secrets/n";
        for text in ["", &certificate, &STANDARD.encode(&certificate), path, &format!("{path}/1")] {
            assert_eq!(problem(text, Kind::Certificate), None, "{text}");
        }
        for text in ["caCertificate", "-----BEGIN CERTIFICATE-----", &key, "/subscriptions/s", &format!("{path}/1/2"), &STANDARD.encode(&key)] {
            assert!(problem(text, Kind::Certificate).is_some(), "{text}");
        }
        assert_eq!(problem(&key, Kind::Key), None);
        assert_eq!(problem(&pem("RSA PRIVATE KEY"), Kind::Key), None);
        assert!(problem(&certificate, Kind::Key).is_some());
    }
}
