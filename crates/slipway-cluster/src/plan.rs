//! The address plan that a definition asks for: ranges and addresses, with the peers' defaults (peer-behaviour.md 2.4).

use std::collections::BTreeMap;
use std::net::{Ipv4Addr, Ipv6Addr};

use ipnet::{IpNet, Ipv4Net, Ipv6Net};
use slipway_definition::{KubernetesConfig, Pointer, Spec};

/// Pods a node with Azure CNI.
const AZURE_PODS: u32 = 30;
/// Masters; more are reported by the definition's own rules.
const MOST_MASTERS: u32 = 5;
/// Machines of a pool; more are reported by the definition's own rules.
const MOST_MACHINES: u32 = 1000;
/// Addresses of a network interface (Azure limits, "Private IP addresses per network interface").
pub(crate) const MOST_ADDRESSES: u32 = 256;
/// Pods a node with other plugins.
const OTHER_PODS: u32 = 110;

/// The address plan.
#[derive(Clone, Debug)]
pub struct Plan {
    /// Network plugin, `azure` or `kubenet` mostly.
    pub plugin: String,
    /// Whether the machines stand in a network that exists already, of whose subnets nothing is known.
    pub custom_vnet: bool,
    /// Whether the masters stand in a scale set, and then in a subnet of their own.
    pub scale_set_masters: bool,
    /// Pods' addresses, one range a family; `None` when they cannot be read.
    pub pods: Option<Vec<IpNet>>,
    /// Services' addresses, one range a family; `None` when they cannot be read.
    pub services: Option<Vec<IpNet>>,
    /// Subnets of machines, where the definition makes them.
    pub nodes: Vec<Ipv4Net>,
    /// The masters, then the pools.
    pub machines: Vec<Addressed>,
}

/// What machines of one kind need of the address plan.
#[derive(Clone, Debug)]
pub struct Addressed {
    /// Where they are described.
    pub at: Pointer,
    /// `master`, or the pool's name.
    pub name: String,
    /// How many.
    pub count: u32,
    /// Pods a node.
    pub max_pods: u32,
    /// Where `max_pods` is written.
    pub max_pods_at: Option<Pointer>,
    /// Addresses of each machine, pods' included where the plugin takes them from the subnet.
    pub addresses: u32,
    /// Whether `addresses` is written.
    pub addresses_given: bool,
    /// Whether all numbers are such as can be. What is not has a finding of its own, and nothing is to be computed of it.
    pub is_sound: bool,
}

impl Plan {
    /// The plan of a definition.
    pub fn of(spec: &Spec) -> Self {
        let (plugin, _) = spec.network();
        let is_azure = plugin == "azure";
        let config = spec.kubernetes();
        let flags = spec.properties().feature_flags.as_ref();
        let dual = flags.and_then(|flags| flags.enable_ipv6_dual_stack) == Some(true);
        let only = flags.and_then(|flags| flags.enable_ipv6_only) == Some(true);
        let family = |v4: Ipv4Net, v6: Ipv6Net| match (dual, only) {
            (false, true) => vec![v6.into()],
            (false, false) => vec![v4.into()],
            (true, _) => vec![v4.into(), v6.into()],
        };
        let pods_v4 = if is_azure { v4(10, 240, 12) } else { v4(10, 244, 16) };
        let pods = ranges(config.cluster_subnet.as_deref(), || family(pods_v4, v6(0xfc00, 48)));
        let services = ranges(config.service_cidr.as_deref(), || family(v4(10, 0, 16), v6(0xfd00, 108)));
        let custom_vnet = spec.has_custom_vnet();
        let scale_set_masters = spec.has_scale_set_masters();
        let nodes = if custom_vnet {
            Vec::new()
        } else if scale_set_masters {
            let agents = spec.master().and_then(|master| master.agent_subnet.as_deref());
            let agents = agents.and_then(|text| text.trim().parse::<Ipv4Net>().ok()).map(|range| range.trunc());
            vec![v4(10, 240, 16), agents.unwrap_or_else(|| v4(10, 248, 13))]
        } else if is_azure {
            pods.iter().flatten().filter_map(v4_of).take(1).collect()
        } else {
            vec![v4(10, 240, 16)]
        };
        Self {
            plugin: plugin.to_owned(),
            custom_vnet,
            scale_set_masters,
            pods,
            services,
            nodes,
            machines: machines(spec, is_azure),
        }
    }

    /// The masters, if they are written.
    pub fn masters(&self) -> Option<&Addressed> {
        self.machines.first().filter(|machines| machines.is_masters())
    }

    /// The pool of this index.
    pub fn pool(&self, index: usize) -> Option<&Addressed> {
        self.machines.get(index + usize::from(self.masters().is_some()))
    }

