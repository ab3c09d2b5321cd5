//! Balancers, and the way out.

use slipway_definition::Spec;

use crate::{LoadBalancer, Outbound};

/// Minutes after which an idle outbound connection ends: the peers' balancers, and AKS's NAT gateways.
const BALANCER_IDLE: u32 = 30;
const GATEWAY_IDLE: u32 = 4;

/// SKU, addresses and idle timeout.
pub(crate) fn decide(spec: &Spec) -> LoadBalancer {
    let config = spec.kubernetes();
    let number = |given: Option<i64>, default: u32| {
        given.and_then(|n| u32::try_from(n).ok()).filter(|n| *n > 0).unwrap_or(default)
    };
    let outbound = Outbound::of(spec.outbound());
    let idle = if outbound == Outbound::ManagedNatGateway { GATEWAY_IDLE } else { BALANCER_IDLE };
    LoadBalancer {
        // What public Azure has of it is Standard; a Basic one there is refused by its name.
        sku: if spec.is_azure_stack() { "Basic" } else { "Standard" }.to_owned(),
        outbound,
        outbound_ips: number(config.load_balancer_outbound_ips, 1),
        outbound_idle_minutes: number(config.outbound_rule_idle_timeout_in_minutes, idle),
        maximum_rules: number(config.maximum_load_balancer_rule_count, 250),
    }
}

impl Outbound {
    /// Each with its name.
    const NAMED: [(&'static str, Self); 5] = [
        ("loadBalancer", Self::LoadBalancer),
        ("managedNATGateway", Self::ManagedNatGateway),
        ("userAssignedNATGateway", Self::UserAssignedNatGateway),
        ("userDefinedRouting", Self::UserDefinedRouting),
        ("none", Self::None),
    ];

    /// The one of this name; a word that is none has a finding of the definition's own rules.
    fn of(word: &str) -> Self {
        Self::NAMED.iter().find(|(name, _)| *name == word).map_or(Self::LoadBalancer, |(_, outbound)| *outbound)
    }

    /// Its name, as definitions write it.
    pub fn name(self) -> &'static str {
        Self::NAMED.iter().find(|(_, outbound)| *outbound == self).map_or("", |(name, _)| name)
    }
}

impl LoadBalancer {
    /// Whether machines go out by outbound rules of the balancers, which a Basic balancer does not have.
    pub fn has_outbound_rules(&self) -> bool {
        self.is_standard() && self.outbound == Outbound::LoadBalancer
    }

    /// Whether the balancers are Standard ones.
    pub fn is_standard(&self) -> bool {
        self.sku == "Standard"
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_has_its_way_out() {
        assert!(
            Outbound::NAMED.iter().all(|(word, outbound)| Outbound::of(word) == *outbound && outbound.name() == *word)
        );
        assert_eq!(Outbound::of("no word"), Outbound::LoadBalancer);
    }
}
