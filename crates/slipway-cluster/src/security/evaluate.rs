//! Which rules of a group decide a flow.

use super::compiled::{Compiled, Meeting, Packets};
use super::of_azure;
use crate::{Cluster, SecurityRule};

/// Most work that one flow is worth: rules of a hostile definition could cut it into endless parts.
const MOST_WORK: usize = 2_000_000;

/// The rules of both directions, in the order in which Azure asks them.
pub(super) struct Group {
    inbound: Vec<Compiled>,
    outbound: Vec<Compiled>,
}

/// What a group says of packets.
pub(super) struct Verdict<'g> {
    /// The rules that decide some of them, the first one first.
    pub(super) rules: Vec<&'g Compiled>,
}

impl Group {
    pub(super) fn of(cluster: &Cluster) -> Self {
        let network = &cluster.network;
        let own = cluster.own_security_rules();
        let azure = of_azure();
        let written = network.security_rules.iter().enumerate().map(|(index, rule)| (rule, Some(index)));
        let all: Vec<(&SecurityRule, Option<usize>)> =
            written.chain(own.iter().chain(&azure).map(|rule| (rule, None))).collect();
        let side = |direction: &str| {
            let rules = all.iter().filter(|(rule, _)| rule.direction == direction && rule.priority > 0);
            let mut rules: Vec<_> = rules.map(|(rule, index)| Compiled::of(rule, *index, network)).collect();
            rules.sort_by_key(|rule| rule.priority);
            rules
        };
        Self { inbound: side("Inbound"), outbound: side("Outbound") }
    }

    pub(super) fn inbound(&self, protocol: &str, packets: Vec<Packets>) -> Option<Verdict<'_>> {
        decide(&self.inbound, protocol, packets)
    }

    pub(super) fn outbound(&self, protocol: &str, packets: Vec<Packets>) -> Option<Verdict<'_>> {
        decide(&self.outbound, protocol, packets)
    }
}

impl<'g> Verdict<'g> {
    /// The first rule that shuts some packets out.
    pub(super) fn denied_by(&self) -> Option<&'g Compiled> {
        self.rules.iter().copied().find(|rule| !rule.allows)
    }
}

/// `None` when the rules cut the packets into more parts than are worth the work.
fn decide<'g>(rules: &'g [Compiled], protocol: &str, packets: Vec<Packets>) -> Option<Verdict<'g>> {
    let mut left = packets;
    let mut work = 0_usize;
    let mut deciding = Vec::new();
    for rule in rules {
        let mut next = Vec::new();
        let mut decides = false;
        work = work.saturating_add(left.len().saturating_mul(rule.cost()));
        if work > MOST_WORK {
            return None;
        }
        for packets in left {
            match rule.meet(protocol, &packets) {
                Meeting::Apart => next.push(packets),
                Meeting::Whole => decides = true,
                Meeting::Part(rest) => {
                    decides = true;
                    next.extend(rest);
                }
            }
        }
        if decides {
            deciding.push(rule);
        }
        left = next;
    }
    Some(Verdict { rules: deciding })
}
