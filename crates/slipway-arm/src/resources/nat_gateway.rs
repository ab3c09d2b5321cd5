//! The gateway by which the machines of the subnets that the template makes go out. It takes precedence over what balancers
//! would do for outbound connections; what comes in by a balancer is answered by it.

use serde_json::{Value, json};
use slipway_cluster::Outbound;

use crate::expression::Expr;
use crate::kind::Kind;
use crate::names::{Context, Names};
use crate::resource::Resource;
use crate::tags::Tags;

pub(super) fn build(context: &Context<'_>) -> Option<Resource> {
    let balancer = &context.cluster.load_balancer;
    if balancer.outbound != Outbound::ManagedNatGateway {
        return None;
    }
    let addresses: Vec<Value> = (1..=balancer.outbound_ips)
        .map(|n| json!({"id": Kind::PublicIp.id(Expr::text(Names::outbound(n).0))}))
        .collect();
    let properties = json!({
        "idleTimeoutInMinutes": balancer.outbound_idle_minutes,
        "publicIpAddresses": addresses,
    });
    let gateway = Resource::new(Kind::NatGateway, &context.names.nat_gateway, properties)
        .sku(json!({"name": "Standard"}))
        .tags(Tags::of_cluster(context.cluster));
    Some(gateway)
}

/// The gateway's id, where there is one.
pub(super) fn id(context: &Context<'_>) -> Option<Expr> {
    let is_made = context.cluster.load_balancer.outbound == Outbound::ManagedNatGateway;
    is_made.then(|| Kind::NatGateway.id(Expr::text(&context.names.nat_gateway)))
}
