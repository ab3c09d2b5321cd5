use std::net::Ipv4Addr;

use crate::quote::tick;
use crate::rule::Rule;
use crate::spec::Spec;

/// The static addresses of the masters.
pub(super) static RULE: Rule<Spec> = Rule {
    id: "master-address",
    why: "etcd and the API server know the masters by static IPv4 addresses, counted from this one.",
    fix: "write an IPv4 address of the masters' subnet, or leave it off",
    about: &["masterProfile.firstConsecutiveStaticIP"],
    check: |spec, found| {
        let written = spec.master().and_then(|master| master.first_consecutive_static_ip.as_deref());
        let address = written.unwrap_or_default();
        if !address.is_empty() && address.parse::<Ipv4Addr>().is_err() {
            let at = "/properties/masterProfile/firstConsecutiveStaticIP";
            found.error(at, format!("{} is no IPv4 address", tick(address)));
        }
    },
};
