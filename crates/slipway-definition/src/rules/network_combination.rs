use super::word::any_of;
use crate::pointer::Pointer;
use crate::rule::Rule;
use crate::spec::{Spec, names};

/// Plugin and policy engine work together.
pub(super) static RULE: Rule<Spec> = Rule {
    id: "network-combination",
    why: "A policy engine hooks into the plugin's interfaces, and each knows only some plugins; Cilium as a plugin is always its \
          own engine.",
    fix: "choose a plugin and a policy that know one another",
    about: &["orchestratorProfile.kubernetesConfig.networkPolicy", "orchestratorProfile.kubernetesConfig.networkPlugin"],
    check: |spec, found| {
        let config = spec.kubernetes();
        let plugin = config.network_plugin.as_deref().unwrap_or_default();
        let policy = config.network_policy.as_deref().unwrap_or_default();
        let at = |key| Pointer::from(Spec::KUBERNETES).key(key);
        // A word that is none has a finding of its own.
        let is_known = |known: &[&str], word: &str| word.is_empty() || known.contains(&word);
        if plugin.is_empty()
            || !is_known(names::NETWORK_PLUGINS, plugin)
            || !is_known(names::NETWORK_POLICIES, policy)
        {
            return;
        }
        match policy {
            "" if plugin == "cilium" => {
                let message = "the plugin `cilium` needs `networkPolicy` to be `cilium` too";
                let finding = found.error(at("networkPolicy"), message).label(at("networkPlugin"), "asked for here");
                finding.help("add `\"networkPolicy\": \"cilium\"`");
            }
            "azure" | "calico" | "cilium" if plugin == "none" => {
                let message = format!("the policy `{policy}` cannot be set up on a plugin that is your own");
                let finding = found.error(at("networkPolicy"), message).label(at("networkPlugin"), "nothing is installed");
                finding.help("leave `networkPolicy` off, and install the engine together with the plugin");
            }
            "none" => {
                let message = "`networkPolicy: none` is an old spelling of kubenet and chooses the plugin by itself";
                let finding = found.error(at("networkPolicy"), message).label(at("networkPlugin"), "chosen here too");
                finding.help("leave `networkPolicy` off");
            }
            "" => {}
            _ if goes_with(policy).contains(&plugin) => {}
            _ => {
                let message = format!("the policy `{policy}` does not work with the plugin `{plugin}`");
                let finding = found.error(at("networkPolicy"), message).label(at("networkPlugin"), "the plugin");
                finding.help(format!("the policy `{policy}` works with the plugin {}", any_of(goes_with(policy))));
            }
        }
    },
};

/// The plugins that a policy engine knows (aks-engine, `networkPluginPlusPolicyAllowed`); with `azure`, its own is said elsewhere.
fn goes_with(policy: &str) -> &'static [&'static str] {
    match policy {
        "azure" => &["azure"],
        "calico" => &["azure", "kubenet"],
        "cilium" => &["cilium"],
        _ => &[],
    }
}
