//! `subnet-too-small`

use std::collections::BTreeMap;

use ipnet::Ipv4Net;
use slipway_definition::{Findings, Pointer, Rule, Spec};

use crate::{Addressed, Asked, Plan, address};

/// Addresses of each subnet that Azure keeps for itself: the first four and the last.
const RESERVED: u64 = 5;
/// Longest prefix of a subnet for Azure CNI: the peers ask for 9 bits of host addresses.
const LONGEST_PREFIX: u8 = 23;
/// Fewest pods that a node can work with.
const FEWEST_PODS: u64 = 5;
/// Kinds of machines that are told apart in the message, and places that are shown.
const SHOWN: usize = 6;

pub(super) static SUBNET_TOO_SMALL: Rule<Asked> = Rule {
    id: "subnet-too-small",
    why: "A subnet must hold every machine, every pod address reserved on its NIC, the internal balancer, and Azure's five. \
          Azure reserves pod addresses when the machine is made; the deployment fails when they run out.",
    fix: "use a larger `clusterSubnet`, fewer machines, or a lower `--max-pods`",
    about: &[
        "orchestratorProfile.kubernetesConfig.clusterSubnet",
        "masterProfile.agentSubnet",
        "masterProfile.count",
        "agentPoolProfiles[].count",
    ],
    check: |asked, findings| {
        let plan = &asked.plan;
        let room = Room::of(plan).filter(|_| plan.is_sound());
        let is_short = room.is_some_and(|room| short(plan, &room, findings));
        if !is_short && plan.pods_are_in_subnet() {
            few_bits(plan, findings);
        }
    },
};

/// A subnet and what stands in it.
struct Room<'p> {
    range: Ipv4Net,
    machines: Vec<&'p Addressed>,
    /// Where its range is written, where it can be.
    at: Option<Pointer>,
    /// Internal balancers.
    balancer: u64,
}

impl<'p> Room<'p> {
    /// The one subnet; of two the agents': the masters' has room for five with as many pods as there can be.
    fn of(plan: &'p Plan) -> Option<Self> {
        let cluster_subnet = || Pointer::from(Spec::KUBERNETES).key("clusterSubnet");
        match plan.nodes.as_slice() {
            [range] => Some(Self {
                range: *range,
                machines: plan.machines.iter().collect(),
                // The machines' subnet of other plugins cannot be chosen.
                at: plan.pods_are_in_subnet().then(cluster_subnet),
                balancer: u64::from(plan.masters().is_some_and(|masters| masters.count > 1)),
            }),
            [_, range] => Some(Self {
                range: *range,
                machines: plan.machines.iter().filter(|machines| !machines.is_masters()).collect(),
                at: Some(Pointer::from(Spec::MASTER).key("agentSubnet")),
                balancer: 0,
            }),
            _ => None,
        }
    }
}

/// Reports a subnet that does not hold what is asked for.
fn short(plan: &Plan, room: &Room<'_>, findings: &mut Findings<'_>) -> bool {
    let (subnet, balancer) = (room.range, room.balancer);
    let machines = room.machines.iter().map(|machines| u64::from(machines.count) * u64::from(machines.addresses));
    let needed = machines.fold(RESERVED + balancer, u64::saturating_add);
    let held = address::size(subnet);
    if needed <= held {
        return false;
    }
    let mut terms = terms(&room.machines);
    if balancer > 0 {
        terms.push("1 internal balancer".to_owned());
    }
    let message = format!(
        "subnet {subnet} holds {held} addresses; {} + {RESERVED} that Azure reserves = {needed} are needed",
        terms.join(" + ")
    );
    let finding = if let Some(at) = &room.at {
        findings.error(at.clone(), message).say(format!("{held} addresses"))
    } else {
        let most = room.machines.iter().max_by_key(|machines| machines.count);
        let at = most.map_or_else(|| Pointer::from(Spec::MASTER), |machines| machines.at.clone());
        findings.error(at.key("count"), message)
    };
    for machines in room.machines.iter().take(SHOWN).filter(|_| room.at.is_some()) {
        let what = if machines.is_masters() { "master" } else { "node" };
        finding.label(machines.at.key("count"), counted(machines.count.into(), what));
        if machines.addresses_given {
            finding.label(machines.at.key("ipAddressCount"), format!("{} addresses each", machines.addresses));
        } else if let Some(at) = machines.max_pods_at.clone().filter(|at| at.is_within(&machines.at)) {
            finding.label(at, format!("{} pods each", machines.max_pods));
        }
    }
    if let Some(at) = cluster_wide(plan).filter(|_| plan.pods_are_in_subnet()) {
        finding.label(at, "pods of each node");
    }
    finding.help(remedy(plan, room, needed));
    true
}

