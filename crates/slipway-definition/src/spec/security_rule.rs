//! A rule of the network security group.

use crate::read::object;

object! {
    /// A rule of the network security group, in Azure's words.
    pub struct SecurityRule {
        /// Name, unique in the group in any case.
        name: Option<String> = "name" => Full;
        /// What it is for, at most 140 characters.
        description: Option<String> = "description" => Full;
        /// 100 to 4096, unique in its direction; the lowest that fits a packet decides.
        priority: Option<i64> = "priority" => Full;
        /// `Inbound` or `Outbound`, seen from the machines.
        direction: Option<String> = "direction" => Full;
        /// `Allow` or `Deny`.
        access: Option<String> = "access" => Full;
        /// `Tcp`, `Udp`, `Icmp`, `Esp`, `Ah`, or `*` for all.
        protocol: Option<String> = "protocol" => Full;
        /// Source: an address, a range, a service tag or `*`.
        source_address_prefix: Option<String> = "sourceAddressPrefix" => Full;
        /// Sources, where there are several.
        source_address_prefixes: Vec<String> = "sourceAddressPrefixes" => Full;
        /// Source port, two joined by a hyphen, or `*`.
        source_port_range: Option<String> = "sourcePortRange" => Full;
        /// Source ports, where there are several ranges.
        source_port_ranges: Vec<String> = "sourcePortRanges" => Full;
        /// Destination: an address, a range, a service tag or `*`.
        destination_address_prefix: Option<String> = "destinationAddressPrefix" => Full;
        /// Destinations, where there are several.
        destination_address_prefixes: Vec<String> = "destinationAddressPrefixes" => Full;
        /// Destination port, two joined by a hyphen, or `*`.
        destination_port_range: Option<String> = "destinationPortRange" => Full;
        /// Destination ports, where there are several ranges.
        destination_port_ranges: Vec<String> = "destinationPortRanges" => Full;
    }
}

/// The ranges of a rule, single and several as one list each; `*` where nothing is written.
#[derive(Clone, Debug)]
pub struct SecurityRuleLists {
    /// Sources.
    pub sources: Vec<String>,
    /// Source ports.
    pub source_ports: Vec<String>,
    /// Destinations.
    pub destinations: Vec<String>,
    /// Destination ports.
    pub destination_ports: Vec<String>,
}

/// The ranges of a rule.
pub fn security_rule_lists(rule: &SecurityRule) -> SecurityRuleLists {
    let list = |one: &Option<String>, several: &[String]| {
        let all = one.iter().chain(several).map(|text| text.trim().to_owned()).filter(|text| !text.is_empty());
        let all: Vec<String> = all.take(MOST_RANGES).collect();
        if all.is_empty() { vec!["*".to_owned()] } else { all }
    };
    SecurityRuleLists {
        sources: list(&rule.source_address_prefix, &rule.source_address_prefixes),
        source_ports: list(&rule.source_port_range, &rule.source_port_ranges),
        destinations: list(&rule.destination_address_prefix, &rule.destination_address_prefixes),
        destination_ports: list(&rule.destination_port_range, &rule.destination_port_ranges),
    }
}

/// Addresses or ports of one rule that Azure takes (Azure limits, "IP addresses or ranges specified for source or destination
/// in a security group").
pub const MOST_RANGES: usize = 4000;
