use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use ipnet::IpNet;

use crate::quote::tick;
use crate::rule::Rule;
use crate::spec::Spec;

const DNS: &str = "/properties/orchestratorProfile/kubernetesConfig/dnsServiceIP";
const RANGE: &str = "/properties/orchestratorProfile/kubernetesConfig/serviceCidr";

/// The cluster DNS has a service address of its own.
pub(super) static RULE: Rule<Spec> = Rule {
    id: "dns-service-ip",
    why: "The kubelet tells this address to every pod; the first address of the range is the API server's.",
    fix: "write an address inside `serviceCidr`, neither its first two nor its last",
    about: &["orchestratorProfile.kubernetesConfig.dnsServiceIP", "orchestratorProfile.kubernetesConfig.serviceCidr"],
    check: |spec, found| {
        let config = spec.kubernetes();
        let dns = config.dns_service_ip.as_deref().unwrap_or_default();
        let range = config.service_cidr.as_deref().unwrap_or_default();
        match (dns, range) {
            ("", "") => return,
            ("", _) => {
                let finding = found.error(DNS, "`dnsServiceIP` is missing: `serviceCidr` is given");
                finding.label(RANGE, "given here").help("give both, or neither");
                return;
            }
            (_, "") => {
                let finding = found.error(RANGE, "`serviceCidr` is missing: `dnsServiceIP` is given");
                finding.label(DNS, "given here").help("give both, or neither");
                return;
            }
            _ => {}
        }
        let Ok(address) = dns.parse::<IpAddr>() else {
            found.error(DNS, format!("{} is no address", tick(dns)));
            return;
        };
        // A range that does not parse has a finding of its own.
        let Ok(networks) = range.split(',').map(str::parse::<IpNet>).collect::<Result<Vec<_>, _>>() else { return };
        let Some(network) = networks.iter().find(|network| network.contains(&address)) else {
            let message = format!("{address} is outside the service addresses");
            found.error(DNS, message).label(RANGE, range);
            return;
        };
        let taken = if address == network.network() {
            "the first address of the range"
        } else if Some(address) == after(network.network()) {
            "the address of the API server"
        } else if address == network.broadcast() {
            "the last address of the range"
        } else {
            return;
        };
        found.error(DNS, format!("{address} is {taken}")).label(RANGE, range);
    },
};

fn after(address: IpAddr) -> Option<IpAddr> {
    match address {
        IpAddr::V4(address) => address.to_bits().checked_add(1).map(|bits| Ipv4Addr::from_bits(bits).into()),
        IpAddr::V6(address) => address.to_bits().checked_add(1).map(|bits| Ipv6Addr::from_bits(bits).into()),
    }
}
