use crate::pointer::Pointer;
use crate::rule::Rule;
use crate::spec::{MOST_RANGES, Spec};

/// Rules of a security group (Azure limits, "NSG rules per NSG"), without those that the cluster needs itself.
const MOST: usize = 990;

/// How many rules, and how many ranges of one.
pub(super) static RULE: Rule<Spec> = Rule {
    id: "security-rule-number",
    why: "A security group holds 1000 rules, the cluster's own among them and those of services, and a rule 4000 addresses or ports.",
    fix: "join rules that differ in their ranges alone into one with lists",
    about: &["orchestratorProfile.kubernetesConfig.securityRules"],
    check: |spec, found| {
        let count = spec.kubernetes().security_rules.len();
        if count > MOST {
            let at = Pointer::from(Spec::KUBERNETES).key("securityRules");
            found.error(at, format!("{count} security rules are more than {MOST}"));
        }
        for (at, rule) in spec.each_security_rule() {
            for (key, count) in [
                ("sourceAddressPrefixes", rule.source_address_prefixes.len()),
                ("sourcePortRanges", rule.source_port_ranges.len()),
                ("destinationAddressPrefixes", rule.destination_address_prefixes.len()),
                ("destinationPortRanges", rule.destination_port_ranges.len()),
            ] {
                if count > MOST_RANGES {
                    let message = format!("{count} ranges of one rule are more than {MOST_RANGES}");
                    found.error(at.key(key), message).help("write several rules");
                }
            }
        }
    },
};
