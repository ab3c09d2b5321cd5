//! The flows of a cluster, and which rule decides each.

use std::net::{IpAddr, Ipv4Addr};

use ipnet::IpNet;
use serde::Serialize;

use super::compiled::Packets;
use super::evaluate::{Group, Verdict};
use super::space::{PLATFORM, Place};
use crate::{Cluster, Machines};

/// Ports that Kubernetes gives to services on every node.
const NODE_PORTS: (u32, u32) = (30_000, 32_767);

/// Packets of one purpose, and what becomes of them.
#[derive(Clone, Debug, Serialize)]
pub struct Flow {
    /// What it is: a fragment.
    pub what: &'static str,
    /// Who sends.
    pub from: String,
    /// Who is sent to.
    pub to: String,
    /// `Tcp` or `Udp`.
    pub protocol: &'static str,
    /// A port, or the first and the last.
    pub ports: String,
    /// Who needs it.
    pub need: Need,
    /// What the group says.
    pub answer: Answer,
}

/// Who needs a flow.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Need {
    /// The cluster, which does not work without it.
    Cluster,
    /// Services and volumes, which need it when there are any.
    Services,
    /// People, who may shut it themselves.
    People,
}

/// What the group says of a flow.
#[derive(Clone, Debug, Serialize)]
pub struct Answer {
    /// Whether all of it passes; `None` when the rules are too entangled to say.
    pub passes: Option<bool>,
    /// Whether some of it passes and some does not.
    pub in_part: bool,
    /// The rule that decides: the one that shuts out, else the first that lets pass.
    pub rule: String,
    /// Its priority.
    pub priority: u32,
    /// Its index in the user's list, when it is one of theirs.
    pub written: Option<usize>,
}

/// A flow to be decided. The ends differ by direction where a balancer stands between: a sender sees the balancer's address
/// and port, who receives its own.
struct Asked {
    what: &'static str,
    from: String,
    to: String,
    protocol: &'static str,
    need: Need,
    outbound: Vec<Packets>,
    inbound: Vec<Packets>,
    /// What is shown; the ports that the receiver sees.
    ports: (u32, u32),
}

impl Cluster {
    /// Every flow that the security group may decide, each with its answer.
    ///
    /// What goes to 168.63.129.16 and 169.254.169.254, Azure holds against rules on `AzurePlatformDNS` and its like only.
    pub fn flows(&self) -> Vec<Flow> {
        let group = Group::of(self);
        asked(self).into_iter().map(|asked| asked.decided(&group)).collect()
    }
}

impl Asked {
    fn decided(self, group: &Group) -> Flow {
        // At the sender first: what does not leave needs no door.
        let sides = [group.outbound(self.protocol, self.outbound), group.inbound(self.protocol, self.inbound)];
        let (first, last) = self.ports;
        Flow {
            what: self.what,
            from: self.from,
            to: self.to,
            protocol: self.protocol,
            ports: if first == last { first.to_string() } else { format!("{first}-{last}") },
            need: self.need,
            answer: answer(&sides),
        }
    }
}

