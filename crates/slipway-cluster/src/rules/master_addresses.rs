//! `master-addresses`

use slipway_definition::Rule;

use crate::Cluster;

const PLACE: &str = "/properties/masterProfile/firstConsecutiveStaticIP";

pub(super) static MASTER_ADDRESSES: Rule<Cluster> = Rule {
    id: "master-addresses",
    why: "Masters stand at consecutive static addresses, the internal balancer ten after the first: all must lie in the \
          subnet, and none where Azure keeps addresses for itself (the first four and the last).",
    fix: "choose a `firstConsecutiveStaticIP` further inside the subnet, with a last octet of at most 245",
    about: &["masterProfile.firstConsecutiveStaticIP"],
    check: |cluster, findings| {
        let subnet = cluster.network.subnet_cidr;
        let balancer = cluster.api.internal_balancer.then_some(cluster.api.internal_address);
        let reserved_below = u32::from(subnet.network()).saturating_add(3);
        for address in cluster.masters.addresses.iter().chain(&balancer) {
            let number = u32::from(*address);
            if !subnet.contains(address) {
                findings.error(PLACE, format!("{address} is outside the subnet {subnet}"));
                return;
            }
            if number <= reserved_below || *address == subnet.broadcast() {
                let message = format!("{address} is one of the five addresses of {subnet} that Azure keeps for itself");
                findings.error(PLACE, message);
                return;
            }
        }
        if let Some(balancer) = balancer.filter(|address| cluster.masters.addresses.contains(address)) {
            findings.error(PLACE, format!("{balancer} would be a master's and the internal balancer's"));
        }
    },
};
