//! Addresses: the network, its subnets, and who stands in them.

use std::fmt::Write as _;
use std::net::Ipv4Addr;

use serde_json::{Value, json};
use slipway_cluster::{Cluster, Machines, Outbound, Subnet};

/// Addresses of each subnet that Azure keeps: the first four and the last.
const RESERVED: u64 = 5;

/// A subnet's sums; `None` where its range is not known.
struct Sums {
    held: Option<u64>,
    used: u64,
}

impl Sums {
    fn of(cluster: &Cluster, subnet: &Subnet) -> Self {
        let of_machines = cluster.each_machines().filter(|machines| machines.subnet == subnet.name);
        let machines =
            of_machines.map(|machines| u64::from(machines.count) * u64::from(machines.ip_address_count.max(1)));
        let balancer = u64::from(cluster.api.internal_balancer && cluster.masters.subnet == subnet.name);
        Self {
            held: subnet.cidr.map(|range| 1 << (32 - u32::from(range.prefix_len()))),
            used: machines.fold(balancer, u64::saturating_add),
        }
    }

    fn free(&self) -> Option<i128> {
        self.held.map(|held| i128::from(held) - i128::from(RESERVED) - i128::from(self.used))
    }
}

pub(super) fn human(cluster: &Cluster) -> String {
    let network = &cluster.network;
    let mut text = String::new();
    for (name, value) in [
        ("network", vnet(cluster)),
        ("plugin", plugin(cluster)),
        ("way out", way_out(cluster)),
        ("API server", api(cluster)),
        ("pods", pods(cluster)),
        (
            "services",
            format!("{}, the API server {}, DNS {}", network.service_cidr, network.service_ip, network.dns_service_ip),
        ),
    ] {
        let _ = writeln!(text, "{name:<12}{value}");
    }
    for subnet in &network.subnets {
        text.push('\n');
        subnet_of(cluster, subnet, &mut text);
    }
    text
}

fn vnet(cluster: &Cluster) -> String {
    let vnet = &cluster.network.vnet;
    match &vnet.existing {
        Some(owner) => format!("{} in resource group {}, which exists", vnet.name, owner.resource_group),
        None => format!("{}, {}, made by the template", vnet.name, vnet.cidr),
    }
}

fn plugin(cluster: &Cluster) -> String {
    let network = &cluster.network;
    let parts = [network.plugin.as_str(), &network.mode, &network.policy];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
}

fn way_out(cluster: &Cluster) -> String {
    let balancer = &cluster.load_balancer;
    let addresses =
        format!("{} public address{}", balancer.outbound_ips, if balancer.outbound_ips == 1 { "" } else { "es" });
    let more = match balancer.outbound {
        Outbound::LoadBalancer | Outbound::ManagedNatGateway => {
            format!(", {addresses}, idle {} minutes", balancer.outbound_idle_minutes)
        }
        Outbound::UserAssignedNatGateway | Outbound::UserDefinedRouting => ", on the subnets that exist".to_owned(),
        Outbound::None => String::new(),
    };
    format!("{}{more}", balancer.outbound.name())
}

fn api(cluster: &Cluster) -> String {
    let api = &cluster.api;
    let inside = if api.internal_balancer { "internal balancer" } else { "master" };
    let outside = if api.is_private { "private" } else { "public" };
    format!("{outside}; nodes reach it at {}:{}, the {inside}", api.internal_address, api.port)
}

fn pods(cluster: &Cluster) -> String {
    let network = &cluster.network;
    if network.pods_in_subnet { "addresses of the machines' subnet".to_owned() } else { network.pod_cidr.to_string() }
}

fn subnet_of(cluster: &Cluster, subnet: &Subnet, text: &mut String) {
    let sums = Sums::of(cluster, subnet);
    let range = subnet.cidr.map_or_else(|| "range not known".to_owned(), |range| range.to_string());
    let free = match sums.free() {
        None => String::new(),
        Some(free) if free < 0 => format!(", {} too few", -free),
        Some(free) => format!(", {free} free"),
    };
    let held = sums.held.map_or_else(String::new, |held| format!("{held} addresses, "));
    let _ = writeln!(text, "subnet {} ({range}): {held}{} used{free}", subnet.name, sums.used);
    let _ = writeln!(text, "  {:<16}{:<12}Addresses", "Who", "Machines");
    for machines in cluster.each_machines().filter(|machines| machines.subnet == subnet.name) {
        let _ = writeln!(text, "  {:<16}{:<12}{}", machines.name, machines.count, addresses(machines));
    }
    if cluster.api.internal_balancer && cluster.masters.subnet == subnet.name {
        let _ = writeln!(text, "  {:<16}{:<12}{}", "balancer", "", cluster.api.internal_address);
    }
    if let Some(range) = subnet.cidr {
        let (first, last) = (range.network(), range.broadcast());
        let fourth = Ipv4Addr::from(u32::from(first).saturating_add(3));
        let _ = writeln!(text, "  {:<16}{:<12}{first} to {fourth}, and {last}", "Azure", "");
    }
}

fn addresses(machines: &Machines) -> String {
    let each = match machines.ip_address_count {
        0 | 1 => String::new(),
        count => format!(", {count} each"),
    };
    match (machines.addresses.first(), machines.addresses.last()) {
        (Some(first), Some(last)) if first != last => format!("{first} to {last}{each}"),
        (Some(only), _) => format!("{only}{each}"),
        _ => format!("given by Azure{each}"),
    }
}

pub(super) fn json(cluster: &Cluster) -> Value {
    let (network, api) = (&cluster.network, &cluster.api);
    let subnets = network.subnets.iter().map(|subnet| {
        let sums = Sums::of(cluster, subnet);
        json!({
            "name": subnet.name, "range": subnet.cidr, "ipv6Range": subnet.cidr_v6,
            "addresses": sums.held, "reserved": RESERVED, "used": sums.used,
            "free": sums.free().and_then(|free| i64::try_from(free).ok()),
        })
    });
    let machines = cluster.each_machines().map(|machines| {
        json!({
            "name": machines.name, "role": machines.role, "count": machines.count, "subnet": machines.subnet,
            "addressesEach": machines.ip_address_count, "addresses": machines.addresses,
        })
    });
    json!({
        "vnet": {"name": network.vnet.name, "range": network.vnet.cidr, "exists": network.vnet.existing.is_some()},
        "plugin": network.plugin, "mode": network.mode, "policy": network.policy,
        "outboundType": cluster.load_balancer.outbound,
        "pods": network.pod_cidr, "podsInSubnet": network.pods_in_subnet,
        "services": network.service_cidr, "dns": network.dns_service_ip,
        "apiServer": {
            "private": api.is_private, "address": api.internal_address, "port": api.port,
            "internalBalancer": api.internal_balancer,
        },
        "subnets": subnets.collect::<Vec<_>>(),
        "machines": machines.collect::<Vec<_>>(),
    })
}
