use std::net::Ipv4Addr;

use crate::quote::tick;
use crate::rule::Rule;
use crate::spec::Spec;

/// The DNS server of the network.
pub(super) static RULE: Rule<Spec> = Rule {
    id: "custom-dns",
    why: "The virtual network hands the address to every machine, which find nothing by name if it is none.",
    fix: "write the IPv4 address of the server, or remove `customNodesDNS`",
    about: &["linuxProfile.customNodesDNS.dnsServer"],
    check: |spec, found| {
        let Some(dns) = &spec.linux().custom_nodes_dns else { return };
        let at = "/properties/linuxProfile/customNodesDNS/dnsServer";
        match dns.dns_server.as_deref().unwrap_or_default() {
            "" => {
                found.error(at, "`customNodesDNS` has no `dnsServer`");
            }
            text if text.parse::<Ipv4Addr>().is_err() => {
                found.error(at, format!("{} is no IPv4 address", tick(text)));
            }
            _ if spec.has_custom_vnet() => {
                let finding = found.warning(at, "`dnsServer` has no effect: the machines stand in a network that exists already");
                finding.say("the network's own DNS servers count");
                finding.help("set it in the network: `az network vnet update --dns-servers`, and remove `customNodesDNS`");
            }
            _ => {}
        }
    },
};
