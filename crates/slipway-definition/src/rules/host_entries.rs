use std::net::IpAddr;

use super::syntax::is_dns_name;
use crate::pointer::Pointer;
use crate::quote::tick;
use crate::rule::Rule;
use crate::spec::Spec;

/// Lines of the machines' hosts files.
pub(super) static RULE: Rule<Spec> = Rule {
    id: "host-entries",
    why: "Each entry is a line of every machine's hosts file, which counts before DNS.",
    fix: "give an `address` and the `names` that stand for it",
    about: &["linuxProfile.hostEntries"],
    check: |spec, found| {
        for (index, entry) in spec.linux().host_entries.iter().enumerate() {
            let at = Pointer::from(Spec::LINUX).key("hostEntries").index(index);
            match entry.address.as_deref().unwrap_or_default() {
                "" => {
                    found.error(at.clone(), "the entry has no `address`");
                }
                text if text.parse::<IpAddr>().is_err() => {
                    found.error(at.key("address"), format!("{} is no IP address", tick(text)));
                }
                _ => {}
            }
            if entry.names.is_empty() {
                found.error(at.clone(), "the entry has no `names`");
            }
            for (index, name) in entry.names.iter().enumerate() {
                let at = at.key("names").index(index);
                if !is_dns_name(name) {
                    found.error(at, format!("{} is no name of a host", tick(name))).help("write it without scheme, port and `*`");
                } else if name.eq_ignore_ascii_case("localhost") {
                    found.error(at, "`localhost` is the machine itself").help("remove the name");
                }
            }
        }
    },
};
