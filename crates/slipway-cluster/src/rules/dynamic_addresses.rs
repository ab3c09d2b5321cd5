//! `dynamic-addresses`

use std::net::Ipv4Addr;

use ipnet::Ipv4Net;
use slipway_definition::{Pointer, ResourceId, Rule, SUBNET, Spec};

use crate::{Asked, address};

/// The internal balancer, and five addresses that Azure keeps for itself.
const OTHERS: u64 = 6;
/// Longest prefix of a subnet that is taken for Azure CNI.
const LONGEST_PREFIX: u8 = 23;

pub(super) static DYNAMIC_ADDRESSES: Rule<Asked> = Rule {
    id: "dynamic-addresses",
    why: "Azure gives nodes, and with Azure CNI their pods, the lowest free addresses of the subnet, and it makes machines in no \
          order: a master whose static address is among them may find it taken.",
    fix: "choose a `firstConsecutiveStaticIP` near the end of the subnet",
    about: &["masterProfile.firstConsecutiveStaticIP"],
    check: |asked, findings| {
        let (spec, plan) = (&asked.spec, &asked.plan);
        // Masters in a scale set have a subnet of their own, and all addresses of it are static.
        let Some(master) = spec.master().filter(|_| !plan.scale_set_masters && plan.is_sound()) else { return };
        let vnet = master.vnet_cidr.as_deref().filter(|_| plan.custom_vnet);
        let vnet = vnet.and_then(|text| text.parse::<Ipv4Net>().ok()).map(|range| range.trunc());
        let Some(range) = plan.subnet().or(vnet) else { return };
        let written = master.first_consecutive_static_ip.as_deref().unwrap_or_default();
        let first = match written.parse::<Ipv4Addr>() {
            Ok(first) => first,
            // What is no address has a finding of its own, and one that is missing in an existing network too.
            Err(_) if !written.is_empty() || plan.custom_vnet => return,
            Err(_) => address::first_master(range),
        };
        let start = u64::from(u32::from(address::offset(range.network(), address::AZURES_FIRST)));
        let chosen = chosen(asked);
        // A subnet that does not hold them all has a finding of its own.
        let others = u64::from(plan.masters().map_or(1, |masters| masters.count)) + OTHERS;
        let is_too_small = chosen.saturating_add(others) > address::size(range)
            || plan.pods_are_in_subnet() && range.prefix_len() > LONGEST_PREFIX;
        if !plan.custom_vnet && is_too_small {
            return;
        }
        let position = u64::from(u32::from(first)).checked_sub(start).filter(|_| range.contains(&first));
        if position.is_none_or(|position| position >= chosen) {
            return;
        }
        let condition = if plan.custom_vnet { ", if the subnet begins there" } else { "" };
        let message = format!(
            "{first} is among the first {chosen} addresses of {range}, which Azure gives to nodes and pods{condition}"
        );
        let at = Pointer::from(Spec::MASTER).key("firstConsecutiveStaticIP");
        let finding = findings.warning(at, message);
        if plan.custom_vnet {
            finding.label(Pointer::from(Spec::MASTER).key("vnetCidr"), "the network");
        }
        let count = plan.masters().map_or(1, |masters| masters.count);
        let good = if plan.custom_vnet { address::lowest_static_masters } else { address::static_masters };
        match good(range, chosen, count) {
            Some(good) if plan.custom_vnet => {
                finding.help(format!("use {good} or one after it, as far as the subnet reaches"))
            }
            Some(good) if !written.is_empty() && good == address::first_master(range) => {
                finding.help(format!("leave `firstConsecutiveStaticIP` off: it is {good} then"))
            }
            Some(good) => finding.help(format!("use {good}")),
            None => finding.help("use a larger subnet: it has no room for static addresses beside the others"),
        };
    },
};

/// How many addresses of the masters' subnet Azure chooses: the masters' pods, and the pools that stand in it with theirs.
pub(super) fn chosen(asked: &Asked) -> u64 {
    let (spec, plan) = (&asked.spec, &asked.plan);
    let name =
        |id: Option<&str>| id.and_then(|id| ResourceId::parse(id, SUBNET).ok()).map(|id| id.name.to_ascii_lowercase());
    let of_masters = name(spec.master().and_then(|master| master.vnet_subnet_id.as_deref()));
    let masters =
        plan.masters().map_or(0, |masters| u64::from(masters.count) * u64::from(masters.addresses.saturating_sub(1)));
    let pools = spec.pools().iter().enumerate();
    let beside = pools.filter(|(_, pool)| name(pool.vnet_subnet_id.as_deref()) == of_masters);
    let of_pools = beside.filter_map(|(index, _)| plan.pool(index));
    of_pools.map(|pool| u64::from(pool.count) * u64::from(pool.addresses)).fold(masters, u64::saturating_add)
}
