use ipnet::IpNet;

use crate::pointer::Pointer;
use crate::quote::tick;
use crate::rule::{Findings, Rule};
use crate::spec::Spec;

/// Address ranges parse and name their first address.
pub(super) static RULE: Rule<Spec> = Rule {
    id: "cidr",
    why: "A range with host bits set, `10.0.1.7/16`, means another range than it says.",
    fix: "write the range's first address and its prefix length, `10.0.0.0/16`",
    about: &["orchestratorProfile.kubernetesConfig.clusterSubnet", "orchestratorProfile.kubernetesConfig.serviceCidr", "masterProfile.vnetCidr", "masterProfile.agentSubnet"],
    check: |spec, found| {
        let config = spec.kubernetes();
        let families = Families::of(spec);
        let at = |key| Pointer::from(Spec::KUBERNETES).key(key);
        check(at("clusterSubnet"), config.cluster_subnet.as_deref(), families, found);
        check(at("serviceCidr"), config.service_cidr.as_deref(), families, found);
        if let Some(master) = spec.master() {
            let at = |key| Pointer::from(Spec::MASTER).key(key);
            check(at("vnetCidr"), master.vnet_cidr.as_deref(), Families::V4, found);
            check(at("agentSubnet"), master.agent_subnet.as_deref(), Families::V4, found);
        }
    },
};

/// The address families of the cluster.
#[derive(Clone, Copy, PartialEq)]
enum Families {
    V4,
    V6,
    Both,
}

impl Families {
    fn of(spec: &Spec) -> Self {
        let flags = spec.properties().feature_flags.as_ref();
        if flags.and_then(|flags| flags.enable_ipv6_dual_stack) == Some(true) {
            Self::Both
        } else if flags.and_then(|flags| flags.enable_ipv6_only) == Some(true) {
            Self::V6
        } else {
            Self::V4
        }
    }
}

fn check(at: Pointer, written: Option<&str>, families: Families, found: &mut Findings<'_>) {
    let written = written.unwrap_or_default();
    if written.is_empty() {
        return;
    }
    let ranges: Vec<&str> = written.split(',').collect();
    if ranges.len() > if families == Families::Both { 2 } else { 1 } {
        let message = format!("`{at}` holds {} ranges", ranges.len());
        let help = match families {
            Families::Both => "write one range of each address family",
            Families::V4 | Families::V6 => {
                "write one range; two need dual stack (`featureFlags.enableIPv6DualStack`)"
            }
        };
        found.error(at, message).help(help);
        return;
    }
    for range in ranges {
        match range.parse::<IpNet>() {
            Err(_) => {
                found.error(at.clone(), format!("{} is no address range", tick(range)));
            }
            Ok(network) if network.addr() != network.network() => {
                let message = format!("{} has host bits set", tick(range));
                found.error(at.clone(), message).help(format!("did you mean `{}`?", network.trunc()));
            }
            Ok(IpNet::V6(_)) if families == Families::V4 => {
                let finding = found.error(at.clone(), format!("{} is a range of IPv6 addresses", tick(range)));
                finding.help("write a range of IPv4 addresses");
            }
            Ok(_) => {}
        }
    }
}
