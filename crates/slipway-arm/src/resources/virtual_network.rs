//! The VNET and its subnets, unless the machines stand in one of the user's.

use serde_json::{Value, json};
use slipway_cluster::Subnet;

use crate::expression::Expr;
use crate::kind::Kind;
use crate::names::Context;
use crate::resource::Resource;
use crate::tags::Tags;

use super::{nat_gateway, route_table};

/// `others` are subnets that no machine stands in, by name with their ranges. They belong to whom they are for: neither the
/// security group nor the routes of the machines apply to them.
pub(super) fn build(context: &Context<'_>, others: &[(String, String)]) -> Option<Resource> {
    let network = &context.cluster.network;
    if network.vnet.existing.is_some() {
        return None;
    }
    let v6 = network.vnet.cidr_v6.map(|range| range.to_string());
    let spaces: Vec<_> = std::iter::once(network.vnet.cidr.to_string()).chain(v6).collect();
    let machines = network.subnets.iter().map(|subnet| self::subnet(context, subnet));
    let others = others.iter().map(|(name, range)| json!({"name": name, "properties": {"addressPrefix": range}}));
    let subnets: Vec<_> = machines.chain(others).collect();
    let mut properties = json!({"addressSpace": {"addressPrefixes": spaces}, "subnets": subnets});
    if !network.vnet.dns_servers.is_empty() {
        properties["dhcpOptions"] = json!({"dnsServers": network.vnet.dns_servers});
    }
    let resource = Resource::new(Kind::VirtualNetwork, &network.vnet.name, properties);
    Some(resource.tags(Tags::of_cluster(context.cluster)))
}

fn subnet(context: &Context<'_>, subnet: &Subnet) -> Value {
    let network = &context.cluster.network;
    // One range or a list: Azure refuses both at once.
    let mut properties = match (subnet.cidr, subnet.cidr_v6) {
        (v4, None) => json!({"addressPrefix": v4}),
        (v4, Some(v6)) => {
            let ranges = v4.map(|range| range.to_string()).into_iter().chain([v6.to_string()]);
            json!({"addressPrefixes": ranges.collect::<Vec<_>>()})
        }
    };
    properties["networkSecurityGroup"] = json!({"id": Kind::SecurityGroup.id(Expr::text(&network.security_group))});
    // Every machine has the way out that was asked for; Azure's default one is not to be relied on.
    properties["defaultOutboundAccess"] = json!(false);
    if let Some(id) = nat_gateway::id(context) {
        properties["natGateway"] = json!({"id": id});
    }
    if let Some(id) = route_table::id(context) {
        properties["routeTable"] = json!({"id": id});
    }
    json!({"name": subnet.name, "properties": properties})
}
