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
    offset(range.network(), 4)
}

/// The internal balancer's address beside masters in a scale set: the tenth of the subnet's last block of 256, as the peers
/// have it in the subnet that they make, 10.240.255.10.
pub(crate) fn scale_set_balancer(subnet: Ipv4Net) -> Ipv4Addr {
    let [a, b, c, _] = subnet.broadcast().octets();
    Ipv4Addr::new(a, b, c, 10)
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
        assert_eq!(internal_balancer(Ipv4Addr::new(10, 255, 255, 5)), Some(Ipv4Addr::new(10, 255, 255, 15)));
        assert_eq!(internal_balancer(Ipv4Addr::new(10, 0, 0, 250)), None);
    }
}
