use super::word::instead_of;
use crate::pointer::Pointer;
use crate::quote::tick;
use crate::rule::Rule;
use crate::spec::{Spec, names};

/// The load balancer's SKU, and what goes with it.
pub(super) static RULE: Rule<Spec> = Rule {
    id: "load-balancer-sku",
    why: "A Standard load balancer has outbound addresses and rules that a Basic one does not have, and a master can stand behind \
          one outbound rule only: the agents'.",
    fix: "leave `loadBalancerSku` off: it is `Standard` then, on an Azure Stack Hub `Basic`",
    about: &["orchestratorProfile.kubernetesConfig.loadBalancerSku", "orchestratorProfile.kubernetesConfig.excludeMasterFromStandardLB", "orchestratorProfile.kubernetesConfig.loadBalancerOutboundIPs", "orchestratorProfile.kubernetesConfig.enableMultipleStandardLoadBalancers"],
    check: |spec, found| {
        let config = spec.kubernetes();
        let written = config.load_balancer_sku.as_deref().unwrap_or_default();
        let at = |key| Pointer::from(Spec::KUBERNETES).key(key);
        let sku = names::load_balancer_sku(written);
        if !written.is_empty() && sku.is_none() {
            let message = format!("{} is no SKU of a load balancer", tick(written));
            let finding = found.error(at("loadBalancerSku"), message);
            finding.help(instead_of(written, names::LOAD_BALANCER_SKUS));
            return;
        }
        let is_basic = sku == Some("Basic") || (sku.is_none() && spec.is_azure_stack());
        let sku_says = if sku.is_none() { "`Basic` on an Azure Stack Hub" } else { "the SKU" };
        if !is_basic && config.exclude_master_from_standard_lb == Some(false) {
            let message = "masters cannot stand behind the agents' Standard load balancer";
            let finding = found.error(at("excludeMasterFromStandardLB"), message);
            finding.help("leave `excludeMasterFromStandardLB` off: masters have a load balancer of their own");
        }
        if is_basic && config.load_balancer_outbound_ips.is_some() {
            let message = "a Basic load balancer has no outbound addresses of its own";
            let finding = found.error(at("loadBalancerOutboundIPs"), message);
            finding.label(at("loadBalancerSku"), sku_says).help("leave `loadBalancerOutboundIPs` off");
        }
        if is_basic && config.enable_multiple_standard_load_balancers == Some(true) {
            let message = "a load balancer for each pool needs the SKU Standard";
            let finding = found.warning(at("enableMultipleStandardLoadBalancers"), message);
            finding.label(at("loadBalancerSku"), sku_says).help("leave the switch off");
        }
    },
};
