use super::word::instead_of;
use crate::pointer::Pointer;
use crate::quote::tick;
use crate::rule::Rule;
use crate::spec::{Spec, names};

/// The engine of network policies is one that there is, and what the old spellings mean is said.
pub(super) static RULE: Rule<Spec> = Rule {
    id: "network-policy",
    why: "Without its engine, a NetworkPolicy is stored and enforces nothing. Before there was `networkPlugin`, `azure` and `none` \
          chose the plugin here.",
    fix: "write `calico` or `cilium`, or leave `networkPolicy` off",
    about: &["orchestratorProfile.kubernetesConfig.networkPolicy"],
    check: |spec, found| {
        let config = spec.kubernetes();
        let policy = config.network_policy.as_deref().unwrap_or_default();
        let plugin = config.network_plugin.as_deref().unwrap_or_default();
        let at = Pointer::from(Spec::KUBERNETES).key("networkPolicy");
        match (plugin, policy) {
            // The catalog's table of what is retired has Antrea, and Azure's own engine.
            (_, "" | "antrea") => {}
            ("", "azure") => {
                let message = "`networkPolicy: azure` by itself is the old spelling of `networkPlugin: azure`";
                let finding = found.warning(at, message).say("no network policies are enforced");
                finding.help("write `\"networkPlugin\": \"azure\"` instead");
            }
            ("", "none") => {
                let message = "`networkPolicy: none` is the old spelling of `networkPlugin: kubenet`";
                found.warning(at, message).help("write `\"networkPlugin\": \"kubenet\"` instead");
            }
            (_, "kubenet" | "flannel") => {
                let finding = found.error(at, format!("`{policy}` is a network plugin, not a policy"));
                finding.help("write it as `networkPlugin`");
            }
            _ if names::NETWORK_POLICIES.contains(&policy) => {}
            _ => {
                let finding = found.error(at, format!("{} is no network policy", tick(policy)));
                finding.help(instead_of(policy, &names::NETWORK_POLICIES[..2]));
            }
        }
    },
};