fn answer(sides: &[Option<Verdict<'_>>; 2]) -> Answer {
    let is_known = sides.iter().all(Option::is_some);
    let known = || sides.iter().flatten();
    let denied = known().find_map(|side| side.denied_by().map(|rule| (rule, side)));
    let in_part = denied.is_some_and(|(_, side)| side.rules.iter().any(|rule| rule.allows));
    // Who receives says more of what passes than who sends.
    let decides = denied.map(|(rule, _)| rule).or_else(|| known().rev().find_map(|side| side.rules.first().copied()));
    let decides = decides.filter(|_| is_known || denied.is_some());
    Answer {
        passes: if denied.is_some() { Some(false) } else { is_known.then_some(true) },
        in_part,
        rule: decides.map(|rule| rule.name.clone()).unwrap_or_default(),
        priority: decides.map_or(0, |rule| rule.priority),
        written: decides.and_then(|rule| rule.written),
    }
}

fn packets(from: &[Place], to: &[Place], ports: (u32, u32)) -> Vec<Packets> {
    let each = |source: &Place| {
        let source = source.clone();
        to.iter().map(move |to| Packets { source: source.clone(), destination: to.clone(), ports })
    };
    from.iter().flat_map(each).collect()
}

/// Between machines of the cluster, which both group's sides see alike.
fn within(what: &'static str, ends: [&str; 2], protocol: &'static str, both: Vec<Packets>) -> Asked {
    let ports = both.first().map_or((0, 0), |packets| packets.ports);
    let [from, to] = ends.map(str::to_owned);
    Asked { what, from, to, protocol, need: Need::Cluster, outbound: both.clone(), inbound: both, ports }
}

fn asked(cluster: &Cluster) -> Vec<Asked> {
    let masters: Vec<Place> = cluster.masters.addresses.iter().copied().map(Place::address).collect();
    let nodes: Vec<Place> = cluster.network.node_cidrs.iter().filter_map(v4).collect();
    let probe = [Place::Range((PLATFORM, PLATFORM))];
    let mut flows = vec![api_server(cluster, &nodes, &masters)];
    let mut probed = vec![u32::from(cluster.api.port), u32::from(cluster.api.internal_backend_port)];
    if cluster.api.is_private {
        probed.remove(0);
    }
    if cluster.api.internal_balancer || !cluster.api.is_private {
        probed.dedup();
        for port in probed {
            flows.push(inbound(
                "API server's health",
                "balancer",
                "masters",
                Need::Cluster,
                packets(&probe, &masters, (port, port)),
            ));
        }
    }
    if cluster.masters.count > 1 {
        flows.push(within("etcd", ["masters", "masters"], "Tcp", packets(&masters, &masters, (2379, 2380))));
    }
    flows.push(within("kubelet", ["masters", "nodes"], "Tcp", packets(&masters, &nodes, (10_250, 10_250))));
    flows.extend(between_pods(cluster, &nodes));
    flows.extend(name_servers(cluster, &nodes));
    flows.extend(azure(cluster, &masters, &nodes));
    flows.extend(from_outside(cluster, &masters, &nodes));
    flows.push(inbound("node ports' health", "balancer", "nodes", Need::Services, packets(&probe, &nodes, NODE_PORTS)));
    flows
}

/// What pods of different nodes need. In an overlay the group sees the packets around theirs, and nothing of what is in them.
fn between_pods(cluster: &Cluster, nodes: &[Place]) -> Vec<Asked> {
    let mut flows = Vec::new();
    if cluster.network.mode == "vxlan" {
        // Calico's port; Cilium and Flannel keep to the one that Linux has had first.
        let port = if cluster.network.policy == "calico" { 4789 } else { 8472 };
        flows.push(within("VXLAN", ["nodes", "nodes"], "Udp", packets(nodes, nodes, (port, port))));
    } else {
        let pods = pods(cluster);
        for protocol in ["Udp", "Tcp"] {
            flows.push(within(
                "DNS of the cluster",
                ["nodes, pods", "pods"],
                protocol,
                packets(&pods, &pods, (53, 53)),
            ));
        }
    }
    if cluster.network.plugin == "cilium" {
        // Agents ask one another how they are: without it they report nodes as unreachable, and pods go on.
        let health = within("Cilium's health", ["nodes", "nodes"], "Tcp", packets(nodes, nodes, (4240, 4240)));
        flows.push(Asked { need: Need::Services, ..health });
    }
    flows
}

fn v4(range: &IpNet) -> Option<Place> {
    match range {
        IpNet::V4(range) => Some(Place::block(*range)),
        IpNet::V6(_) => None,
    }
}

/// Where pods and nodes send from, as the group sees it.
fn pods(cluster: &Cluster) -> Vec<Place> {
    let network = &cluster.network;
    let mut places: Vec<Place> = network.node_cidrs.iter().filter_map(v4).collect();
    let pods = Place::block(network.pod_cidr);
    if !network.pods_in_subnet && !places.contains(&pods) {
        places.push(pods);
    }
    places
}

fn inbound(what: &'static str, from: &str, to: &str, need: Need, inbound: Vec<Packets>) -> Asked {
    let ports = inbound.first().map_or((0, 0), |packets| packets.ports);
    Asked { what, from: from.into(), to: to.into(), protocol: "Tcp", need, outbound: Vec::new(), inbound, ports }
}

fn outbound(what: &'static str, from: &str, to: &str, need: Need, outbound: Vec<Packets>) -> Asked {
    let ports = outbound.first().map_or((0, 0), |packets| packets.ports);
    Asked { what, from: from.into(), to: to.into(), protocol: "Tcp", need, outbound, inbound: Vec::new(), ports }
}

fn api_server(cluster: &Cluster, nodes: &[Place], masters: &[Place]) -> Asked {
    let api = &cluster.api;
    let (port, behind) = (u32::from(api.port), u32::from(api.internal_backend_port));
    Asked {
        what: "API server",
        from: "nodes".into(),
        to: if api.internal_balancer { "masters, by balancer".into() } else { "master".into() },
        protocol: "Tcp",
        need: Need::Cluster,
        outbound: packets(nodes, &[Place::address(api.internal_address)], (port, port)),
        inbound: packets(nodes, masters, (behind, behind)),
        ports: (behind, behind),
    }
}

/// The network's own name servers; Azure's stand outside all rules.
fn name_servers(cluster: &Cluster, nodes: &[Place]) -> Vec<Asked> {
    let servers = cluster.network.vnet.dns_servers.iter().filter_map(|server| match server {
        IpAddr::V4(server) => Some(*server),
        IpAddr::V6(_) => None,
    });
    let servers: Vec<Ipv4Addr> = servers.filter(|server| u32::from(*server) != PLATFORM).collect();
    let ask = |server: &Ipv4Addr| {
        let leave = packets(nodes, &[Place::address(*server)], (53, 53));
        Asked { protocol: "Udp", ..outbound("name server", "nodes", &server.to_string(), Need::Cluster, leave) }
    };
    servers.iter().map(ask).collect()
}

/// What machines need of Azure. Without a way out, the group's answer is not the last word.
fn azure(cluster: &Cluster, masters: &[Place], nodes: &[Place]) -> Vec<Asked> {
    let to = |tag: &str| packets(nodes, &[Place::Tag(tag.to_owned())], (443, 443));
    let platform = |what, tag: &str, protocol, port| {
        let leave = packets(nodes, &[Place::Tag(tag.to_owned())], (port, port));
        Asked { protocol, ..outbound(what, "nodes", tag, Need::Cluster, leave) }
    };
    let mut flows = vec![
        platform("Azure's name server", "AzurePlatformDNS", "Udp", 53),
        platform("metadata and identity", "AzurePlatformIMDS", "Tcp", 80),
        outbound("Azure's API", "nodes", "AzureResourceManager", Need::Services, to("AzureResourceManager")),
        outbound("images", "nodes", "MicrosoftContainerRegistry", Need::People, to("MicrosoftContainerRegistry")),
        outbound("all else outside", "nodes", "Internet", Need::People, to("Internet")),
    ];
    if matches!(cluster.identity, crate::Identity::ServicePrincipal { .. }) || cluster.entra.is_some() {
        let sign_in = to("AzureActiveDirectory");
        flows.insert(3, outbound("sign-in", "nodes", "AzureActiveDirectory", Need::Services, sign_in));
    }
    if cluster.kms.is_some() {
        let vault = packets(masters, &[Place::Tag("AzureKeyVault".to_owned())], (443, 443));
        flows.insert(3, outbound("key of the secrets", "masters", "AzureKeyVault", Need::Cluster, vault));
    }
    flows
}

/// What people reach from outside.
fn from_outside(cluster: &Cluster, masters: &[Place], nodes: &[Place]) -> Vec<Asked> {
    let internet = [Place::Tag("Internet".to_owned())];
    let api = &cluster.api;
    let mut flows = Vec::new();
    if !api.is_private {
        let source = api.source_address_prefix.as_str();
        let from = match (source, source.parse::<ipnet::Ipv4Net>(), source.parse::<Ipv4Addr>()) {
            ("*" | "", ..) => Place::Tag("Internet".to_owned()),
            (_, Ok(block), _) => Place::block(block),
            (_, _, Ok(address)) => Place::address(address),
            (tag, ..) => Place::Tag(tag.to_owned()),
        };
        let shown = if source == "*" { "Internet" } else { source };
        let port = u32::from(api.port);
        flows.push(inbound("API server", shown, "masters", Need::People, packets(&[from], masters, (port, port))));
        flows.push(inbound("SSH", "Internet", "masters", Need::People, packets(&internet, masters, (22, 22))));
    }
    let to = if has_pools(&cluster.pools) { "nodes" } else { "masters" };
    flows.push(inbound("node ports", "Internet", to, Need::People, packets(&internet, nodes, NODE_PORTS)));
    flows
}

fn has_pools(pools: &[Machines]) -> bool {
    pools.iter().any(|pool| pool.count > 0)
}
