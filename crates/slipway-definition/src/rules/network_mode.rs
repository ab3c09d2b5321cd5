use super::managed_overlay::is_overlay;
use super::word::{any_of, instead_of};
use crate::pointer::Pointer;
use crate::quote::tick;
use crate::rule::Rule;
use crate::spec::{Spec, names};

/// The mode is one that the plugin has.
pub(super) static RULE: Rule<Spec> = Rule {
    id: "network-mode",
    why: "The mode says how pods of different nodes reach one another: by addresses of the subnet, by routes of Azure's or in \
          packets from node to node. Each plugin has its own.",
    fix: "leave `networkMode` off: the plugin's own is taken then",
    about: &["orchestratorProfile.kubernetesConfig.networkMode"],
    check: |spec, found| {
        let config = spec.kubernetes();
        let mode = config.network_mode.as_deref().unwrap_or_default();
        let (plugin, policy) = spec.network();
        let at = |key| Pointer::from(Spec::KUBERNETES).key(key);
        // The catalog's table of what is retired has the mode `bridge` and the plugin Antrea.
        if matches!(mode, "" | "bridge") || is_overlay(mode) || !names::NETWORK_PLUGINS.contains(&plugin) {
            return;
        }
        if !names::NETWORK_MODES.contains(&mode) {
            let finding = found.error(at("networkMode"), format!("{} is no network mode", tick(mode)));
            finding.help(instead_of(mode, modes(plugin, policy)));
            return;
        }
        if config.network_plugin.as_deref().unwrap_or_default().is_empty() && policy.is_empty() {
            let message = "`networkMode` is given without `networkPlugin`";
            found.error(at("networkMode"), message).help("add `networkPlugin`, or leave `networkMode` off");
            return;
        }
        match (plugin, mode) {
            _ if modes(plugin, policy).contains(&mode) => {}
            ("kubenet", "vxlan") => {
                let message = "kubenet sends pods' traffic in VXLAN packets with Calico only";
                let finding = found.error(at("networkMode"), message).label(at("networkPlugin"), "by itself it has routes");
                finding.help("add `\"networkPolicy\": \"calico\"`, or leave `networkMode` off");
            }
            ("none", _) => {
                let message = format!("{} is a mode of a plugin, and `none` is none", tick(mode));
                found.error(at("networkMode"), message).label(at("networkPlugin"), "nothing is installed");
            }
            _ => {
                let message = format!("the plugin {} has no mode {}", tick(plugin), tick(mode));
                let finding = found.error(at("networkMode"), message).label(at("networkPlugin"), "the plugin");
                finding.help(format!("write {}, or leave `networkMode` off", any_of(modes(plugin, policy))));
            }
        }
    },
};

/// The modes of a plugin.
fn modes(plugin: &str, policy: &str) -> &'static [&'static str] {
    match (plugin, policy) {
        ("azure", _) => &["transparent"],
        ("kubenet", "calico") => &["routes", "vxlan"],
        ("kubenet", _) => &["routes"],
        ("cilium", _) => &["vxlan", "native"],
        ("flannel", _) => &["vxlan"],
        _ => &[],
    }
}