/// `3 nodes × (1 + 30 pods)`: machines with as many addresses are counted together.
fn terms(of: &[&Addressed]) -> Vec<String> {
    let mut kinds: BTreeMap<u32, (u64, bool, bool)> = BTreeMap::new();
    for machines in of {
        let (count, masters, agents) = kinds.entry(machines.addresses).or_default();
        *count += u64::from(machines.count);
        *masters |= machines.is_masters();
        *agents |= !machines.is_masters();
    }
    let total = kinds.len();
    let term = |(addresses, (count, masters, agents)): (&u32, &(u64, bool, bool))| {
        let what = if *masters && !*agents && total > 1 { "master" } else { "node" };
        let machines = counted(*count, what);
        match addresses {
            1 => machines,
            _ => format!("{machines} × (1 + {} pods)", addresses - 1),
        }
    };
    let mut terms: Vec<_> = kinds.iter().take(SHOWN).map(term).collect();
    let rest = kinds.iter().skip(SHOWN);
    let more = rest.map(|(addresses, (count, ..))| u64::from(*addresses) * count).fold(0, u64::saturating_add);
    if more > 0 {
        terms.push(format!("{more} of other nodes"));
    }
    terms
}

fn counted(count: u64, what: &str) -> String {
    format!("{count} {what}{}", if count == 1 { "" } else { "s" })
}

/// Where the pods of all nodes are written at once.
fn cluster_wide(plan: &Plan) -> Option<Pointer> {
    let config = Pointer::from(Spec::KUBERNETES);
    let written = plan.machines.iter().filter(|machines| !machines.addresses_given);
    written.filter_map(|machines| machines.max_pods_at.clone()).find(|at| at.is_within(&config))
}

/// The prefix that would do, and the pods that would.
fn remedy(plan: &Plan, room: &Room<'_>, needed: u64) -> String {
    let subnet = room.range;
    if room.at.is_none() {
        return "use fewer machines".to_owned();
    }
    let bits = u64::BITS - needed.saturating_sub(1).leading_zeros();
    let Some(prefix) =
        32_u32.checked_sub(bits).and_then(|prefix| u8::try_from(prefix).ok()).filter(|prefix| *prefix > 1)
    else {
        return "use fewer machines, or fewer pods a node".to_owned();
    };
    let longest = if plan.pods_are_in_subnet() { LONGEST_PREFIX } else { 29 };
    let larger = format!("use a /{} at least", prefix.min(longest));
    let nodes = room.machines.iter().map(|machines| u64::from(machines.count)).fold(0, u64::saturating_add);
    let each = address::size(subnet).saturating_sub(RESERVED + room.balancer).checked_div(nodes).unwrap_or(0);
    let pods = each.saturating_sub(1);
    let is_free = plan.pods_are_in_subnet() && room.machines.iter().all(|machines| !machines.addresses_given);
    if is_free && pods >= FEWEST_PODS && subnet.prefix_len() <= LONGEST_PREFIX {
        format!("{larger}, or a `--max-pods` of {pods} at most for all nodes")
    } else {
        larger
    }
}

/// The peers refuse small subnets whatever stands in them.
fn few_bits(plan: &Plan, findings: &mut Findings<'_>) {
    for range in plan.pods.iter().flatten() {
        let bits = range.max_prefix_len() - range.prefix_len();
        if bits < 9 {
            let message = format!("subnet {range} holds {} addresses; Azure CNI needs 512 at least", 1_u32 << bits);
            let at = Pointer::from(Spec::KUBERNETES).key("clusterSubnet");
            findings.error(at, message).help(format!("use a /{} at least", range.max_prefix_len() - 9));
        }
    }
}
