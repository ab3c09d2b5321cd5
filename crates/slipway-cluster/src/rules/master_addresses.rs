//! `master-addresses`

use std::net::Ipv4Addr;

use ipnet::Ipv4Net;
use slipway_definition::{Findings, MasterProfile, Pointer, Rule, Spec};

use super::dynamic_addresses::chosen;
use crate::{Asked, Plan, address};

pub(super) static MASTER_ADDRESSES: Rule<Asked> = Rule {
    id: "master-addresses",
    why: "Masters stand at consecutive static addresses, the internal balancer ten after the first, a jumpbox after \
          that: all must lie in the subnet, and none where Azure keeps addresses for itself (the first four and the last). \
          Masters in a scale set begin with the fifth address of their subnet, each with those of its pods, and the balancer \
          comes after them.",
    fix: "choose a `firstConsecutiveStaticIP` further inside the subnet, with a last octet of at most 245",
    about: &["masterProfile.firstConsecutiveStaticIP", "masterProfile.vnetCidr"],
    check: |asked, findings| {
        let plan = &asked.plan;
        let Some(master) = asked.spec.master() else { return };
        let vnet = master.vnet_cidr.as_deref().filter(|_| plan.custom_vnet);
        let vnet = vnet.and_then(|text| text.parse::<Ipv4Net>().ok()).map(|range| range.trunc());
        if plan.scale_set_masters {
            in_scale_set(plan, master, vnet, findings);
            return;
        }
        let Some(first) = first(master, || plan.subnet().map(address::first_master)) else { return };
        // More masters than five have a finding of their own.
        let count = plan.masters().map_or(1, |masters| masters.count).min(5);
        let masters: Vec<_> = (0..count).map(|index| address::offset(first, index)).collect();
        let at = Pointer::from(Spec::MASTER).key("firstConsecutiveStaticIP");
        let has_jumpbox = asked.spec.jumpbox().is_some();
        let balancer = address::internal_balancer(first);
        if balancer.is_none() && (count > 1 || has_jumpbox) {
            let message = format!("ten after {first}, where the internal balancer belongs, its last octet is over 255");
            findings.error(at, message).help("choose an address whose last octet is at most 245");
            return;
        }
        let jumpbox = balancer.filter(|_| has_jumpbox).map(|balancer| address::offset(balancer, 1));
        let addresses = masters.iter().copied().chain(balancer.filter(|_| count > 1)).chain(jumpbox);
        match (plan.subnet(), vnet) {
            (Some(subnet), _) => {
                let config = asked.spec.kubernetes().cluster_subnet.as_deref().unwrap_or_default();
                within_subnet(subnet, !config.is_empty() && plan.pods_are_in_subnet(), addresses, &at, findings);
            }
            (None, Some(vnet)) => within_vnet(vnet, first, asked, &at, findings),
            (None, None) => {}
        }
    },
};

/// The first address as written, else as it is taken. One that cannot be read has a finding of its own.
fn first(master: &MasterProfile, default: impl FnOnce() -> Option<Ipv4Addr>) -> Option<Ipv4Addr> {
    match master.first_consecutive_static_ip.as_deref().unwrap_or_default() {
        "" => default(),
        written => written.parse().ok(),
    }
}

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
fn within_vnet(vnet: Ipv4Net, first: Ipv4Addr, asked: &Asked, at: &Pointer, findings: &mut Findings<'_>) {
    let count = asked.plan.masters().map_or(1, |masters| masters.count).min(5);
    let reserved = address::reserved_for_masters(count);
    let last = address::offset(first, reserved - 1);
    let message = if !vnet.contains(&first) {
        format!("{first} is outside the network {vnet}")
    } else if is_reserved(vnet, first) {
        format!("{first} is one of the addresses at the ends of {vnet} that Azure keeps for itself")
    } else if !vnet.contains(&last) || is_reserved(vnet, last) {
        format!(
            "the {reserved} addresses from {first} to {last}, for {count} masters, ten more and their balancer, are not all in {vnet}"
        )
    } else {
        return;
    };
    let finding = findings.warning(at.clone(), message);
    finding.label(Pointer::from(Spec::MASTER).key("vnetCidr"), "the network");
    match address::static_masters(vnet, chosen(asked), count) {
        Some(good) => {
            finding.help(format!("choose a free address of the masters' subnet: {good}, if it reaches so far"))
        }
        None => finding.help(format!("{vnet} has no room for {reserved} addresses: `vnetCidr` is the whole network's")),
    };
}

/// Masters that have a subnet for themselves: they, then their pods if those have addresses of the subnet, then the balancer.
fn in_scale_set(plan: &Plan, master: &MasterProfile, vnet: Option<Ipv4Net>, findings: &mut Findings<'_>) {
    let Some(range) = plan.master_subnet().or(vnet) else { return };
    let Some(first) = first(master, || Some(address::first_scale_set_master(range))) else { return };
    let Some(masters) = plan.masters() else { return };
    let each = if plan.pods_are_in_subnet() { masters.addresses } else { 1 };
    let taken = masters.count.min(5).saturating_mul(each);
    let last = address::offset(first, taken.saturating_sub(1));
    let (balancer, at) = match plan.master_subnet() {
        Some(subnet) => (address::scale_set_balancer(subnet), "firstConsecutiveStaticIP"),
        None => (address::offset(last, 10), "vnetCidr"),
    };
    let at = Pointer::from(Spec::MASTER).key(at);
    let who = if each > 1 { "masters and their pods" } else { "masters" };
    let beyond =
        [first, last, balancer].into_iter().find(|address| !range.contains(address) || is_reserved(range, *address));
    if let Some(beyond) = beyond {
        let message =
            format!("{who} take {first} to {last}, their balancer {balancer}: {beyond} cannot be had in {range}");
        let finding = findings.error(at, message);
        finding.help("use a larger range, fewer pods on masters, or leave `firstConsecutiveStaticIP` off");
    } else if (first..=last).contains(&balancer) {
        let message = format!("{who} take {first} to {last}, and {balancer} among them is the internal balancer's");
        findings.error(at, message).help("leave `firstConsecutiveStaticIP` off");
    }
}

fn is_reserved(subnet: Ipv4Net, address: Ipv4Addr) -> bool {
    let first_free = u32::from(subnet.network()).saturating_add(address::AZURES_FIRST);
    u32::from(address) < first_free || address == subnet.broadcast()
}
