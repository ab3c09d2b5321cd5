use std::net::Ipv4Addr;

use ipnet::Ipv4Net;

use crate::pointer::Pointer;
use crate::rule::Rule;
use crate::spec::Spec;

/// The network that the template makes, and the masters' subnet in it.
const NETWORK: Ipv4Net = Ipv4Net::new_assert(Ipv4Addr::new(10, 0, 0, 0), 8);
const MASTERS: Ipv4Net = Ipv4Net::new_assert(Ipv4Addr::new(10, 240, 0, 0), 16);

/// The agents' subnet beside that of masters in a scale set.
pub(super) static RULE: Rule<Spec> = Rule {
    id: "agent-subnet",
    why: "With masters in a scale set the template makes two subnets of the network 10.0.0.0/8: 10.240.0.0/16 for the masters, and \
          this one for the pools.",
    fix: "choose a range within 10.0.0.0/8 that shares no address with 10.240.0.0/16, or leave `agentSubnet` off: it is 10.248.0.0/13 then",
    about: &["masterProfile.agentSubnet"],
    check: |spec, found| {
        let Some(master) = spec.master().filter(|_| spec.has_scale_set_masters() && !spec.has_custom_vnet()) else { return };
        // What is no range has a finding of its own.
        let range = master.agent_subnet.as_deref().and_then(|text| text.trim().parse::<Ipv4Net>().ok());
        let Some(range) = range.map(|range| range.trunc()) else { return };
        let message = if !NETWORK.contains(&range) {
            format!("the agents' subnet {range} is not within the network {NETWORK}")
        } else if range.contains(&MASTERS) || MASTERS.contains(&range) {
            format!("the agents' subnet {range} shares addresses with the masters', {MASTERS}")
        } else {
            return;
        };
        found.error(Pointer::from(Spec::MASTER).key("agentSubnet"), message);
    },
};
