use crate::pointer::Pointer;
use crate::rule::Rule;
use crate::spec::{Secret, Spec};

/// A cluster without managed identity needs a service principal, with its secret in one place.
pub(super) static RULE: Rule<Spec> = Rule {
    id: "service-principal",
    why: "The cloud provider has to sign in to Azure as somebody. Machines in a custom cloud have no managed identity by themselves.",
    fix: "add `servicePrincipalProfile` with `clientId` and `secret`, or leave `useManagedIdentity` off",
    about: &["servicePrincipalProfile", "orchestratorProfile.kubernetesConfig.useManagedIdentity"],
    check: |spec, found| {
        if spec.uses_managed_identity() {
            return;
        }
        let fix = if spec.is_custom_cloud() {
            "add `servicePrincipalProfile` with `clientId` and `secret`: this cloud gives machines no identity"
        } else {
            RULE.fix
        };
        let at = Pointer::from("/properties/servicePrincipalProfile");
        let Some(principal) = &spec.properties().service_principal_profile else {
            found.error(at, "`servicePrincipalProfile` is missing").help(fix);
            return;
        };
        if principal.client_id.as_deref().is_none_or(str::is_empty) {
            found.error(at.key("clientId"), "the service principal has no `clientId`").help(fix);
        }
        let has_secret = principal.secret.as_ref().is_some_and(|secret| *secret != Secret::default());
        match (has_secret, principal.keyvault_secret_ref.is_some()) {
            (false, false) => {
                found.error(at.key("secret"), "the service principal has no `secret`").help(fix);
            }
            (true, true) => {
                let message = "the secret of the service principal is given twice";
                let finding = found.error(at.key("secret"), message).say("here");
                finding.label(at.key("keyvaultSecretRef"), "and in a key vault").help("remove one of the two");
            }
            _ => {}
        }
    },
};