    /// Whether sums over the machines mean something.
    pub fn is_sound(&self) -> bool {
        self.machines.iter().all(|machines| machines.is_sound)
    }

    /// Whether pods have addresses of the machines' subnet.
    pub fn pods_are_in_subnet(&self) -> bool {
        self.plugin == "azure"
    }

    /// The masters' subnet, where the definition makes it.
    pub fn master_subnet(&self) -> Option<Ipv4Net> {
        self.nodes.first().copied()
    }

    /// The one subnet of all machines, where the definition makes it.
    pub fn subnet(&self) -> Option<Ipv4Net> {
        match self.nodes.as_slice() {
            [subnet] => Some(*subnet),
            _ => None,
        }
    }
}

impl Addressed {
    /// Whether they are the masters.
    pub fn is_masters(&self) -> bool {
        self.at.as_str() == Spec::MASTER
    }
}

fn machines(spec: &Spec, is_azure: bool) -> Vec<Addressed> {
    let master = spec.master().map(|master| ("master".to_owned(), master.count));
    let pools = spec.pools().iter().map(|pool| (pool.name.clone().unwrap_or_default(), pool.count));
    let named = master.into_iter().chain(pools);
    named
        .zip(spec.each_machines())
        .map(|((name, count), (at, machines))| {
            let (max_pods, max_pods_at) = max_pods(spec, &at, machines.kubernetes_config, is_azure);
            let most = if at.as_str() == Spec::MASTER { MOST_MASTERS } else { MOST_MACHINES };
            let given = number(machines.ip_address_count, MOST_ADDRESSES);
            let default = if is_azure { max_pods.saturating_add(1).min(MOST_ADDRESSES) } else { 1 };
            Addressed {
                at,
                name,
                count: clamped(count, most),
                max_pods,
                max_pods_at,
                addresses: given.unwrap_or(default),
                addresses_given: given.is_some(),
                is_sound: number(count, most).is_some()
                    && (given.is_some() || machines.ip_address_count.unwrap_or(0) == 0)
                    && (!is_azure || given.is_some() || max_pods < MOST_ADDRESSES),
            }
        })
        .collect()
}

/// One where nothing is written, and the nearest number that can be.
fn clamped(given: Option<i64>, most: u32) -> u32 {
    given.map_or(1, |count| u32::try_from(count.clamp(1, i64::from(most))).unwrap_or(most))
}

/// A number from 1 to the most that there can be; what is outside has a finding of its own and is taken for not written.
fn number(given: Option<i64>, most: u32) -> Option<u32> {
    given.and_then(|number| u32::try_from(number).ok()).filter(|number| (1..=most).contains(number))
}

/// The pool's own kubelet flag, the cluster's, the cluster's `maxPods`, the plugin's default.
fn max_pods(spec: &Spec, at: &Pointer, own: Option<&KubernetesConfig>, is_azure: bool) -> (u32, Option<Pointer>) {
    let config = spec.kubernetes();
    let flag = |flags: &BTreeMap<String, String>| flags.get("--max-pods").and_then(|text| text.trim().parse().ok());
    let kubernetes = Pointer::from(Spec::KUBERNETES);
    let places = [
        (
            own.and_then(|own| flag(&own.kubelet_config)),
            at.key("kubernetesConfig").key("kubeletConfig").key("--max-pods"),
        ),
        (flag(&config.kubelet_config), kubernetes.key("kubeletConfig").key("--max-pods")),
        (config.max_pods.and_then(|pods| u32::try_from(pods).ok()), kubernetes.key("maxPods")),
    ];
    for (given, at) in places {
        if let Some(pods) = given.filter(|pods| *pods > 0) {
            return (pods, Some(at));
        }
    }
    (if is_azure { AZURE_PODS } else { OTHER_PODS }, None)
}

/// Ranges as written, joined by commas. One that cannot be read has a finding of the definition's own rules.
fn ranges(written: Option<&str>, default: impl FnOnce() -> Vec<IpNet>) -> Option<Vec<IpNet>> {
    match written.map(str::trim).filter(|text| !text.is_empty()) {
        None => Some(default()),
        Some(text) => {
            text.split(',').take(3).map(|range| range.trim().parse::<IpNet>().ok().map(|net| net.trunc())).collect()
        }
    }
}

fn v4_of(range: &IpNet) -> Option<Ipv4Net> {
    match range {
        IpNet::V4(range) => Some(*range),
        IpNet::V6(_) => None,
    }
}

fn v4(first: u8, second: u8, prefix: u8) -> Ipv4Net {
    Ipv4Net::new_assert(Ipv4Addr::new(first, second, 0, 0), prefix)
}

fn v6(first: u16, prefix: u8) -> Ipv6Net {
    Ipv6Net::new_assert(Ipv6Addr::new(first, 0, 0, 0, 0, 0, 0, 0), prefix)
}
