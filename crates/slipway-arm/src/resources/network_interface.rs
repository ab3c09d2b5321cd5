//! Network interfaces of machines in availability sets. The first address is the machine's, the others are its pods'.

use std::net::Ipv4Addr;

use serde_json::{Value, json};
use slipway_cluster::Machines;

use crate::expression::Expr;
use crate::kind::Kind;
use crate::names::{Context, Slot};
use crate::resource::Resource;
use crate::tags::Tags;

use super::{agent_balancer, internal_balancer, master_balancer};

/// A master's: its first address is fixed, for etcd's sake.
pub(super) fn of_master(context: &Context<'_>, slot: Slot, address: Ipv4Addr) -> Resource {
    let mut pools = vec![json!({"id": master_balancer::pool_id(context)})];
    if context.cluster.api.internal_balancer {
        pools.push(json!({"id": internal_balancer::pool_id(context)}));
    }
    let mut primary = primary(context, Some(address), &pools);
    primary["loadBalancerInboundNatRules"] = json!([{"id": master_balancer::ssh_rule_id(context, slot)}]);
    build(context, &context.cluster.masters, slot, primary)
}

/// An agent's.
pub(super) fn of_agent(context: &Context<'_>, pool: &Machines, slot: Slot) -> Resource {
    let pools = [json!({"id": agent_balancer::pool_id(context)})];
    build(context, pool, slot, primary(context, None, &pools))
}

fn primary(context: &Context<'_>, address: Option<Ipv4Addr>, pools: &[Value]) -> Value {
    let mut properties = json!({
        "primary": true,
        "privateIPAllocationMethod": if address.is_some() { "Static" } else { "Dynamic" },
        "subnet": {"id": context.subnet_id()},
        "loadBalancerBackendAddressPools": pools,
    });
    if let Some(address) = address {
        properties["privateIPAddress"] = json!(address);
    }
    properties
}

fn build(context: &Context<'_>, machines: &Machines, slot: Slot, primary: Value) -> Resource {
    let secondary = |_| {
        json!({
            "primary": false,
            "privateIPAllocationMethod": "Dynamic",
            "subnet": {"id": context.subnet_id()},
        })
    };
    let properties = json!({
        "enableAcceleratedNetworking": machines.accelerated_networking,
        "enableIPForwarding": forwards(context),
        "ipConfigurations": numbered(std::iter::once(primary).chain((1..machines.ip_address_count).map(secondary))),
    });
    Resource::new(Kind::NetworkInterface, slot.network_interface(machines), properties)
        .tags(Tags::of_cluster(context.cluster))
}

/// Named `ipconfig1`, `ipconfig2` …
pub(super) fn numbered(configurations: impl Iterator<Item = Value>) -> Vec<Value> {
    let named = configurations.zip(1..).map(
        |(properties, number): (Value, u32)| json!({"name": format!("ipconfig{number}"), "properties": properties}),
    );
    named.collect()
}

/// Whether packets of pods leave with addresses that the interface does not have; with Azure CNI it has them all.
pub(super) fn forwards(context: &Context<'_>) -> bool {
    !context.cluster.network.pods_in_subnet
}

pub(super) fn id(machines: &Machines, slot: Slot) -> Expr {
    Kind::NetworkInterface.id(slot.network_interface(machines))
}
