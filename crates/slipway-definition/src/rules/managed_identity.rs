use super::id_form::{Verdict, form, judge};
use super::syntax::is_word;
use super::word::instead_of;
use crate::pointer::Pointer;
use crate::quote::tick;
use crate::rule::Rule;
use crate::spec::Spec;
use crate::spec::names::ROLE_ASSIGNMENTS;

const KIND: &str = "Microsoft.ManagedIdentity/userAssignedIdentities";

/// The identity of machines that sign in without a secret.
///
/// Form of the name: "Naming rules and restrictions for Azure resources", Microsoft.ManagedIdentity.
pub(super) static RULE: Rule<Spec> = Rule {
    id: "managed-identity",
    why: "The identity is made under this name, or is one that exists and is then named by its whole id.",
    fix: "write a name of 3 to 128 letters, digits, `-` and `_`, or the whole id of an identity",
    about: &[
        "orchestratorProfile.kubernetesConfig.useManagedIdentity",
        "orchestratorProfile.kubernetesConfig.userAssignedID",
        "orchestratorProfile.kubernetesConfig.roleAssignments",
    ],
    check: |spec, found| {
        let config = spec.kubernetes();
        let roles = config.role_assignments.as_deref().unwrap_or_default();
        if !roles.is_empty() && !ROLE_ASSIGNMENTS.contains(&roles) {
            let message = format!("{} is no way to give roles", tick(roles));
            let at = Pointer::from(Spec::KUBERNETES).key("roleAssignments");
            found.error(at, message).help(instead_of(roles, ROLE_ASSIGNMENTS));
        }
        let asked = Pointer::from(Spec::KUBERNETES).key("useManagedIdentity");
        if spec.is_azure_stack() && config.use_managed_identity == Some(true) {
            found
                .error(asked, "an Azure Stack Hub has no managed identities")
                .help("set it to false, and give a `servicePrincipalProfile`");
            return;
        }
        let id = config.user_assigned_id.as_deref().unwrap_or_default();
        if id.is_empty() {
            return;
        }
        let at = Pointer::from(Spec::KUBERNETES).key("userAssignedID");
        if !spec.uses_managed_identity() {
            let finding = found.warning(at, "`userAssignedID` is not used: the cluster signs in as a service principal");
            if config.use_managed_identity.is_some() {
                finding.label(asked, "because of this");
            }
            finding.help("remove it, or set `useManagedIdentity` to true and remove the service principal");
        } else if id.contains('/') {
            match judge(id, KIND) {
                Verdict::Bad(message) => {
                    found.error(at, message).help(form(KIND));
                }
                Verdict::Odd(message) => {
                    found.warning(at, message).help(form(KIND));
                }
                Verdict::Good => {}
            }
        } else if !is_word(id, 3..=128, b"-_") || id.starts_with(['-', '_']) {
            found.error(at, format!("{} cannot name a user-assigned identity", tick(id)));
        }
    },
};
