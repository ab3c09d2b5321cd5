//! Facts of `securityRules`.

use super::{Fact, of};
use crate::spec::names;

pub(super) static SECURITY_RULE: &[Fact] = &[
    of("name").sample("allow_vpn"),
    of("description").sample("People who are connected by VPN"),
    of("priority").range(100, 4096).sample("200"),
    of("direction").words(names::DIRECTIONS).sample("Outbound"),
    of("access").words(names::ACCESSES).sample("Deny"),
    of("protocol").words(names::PROTOCOLS).default("*").sample("Tcp"),
    of("sourceAddressPrefix").default("*").sample("198.51.100.0/24"),
    of("sourceAddressPrefixes").sample(r#"["198.51.100.0/24","203.0.113.7"]"#),
    of("sourcePortRange").default("*").sample("1024-65535"),
    of("sourcePortRanges").sample(r#"["1024-49151","49152-65535"]"#),
    of("destinationAddressPrefix").default("*").sample("10.240.0.0/16"),
    of("destinationAddressPrefixes").sample(r#"["10.240.0.0/16","10.241.0.0/16"]"#),
    of("destinationPortRange").default("*").sample("443"),
    of("destinationPortRanges").sample(r#"["443","8443"]"#),
];
