//! The agents' balancer: their way out, and the one to which the cloud provider adds services.
//!
//! Deploying it again removes the rules that the cloud provider has added: ARM replaces a balancer as a whole.

use serde_json::{Value, json};

use crate::expression::Expr;
use crate::kind::Kind;
use crate::names::{Context, Names};
use crate::resource::Resource;
use crate::tags::Tags;

use super::dual_stack;

pub(super) fn build(context: &Context<'_>) -> Resource {
    let balancer = &context.cluster.load_balancer;
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
    Resource::new(Kind::LoadBalancer, name, properties)
        .sku(json!({"name": balancer.sku}))
        .tags(Tags::of_cluster(context.cluster))
}

/// The backend pool of the agents.
pub(super) fn pool_id(context: &Context<'_>) -> Expr {
    let name = &context.names.agent_balancer;
    Kind::LoadBalancer.child_id(name, "backendAddressPools", name)
}
