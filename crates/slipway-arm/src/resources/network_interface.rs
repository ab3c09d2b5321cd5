//! Network interfaces of named machines. The first address is the machine's, the others are its pods'.

use std::net::Ipv4Addr;

use serde_json::{Value, json};
use slipway_cluster::Machines;

use crate::expression::Expr;
use crate::kind::Kind;
use crate::names::{Context, Slot};
use crate::resource::Resource;
use crate::tags::Tags;

use super::{agent_balancer, dual_stack, internal_balancer, master_balancer};

/// A master's: its first address is fixed, for etcd's sake.
pub(super) fn of_master(context: &Context<'_>, slot: Slot, address: Ipv4Addr) -> Resource {
    let mut pools = Vec::new();
    if master_balancer::is_there(context.cluster) {
        pools.push(json!({"id": master_balancer::pool_id(context)}));
    }
    if context.cluster.api.internal_balancer {
        pools.push(json!({"id": internal_balancer::pool_id(context)}));
    }
    let masters = &context.cluster.masters;
    let mut primary = primary(context, &masters.subnet, Some(address), &pools);
    if !context.cluster.api.is_private {
        primary["loadBalancerInboundNatRules"] = json!([{"id": master_balancer::ssh_rule_id(context, slot)}]);
    }
    let pods = masters.static_pod_addresses.then_some(address);
    build(context, masters, slot, primary, pods, dual_stack::master_pool_id(context))
}

/// An agent's.
pub(super) fn of_agent(context: &Context<'_>, pool: &Machines, slot: Slot) -> Resource {
    let primary = primary(context, &pool.subnet, None, &agent_balancer::pools_of(context, pool));
    build(context, pool, slot, primary, None, dual_stack::agent_pool_id(context, pool))
}

fn primary(context: &Context<'_>, subnet: &str, address: Option<Ipv4Addr>, pools: &[Value]) -> Value {
    let mut properties = json!({
        "primary": true,
        "privateIPAllocationMethod": if address.is_some() { "Static" } else { "Dynamic" },
        "subnet": {"id": context.subnet_id(subnet)},
    });
    if !pools.is_empty() {
        properties["loadBalancerBackendAddressPools"] = json!(pools);
    }
    if let Some(address) = address {
        properties["privateIPAddress"] = json!(address);
    }
    properties
}

/// `pods_after` is the address that those of the pods follow, where they are static; `pool_v6` the way out of the IPv6 address.
fn build(
    context: &Context<'_>,
    machines: &Machines,
    slot: Slot,
    primary: Value,
    pods_after: Option<Ipv4Addr>,
    pool_v6: Option<Expr>,
) -> Resource {
    let secondary = |number: u32| {
        let mut properties = json!({
            "primary": false,
            "privateIPAllocationMethod": "Dynamic",
            "subnet": {"id": context.subnet_id(&machines.subnet)},
        });
        if let Some(address) = pods_after.and_then(|first| u32::from(first).checked_add(number)) {
            properties["privateIPAllocationMethod"] = json!("Static");
            properties["privateIPAddress"] = json!(Ipv4Addr::from(address));
        }
        properties
    };
    let mut configurations = numbered(std::iter::once(primary).chain((1..machines.ip_address_count).map(secondary)));
    configurations.extend(dual_stack::configuration(context, &machines.subnet, pool_v6).map(|mut configuration| {
        configuration["properties"]["privateIPAllocationMethod"] = json!("Dynamic");
        configuration
    }));
    let mut properties = json!({
        "enableAcceleratedNetworking": machines.accelerated_networking,
        "enableIPForwarding": forwards(context),
        "ipConfigurations": configurations,
    });
    if let Some(id) = context.interface_security_group() {
        properties["networkSecurityGroup"] = json!({"id": id});
    }
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
