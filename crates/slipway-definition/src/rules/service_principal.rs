use crate::rule::Rule;
use crate::spec::{Secret, ServicePrincipalProfile, Spec};

/// A cluster without managed identity needs a service principal.
pub(super) static RULE: Rule<Spec> = Rule {
    id: "service-principal",
    why: "The cloud provider has to sign in to Azure as somebody.",
    fix: "add `servicePrincipalProfile` with `clientId` and `secret`, or leave `useManagedIdentity` off",
    about: &["servicePrincipalProfile", "orchestratorProfile.kubernetesConfig.useManagedIdentity"],
    check: |spec, found| {
        let managed = spec.kubernetes().use_managed_identity;
        if managed != Some(false) {
            return;
        }
        let at = "/properties/servicePrincipalProfile";
        let nobody = ServicePrincipalProfile::EMPTY;
        let principal = spec.properties().service_principal_profile.as_ref().unwrap_or(&nobody);
        if principal.client_id.as_deref().is_none_or(str::is_empty) {
            found.error(format!("{at}/clientId").as_str(), "the service principal has no `clientId`");
        }
        let has_secret = principal.secret.as_ref().is_some_and(|secret| *secret != Secret::default());
        if !has_secret && principal.keyvault_secret_ref.is_none() {
            found.error(format!("{at}/secret").as_str(), "the service principal has no `secret`");
        }
    },
};
