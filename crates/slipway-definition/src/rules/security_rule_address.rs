use std::net::IpAddr;

use ipnet::IpNet;

use super::syntax::is_word;
use crate::pointer::Pointer;
use crate::quote::tick;
use crate::rule::{Findings, Rule};
use crate::spec::{LONE_TAGS, SERVICE_TAGS, Spec, is_service_tag};
use crate::suggest::nearest;

/// Addresses of security rules.
pub(super) static RULE: Rule<Spec> = Rule {
    id: "security-rule-address",
    why: "Azure takes addresses, ranges and the names of its service tags. Ranges of both IP versions do not go into one rule, and \
          `*`, `Internet`, `VirtualNetwork` and `AzureLoadBalancer` stand alone.",
    fix: "write an address, a range `10.0.0.0/24`, a service tag such as `Storage.WestUS2`, or `*`",
    about: &[
        "orchestratorProfile.kubernetesConfig.securityRules[].sourceAddressPrefix",
        "orchestratorProfile.kubernetesConfig.securityRules[].sourceAddressPrefixes",
        "orchestratorProfile.kubernetesConfig.securityRules[].destinationAddressPrefix",
        "orchestratorProfile.kubernetesConfig.securityRules[].destinationAddressPrefixes",
    ],
    check: |spec, found| {
        for (at, rule) in spec.each_security_rule() {
            let both = [
                ("sourceAddressPrefix", &rule.source_address_prefix, &rule.source_address_prefixes),
                ("destinationAddressPrefix", &rule.destination_address_prefix, &rule.destination_address_prefixes),
            ];
            let mut families = Vec::new();
            for (key, one, several) in both {
                if let Some(text) = one.as_deref().filter(|text| !text.trim().is_empty()) {
                    families.extend(address(text, &at.key(key), found).map(|is_v4| (is_v4, at.key(key))));
                }
                let list = at.key(&format!("{key}es"));
                for (index, text) in several.iter().enumerate() {
                    let at = list.index(index);
                    families.extend(address(text, &at, found).map(|is_v4| (is_v4, at.clone())));
                    if several.len() > 1 && LONE_TAGS.iter().any(|tag| tag.eq_ignore_ascii_case(text.trim())) {
                        let message = format!("{} cannot be one of several", tick(text));
                        found.error(at, message).help("write a rule for it alone");
                    }
                }
            }
            let first = families.first().cloned();
            if let Some((first, first_at)) = first
                && let Some((_, other_at)) = families.iter().find(|(is_v4, _)| *is_v4 != first)
            {
                let finding = found.error(other_at.clone(), "one rule has IPv4 and IPv6 ranges");
                finding.label(first_at, "the other version").help("write a rule for each version");
            }
        }
    },
};

/// Reports what is no address; whether it is IPv4, where it is one.
fn address(written: &str, at: &Pointer, found: &mut Findings<'_>) -> Option<bool> {
    let text = written.trim();
    if let Ok(address) = text.parse::<IpAddr>() {
        return Some(address.is_ipv4());
    }
    if let Ok(range) = text.parse::<IpNet>() {
        if range.trunc() != range {
            let message = format!("the range {} does not begin with its first address", tick(text));
            found.error(at.clone(), message).help(format!("write `{}`", range.trunc()));
        }
        return Some(matches!(range, IpNet::V4(_)));
    }
    if text == "*" || is_service_tag(text) {
        return None;
    }
    let is_name = is_word(text, 1..=80, b".") && text.starts_with(|first: char| first.is_ascii_alphabetic());
    if is_name {
        let finding = found.warning(at.clone(), format!("{} is no service tag that is known", tick(text)));
        match nearest(text, SERVICE_TAGS.iter().copied()) {
            Some(tag) => finding.help(format!("did you mean `{tag}`?")),
            None => finding.help("look it up in Azure's list of service tags: a deployment with a wrong one fails"),
        };
    } else {
        found.error(at.clone(), format!("{} is no address, range or service tag", tick(text)));
    }
    None
}
