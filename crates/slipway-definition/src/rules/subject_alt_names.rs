use std::net::IpAddr;

use super::syntax::is_dns_name;
use crate::pointer::Pointer;
use crate::quote::tick;
use crate::rule::Rule;
use crate::spec::Spec;

/// Further names of the API server.
pub(super) static RULE: Rule<Spec> = Rule {
    id: "subject-alt-names",
    why: "Each name goes into the certificate of the API server, which takes DNS names and addresses only.",
    fix: "write a DNS name, without scheme and port, or an IP address",
    about: &["masterProfile.subjectAltNames"],
    check: |spec, found| {
        let Some(master) = spec.master() else { return };
        for (index, name) in master.subject_alt_names.iter().enumerate() {
            let is_wildcard = name.strip_prefix("*.").is_some_and(is_dns_name);
            if !is_dns_name(name) && !is_wildcard && name.parse::<IpAddr>().is_err() {
                let at = Pointer::from("/properties/masterProfile/subjectAltNames").index(index);
                found.error(at, format!("{} is neither a DNS name nor an address", tick(name)));
            }
        }
    },
};
