use crate::pointer::Pointer;
use crate::quote::tick;
use crate::report::Place;
use crate::rule::Rule;
use crate::spec::Spec;

/// Sign-in with Entra ID names the application of the API server and the tenant of its users.
pub(super) static RULE: Rule<Spec> = Rule {
    id: "aad-profile",
    why: "Tokens are issued by a tenant for an application. Both stand in files that are written before anything is deployed: the API \
          server's, which would let in whom another tenant vouches for, and the users' kubeconfig. The tenant of the deployment is known \
          only during it, and need not be that of the users.",
    fix: "give `serverAppID`, the id of the application that stands for the API server, and `tenantID`, or remove `aadProfile`",
    about: &["aadProfile", "aadProfile.serverAppID", "aadProfile.tenantID", "orchestratorProfile.kubernetesConfig.apiServerConfig"],
    check: |spec, found| {
        let Some(aad) = &spec.properties().aad_profile else { return };
        let at = Pointer::from("/properties/aadProfile");
        if aad.server_app_id.as_deref().is_none_or(str::is_empty) {
            let finding = found.error(at.key("serverAppID"), "`aadProfile` names no application for the API server");
            finding.help("give the id of the application that stands for the API server, or remove `aadProfile`");
        }
        if aad.tenant_id.as_deref().is_none_or(str::is_empty) {
            let finding = found.error(at.key("tenantID"), "`aadProfile` names no tenant");
            finding.help("give the id of the users' tenant: `az account show --query tenantId --output tsv`");
        }
        let flags = Pointer::from(Spec::KUBERNETES).key("apiServerConfig");
        let given = &spec.kubernetes().api_server_config;
        for (flag, _) in given.iter().filter(|(flag, value)| flag.starts_with("--oidc-") && !value.is_empty()) {
            let message = format!("{} cannot be had together with `aadProfile`", tick(flag));
            let finding = found.error(Place::Key(flags.key(flag)), message).label(at.clone(), "which says it itself");
            finding.help("remove the flag, or remove `aadProfile` and give all of `--oidc-issuer-url` and the others");
        }
        let far = "the API server fetches the keys by which tokens are proven from Entra ID";
        if spec.kubernetes().http_proxy_config.is_some() {
            let finding = found.warning(at.clone(), "the API server does not use the proxy").say(far);
            finding.help("let the masters reach the sign-in endpoint without the proxy");
        } else if spec.outbound() == "none" {
            let finding = found.warning(at, "the masters have no way out to Entra ID").say(far);
            finding.help("let the masters reach the sign-in endpoint, or nobody can sign in by it");
        }
    },
};
