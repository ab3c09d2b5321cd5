use crate::pointer::Pointer;
use crate::rule::Rule;
use crate::spec::{CertificateProfile, Secret, Spec};

/// A certificate comes with its key.
pub(super) static RULE: Rule<Spec> = Rule {
    id: "certificate-pair",
    why: "A certificate is of no use without its key, and a key of none without its certificate.",
    fix: "give both, or neither to have them made",
    about: &["certificateProfile"],
    check: |spec, found| {
        let Some(profile) = &spec.properties().certificate_profile else { return };
        for (certificate, key, has) in pairs(profile) {
            let (given, missing) = match has {
                (true, false) => (certificate, key),
                (false, true) => (key, certificate),
                _ => continue,
            };
            let at = Pointer::from("/properties/certificateProfile");
            let finding = found.error(at.key(missing), format!("`{given}` is given without `{missing}`"));
            finding.say(format!("`{missing}` is missing")).label(at.key(given), "its other half");
        }
    },
};

type Pair = (&'static str, &'static str, (bool, bool));

fn pairs(profile: &CertificateProfile) -> [Pair; 14] {
    let text = |text: &Option<String>| text.as_deref().is_some_and(|text| !text.is_empty());
    let secret = |secret: &Option<Secret>| secret.as_ref().is_some_and(|secret| *secret != Secret::default());
    macro_rules! pair {
        ($certificate:ident $certificate_key:literal, $key:ident $key_key:literal) => {
            ($certificate_key, $key_key, (text(&profile.$certificate), secret(&profile.$key)))
        };
    }
    [
        pair!(ca_certificate "caCertificate", ca_private_key "caPrivateKey"),
        pair!(api_server_certificate "apiServerCertificate", api_server_private_key "apiServerPrivateKey"),
        pair!(client_certificate "clientCertificate", client_private_key "clientPrivateKey"),
        pair!(kube_config_certificate "kubeConfigCertificate", kube_config_private_key "kubeConfigPrivateKey"),
        pair!(etcd_server_certificate "etcdServerCertificate", etcd_server_private_key "etcdServerPrivateKey"),
        pair!(etcd_client_certificate "etcdClientCertificate", etcd_client_private_key "etcdClientPrivateKey"),
        pair!(etcd_ca_certificate "etcdCaCertificate", etcd_ca_private_key "etcdCaPrivateKey"),
        pair!(proxy_ca_certificate "proxyCaCertificate", proxy_ca_private_key "proxyCaPrivateKey"),
        pair!(proxy_client_certificate "proxyClientCertificate", proxy_client_private_key "proxyClientPrivateKey"),
        pair!(controller_manager_certificate "controllerManagerCertificate", controller_manager_private_key "controllerManagerPrivateKey"),
        pair!(scheduler_certificate "schedulerCertificate", scheduler_private_key "schedulerPrivateKey"),
        pair!(cloud_controller_manager_certificate "cloudControllerManagerCertificate", cloud_controller_manager_private_key "cloudControllerManagerPrivateKey"),
        pair!(admin_certificate "adminCertificate", admin_private_key "adminPrivateKey"),
        pair!(service_account_public_key "serviceAccountPublicKey", service_account_private_key "serviceAccountPrivateKey"),
    ]
}
