use super::word::instead_of;
use crate::pointer::Pointer;
use crate::quote::tick;
use crate::rule::Rule;
use crate::spec::{Spec, names};

/// The network plugin is one that there is.
pub(super) static RULE: Rule<Spec> = Rule {
    id: "network-plugin",
    why: "The plugin gives pods their addresses, for the whole life of the cluster; an unknown one leaves every node without a network.",
    fix: "write `azure`, `kubenet`, `cilium` or `flannel`, `none` to install one of your own, or leave `networkPlugin` off, which \
          means `azure`",
    about: &["orchestratorProfile.kubernetesConfig.networkPlugin"],
    check: |spec, found| {
        let plugin = spec.kubernetes().network_plugin.as_deref().unwrap_or_default();
        let at = Pointer::from(Spec::KUBERNETES).key("networkPlugin");
        match plugin {
            // The catalog's table of what is retired has Antrea.
            "" | "antrea" => {}
            _ if names::NETWORK_PLUGINS.contains(&plugin) => {}
            "calico" => {
                let finding = found.error(at, "`calico` is a network policy, not a plugin");
                finding.help("write `\"networkPolicy\": \"calico\"`, and `azure` or `kubenet` as the plugin");
            }
            _ => {
                let finding = found.error(at, format!("{} is no network plugin", tick(plugin)));
                finding.help(instead_of(plugin, names::NETWORK_PLUGINS));
            }
        }
    },
};
