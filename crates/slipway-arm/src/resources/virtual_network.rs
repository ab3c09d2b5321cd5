//! The VNET and its one subnet.

use serde_json::json;

use crate::expression::Expr;
use crate::kind::Kind;
use crate::names::Context;
use crate::resource::Resource;
use crate::tags::Tags;

use super::route_table;

pub(super) fn build(context: &Context<'_>) -> Resource {
    let network = &context.cluster.network;
    let mut subnet = json!({
        "addressPrefix": network.subnets.first().and_then(|subnet| subnet.cidr),
        "networkSecurityGroup": {"id": Kind::SecurityGroup.id(Expr::text(&network.security_group))},
        // Every machine has a balancer's outbound rule; Azure's own way out is not to be relied on.
        "defaultOutboundAccess": false,
    });
    if let Some(id) = route_table::id(context) {
        subnet["routeTable"] = json!({"id": id});
    }
    let properties = json!({
        "addressSpace": {"addressPrefixes": [network.vnet.cidr]},
        "subnets": [{"name": network.subnet, "properties": subnet}],
    });
    Resource::new(Kind::VirtualNetwork, &network.vnet.name, properties).tags(Tags::of_cluster(context.cluster))
}
