use crate::pointer::Pointer;
use crate::quote::tick;
use crate::resource_id::{ResourceId, SUBNET};
use crate::rule::Rule;
use crate::spec::Spec;

/// The subnets are of one network.
pub(super) static RULE: Rule<Spec> = Rule {
    id: "vnet-same",
    why: "Nodes reach one another within one network; their load balancer and route table are of one network too.",
    fix: "choose subnets of one network; they may be different subnets",
    about: &["masterProfile.agentVnetSubnetID", "agentPoolProfiles[].vnetSubnetID"],
    check: |spec, found| {
        let Some(master) = spec.master() else { return };
        let at = Pointer::from(Spec::MASTER);
        let Some(of_masters) = parse(master.vnet_subnet_id.as_deref()) else { return };
        let agents = (at.key("agentVnetSubnetID"), master.agent_vnet_subnet_id.as_deref());
        let pools = spec.each_pool().map(|(at, pool)| (at.key("vnetSubnetID"), pool.vnet_subnet_id.as_deref()));
        for (place, id) in std::iter::once(agents).chain(pools) {
            let Some(other) = parse(id) else { continue };
            for (what, theirs, own) in [
                ("subscription", other.subscription, of_masters.subscription),
                ("resource group", other.group, of_masters.group),
                ("network", other.parent, of_masters.parent),
            ] {
                if !theirs.eq_ignore_ascii_case(own) {
                    let message =
                        format!("the subnet is of the {what} {}, the masters' of {}", tick(theirs), tick(own));
                    found.error(place, message).label(at.key("vnetSubnetID"), "the masters' subnet");
                    break;
                }
            }
        }
    },
};

/// `None` for no id, and for one that has a finding of its own.
fn parse(id: Option<&str>) -> Option<ResourceId<'_>> {
    ResourceId::parse(id?, SUBNET).ok()
}
