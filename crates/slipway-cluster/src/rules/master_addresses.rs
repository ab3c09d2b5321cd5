//! `master-addresses`

use std::net::Ipv4Addr;

use ipnet::Ipv4Net;
use slipway_definition::{Findings, Pointer, Rule, Spec};

use crate::{Asked, address};

pub(super) static MASTER_ADDRESSES: Rule<Asked> = Rule {
    id: "master-addresses",
    why: "Masters stand at consecutive static addresses, the internal balancer ten after the first: all must lie in the \
          subnet, and none where Azure keeps addresses for itself (the first four and the last).",
    fix: "choose a `firstConsecutiveStaticIP` further inside the subnet, with a last octet of at most 245",
    about: &["masterProfile.firstConsecutiveStaticIP"],
    check: |asked, findings| {
        let plan = &asked.plan;
        let Some(master) = asked.spec.master().filter(|_| !plan.scale_set_masters) else { return };
        let written = master.first_consecutive_static_ip.as_deref().unwrap_or_default();
        let first = match written.parse::<Ipv4Addr>() {
            Ok(first) => first,
            // What is no address has a finding of its own.
            Err(_) if !written.is_empty() => return,
            Err(_) => match plan.subnet() {
                Some(subnet) => address::first_master(subnet),
                None => return,
            },
        };
        // More masters than five have a finding of their own.
        let count = plan.masters().map_or(1, |masters| masters.count).min(5);
        let masters: Vec<_> = (0..count).map(|index| address::offset(first, index)).collect();
        let at = Pointer::from(Spec::MASTER).key("firstConsecutiveStaticIP");
        let balancer = (count > 1).then(|| address::internal_balancer(first));
        if balancer == Some(None) {
            let message = format!("ten after {first}, where the internal balancer belongs, its last octet is over 255");
            findings.error(at, message).help("choose an address whose last octet is at most 245");
            return;
        }
        let addresses = masters.iter().copied().chain(balancer.flatten());
        let vnet =
            master.vnet_cidr.as_deref().filter(|_| plan.custom_vnet).and_then(|text| text.parse::<Ipv4Net>().ok());
        match (plan.subnet(), vnet) {
            (Some(subnet), _) => {
                let config = asked.spec.kubernetes().cluster_subnet.as_deref().unwrap_or_default();
                within_subnet(subnet, !config.is_empty() && plan.pods_are_in_subnet(), addresses, &at, findings);
            }
            (None, Some(vnet)) => within_vnet(vnet.trunc(), addresses, &at, findings),
            (None, None) => {}
        }
    },
};

fn within_subnet(
    subnet: Ipv4Net,
    is_written: bool,
    addresses: impl Iterator<Item = Ipv4Addr>,
    at: &Pointer,
    findings: &mut Findings<'_>,
) {
    let config = Pointer::from(Spec::KUBERNETES);
    for address in addresses {
        let message = if !subnet.contains(&address) {
            format!("{address} is outside the subnet {subnet}")
        } else if is_reserved(subnet, address) {
            format!("{address} is one of the five addresses of {subnet} that Azure keeps for itself")
        } else {
            continue;
        };
        let finding = findings.error(at.clone(), message);
        if is_written {
            finding.label(config.key("clusterSubnet"), "the subnet");
        }
        return;
    }
}

/// Of a network that exists already, `vnetCidr` names one space; it may have others.
fn within_vnet(vnet: Ipv4Net, addresses: impl Iterator<Item = Ipv4Addr>, at: &Pointer, findings: &mut Findings<'_>) {
    for address in addresses {
        let (message, help) = if !vnet.contains(&address) {
            (format!("{address} is outside the network {vnet}"), "choose a free address of the masters' subnet")
        } else if is_reserved(vnet, address) {
            (
                format!("{address} is one of the addresses at the ends of {vnet} that Azure keeps for itself"),
                "choose one further inside",
            )
        } else {
            continue;
        };
        let finding = findings.warning(at.clone(), message);
        finding.label(Pointer::from(Spec::MASTER).key("vnetCidr"), "the network").help(help);
        return;
    }
}

fn is_reserved(subnet: Ipv4Net, address: Ipv4Addr) -> bool {
    let first_free = u32::from(subnet.network()).saturating_add(4);
    u32::from(address) < first_free || address == subnet.broadcast()
}
