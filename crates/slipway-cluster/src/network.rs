//! The address plan.

use std::net::Ipv4Addr;

use ipnet::{IpNet, Ipv4Net};

use crate::names::Names;
use crate::view::View;
use crate::{Network, Plan, address};

/// The plan's ranges, and the VNET around them: 10.0.0.0/8 as the peers', or the subnet itself where that lies outside.
pub(crate) fn decide(view: &View<'_>, plan: &Plan, names: &Names<'_>) -> Network {
    let config = view.kubernetes();
    // What cannot be read has been reported by the definition's own rules.
    let pods = first(plan.pods.as_ref()).unwrap_or_else(|| net(Ipv4Addr::new(10, 240, 0, 0), 12));
    let service = first(plan.services.as_ref()).unwrap_or_else(|| net(Ipv4Addr::new(10, 0, 0, 0), 16));
    let subnet = plan.subnet().unwrap_or(pods);
    let default_vnet = net(Ipv4Addr::new(10, 0, 0, 0), 8);
    let vnet = if default_vnet.contains(&subnet) { default_vnet } else { subnet };
    let dns = config.dns_service_ip.as_deref().and_then(|ip| ip.parse().ok());
    Network {
        plugin: "azure".to_owned(),
        mode: "transparent".to_owned(),
        policy: String::new(),
        vnet_cidr: vnet,
        subnet_cidr: subnet,
        pod_cidr: pods,
        service_cidr: service,
        service_ip: address::offset(service.network(), 1),
        dns_service_ip: dns.unwrap_or_else(|| address::offset(service.network(), 10)),
        domain: "cluster.local".to_owned(),
        vnet: names.vnet(),
        subnet: "k8s-subnet".to_owned(),
        security_group: names.security_group(),
        route_table: String::new(),
        proxy_mode: config
            .kube_proxy_mode
            .clone()
            .filter(|mode| !mode.is_empty())
            .unwrap_or_else(|| "iptables".to_owned()),
    }
}

/// The first range of IPv4 addresses.
fn first(ranges: Option<&Vec<IpNet>>) -> Option<Ipv4Net> {
    ranges?.iter().find_map(|range| match range {
        IpNet::V4(range) => Some(*range),
        IpNet::V6(_) => None,
    })
}

fn net(network: Ipv4Addr, prefix: u8) -> Ipv4Net {
    Ipv4Net::new_assert(network, prefix)
}
