//! The network: ranges, subnets, plugin.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use ipnet::{IpNet, Ipv4Net, Ipv6Net};
use slipway_definition::{ResourceId, SUBNET, TableId};

use crate::names::Names;
use crate::view::View;
use crate::{Network, Owner, Plan, RouteTable, Subnet, Vnet, address, security};

/// Subnet of all machines, or of the agents and the masters where masters are in a scale set.
const SUBNET_NAME: &str = "k8s-subnet";
const MASTERS_SUBNET_NAME: &str = "subnetmaster";
const AGENTS_SUBNET_NAME: &str = "subnetagent";

/// The plan's ranges, and the VNET around them: 10.0.0.0/8 as the peers', or the subnet itself where that lies outside.
pub(crate) fn decide(view: &View<'_>, plan: &Plan, names: &Names<'_>) -> Network {
    let config = view.kubernetes();
    let (plugin, policy) = view.spec.network();
    let mode = mode(plugin, policy, config.network_mode.as_deref().unwrap_or_default());
    let cloud_routes = matches!((plugin, mode), ("kubenet", "routes") | ("cilium", "native"));
    let pods_in_subnet = plan.pods_are_in_subnet();
    let (vnet, subnets) = if plan.custom_vnet { existing(view) } else { made(view, plan, names) };
    // What cannot be read has been reported by the definition's own rules.
    let written = config.cluster_subnet.as_deref().is_some_and(|text| !text.trim().is_empty());
    let pod_cidr = match v4(plan.pods.as_ref()) {
        // Azure CNI's default says nothing of a network that exists already.
        Some(_) if pods_in_subnet && plan.custom_vnet && !written => vnet.cidr,
        // Nor of the subnets of machines that have two.
        Some(pods) if pods_in_subnet && !written && !plan.nodes.iter().all(|nodes| pods.contains(nodes)) => vnet.cidr,
        Some(pods) => pods,
        None => net(Ipv4Addr::new(10, 240, 0, 0), 12),
    };
    let service_cidr = v4(plan.services.as_ref()).unwrap_or_else(|| net(Ipv4Addr::new(10, 0, 0, 0), 16));
    let dns = config.dns_service_ip.as_deref().and_then(|ip| ip.parse().ok());
    let agents = subnets.last().map(|subnet| subnet.name.clone()).unwrap_or_default();
    let both =
        |v4: Ipv4Net, v6: Option<Ipv6Net>| [Some(IpNet::V4(v4)), v6.map(IpNet::V6)].into_iter().flatten().collect();
    let (pod_cidr_v6, service_cidr_v6) = (v6(plan.pods.as_ref()), v6(plan.services.as_ref()));
    let pod_cidrs: Vec<IpNet> = both(pod_cidr, pod_cidr_v6);
    Network {
        plugin: plugin.to_owned(),
        mode: mode.to_owned(),
        policy: policy.to_owned(),
        pods_in_subnet,
        cloud_routes,
        routed_cidr: if vnet.existing.is_none() && vnet.cidr.contains(&pod_cidr) { vnet.cidr } else { pod_cidr },
        node_cidrs: node_cidrs(&vnet, &subnets),
        subnet: agents_subnet(view).unwrap_or(agents),
        unmasqueraded: unmasqueraded(mode, &vnet, &pod_cidrs),
        pod_cidr,
        pod_cidr_v6,
        pod_cidrs,
        service_cidr,
        service_cidr_v6,
        service_cidrs: both(service_cidr, service_cidr_v6),
        service_ip: address::offset(service_cidr.network(), 1),
        dns_service_ip: dns.unwrap_or_else(|| address::offset(service_cidr.network(), 10)),
        domain: "cluster.local".to_owned(),
        security_group: names.security_group(),
        security_rules: security::written(view.spec),
        blocks_internet: view.spec.blocks_internet(),
        route_table: cloud_routes.then(|| route_table(view, names)),
        kube_proxy: !view.spec.replaces_kube_proxy(),
        pods_reach_imds: config.pod_link_local_access.as_deref() != Some("None"),
        proxy_mode: config
            .kube_proxy_mode
            .clone()
            .filter(|mode| !mode.is_empty())
            .unwrap_or_else(|| "iptables".to_owned()),
        vnet,
        subnets,
    }
}

