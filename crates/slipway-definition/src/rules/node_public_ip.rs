use crate::rule::Rule;
use crate::spec::names::load_balancer_sku;
use crate::spec::{Placement, Spec};

/// Public addresses of nodes.
pub(super) static RULE: Rule<Spec> = Rule {
    id: "node-public-ip",
    why: "Nodes behind a Standard load balancer go out through its addresses and have none of their own.",
    fix: "remove `enableVMSSNodePublicIP`; reach nodes through a jumpbox or Azure Bastion",
    about: &["agentPoolProfiles[].enableVMSSNodePublicIP"],
    check: |spec, found| {
        let written = spec.kubernetes().load_balancer_sku.as_deref().unwrap_or_default();
        // A word that is neither is another rule's.
        let sku = if written.is_empty() { Some("Standard") } else { load_balancer_sku(written) };
        if sku != Some("Standard") || spec.is_azure_stack() {
            return;
        }
        for (at, pool) in spec.each_pool() {
            let in_scale_set = spec.placement(pool) == Some(Placement::ScaleSet);
            if in_scale_set && pool.enable_vmss_node_public_ip == Some(true) {
                let message = "nodes behind a Standard load balancer have no public addresses";
                let finding = found.error(at.key("enableVMSSNodePublicIP"), message);
                if written.is_empty() {
                    finding.say("the balancer is a Standard one by default");
                } else {
                    finding.label(crate::Pointer::from(Spec::KUBERNETES).key("loadBalancerSku"), "");
                }
            }
        }
    },
};
