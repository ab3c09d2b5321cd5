use super::word::instead_of;
use crate::pointer::Pointer;
use crate::quote::tick;
use crate::resource_id::{ResourceId, SUBNET, TableId};
use crate::rule::Rule;
use crate::spec::Spec;
use crate::spec::names::ROUTE_TABLE_ASSOCIATIONS;

/// The table of the nodes' routes.
pub(super) static RULE: Rule<Spec> = Rule {
    id: "route-table",
    why: "Where nodes have pods behind routes, the cloud provider writes them into one table, which has to be on every subnet with \
          nodes. The template makes it and puts it on the subnets, unless the definition brings one that is on them already.",
    fix: "write the id of a route table that is on the subnets already, or leave both fields off",
    about: &[
        "orchestratorProfile.kubernetesConfig.routeTableID",
        "orchestratorProfile.kubernetesConfig.routeTableAssociation",
    ],
    check: |spec, found| {
        let config = spec.kubernetes();
        let at = |key| Pointer::from(Spec::KUBERNETES).key(key);
        let id = config.route_table_id.as_deref().unwrap_or_default();
        let association = config.route_table_association.as_deref().unwrap_or_default();
        if !association.is_empty() && !ROUTE_TABLE_ASSOCIATIONS.contains(&association) {
            let message = format!("{} is no way to associate a route table", tick(association));
            found.error(at("routeTableAssociation"), message).help(instead_of(association, ROUTE_TABLE_ASSOCIATIONS));
        }
        let table = match TableId::parse(id) {
            Ok(table) => Some(table),
            Err(_) if id.is_empty() => None,
            Err(why) => {
                found.error(at("routeTableID"), format!("{} is no id of a route table", tick(id))).say(why);
                return;
            }
        };
        if !has_routes(spec) {
            for (key, text) in [("routeTableID", id), ("routeTableAssociation", association)] {
                if !text.is_empty() {
                    let finding = found.warning(at(key), format!("`{key}` has no effect"));
                    finding.say("this network has no routes for pods").help("remove it");
                }
            }
            return;
        }
        if association == "Manual" && (!id.is_empty() || !spec.has_custom_vnet()) {
            let why = if id.is_empty() { "the template makes the subnets" } else { "a table of yours is on the subnets already" };
            found.warning(at("routeTableAssociation"), "`routeTableAssociation` has no effect").say(why).help("remove it");
        }
        if id.is_empty() && spec.has_custom_vnet() && spec.outbound() == "userDefinedRouting" {
            let message = "`routeTableID` is missing: the subnets have a route table of yours, and a subnet has one only";
            let finding = found.error(at("routeTableID"), message);
            finding.label(at("outboundType"), "by that table").help("write the id of that table: the nodes' routes belong into it too");
        }
        let subnet = spec.master().and_then(|master| master.vnet_subnet_id.as_deref());
        let subnet = subnet.and_then(|id| ResourceId::parse(id, SUBNET).ok());
        if let (Some(table), Some(subnet)) = (table, subnet)
            && !table.subscription.eq_ignore_ascii_case(subnet.subscription)
        {
            let message = format!(
                "the route table is of the subscription {}, the network of {}",
                tick(table.subscription),
                tick(subnet.subscription)
            );
            let finding = found.error(at("routeTableID"), message);
            finding.label(Pointer::from(Spec::MASTER).key("vnetSubnetID"), "the masters' subnet");
            finding.help("a table can be on subnets of its own subscription and region only");
        }
    },
};

/// Whether the cloud provider writes routes.
fn has_routes(spec: &Spec) -> bool {
    let (plugin, _) = spec.network();
    let mode = spec.kubernetes().network_mode.as_deref().unwrap_or_default();
    matches!((plugin, mode), ("kubenet", "" | "routes") | ("cilium", "native"))
}
