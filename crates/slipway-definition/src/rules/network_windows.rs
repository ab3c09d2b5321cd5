use crate::pointer::Pointer;
use crate::quote::tick;
use crate::rule::Rule;
use crate::spec::{AgentPoolProfile, Spec};

/// Windows pools and the network.
pub(super) static RULE: Rule<Spec> = Rule {
    id: "network-windows",
    why: "Network plugins and policy engines run on every node, and few of them run on Windows.",
    fix: "leave the policy off, or the Windows pools",
    about: &["orchestratorProfile.kubernetesConfig.networkPolicy", "orchestratorProfile.kubernetesConfig.networkPlugin"],
    check: |spec, found| {
        let windows = spec.each_pool().find(|(_, pool)| AgentPoolProfile::is_windows(pool));
        let Some((pool, _)) = windows else { return };
        let pool = pool.key("osType");
        let config = spec.kubernetes();
        let plugin = config.network_plugin.as_deref().unwrap_or_default();
        let policy = config.network_policy.as_deref().unwrap_or_default();
        let at = |key| Pointer::from(Spec::KUBERNETES).key(key);
        // With which Windows does not work at all.
        let flags = spec.properties().feature_flags.as_ref();
        let ipv6_only = flags.and_then(|flags| flags.enable_ipv6_only) == Some(true);
        if matches!(policy, "calico" | "cilium") {
            let message = format!("network policies by {} do not reach Windows pools", tick(policy));
            found.error(at("networkPolicy"), message).label(pool, "a Windows pool");
        } else if matches!(plugin, "cilium" | "flannel") {
            let message = format!("the plugin {} does not run on Windows", tick(plugin));
            let finding = found.error(at("networkPlugin"), message).label(pool, "a Windows pool");
            finding.help("use `azure`");
        } else if plugin == "kubenet" && !ipv6_only {
            let message = "kubenet with Windows pools is for trying things out";
            let finding = found.warning(at("networkPlugin"), message).label(pool, "a Windows pool");
            finding.help("use `azure` for anything that has to last");
        }
    },
};