/// The user's table, or one that the template makes.
fn route_table(view: &View<'_>, names: &Names<'_>) -> RouteTable {
    let config = view.kubernetes();
    let given = config.route_table_id.as_deref().and_then(|id| TableId::parse(id).ok());
    match given {
        Some(id) => RouteTable {
            name: id.name.to_owned(),
            existing: Some(Owner { subscription: id.subscription.to_owned(), resource_group: id.group.to_owned() }),
            associates: false,
        },
        None => RouteTable {
            name: names.route_table(),
            existing: None,
            associates: config.route_table_association.as_deref() != Some("Manual"),
        },
    }
}

/// Name servers of machines in a network that the template makes; an existing one has its own.
fn dns_servers(view: &View<'_>) -> Vec<IpAddr> {
    let server = view.linux().custom_nodes_dns.as_ref().and_then(|dns| dns.dns_server.as_deref());
    server.and_then(|text| text.parse().ok()).into_iter().collect()
}

/// How pods of different nodes reach one another.
fn mode<'w>(plugin: &str, policy: &str, written: &'w str) -> &'w str {
    match (plugin, written) {
        ("azure", "") => "transparent",
        ("cilium", "") | ("flannel", _) => "vxlan",
        ("kubenet", "vxlan") if policy == "calico" => "vxlan",
        ("kubenet", _) => "routes",
        ("azure" | "cilium", mode) => mode,
        _ => "",
    }
}

/// The network that the template makes.
fn made(view: &View<'_>, plan: &Plan, names: &Names<'_>) -> (Vnet, Vec<Subnet>) {
    let ranges: &[_] = &plan.nodes;
    let subnet_names: &[&str] =
        if plan.scale_set_masters { &[MASTERS_SUBNET_NAME, AGENTS_SUBNET_NAME] } else { &[SUBNET_NAME] };
    let is_dual = v6(plan.pods.as_ref()).is_some();
    let subnet = |(index, (name, range)): (u16, (&&str, &Ipv4Net))| Subnet {
        name: (*name).to_owned(),
        cidr: Some(*range),
        cidr_v6: is_dual.then(|| subnet_v6(index)),
    };
    let subnets: Vec<_> = (0..).zip(subnet_names.iter().zip(ranges)).map(subnet).collect();
    let default = net(Ipv4Addr::new(10, 0, 0, 0), 8);
    let outside = ranges.iter().find(|range| !default.contains(*range));
    let vnet = Vnet {
        name: names.vnet(),
        existing: None,
        cidr: outside.copied().unwrap_or(default),
        cidr_v6: is_dual.then(|| Ipv6Net::new_assert(Ipv6Addr::new(0x2001, 0x1234, 0x5678, 0x9a00, 0, 0, 0, 0), 56)),
        dns_servers: dns_servers(view),
    };
    (vnet, subnets)
}

/// The peers' IPv6 subnet, and the next one.
fn subnet_v6(index: u16) -> Ipv6Net {
    Ipv6Net::new_assert(Ipv6Addr::new(0x2001, 0x1234, 0x5678, 0x9abc + index, 0, 0, 0, 0), 64)
}

