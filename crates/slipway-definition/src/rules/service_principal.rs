use crate::pem::certificate_with_key;
use crate::pointer::Pointer;
use crate::rule::Rule;
use crate::spec::{Secret, Spec};

/// A cluster without managed identity needs a service principal, with its secret in one place.
pub(super) static RULE: Rule<Spec> = Rule {
    id: "service-principal",
    why: "The cloud provider has to sign in to Azure as somebody. Machines in a custom cloud have no managed identity by themselves.",
    fix: "add `servicePrincipalProfile` with `clientId` and `secret`, `keyvaultSecretRef` or `certificate`, or leave `useManagedIdentity` off",
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
        let certificate = principal.certificate.as_ref().map(Secret::expose).filter(|text| !text.trim().is_empty());
        let given = [
            (has_secret, "secret", "here"),
            (principal.keyvault_secret_ref.is_some(), "keyvaultSecretRef", "and in a key vault"),
            (certificate.is_some(), "certificate", "and by a certificate"),
        ];
        let mut given = given.into_iter().filter(|(is_given, ..)| *is_given);
        match (given.next(), given.next()) {
            (None, _) => {
                found.error(at.key("secret"), "the service principal has no `secret`").help(fix);
            }
            (Some((_, first, _)), Some((_, second, says))) => {
                let message = "the secret of the service principal is given twice";
                let finding = found.error(at.key(first), message).say("here");
                finding.label(at.key(second), says).help("remove one of the two");
            }
            (Some(_), None) => {}
        }
        if let Some(Err(wrong)) = certificate.map(certificate_with_key) {
            let message = format!("the certificate of the service principal {wrong}");
            found.error(at.key("certificate"), message).help(
                "write PEM, or base64 of it, with the certificate and its RSA key without a password; of a PFX, \
                 `openssl pkcs12 -in x.pfx -nodes -out x.pem` makes it",
            );
        }
    },
};
