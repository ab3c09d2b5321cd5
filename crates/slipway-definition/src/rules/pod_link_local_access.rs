use super::word::instead_of;
use crate::pointer::Pointer;
use crate::quote::tick;
use crate::rule::Rule;
use crate::spec::Spec;
use crate::spec::names::POD_LINK_LOCAL_ACCESSES;

/// Whether pods reach the instance metadata service. The words are AKS's, `networkProfile.podLinkLocalAccess`.
pub(super) static RULE: Rule<Spec> = Rule {
    id: "pod-link-local-access",
    why: "The instance metadata service gives whoever reaches it tokens of the machine's identities. A word that is none must not \
          leave it open by accident.",
    fix: "write `None` to close it to pods, or `IMDS` to leave it open",
    about: &["orchestratorProfile.kubernetesConfig.podLinkLocalAccess"],
    check: |spec, found| {
        let word = spec.kubernetes().pod_link_local_access.as_deref().unwrap_or_default();
        if !word.is_empty() && !POD_LINK_LOCAL_ACCESSES.contains(&word) {
            let at = Pointer::from(Spec::KUBERNETES).key("podLinkLocalAccess");
            let finding = found.error(at, format!("{} is nothing that pods can have access to", tick(word)));
            finding.help(instead_of(word, POD_LINK_LOCAL_ACCESSES));
        }
    },
};
