use super::word::instead_of;
use crate::pointer::Pointer;
use crate::quote::tick;
use crate::rule::Rule;
use crate::spec::Spec;

const MODES: [&str; 2] = ["transparent", "bridge"];

/// The mode of Azure CNI.
pub(super) static RULE: Rule<Spec> = Rule {
    id: "network-mode",
    why: "Azure CNI connects pods by routes (`transparent`) or by a bridge; no other plugin has the choice, and policy engines \
          look for the pods' own interfaces.",
    fix: "leave `networkMode` off: it is `transparent` then",
    about: &["orchestratorProfile.kubernetesConfig.networkMode"],
    check: |spec, found| {
        let config = spec.kubernetes();
        let mode = config.network_mode.as_deref().unwrap_or_default();
        let plugin = config.network_plugin.as_deref().unwrap_or_default();
        let policy = config.network_policy.as_deref().unwrap_or_default();
        let at = |key| Pointer::from(Spec::KUBERNETES).key(key);
        if mode.is_empty() {
            return;
        }
        if !MODES.contains(&mode) {
            let finding = found.error(at("networkMode"), format!("{} is no mode of Azure CNI", tick(mode)));
            finding.help(instead_of(mode, &MODES));
            return;
        }
        match plugin {
            "azure" => {}
            "" => {
                let message = "`networkMode` is given without `networkPlugin`";
                found.error(at("networkMode"), message).help("add `\"networkPlugin\": \"azure\"`");
                return;
            }
            _ => {
                let message = format!("the plugin {} has no network modes", tick(plugin));
                found.error(at("networkMode"), message).label(at("networkPlugin"), "only `azure` has");
                return;
            }
        }
        if mode != "bridge" {
            return;
        }
        if policy == "calico" {
            let finding = found.error(at("networkMode"), "Calico does not work in `bridge` mode");
            finding.label(at("networkPolicy"), "needs `transparent`");
        } else if matches!(policy, "azure" | "antrea") {
            let message = format!("the policy `{policy}` is made for `transparent` mode");
            found.warning(at("networkMode"), message).label(at("networkPolicy"), "may enforce nothing");
        }
        let flatcar = spec.each_machines().find(|(_, machines)| machines.distro == Some("flatcar"));
        if let Some((machines, _)) = flatcar {
            let finding = found.error(at("networkMode"), "Flatcar does not work in `bridge` mode");
            finding.label(machines.key("distro"), "needs `transparent`");
        }
    },
};
