//! `pod-range-too-small`

use ipnet::IpNet;
use slipway_definition::{Pointer, Rule, Spec};

use crate::Asked;

/// Routes of an Azure route table (Azure subscription limits, "User-defined routes per route table").
const ROUTES: u64 = 400;
/// Prefix of a node's pods unless the controller manager is told otherwise: IPv4, IPv6.
const DEFAULT_PREFIX: (u8, u8) = (24, 64);
/// Kubernetes gives out no more than this many bits of blocks (`clusterSubnetMaxDiff`).
const MOST_BITS: u8 = 16;

pub(super) static POD_RANGE_TOO_SMALL: Rule<Asked> = Rule {
    id: "pod-range-too-small",
    why: "Except with Azure CNI, the controller manager gives each node a block of the pods' range; a node that gets none never \
          becomes ready.",
    fix: "use a larger `clusterSubnet`, fewer machines, or smaller blocks (`controllerManagerConfig`, `--node-cidr-mask-size`)",
    about: &[
        "orchestratorProfile.kubernetesConfig.clusterSubnet",
        "orchestratorProfile.kubernetesConfig.controllerManagerConfig",
        "orchestratorProfile.kubernetesConfig.kubeletConfig",
        "orchestratorProfile.kubernetesConfig.maxPods",
        "orchestratorProfile.kubernetesConfig.networkPlugin",
        "masterProfile.kubernetesConfig.kubeletConfig",
        "agentPoolProfiles[].kubernetesConfig.kubeletConfig",
    ],
    check: |asked, findings| {
        let plan = &asked.plan;
        if !matches!(plan.plugin.as_str(), "kubenet" | "cilium" | "flannel") {
            return;
        }
        let config = Pointer::from(Spec::KUBERNETES);
        let nodes = plan.machines.iter().map(|machines| u64::from(machines.count)).fold(0, u64::saturating_add);
        let is_dual = plan.pods.as_ref().is_some_and(|pods| pods.len() > 1);
        for range in plan.pods.iter().flatten() {
            let (flag, prefix) = block(asked, range, is_dual);
            let at_flag = config.key("controllerManagerConfig").key(flag);
            let given = asked.spec.kubernetes().controller_manager_config.contains_key(flag);
            let Some(bits) = prefix.checked_sub(range.prefix_len()) else {
                let message =
                    format!("pods' range {range} does not hold a single block of /{prefix}, which each node gets");
                let finding = findings.error(config.key("clusterSubnet"), message);
                if given {
                    finding.label(at_flag, "the blocks");
                }
                continue;
            };
            let blocks = 1_u64 << bits.min(MOST_BITS);
            if nodes > blocks && plan.is_sound() {
                let message =
                    format!("pods' range {range} holds {blocks} blocks of /{prefix}; {nodes} nodes need one each");
                let message = if blocks == 1 { message.replace("1 blocks", "1 block") } else { message };
                let finding = findings.error(config.key("clusterSubnet"), message);
                for machines in plan.machines.iter().take(6) {
                    let what = if machines.is_masters() { "master" } else { "node" };
                    let plural = if machines.count == 1 { "" } else { "s" };
                    finding.label(machines.at.key("count"), format!("{} {what}{plural}", machines.count));
                }
                if given {
                    finding.label(at_flag, "the blocks");
                }
                let wanted = u8::try_from(u64::BITS - (nodes - 1).leading_zeros()).unwrap_or(MOST_BITS);
                if let Some(wanted) = prefix.checked_sub(wanted) {
                    finding.help(format!("use a /{wanted} at least, or fewer machines"));
                }
            }
            pods_of_a_block(asked, range, prefix, findings);
        }
        if plan.plugin == "kubenet" && nodes > ROUTES {
            let message =
                format!("kubenet needs a route for each of {nodes} nodes; Azure's route tables hold {ROUTES}");
            let finding = findings.warning(config.key("networkPlugin"), message);
            finding.help("use Azure CNI (`\"networkPlugin\": \"azure\"`), or fewer machines");
        }
    },
};

/// The flag with the prefix of a node's block, and the prefix.
fn block(asked: &Asked, range: &IpNet, is_dual: bool) -> (&'static str, u8) {
    let (flag, default) = match (range, is_dual) {
        (IpNet::V4(_), false) => ("--node-cidr-mask-size", DEFAULT_PREFIX.0),
        (IpNet::V4(_), true) => ("--node-cidr-mask-size-ipv4", DEFAULT_PREFIX.0),
        (IpNet::V6(_), true) => ("--node-cidr-mask-size-ipv6", DEFAULT_PREFIX.1),
        (IpNet::V6(_), false) => ("--node-cidr-mask-size", DEFAULT_PREFIX.1),
    };
    let flags = &asked.spec.kubernetes().controller_manager_config;
    let given = flags.get(flag).and_then(|text| text.parse::<u8>().ok());
    (flag, given.filter(|prefix| (1..=range.max_prefix_len()).contains(prefix)).unwrap_or(default))
}

/// A block must have an address for each pod of a node, beside its own first and last and the bridge's.
fn pods_of_a_block(asked: &Asked, range: &IpNet, prefix: u8, findings: &mut slipway_definition::Findings<'_>) {
    let bits = range.max_prefix_len() - prefix;
    let mut told: Vec<&Pointer> = Vec::new();
    for machines in &asked.plan.machines {
        let Some(at) = &machines.max_pods_at else { continue };
        let needed = u64::from(machines.max_pods) + 3;
        if bits < 33 && needed > 1 << bits && !told.contains(&at) && told.len() < 100 {
            let message = format!(
                "a node's block of /{prefix} holds {} addresses; {} pods + 3 that the block itself needs = {needed} are needed",
                1_u64 << bits,
                machines.max_pods
            );
            let most = (1_u64 << bits).saturating_sub(3);
            let finding = findings.error(at.clone(), message);
            finding.help(format!("use {most} pods at most, or larger blocks (`--node-cidr-mask-size`)"));
            told.push(at);
        }
    }
}
