use super::url;
use crate::pem;
use crate::pointer::Pointer;
use crate::quote::tick;
use crate::report::Place;
use crate::rule::{Findings, Rule};
use crate::spec::Spec;

const FLAGS: [&str; 2] = ["--service-account-issuer", "--service-account-jwks-uri"];

/// The issuer of service accounts' tokens, and those who rely on it.
pub(super) static RULE: Rule<Spec> = Rule {
    id: "oidc-issuer",
    why: "Entra ID fetches `<issuer>/.well-known/openid-configuration` over the internet and compares the issuer letter by letter \
          with that of the token and of the federated credential. It takes tokens of RSA keys only.",
    fix: "give `oidcIssuerProfile` with `enabled` and `issuerURL`, the `https://` address of a static site that you will put the \
          documents on",
    about: &[
        "oidcIssuerProfile",
        "securityProfile.workloadIdentity",
        "certificateProfile.serviceAccountPublicKey",
        "orchestratorProfile.kubernetesConfig.apiServerConfig",
    ],
    check: |spec, found| {
        let at = Pointer::from("/properties/oidcIssuerProfile");
        let profile = spec.properties().oidc_issuer_profile.as_ref();
        let is_on = profile.is_some_and(|profile| profile.enabled == Some(true));
        if spec.has_workload_identity() && !is_on {
            let workload = "/properties/securityProfile/workloadIdentity/enabled";
            let finding = found.error(workload, "workload identity needs an issuer of tokens");
            finding.help("add `oidcIssuerProfile` with `enabled` and `issuerURL`");
        }
        if !is_on {
            return;
        }
        match spec.oidc_issuer() {
            None => {
                found.error(at.key("issuerURL"), "the issuer has no address");
            }
            Some(issuer) => address(&at.key("issuerURL"), issuer, found),
        }
        let config = Pointer::from(Spec::KUBERNETES).key("apiServerConfig");
        for flag in FLAGS.into_iter().filter(|flag| spec.kubernetes().api_server_config.contains_key(*flag)) {
            let message = format!("{} cannot be had together with `oidcIssuerProfile`", tick(flag));
            let finding = found.error(Place::Key(config.key(flag)), message).label(at.clone(), "which says it itself");
            finding.help("remove the flag");
        }
        keys(spec, found);
    },
};

fn address(at: &Pointer, issuer: &str, found: &mut Findings<'_>) {
    let is_plain = issuer.bytes().all(|byte| byte.is_ascii_graphic() && !b"?#\\\"'<>@%".contains(&byte));
    let is_https = url(issuer).is_some() && issuer.starts_with("https://");
    if !is_https || !is_plain {
        let message = format!("{} is no address of an issuer", tick(issuer));
        let finding = found.error(at.clone(), message);
        finding.help("write `https://`, a host and perhaps a path, with nothing after it");
    }
}

/// A key that Entra ID would not take signs every token.
fn keys(spec: &Spec, found: &mut Findings<'_>) {
    let certificates = spec.properties().certificate_profile.as_ref();
    let public = certificates.and_then(|profile| profile.service_account_public_key.as_deref()).unwrap_or_default();
    if !public.trim().is_empty() && pem::is_rsa(public) == Some(false) {
        let at = Pointer::from("/properties/certificateProfile/serviceAccountPublicKey");
        let finding = found.error(at, "the key of service accounts is not RSA: Entra ID takes no token that it signs");
        finding.help(
            "remove `serviceAccountPublicKey` and `serviceAccountPrivateKey`, and an RSA key is made: tokens of the old key end \
             then. For them to stay valid, give an RSA key yourself, and after its public key the old one's in \
             `serviceAccountPublicKey`",
        );
    }
}
