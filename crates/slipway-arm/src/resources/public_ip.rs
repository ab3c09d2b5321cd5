//! Public addresses: the API server's, and the outbound ones of the agents or of the NAT gateway.

use serde_json::{Value, json};
use slipway_cluster::Outbound;

use crate::kind::Kind;
use crate::names::{Context, Names};
use crate::resource::Resource;
use crate::tags::Tags;

use super::agent_balancer;

/// The API server's. A DNS label is lower case in Azure; the definition's prefix need not be.
pub(super) fn master(context: &Context<'_>) -> Resource {
    let label = context.cluster.dns_prefix.to_ascii_lowercase();
    build(context, &context.names.master_ip, "IPv4", json!({"domainNameLabel": label}))
}

/// The outbound ones, where the template makes the way out.
pub(super) fn outbound(context: &Context<'_>) -> impl Iterator<Item = Resource> {
    let balancer = &context.cluster.load_balancer;
    let has_some = agent_balancer::is_made(context) || balancer.outbound == Outbound::ManagedNatGateway;
    let addresses = 1..=balancer.outbound_ips;
    addresses.filter(move |_| has_some).map(|number| build(context, &Names::outbound(number).0, "IPv4", Value::Null))
}

/// An IPv6 address.
pub(super) fn v6(context: &Context<'_>, name: &str) -> Resource {
    build(context, name, "IPv6", Value::Null)
}

fn build(context: &Context<'_>, name: &str, family: &str, dns_settings: Value) -> Resource {
    let mut properties = json!({
        "publicIPAddressVersion": family,
        "publicIPAllocationMethod": "Static",
    });
    if !dns_settings.is_null() {
        properties["dnsSettings"] = dns_settings;
    }
    Resource::new(Kind::PublicIp, name, properties)
        .sku(json!({"name": context.cluster.load_balancer.sku}))
        .tags(Tags::of_cluster(context.cluster))
}
