use crate::pointer::Pointer;
use crate::rule::{Findings, Rule};
use crate::spec::{CertificateProfile, Secret, Spec};
use crate::vault_secret::VaultSecret;

/// Certificates and keys that stay in a key vault.
pub(super) static RULE: Rule<Spec> = Rule {
    id: "certificate-vault",
    why: "Resource Manager hands what stays in a key vault to the machines during the deployment, and slipway never reads it. So slipway \
          signs nothing with such a key, and authorities' certificates, which it writes into files, have to be in the definition.",
    fix: "write the PEM text in place of the path; `az keyvault secret show --id <id> --query value --output tsv` prints it",
    about: &["certificateProfile"],
    check: |spec, found| {
        let Some(profile) = &spec.properties().certificate_profile else { return };
        for (key, text) in [
            ("caCertificate", &profile.ca_certificate),
            ("etcdCaCertificate", &profile.etcd_ca_certificate),
            ("proxyCaCertificate", &profile.proxy_ca_certificate),
            ("serviceAccountPublicKey", &profile.service_account_public_key),
        ] {
            if text.as_deref().is_some_and(is_path) {
                found.error(at(key), format!("`{key}` cannot stay in a key vault: it is public, and files have it"));
            }
        }
        let certificate = profile.kube_config_certificate.as_deref().is_some_and(is_path);
        let halves = [
            ("kubeConfigCertificate", certificate),
            ("kubeConfigPrivateKey", stays(profile.kube_config_private_key.as_ref())),
        ];
        for (key, _) in halves.iter().filter(|(_, stays)| *stays && spec.jumpbox().is_some()) {
            let jumpbox = Pointer::from(Spec::KUBERNETES).key("privateCluster").key("jumpboxProfile");
            let message = format!("`{key}` cannot stay in a key vault: the jumpbox's kubeconfig is made with it");
            found.error(at(key), message).label(jumpbox, "");
        }
        let masters = spec.master().and_then(|master| master.count).unwrap_or(1);
        for (authority, missing) in unsigned(profile, usize::try_from(masters).unwrap_or(1)) {
            report(authority, &missing, found);
        }
    },
};

fn at(key: &str) -> Pointer {
    Pointer::from("/properties/certificateProfile").key(key)
}

fn is_path(text: &str) -> bool {
    VaultSecret::of(text).is_some()
}

fn stays(key: Option<&Secret>) -> bool {
    key.is_some_and(|key| is_path(key.expose()))
}

fn report(authority: &str, missing: &[&str], found: &mut Findings<'_>) {
    if missing.is_empty() {
        return;
    }
    let missing: Vec<_> = missing.iter().map(|key| format!("`{key}`")).collect();
    let message = format!("`{authority}` stays in a key vault, so nothing can be signed for {}", missing.join(", "));
    found.error(at(authority), message).help(
        "give these certificates and their keys, which may be in the vault too, or write the PEM text of the key",
    );
}

/// Authorities whose key stays in a vault, and the certificates that they would have to sign.
fn unsigned(profile: &CertificateProfile, masters: usize) -> [(&'static str, Vec<&'static str>); 3] {
    macro_rules! missing {
        ($($field:ident $key:literal),+) => {
            [$((&profile.$field, $key)),+]
                .into_iter()
                .filter(|(text, _)| text.as_deref().is_none_or(str::is_empty))
                .map(|(_, key)| key)
                .collect::<Vec<_>>()
        };
    }
    let mut of_ca = missing!(
        api_server_certificate "apiServerCertificate", client_certificate "clientCertificate",
        kube_config_certificate "kubeConfigCertificate", controller_manager_certificate "controllerManagerCertificate",
        scheduler_certificate "schedulerCertificate",
        cloud_controller_manager_certificate "cloudControllerManagerCertificate", admin_certificate "adminCertificate"
    );
    let given = |text: &Option<String>| text.as_deref().is_some_and(|text| !text.is_empty());
    let has_some = given(&profile.etcd_server_certificate)
        || given(&profile.etcd_client_certificate)
        || !profile.etcd_peer_certificates.is_empty();
    let mut of_etcd = missing!(etcd_server_certificate "etcdServerCertificate", etcd_client_certificate "etcdClientCertificate");
    if profile.etcd_peer_certificates.len() < masters {
        of_etcd.push("etcdPeerCertificates");
    }
    let has_etcd_ca = given(&profile.etcd_ca_certificate);
    // With certificates of etcd and no authority of its own, the cluster's is etcd's too, as in the older tools.
    if has_some && !has_etcd_ca {
        of_ca.append(&mut of_etcd);
    }
    let of_proxy = missing!(proxy_client_certificate "proxyClientCertificate");
    [
        ("caPrivateKey", &profile.ca_private_key, of_ca),
        ("etcdCaPrivateKey", &profile.etcd_ca_private_key, of_etcd),
        ("proxyCaPrivateKey", &profile.proxy_ca_private_key, of_proxy),
    ]
    .map(|(authority, key, missing)| (authority, if stays(key.as_ref()) { missing } else { Vec::new() }))
}
