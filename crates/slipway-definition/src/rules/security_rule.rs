use super::word::instead_of;
use crate::quote::tick;
use crate::rule::Rule;
use crate::spec::{Spec, names};

/// What a security rule cannot be without, and the words that it knows.
pub(super) static RULE: Rule<Spec> = Rule {
    id: "security-rule",
    why: "Azure refuses a security rule that does not say its direction, whether it allows, its rank, and whom it is about.",
    fix: "write `name`, `priority`, `direction`, `access`, and the addresses and ports that it is about; `*` stands for all",
    about: &["orchestratorProfile.kubernetesConfig.securityRules"],
    check: |spec, found| {
        for (at, rule) in spec.each_security_rule() {
            let is_inbound = rule.direction.as_deref() == Some("Inbound");
            let is_empty = |text: &Option<String>| text.as_deref().unwrap_or_default().trim().is_empty();
            // The far end is what a rule is about: left off, it would be everybody by mistake.
            let (far, is_missing) = if is_inbound {
                ("sourceAddressPrefix", is_empty(&rule.source_address_prefix) && rule.source_address_prefixes.is_empty())
            } else {
                let several = &rule.destination_address_prefixes;
                ("destinationAddressPrefix", is_empty(&rule.destination_address_prefix) && several.is_empty())
            };
            let no_port = is_empty(&rule.destination_port_range) && rule.destination_port_ranges.is_empty();
            let missing = [
                ("name", is_empty(&rule.name)),
                ("priority", rule.priority.is_none_or(|priority| priority == 0)),
                ("direction", is_empty(&rule.direction)),
                ("access", is_empty(&rule.access)),
                (far, !is_empty(&rule.direction) && is_missing),
                ("destinationPortRange", no_port),
            ];
            for (key, _) in missing.iter().filter(|(_, is_missing)| *is_missing) {
                found.error(at.key(key), format!("a security rule has no `{key}`"));
            }
            for (key, written, known) in [
                ("direction", &rule.direction, names::DIRECTIONS),
                ("access", &rule.access, names::ACCESSES),
                ("protocol", &rule.protocol, names::PROTOCOLS),
            ] {
                let word = written.as_deref().unwrap_or_default();
                if !word.is_empty() && !known.contains(&word) {
                    let message = format!("{} is no {key} of a security rule", tick(word));
                    found.error(at.key(key), message).help(instead_of(word, known));
                }
            }
            let description = rule.description.as_deref().unwrap_or_default();
            if description.chars().count() > 140 {
                let finding = found.error(at.key("description"), "a description is longer than 140 characters");
                finding.help("shorten it");
            }
            for (one, several, is_one, is_several) in [
                ("sourceAddressPrefix", "sourceAddressPrefixes", &rule.source_address_prefix, &rule.source_address_prefixes),
                ("sourcePortRange", "sourcePortRanges", &rule.source_port_range, &rule.source_port_ranges),
                (
                    "destinationAddressPrefix",
                    "destinationAddressPrefixes",
                    &rule.destination_address_prefix,
                    &rule.destination_address_prefixes,
                ),
                (
                    "destinationPortRange",
                    "destinationPortRanges",
                    &rule.destination_port_range,
                    &rule.destination_port_ranges,
                ),
            ] {
                if !is_empty(is_one) && !is_several.is_empty() {
                    let message = format!("`{one}` and `{several}` are both written");
                    let finding = found.error(at.key(several), message).label(at.key(one), "written here too");
                    finding.help(format!("put all of them into `{several}`"));
                }
            }
        }
    },
};
