use crate::pointer::Pointer;
use crate::quote::tick;
use crate::resource_id::{ResourceId, SUBNET};
use crate::rule::{Findings, Rule};
use crate::spec::Spec;

/// Ids of subnets are ids of subnets.
pub(super) static RULE: Rule<Spec> = Rule {
    id: "subnet-id",
    why: "The template refers to the subnet by this id; the deployment fails when Azure cannot read it.",
    fix: "write `/subscriptions/…/resourceGroups/…/providers/Microsoft.Network/virtualNetworks/NAME/subnets/NAME`, as \
          `az network vnet subnet show --query id` prints it",
    about: &["masterProfile.vnetSubnetID", "masterProfile.agentVnetSubnetID", "agentPoolProfiles[].vnetSubnetID"],
    check: |spec, found| {
        if let Some(master) = spec.master() {
            let at = Pointer::from(Spec::MASTER);
            check(at.key("vnetSubnetID"), master.vnet_subnet_id.as_deref(), found);
            check(at.key("agentVnetSubnetID"), master.agent_vnet_subnet_id.as_deref(), found);
        }
        for (at, pool) in spec.each_pool() {
            check(at.key("vnetSubnetID"), pool.vnet_subnet_id.as_deref(), found);
        }
    },
};

fn check(at: Pointer, id: Option<&str>, found: &mut Findings<'_>) {
    let id = id.unwrap_or_default();
    if id.is_empty() {
        return;
    }
    if let Err(why) = ResourceId::parse(id, SUBNET) {
        found.error(at, format!("{} is no id of a subnet", tick(id))).say(why);
    }
}
