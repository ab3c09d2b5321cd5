//! `reserved-range`

use std::net::{Ipv4Addr, Ipv6Addr};

use ipnet::{IpNet, Ipv4Net, Ipv6Net};
use slipway_definition::{Findings, Pointer, Rule, Spec};

use crate::Asked;

/// Largest subnet of Azure (Azure Virtual Network FAQ, "How small and how large can virtual networks and subnets be?").
const SHORTEST_PREFIX: u8 = 2;

pub(super) static RESERVED_RANGE: Rule<Asked> = Rule {
    id: "reserved-range",
    why: "Azure takes no network with these addresses, and what is sent to them reaches no pod and no service: they are the \
          machine itself, multicast, and the metadata and name service that every machine asks.",
    fix: "choose a private range: within 10.0.0.0/8, 172.16.0.0/12 or 192.168.0.0/16",
    about: &[
        "orchestratorProfile.kubernetesConfig.clusterSubnet",
        "orchestratorProfile.kubernetesConfig.serviceCidr",
        "masterProfile.vnetCidr",
    ],
    check: |asked, findings| {
        let (spec, plan) = (&asked.spec, &asked.plan);
        let config = Pointer::from(Spec::KUBERNETES);
        for range in plan.pods.iter().flatten() {
            check(*range, &config.key("clusterSubnet"), findings);
        }
        for range in plan.services.iter().flatten() {
            check(*range, &config.key("serviceCidr"), findings);
        }
        let vnet = spec.master().and_then(|master| master.vnet_cidr.as_deref());
        if let Some(range) = vnet.and_then(|text| text.parse::<IpNet>().ok()) {
            check(range.trunc(), &Pointer::from(Spec::MASTER).key("vnetCidr"), findings);
        }
        let Some(subnet) = plan.subnet().filter(|_| plan.pods_are_in_subnet()) else { return };
        if subnet.prefix_len() < SHORTEST_PREFIX {
            let message = format!("Azure makes no subnet of {subnet}: the largest is a /{SHORTEST_PREFIX}");
            findings.error(config.key("clusterSubnet"), message);
        }
    },
};

fn check(range: IpNet, at: &Pointer, findings: &mut Findings<'_>) {
    let touched = reserved().into_iter().find(|(reserved, _)| range.contains(reserved) || reserved.contains(&range));
    let Some((reserved, what)) = touched else { return };
    let message = if range == reserved {
        format!("{range} is reserved: {what}")
    } else {
        format!("{range} shares addresses with {reserved}: {what}")
    };
    findings.error(at.clone(), message);
}

/// <https://learn.microsoft.com/azure/virtual-network/virtual-networks-faq>, on address ranges; of IPv6, the same kinds of addresses.
fn reserved() -> [(IpNet, &'static str); 8] {
    let v4 = |a, b, c, d, prefix| IpNet::V4(Ipv4Net::new_assert(Ipv4Addr::new(a, b, c, d), prefix));
    let v6 = |first, last, prefix| IpNet::V6(Ipv6Net::new_assert(Ipv6Addr::new(first, 0, 0, 0, 0, 0, 0, last), prefix));
    [
        (v4(127, 0, 0, 0, 8), "the machine itself"),
        (v4(169, 254, 0, 0, 16), "link-local addresses, and Azure's metadata service"),
        (v4(168, 63, 129, 16, 32), "Azure's name service and health probes"),
        (v4(224, 0, 0, 0, 4), "multicast"),
        (v4(255, 255, 255, 255, 32), "broadcast"),
        (v6(0, 1, 128), "the machine itself"),
        (v6(0xfe80, 0, 10), "link-local addresses"),
        (v6(0xff00, 0, 8), "multicast"),
    ]
}
