use crate::pointer::Pointer;
use crate::quote::tick;
use crate::report::Place;
use crate::rule::Rule;
use crate::spec::Spec;

/// Sign-in at an issuer of tokens is asked for in full.
pub(super) static RULE: Rule<Spec> = Rule {
    id: "oidc-flags",
    why: "The API server gets these flags as its file of authentication, which cannot be had together with them. The file names an issuer and those it is for, and holds the issuer's authority itself, where the flag names a file of the master.",
    fix: "give `--oidc-issuer-url` and `--oidc-client-id`",
    about: &["orchestratorProfile.kubernetesConfig.apiServerConfig"],
    check: |spec, found| {
        let flags = &spec.kubernetes().api_server_config;
        let at = Pointer::from(Spec::KUBERNETES).key("apiServerConfig");
        let given = |flag: &str| flags.get(flag).map(String::as_str).filter(|value| !value.is_empty());
        // That one makes flags of its own.
        let has_profile = spec.properties().aad_profile.is_some();
        let (issuer, client) = (given("--oidc-issuer-url"), given("--oidc-client-id"));
        if let Some(url) = issuer.filter(|url| !url.starts_with("https://")) {
            let message = format!("{} is no issuer: its URL begins with `https://`", tick(url));
            found.error(at.key("--oidc-issuer-url"), message).help("write the issuer's URL, `https://login.example.org/`");
        }
        if issuer.is_some() && client.is_none() && !has_profile {
            let finding = found.error(Place::Key(at.key("--oidc-issuer-url")), "`--oidc-client-id` is missing");
            finding.help("give the name that the issuer knows this cluster by");
        }
        let first = flags.keys().find(|flag| flag.starts_with("--oidc-") && given(flag).is_some());
        if let (None, Some(first), false) = (issuer, first, has_profile) {
            let message = format!("{} is of no use without `--oidc-issuer-url`", tick(first));
            found.error(Place::Key(at.key(first)), message);
        }
        if given("--oidc-ca-file").is_some() {
            let finding = found.error(
                Place::Key(at.key("--oidc-ca-file")),
                "`--oidc-ca-file` cannot be had: the API server gets no `--oidc-*` flags but a file of authentication",
            );
            finding.help("use an issuer whose certificate a public authority has signed, and remove the flag");
        }
        for pair in given("--oidc-required-claim").into_iter().flat_map(|claims| claims.split(',')) {
            if pair.split_once('=').is_none_or(|(claim, _)| claim.trim().is_empty()) {
                let message = format!("{} is no claim with its value", tick(pair));
                found.error(at.key("--oidc-required-claim"), message).help("write `claim=value`, with commas between them");
            }
        }
    },
};
