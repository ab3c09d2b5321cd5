use crate::pointer::Pointer;
use crate::rule::Rule;
use crate::spec::Spec;

/// Words of the networks that AKS manages.
pub(super) static RULE: Rule<Spec> = Rule {
    id: "managed-overlay",
    why: "In these networks of AKS a service of its control plane gives each node its addresses (azure-cns, NodeNetworkConfig); \
          nobody outside of AKS can run it.",
    fix: HELP,
    about: &["orchestratorProfile.kubernetesConfig.networkMode"],
    check: |spec, found| {
        let mode = spec.kubernetes().network_mode.as_deref().unwrap_or_default();
        if is_overlay(mode) {
            let at = Pointer::from(Spec::KUBERNETES).key("networkMode");
            found.error(at, "the overlay of Azure CNI is a network of AKS").help(HELP);
        }
    },
};

/// What to write instead.
pub(crate) const HELP: &str = "write `\"networkPlugin\": \"cilium\", \"networkPolicy\": \"cilium\"`: Cilium's own overlay, with addresses \
                               of its own pool, in VXLAN";

/// Whether the mode is that of AKS.
pub(super) fn is_overlay(mode: &str) -> bool {
    mode.eq_ignore_ascii_case("overlay")
}

/// Whether a key is one of AKS for such a network (Microsoft.ContainerService/managedClusters, `networkProfile`).
pub(crate) fn is_key(key: &str) -> bool {
    ["networkPluginMode", "networkDataplane", "ebpfDataplane", "advancedNetworking"]
        .iter()
        .any(|known| known.eq_ignore_ascii_case(key))
}
