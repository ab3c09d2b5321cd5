use crate::pointer::Pointer;
use crate::rule::Rule;
use crate::spec::{Placement, Spec};

/// Public addresses of nodes.
pub(super) static RULE: Rule<Spec> = Rule {
    id: "node-public-ip",
    why: "A node with a public address of its own goes out by it, past every other way out, and what reaches it there is answered \
          past a firewall that the routes lead to.",
    fix: "remove `enableVMSSNodePublicIP`, or let the nodes go out by the load balancer",
    about: &["agentPoolProfiles[].enableVMSSNodePublicIP"],
    check: |spec, found| {
        let outbound = spec.outbound();
        let written = spec.kubernetes().outbound_type.as_deref().is_some_and(|word| !word.is_empty());
        let contradicts = match outbound {
            "none" => "the cluster is to have no way out, and public addresses are one",
            "userDefinedRouting" => "nodes go out by the subnet's routes, which public addresses would pass by",
            _ => return,
        };
        for (at, pool) in spec.each_pool() {
            let in_scale_set = spec.placement(pool) == Some(Placement::ScaleSet);
            if in_scale_set && pool.enable_vmss_node_public_ip == Some(true) {
                let finding = found.error(at.key("enableVMSSNodePublicIP"), contradicts);
                if written {
                    finding.label(Pointer::from(Spec::KUBERNETES).key("outboundType"), "");
                } else {
                    finding.label(Pointer::from("/properties/featureFlags/blockOutboundInternet"), "");
                }
            }
        }
    },
};
