//! `range-overlap`

use ipnet::IpNet;
use slipway_definition::{Findings, Pointer, Rule, Spec};

use crate::Asked;

const CONFIG: &str = Spec::KUBERNETES;

pub(super) static RANGE_OVERLAP: Rule<Asked> = Rule {
    id: "range-overlap",
    why: "An address that belongs to two, a pod and a service for instance, reaches only one of them.",
    fix: "choose ranges that do not overlap",
    about: &[
        "orchestratorProfile.kubernetesConfig.serviceCidr",
        "orchestratorProfile.kubernetesConfig.clusterSubnet",
        "orchestratorProfile.kubernetesConfig.dockerBridgeSubnet",
        "masterProfile.firstConsecutiveStaticIP",
        "masterProfile.vnetCidr",
        "masterProfile.agentSubnet",
    ],
    check: |asked, findings| {
        let ranges = ranges(asked);
        for (index, one) in ranges.iter().enumerate() {
            for other in &ranges[..index] {
                if one.what != other.what && overlap(one.range, other.range) && !(one.is_loose && other.is_loose) {
                    report(one, other, findings);
                }
            }
        }
        first_master(asked, &ranges, findings);
    },
};

/// A range of addresses and what it is of.
struct Block {
    what: &'static str,
    range: IpNet,
    at: Pointer,
    /// Whether somebody wrote it; else it is a default, and its place is where it would be written.
    is_written: bool,
    /// Whether it may be more than what is in use: the space of a whole network, or a bridge that may not be there.
    is_loose: bool,
}

/// The ranges, those that say more about the mistake last.
fn ranges(asked: &Asked) -> Vec<Block> {
    let (spec, plan) = (&asked.spec, &asked.plan);
    let config = spec.kubernetes();
    let at = |key: &str| Pointer::from(CONFIG).key(key);
    let is_written = |text: &Option<String>| text.as_deref().is_some_and(|text| !text.is_empty());
    let mut ranges = Vec::new();
    let mut add = |what, range: IpNet, at, is_written, is_loose| {
        ranges.push(Block { what, range, at, is_written, is_loose });
    };
    let pods_written = is_written(&config.cluster_subnet);
    let pods_in_subnet = plan.pods_are_in_subnet() && !plan.custom_vnet && !plan.scale_set_masters;
    for (index, nodes) in plan.nodes.iter().enumerate() {
        let what = if plan.pods_are_in_subnet() { "machines and pods" } else { "machines" };
        let (at, is_written) = if index == 0 {
            (at("clusterSubnet"), pods_in_subnet && pods_written)
        } else {
            let of_agents = spec.master().is_some_and(|master| is_written(&master.agent_subnet));
            (Pointer::from(Spec::MASTER).key("agentSubnet"), of_agents)
        };
        add(what, (*nodes).into(), at, is_written, false);
    }
    if let Some(vnet) = vnet(spec) {
        add("the network", vnet, Pointer::from(Spec::MASTER).key("vnetCidr"), true, true);
    }
    // With Azure CNI, pods are machines' neighbours; in a network of the user's their range only says what is not masqueraded.
    if !plan.pods_are_in_subnet() {
        for pods in plan.pods.iter().flatten() {
            add("pods", *pods, at("clusterSubnet"), pods_written, false);
        }
    }
    for services in plan.services.iter().flatten() {
        add("services", *services, at("serviceCidr"), is_written(&config.service_cidr), false);
    }
    // Only a Docker has its bridge.
    let has_docker = config.container_runtime.as_deref() == Some("docker");
    let bridge =
        config.docker_bridge_subnet.as_deref().filter(|_| has_docker).and_then(|text| text.parse::<IpNet>().ok());
    if let Some(bridge) = bridge {
        add("Docker's bridge", bridge.trunc(), at("dockerBridgeSubnet"), true, true);
    }
    ranges
}

/// The space of the network that exists already.
fn vnet(spec: &Spec) -> Option<IpNet> {
    let written = spec.master()?.vnet_cidr.as_deref().filter(|_| spec.has_custom_vnet())?;
    written.parse::<IpNet>().ok().map(|range| range.trunc())
}

fn report(one: &Block, other: &Block, findings: &mut Findings<'_>) {
    // What is written is what can be changed.
    let (first, second) = if other.is_written && !one.is_written { (other, one) } else { (one, other) };
    let message = format!("{} and {} share addresses", first.named(), second.named());
    let finding = if first.is_loose || second.is_loose {
        findings.warning(first.at.clone(), message)
    } else {
        findings.error(first.at.clone(), message)
    };
    if second.at != first.at && second.is_written {
        finding.say(first.what).label(second.at.clone(), second.what);
    }
}

impl Block {
    fn named(&self) -> String {
        let default = if self.is_written { "" } else { " (the default)" };
        format!("{} {}{default}", self.what, self.range)
    }
}

/// In a network that exists already, the first master's address is the one that is known of the machines'.
fn first_master(asked: &Asked, ranges: &[Block], findings: &mut Findings<'_>) {
    let written = asked.spec.master().and_then(|master| master.first_consecutive_static_ip.as_deref());
    let Some(address) = written.and_then(|text| text.parse::<std::net::IpAddr>().ok()) else { return };
    if !asked.plan.custom_vnet {
        return;
    }
    let taken = ranges.iter().find(|range| matches!(range.what, "pods" | "services") && range.range.contains(&address));
    if let Some(range) = taken {
        let message = format!("the first master's address {address} is one of the {} {}", range.what, range.range);
        let at = Pointer::from(Spec::MASTER).key("firstConsecutiveStaticIP");
        let finding = findings.error(at, message);
        if range.is_written {
            finding.label(range.at.clone(), range.what);
        }
    }
}

fn overlap(one: IpNet, other: IpNet) -> bool {
    one.contains(&other) || other.contains(&one)
}
