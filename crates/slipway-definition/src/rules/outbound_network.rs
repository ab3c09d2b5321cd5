use crate::pointer::Pointer;
use crate::rule::Rule;
use crate::spec::Spec;

/// Who owns the subnets decides who can give them a way out.
pub(super) static RULE: Rule<Spec> = Rule {
    id: "outbound-network",
    why: "A NAT gateway and a route table belong to the subnets. slipway makes a gateway for the subnets that it makes, and changes \
          none that exist; what is the user's own can only be on subnets that exist.",
    fix: "choose the way out that fits the network",
    about: &["orchestratorProfile.kubernetesConfig.outboundType"],
    check: |spec, found| {
        let at = Pointer::from(Spec::KUBERNETES).key("outboundType");
        let outbound = spec.outbound();
        let is_custom = spec.has_custom_vnet();
        if spec.is_azure_stack() && outbound.ends_with("NATGateway") {
            let finding = found.error(at, "an Azure Stack Hub has no NAT gateways");
            finding.help("use `loadBalancer`, `userDefinedRouting` or `none`");
        } else if outbound == "managedNATGateway" && is_custom {
            let message = "no NAT gateway is put on subnets that exist already";
            let finding = found.error(at, message).label(subnet(spec), "the network exists");
            finding.help("put a NAT gateway on the subnets yourself and write `userAssignedNATGateway`, or use `loadBalancer`");
        } else if matches!(outbound, "userAssignedNATGateway" | "userDefinedRouting") && !is_custom {
            let message = format!("`{outbound}` needs a network that exists already, with the way out on its subnets");
            let instead = if outbound == "userDefinedRouting" { "loadBalancer" } else { "managedNATGateway" };
            let finding = found.error(at, message);
            finding.help(format!("name the subnets in `vnetSubnetID` of masters and pools, or use `{instead}`"));
        }
    },
};

/// Where a subnet is named.
fn subnet(spec: &Spec) -> Pointer {
    let of_master = spec.master().and_then(|master| master.vnet_subnet_id.as_deref()).is_some_and(|id| !id.is_empty());
    let of_pool = spec.each_pool().find(|(_, pool)| pool.vnet_subnet_id.as_deref().is_some_and(|id| !id.is_empty()));
    let at = match of_pool {
        Some((at, _)) if !of_master => at,
        _ => Pointer::from(Spec::MASTER),
    };
    at.key("vnetSubnetID")
}
