//! The agents' balancer: their way out, and the one to which the cloud provider adds services. Where the way out is another,
//! the cloud provider makes it itself with the first service (getServiceLoadBalancer), and removes it with the last.
//!
//! Deploying it again removes the rules that the cloud provider has added: ARM replaces a balancer as a whole.

use serde_json::{Value, json};
use slipway_cluster::Machines;

use crate::expression::Expr;
use crate::kind::Kind;
use crate::names::{Context, Names};
use crate::resource::Resource;
use crate::tags::Tags;

use super::dual_stack;

pub(super) fn build(context: &Context<'_>) -> Option<Resource> {
    let balancer = &context.cluster.load_balancer;
    if !is_made(context) {
        return None;
    }
    let name = &context.names.agent_balancer;
    let addresses = || (1..=balancer.outbound_ips).map(Names::outbound);
    let frontends: Vec<Value> = addresses()
        .map(|(address, frontend)| {
            let id = Kind::PublicIp.id(Expr::text(address));
            json!({"name": frontend, "properties": {"publicIPAddress": {"id": id}}})
        })
        .collect();
    let frontend_ids: Vec<Value> = addresses()
        .map(|(_, frontend)| {
            json!({"id": Kind::LoadBalancer.child_id(name, "frontendIPConfigurations", Expr::text(frontend))})
        })
        .collect();
    let mut properties = json!({
        "frontendIPConfigurations": frontends,
        "backendAddressPools": [{"name": name}],
        "outboundRules": [{
            "name": "LBOutboundRule",
            "properties": {
                "frontendIPConfigurations": frontend_ids,
                "backendAddressPool": {"id": pool_id(context)},
                "protocol": "All",
                "idleTimeoutInMinutes": balancer.outbound_idle_minutes,
                "enableTcpReset": true,
                // Shares the ports out by the number of machines.
                "allocatedOutboundPorts": 0,
            },
        }],
    });
    dual_stack::extend_agents(context, &mut properties);
    let resource = Resource::new(Kind::LoadBalancer, name, properties)
        .sku(json!({"name": balancer.sku}))
        .tags(Tags::of_cluster(context.cluster));
    Some(resource)
}

/// Whether there is one: not where all machines stand behind the user's own, since no machine would come to stand behind it.
pub(super) fn is_made(context: &Context<'_>) -> bool {
    let pools = &context.cluster.pools;
    let is_joined = pools.is_empty() || pools.iter().any(|pool| pool.backend_pools.is_empty());
    context.cluster.load_balancer.has_outbound_rules() && is_joined
}

/// The backend pools that a pool's machines stand in: the user's own or the agents', since a machine can stand behind one
/// public balancer only.
pub(super) fn pools_of(context: &Context<'_>, pool: &Machines) -> Vec<Value> {
    let own = is_made(context).then(|| pool_id(context));
    let theirs = pool.backend_pools.iter().map(Expr::text);
    let ids: Vec<Expr> = if pool.backend_pools.is_empty() { own.into_iter().collect() } else { theirs.collect() };
    ids.into_iter().map(|id| json!({"id": id})).collect()
}

fn pool_id(context: &Context<'_>) -> Expr {
    let name = &context.names.agent_balancer;
    Kind::LoadBalancer.child_id(name, "backendAddressPools", name)
}
