//! Public addresses: the API server's, and the outbound ones of the agents or of the NAT gateway.

use serde_json::{Value, json};
use slipway_cluster::{Cluster, Outbound};

use crate::kind::Kind;
use crate::names::{Context, Names};
use crate::resource::Resource;
use crate::tags::Tags;

use super::{agent_balancer, master_balancer};

/// The API server's, or in a private cluster that by which masters reach what is outside, which has no name. A DNS label is
/// lower case in Azure; the definition's prefix need not be.
pub(super) fn master(context: &Context<'_>) -> Option<Resource> {
    let cluster = context.cluster;
    let label = || json!({"domainNameLabel": cluster.dns_prefix.to_ascii_lowercase()});
    let settings = if cluster.api.is_private { Value::Null } else { label() };
    master_balancer::is_there(cluster).then(|| build(context, &context.names.master_ip, "IPv4", settings))
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

/// The jumpbox's.
pub(super) fn jumpbox(context: &Context<'_>, name: &str) -> Resource {
    build(context, name, "IPv4", Value::Null)
}

/// The zones of something that outlives each of them, in a cluster that does: Azure answers for it from all.
pub(super) fn zones(cluster: &Cluster) -> &'static [&'static str] {
    if cluster.is_zonal() && cluster.load_balancer.is_standard() { &["1", "2", "3"] } else { &[] }
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
        .zones(zones(context.cluster).iter().copied())
        .tags(Tags::of_cluster(context.cluster))
}
