//! The network security group: the user's rules, the cluster's own and Azure's, and what they let through.

mod compiled;
mod evaluate;
mod flows;
mod space;
#[cfg(test)]
mod tests;

use slipway_definition::{Spec, security_rule_lists};

use crate::{Cluster, SecurityRule};

pub use flows::{Answer, Flow, Need};

/// The user's rules, one for each that is written; what cannot be read of one has a finding of the definition's own rules.
pub(crate) fn written(spec: &Spec) -> Vec<SecurityRule> {
    let text = |given: &Option<String>, default: &str| {
        given.clone().filter(|text| !text.is_empty()).unwrap_or_else(|| default.to_owned())
    };
    let rules = spec.kubernetes().security_rules.iter().map(|rule| {
        let lists = security_rule_lists(rule);
        SecurityRule {
            name: text(&rule.name, ""),
            description: text(&rule.description, ""),
            priority: rule.priority.and_then(|priority| u32::try_from(priority).ok()).unwrap_or(0),
            direction: text(&rule.direction, ""),
            access: text(&rule.access, ""),
            protocol: text(&rule.protocol, "*"),
            sources: lists.sources,
            source_ports: lists.source_ports,
            destinations: lists.destinations,
            destination_ports: lists.destination_ports,
        }
    });
    rules.collect()
}

impl Cluster {
    /// The rules that the cluster needs, by the peers' names and priorities.
    pub fn own_security_rules(&self) -> Vec<SecurityRule> {
        let port = |port: u16| format!("{port}-{port}");
        let mut rules = vec![
            SecurityRule {
                description: "The API server".to_owned(),
                protocol: "Tcp".to_owned(),
                sources: vec![self.api.source_address_prefix.clone()],
                destination_ports: vec![port(self.api.port)],
                ..any("allow_kube_tls", 100, "Inbound", "Allow")
            },
            SecurityRule {
                description: "SSH to the masters, by the balancer's NAT rules".to_owned(),
                protocol: "Tcp".to_owned(),
                destination_ports: vec![port(22)],
                ..any("allow_ssh", 101, "Inbound", "Allow")
            },
        ];
        if self.network.blocks_internet {
            let virtual_network = || vec!["VirtualNetwork".to_owned()];
            rules.push(SecurityRule {
                description: "Within the network".to_owned(),
                sources: virtual_network(),
                destinations: virtual_network(),
                ..any("allow_vnet", 110, "Outbound", "Allow")
            });
            rules.push(SecurityRule {
                description: "Nothing to the internet, Azure's own services included".to_owned(),
                destinations: vec!["Internet".to_owned()],
                ..any("block_outbound", 120, "Outbound", "Deny")
            });
        }
        rules
    }
}

/// A rule on everything.
fn any(name: &str, priority: u32, direction: &str, access: &str) -> SecurityRule {
    let all = || vec!["*".to_owned()];
    SecurityRule {
        name: name.to_owned(),
        description: String::new(),
        priority,
        direction: direction.to_owned(),
        access: access.to_owned(),
        protocol: "*".to_owned(),
        sources: all(),
        source_ports: all(),
        destinations: all(),
        destination_ports: all(),
    }
}

/// Azure's rules, which every group has (Azure documentation, "Network security groups", default security rules).
fn of_azure() -> Vec<SecurityRule> {
    let between = |rule: SecurityRule, sources: &str, destinations: &str| SecurityRule {
        sources: vec![sources.to_owned()],
        destinations: vec![destinations.to_owned()],
        ..rule
    };
    vec![
        between(any("AllowVnetInBound", 65000, "Inbound", "Allow"), "VirtualNetwork", "VirtualNetwork"),
        between(any("AllowAzureLoadBalancerInBound", 65001, "Inbound", "Allow"), "AzureLoadBalancer", "*"),
        any("DenyAllInBound", 65500, "Inbound", "Deny"),
        between(any("AllowVnetOutBound", 65000, "Outbound", "Allow"), "VirtualNetwork", "VirtualNetwork"),
        between(any("AllowInternetOutBound", 65001, "Outbound", "Allow"), "*", "Internet"),
        any("DenyAllOutBound", 65500, "Outbound", "Deny"),
    ]
}
