//! The IPv6 half of a cluster with both families: an address for each machine, and a way out for it.
//!
//! Azure keeps the families apart in a balancer's backend pools, so each has a pool, a frontend and an outbound rule more.

use serde_json::{Value, json};
use slipway_cluster::Machines;

use crate::expression::Expr;
use crate::kind::Kind;
use crate::names::{Context, Names};
use crate::resource::Resource;

use super::{agent_balancer, public_ip};

/// The interface's IPv6 address. The first configuration of an interface is IPv4 in any case.
pub(super) fn configuration(context: &Context<'_>, subnet: &str, pool: Option<Expr>) -> Option<Value> {
    if !context.cluster.network.is_dual_stack() {
        return None;
    }
    let mut properties = json!({
        "primary": false,
        "privateIPAddressVersion": "IPv6",
        "subnet": {"id": context.subnet_id(subnet)},
    });
    if let Some(id) = pool {
        properties["loadBalancerBackendAddressPools"] = json!([{"id": id}]);
    }
    Some(json!({"name": "ipconfigv6", "properties": properties}))
}

/// The public addresses of both balancers.
pub(super) fn public_addresses(context: &Context<'_>) -> Vec<Resource> {
    if !has_way_out(context) {
        return Vec::new();
    }
    let of_agents = agent_balancer::is_made(context).then_some(Names::OUTBOUND_V6.0);
    let names = of_agents.into_iter().chain([context.names.master_ip_v6.as_str()]);
    names.map(|name| public_ip::v6(context, name)).collect()
}

/// Backend pool of the agents' IPv6 addresses: not of machines that stand behind a balancer of the user's.
pub(super) fn agent_pool_id(context: &Context<'_>, pool: &Machines) -> Option<Expr> {
    let is_joined = has_way_out(context) && agent_balancer::is_made(context) && pool.backend_pools.is_empty();
    is_joined.then(|| agents(&context.names).pool_id())
}

/// Backend pool of the masters' IPv6 addresses.
pub(super) fn master_pool_id(context: &Context<'_>) -> Option<Expr> {
    has_way_out(context).then(|| masters(&context.names).pool_id())
}

/// Adds the IPv6 half to the properties of the agents' balancer.
pub(super) fn extend_agents(context: &Context<'_>, properties: &mut Value) {
    if has_way_out(context) {
        agents(&context.names).extend(context, properties);
    }
}

/// Adds the IPv6 half to the properties of the masters' public balancer.
pub(super) fn extend_masters(context: &Context<'_>, properties: &mut Value) {
    if has_way_out(context) {
        masters(&context.names).extend(context, properties);
    }
}

/// A NAT gateway has IPv4 addresses only, and a route of the user's is the user's.
fn has_way_out(context: &Context<'_>) -> bool {
    context.cluster.network.is_dual_stack() && context.cluster.load_balancer.has_outbound_rules()
}

fn agents(names: &Names) -> Half<'_> {
    let (address, frontend) = Names::OUTBOUND_V6;
    Half { balancer: &names.agent_balancer, address, frontend, pool: &names.agent_pool_v6 }
}

fn masters(names: &Names) -> Half<'_> {
    Half {
        balancer: &names.master_balancer,
        address: &names.master_ip_v6,
        frontend: &names.master_frontend_v6,
        pool: &names.master_pool_v6,
    }
}

/// Names of a balancer's IPv6 half.
struct Half<'a> {
    balancer: &'a str,
    address: &'a str,
    frontend: &'a str,
    pool: &'a str,
}

impl Half<'_> {
    fn pool_id(&self) -> Expr {
        Kind::LoadBalancer.child_id(self.balancer, "backendAddressPools", Expr::text(self.pool))
    }

    fn extend(&self, context: &Context<'_>, properties: &mut Value) {
        let address = Kind::PublicIp.id(Expr::text(self.address));
        let frontend =
            Kind::LoadBalancer.child_id(self.balancer, "frontendIPConfigurations", Expr::text(self.frontend));
        let rule = json!({
            "name": "LBOutboundRuleIPv6",
            "properties": {
                "frontendIPConfigurations": [{"id": frontend}],
                "backendAddressPool": {"id": self.pool_id()},
                "protocol": "All",
                "idleTimeoutInMinutes": context.cluster.load_balancer.outbound_idle_minutes,
                "enableTcpReset": true,
                "allocatedOutboundPorts": 0,
            },
        });
        let frontend = json!({"name": self.frontend, "properties": {"publicIPAddress": {"id": address}}});
        let added = [
            ("frontendIPConfigurations", frontend),
            ("backendAddressPools", json!({"name": self.pool})),
            ("outboundRules", rule),
        ];
        for (list, member) in added {
            if let Some(list) = properties.get_mut(list).and_then(Value::as_array_mut) {
                list.push(member);
            }
        }
    }
}