/// The network that the definition names.
fn existing(view: &View<'_>) -> (Vnet, Vec<Subnet>) {
    let master = view.master();
    let pools = view.pools().iter().map(|pool| pool.vnet_subnet_id.as_deref());
    let of_masters = [master.vnet_subnet_id.as_deref()];
    let ids = of_masters.into_iter().chain(pools).chain([agents_id(view)]).flatten();
    let ids: Vec<_> = ids.filter_map(|id| ResourceId::parse(id, SUBNET).ok()).collect();
    let mut subnets: Vec<Subnet> = Vec::new();
    for id in &ids {
        if !subnets.iter().any(|subnet| subnet.name.eq_ignore_ascii_case(id.name)) {
            subnets.push(Subnet { name: id.name.to_owned(), cidr: None, cidr_v6: None });
        }
    }
    let cidr = master.vnet_cidr.as_deref().and_then(|text| text.trim().parse::<Ipv4Net>().ok());
    let vnet = Vnet {
        name: ids.first().map(|id| id.parent.to_owned()).unwrap_or_default(),
        existing: ids
            .first()
            .map(|id| Owner { subscription: id.subscription.to_owned(), resource_group: id.group.to_owned() }),
        cidr: cidr.map_or_else(|| net(Ipv4Addr::new(10, 0, 0, 0), 8), |range| range.trunc()),
        cidr_v6: None,
        dns_servers: Vec::<IpAddr>::new(),
    };
    (vnet, subnets)
}

/// Id of the agents' existing subnet, with masters in a scale set.
fn agents_id<'v>(view: &View<'v>) -> Option<&'v str> {
    let id = view.master().agent_vnet_subnet_id.as_deref().filter(|id| !id.is_empty());
    id.filter(|_| view.spec.has_scale_set_masters())
}

/// Name of the existing subnet where the cloud provider puts internal balancers: the first pool's.
fn agents_subnet(view: &View<'_>) -> Option<String> {
    let of_pools = view.pools().iter().find_map(|pool| pool.vnet_subnet_id.as_deref());
    let id = of_pools.or(agents_id(view)).or(view.master().vnet_subnet_id.as_deref())?;
    ResourceId::parse(id, SUBNET).ok().map(|id| id.name.to_owned())
}

/// Name of the subnet that machines stand in.
pub(crate) fn subnet_of(network: &Network, is_master: bool, id: Option<&str>) -> String {
    let given = id.and_then(|id| ResourceId::parse(id, SUBNET).ok());
    let made = if is_master { network.subnets.first().map(|subnet| &subnet.name) } else { Some(&network.subnet) };
    given.map(|id| id.name.to_owned()).or_else(|| made.cloned()).unwrap_or_default()
}

/// Where machines' addresses are, as far as that is known.
fn node_cidrs(vnet: &Vnet, subnets: &[Subnet]) -> Vec<IpNet> {
    let known: Vec<_> = subnets
        .iter()
        .flat_map(|subnet| [subnet.cidr.map(IpNet::V4), subnet.cidr_v6.map(IpNet::V6)])
        .flatten()
        .collect();
    if known.is_empty() { vec![IpNet::V4(vnet.cidr)] } else { known }
}

/// The network, and pods' ranges outside it. Where pods' traffic goes in packets from node to node, nobody but pods knows
/// the way back to them.
fn unmasqueraded(mode: &str, vnet: &Vnet, pods: &[IpNet]) -> Vec<IpNet> {
    let network = [Some(IpNet::V4(vnet.cidr)), vnet.cidr_v6.map(IpNet::V6)];
    let mut ranges: Vec<IpNet> = network.into_iter().flatten().filter(|_| mode != "vxlan").collect();
    for range in pods {
        if !ranges.iter().any(|around| around.contains(range)) {
            ranges.push(*range);
        }
    }
    ranges
}

/// The first range of IPv4 addresses.
fn v4(ranges: Option<&Vec<IpNet>>) -> Option<Ipv4Net> {
    ranges?.iter().find_map(|range| match range {
        IpNet::V4(range) => Some(*range),
        IpNet::V6(_) => None,
    })
}

/// The first range of IPv6 addresses.
fn v6(ranges: Option<&Vec<IpNet>>) -> Option<Ipv6Net> {
    ranges?.iter().find_map(|range| match range {
        IpNet::V6(range) => Some(*range),
        IpNet::V4(_) => None,
    })
}

fn net(network: Ipv4Addr, prefix: u8) -> Ipv4Net {
    Ipv4Net::new_assert(network, prefix)
}
