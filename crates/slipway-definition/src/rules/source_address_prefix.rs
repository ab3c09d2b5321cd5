use std::net::IpAddr;

use ipnet::IpNet;

use super::syntax::is_word;
use crate::quote::tick;
use crate::rule::Rule;
use crate::spec::Spec;

/// Who may reach the API server.
pub(super) static RULE: Rule<Spec> = Rule {
    id: "source-address-prefix",
    why: "The prefix is the source of a rule in the network security group.",
    fix: "write an address range, an address, a service tag such as `VirtualNetwork`, or `*`",
    about: &["masterProfile.HTTPSourceAddressPrefix"],
    check: |spec, found| {
        let written = spec.master().and_then(|master| master.http_source_address_prefix.as_deref());
        let prefix = written.unwrap_or_default();
        let is_tag = is_word(prefix, 1..=80, b".") && prefix.starts_with(|first: char| first.is_ascii_alphabetic());
        let is_range = prefix.parse::<IpNet>().is_ok() || prefix.parse::<IpAddr>().is_ok();
        if !matches!(prefix, "" | "*") && !is_tag && !is_range {
            let at = "/properties/masterProfile/HTTPSourceAddressPrefix";
            found.error(at, format!("{} is no source of a security rule", tick(prefix)));
        }
    },
};
