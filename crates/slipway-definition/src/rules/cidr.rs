use std::net::IpAddr;

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
    let count = written.split(',').count();
    if count > if families == Families::Both { 2 } else { 1 } {
        let message = format!("`{at}` holds {count} ranges");
        let help = match families {
            Families::Both => "write one range of each address family",
            Families::V4 | Families::V6 => {
                "write one range; two need dual stack (`featureFlags.enableIPv6DualStack`)"
            }
        };
        found.error(at, message).help(help);
        return;
    }
    let mut ranges = Vec::new();
    for range in written.split(',') {
        match range.parse::<IpNet>() {
            Err(_) => {
                let finding = found.error(at.clone(), format!("{} is no address range", tick(range)));
                if let Some(help) = near(range) {
                    finding.help(help);
                }
                return;
            }
            Ok(network) if network.addr() != network.network() => {
                let message = format!("{} has host bits set", tick(range));
                found.error(at.clone(), message).help(format!("did you mean `{}`?", network.trunc()));
            }
            Ok(IpNet::V6(_)) if families == Families::V4 => {
                let finding = found.error(at.clone(), format!("{} is a range of IPv6 addresses", tick(range)));
                finding.help("write a range of IPv4 addresses");
            }
            Ok(IpNet::V4(_)) if families == Families::V6 => {
                let finding = found.error(at.clone(), format!("{} is a range of IPv4 addresses", tick(range)));
                finding.help("write a range of IPv6 addresses: `featureFlags.enableIPv6Only` is set");
            }
            Ok(network) => ranges.push(network),
        }
    }
    if families != Families::Both {
        return;
    }
    match ranges.as_slice() {
        [one] if count == 1 => {
            let missing = if matches!(one, IpNet::V4(_)) { "IPv6" } else { "IPv4" };
            let message = format!("dual stack is on, and `{at}` has no {missing} range");
            found.warning(at, message).help("write one range of each address family, joined by a comma");
        }
        [IpNet::V4(_), IpNet::V4(_)] | [IpNet::V6(_), IpNet::V6(_)] => {
            let message = format!("both ranges of `{at}` are of the same address family");
            found.error(at, message).help("write one range of each address family");
        }
        _ => {}
    }
}

/// What to do about a text that is nearly a range.
fn near(range: &str) -> Option<String> {
    let trimmed = range.trim();
    if trimmed != range && trimmed.parse::<IpNet>().is_ok() {
        return Some("write it without spaces".to_owned());
    }
    let address: IpAddr = trimmed.parse().ok()?;
    let length = if address.is_ipv4() { 16 } else { 64 };
    Some(format!("add the prefix length, such as `{address}/{length}`"))
}

#[cfg(test)]
mod tests {
    use super::near;

    #[test]
    fn nearly_ranges() {
        assert_eq!(near(" 10.0.0.0/8").as_deref(), Some("write it without spaces"));
        assert_eq!(near("10.0.0.0").as_deref(), Some("add the prefix length, such as `10.0.0.0/16`"));
        assert_eq!(near("300.0.0.0/8"), None);
    }
}
