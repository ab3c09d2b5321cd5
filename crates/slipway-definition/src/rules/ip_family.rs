use crate::pointer::Pointer;
use crate::quote::tick;
use crate::rule::Rule;
use crate::spec::Spec;

/// IPv6 beside IPv4, or instead of it.
pub(super) static RULE: Rule<Spec> = Rule {
    id: "ip-family",
    why: "Only kubenet without a policy engine gives pods addresses of both families: Azure CNI hands out what the NIC has, \
          which is one IPv6 address and no more.",
    fix: "use `\"networkPlugin\": \"kubenet\"`, or leave the flag off",
    about: &["featureFlags.enableIPv6DualStack", "featureFlags.enableIPv6Only"],
    check: |spec, found| {
        let Some(flags) = &spec.properties().feature_flags else { return };
        let config = spec.kubernetes();
        let plugin = config.network_plugin.as_deref().unwrap_or_default();
        let policy = config.network_policy.as_deref().unwrap_or_default();
        let at = |key| Pointer::from("/properties/featureFlags").key(key);
        let (dual, only) = (flags.enable_ipv6_dual_stack == Some(true), flags.enable_ipv6_only == Some(true));
        let at_config = |key| Pointer::from(Spec::KUBERNETES).key(key);
        if dual && only {
            let finding = found.error(at("enableIPv6Only"), "IPv6 alone and both families are asked for at once");
            finding.label(at("enableIPv6DualStack"), "both families").help("keep one of the two flags");
            return;
        }
        if dual && plugin.is_empty() {
            let finding = found.error(at("enableIPv6DualStack"), "dual stack needs `networkPlugin` to be written");
            finding.help("add `\"networkPlugin\": \"kubenet\"`");
        } else if dual && plugin != "kubenet" {
            let message = format!("the plugin {} has no dual stack", tick(plugin));
            let finding = found.error(at("enableIPv6DualStack"), message).label(at_config("networkPlugin"), "the plugin");
            finding.help("use `kubenet`");
        } else if dual && !policy.is_empty() {
            let message = format!("kubenet has no dual stack with the network policy {}", tick(policy));
            let finding = found.error(at("enableIPv6DualStack"), message);
            finding.label(at_config("networkPolicy"), "the policy").help("leave the policy off");
        }
        if only {
            // A subnet of Azure has an IPv4 range and a NIC an IPv4 address first; 169.254.169.254 and 168.63.129.16 have no other.
            let message = "IPv6 alone is not made: machines in Azure have IPv4 addresses, and need them for its metadata and names";
            found.error(at("enableIPv6Only"), message).help("use `enableIPv6DualStack`: pods and services have both families");
        }
    },
};
