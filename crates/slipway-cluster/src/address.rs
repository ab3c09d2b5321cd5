//! Address arithmetic of the peers.

use std::net::Ipv4Addr;

use ipnet::Ipv4Net;

/// The first master's address: the subnet's last address with 5 as its last octet, or the subnet's sixth address where that would lie outside.
///
/// `10.240.0.0/12` → `10.255.255.5`, `10.0.0.128/25` → `10.0.0.133`.
pub(crate) fn first_master(subnet: Ipv4Net) -> Ipv4Addr {
    let candidate = Ipv4Addr::from((u32::from(subnet.broadcast()) & !0xff) | 5);
    if subnet.contains(&candidate) { candidate } else { offset(subnet.network(), 5) }
}

/// The internal balancer's address: ten after the first master, where the last octet has room.
pub(crate) fn internal_balancer(first_master: Ipv4Addr) -> Option<Ipv4Addr> {
    let [a, b, c, d] = first_master.octets();
    d.checked_add(10).map(|d| Ipv4Addr::new(a, b, c, d))
}

/// The first address of masters in a scale set, whose subnet is theirs alone: the first one that Azure gives out.
pub(crate) fn first_scale_set_master(range: Ipv4Net) -> Ipv4Addr {
    offset(range.network(), AZURES_FIRST)
}

/// The internal balancer's address beside masters in a scale set: the tenth of the subnet's last block of 256, as the peers
/// have it in the subnet that they make, 10.240.255.10.
pub(crate) fn scale_set_balancer(subnet: Ipv4Net) -> Ipv4Addr {
    let [a, b, c, _] = subnet.broadcast().octets();
    Ipv4Addr::new(a, b, c, 10)
}

/// Addresses at the start of a subnet that Azure keeps for itself.
pub(crate) const AZURES_FIRST: u32 = 4;

/// Addresses from the first master's on that are theirs: the masters, ten more, and the internal balancer. A single master has no
/// balancer and stays alone.
pub(crate) fn reserved_for_masters(count: u32) -> u32 {
    if count > 1 { count.saturating_add(11) } else { 1 }
}

/// A first address for the masters behind so many that Azure chooses: the one that is taken when nothing is written, or the lowest
/// good one; `None` when the range has no room.
pub(crate) fn static_masters(range: Ipv4Net, chosen: u64, masters: u32) -> Option<Ipv4Addr> {
    let default = first_master(range);
    let lowest = lowest_static_masters(range, chosen, masters)?;
    Some(if default > lowest && fits(range, default, masters) { default } else { lowest })
}

/// The lowest first address for the masters behind so many that Azure chooses.
pub(crate) fn lowest_static_masters(range: Ipv4Net, chosen: u64, masters: u32) -> Option<Ipv4Addr> {
    let lowest = u64::from(u32::from(range.network())) + u64::from(AZURES_FIRST) + chosen;
    let lowest = Ipv4Addr::from(u32::try_from(lowest).ok()?);
    // Where ten more are beyond the last octet, the next block of 256 begins.
    let next_block = u32::try_from((u64::from(u32::from(lowest)) | 0xff) + 1 + u64::from(AZURES_FIRST)).ok();
    [Some(lowest), next_block.map(Ipv4Addr::from)].into_iter().flatten().find(|first| fits(range, *first, masters))
}

/// Whether all addresses of the masters are in the range, before its last.
fn fits(range: Ipv4Net, first: Ipv4Addr, masters: u32) -> bool {
    let last = offset(first, reserved_for_masters(masters) - 1);
    range.contains(&first) && last < range.broadcast() && internal_balancer(first).is_some()
}

/// An address so many after another; stays at the last address there is.
pub(crate) fn offset(address: Ipv4Addr, by: u32) -> Ipv4Addr {
    Ipv4Addr::from(u32::from(address).saturating_add(by))
}

/// Addresses in a block.
pub(crate) fn size(block: Ipv4Net) -> u64 {
    1 << (32 - u64::from(block.prefix_len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn static_addresses_are_the_peers() {
        let first = |cidr: &str| first_master(cidr.parse().expect("a block")).to_string();
        assert_eq!(first("10.240.0.0/12"), "10.255.255.5");
        assert_eq!(first("10.240.0.0/16"), "10.240.255.5");
        assert_eq!(first("10.0.1.0/24"), "10.0.1.5");
        assert_eq!(first("10.0.0.128/25"), "10.0.0.133");
        let good = |cidr: &str, chosen| {
            static_masters(cidr.parse().expect("a block"), chosen, 3).map(|address| address.to_string())
        };
        assert_eq!(good("10.240.0.0/16", 183).as_deref(), Some("10.240.255.5"));
        assert_eq!(good("10.1.0.0/24", 183).as_deref(), Some("10.1.0.187"));
        assert_eq!(good("10.1.0.0/23", 300).as_deref(), Some("10.1.1.48"));
        assert_eq!(good("10.1.0.0/22", 502).as_deref(), Some("10.1.3.5"));
        assert_eq!(good("10.1.2.0/23", 1000), None);
        assert_eq!(good("255.255.255.0/24", u64::from(u32::MAX)), None);
        assert_eq!(internal_balancer(Ipv4Addr::new(10, 255, 255, 5)), Some(Ipv4Addr::new(10, 255, 255, 15)));
        assert_eq!(internal_balancer(Ipv4Addr::new(10, 0, 0, 250)), None);
    }
}
