use crate::pointer::Pointer;
use crate::quote::tick;
use crate::rule::{Findings, Rule};
use crate::spec::Spec;

/// Ports of security rules.
pub(super) static RULE: Rule<Spec> = Rule {
    id: "security-rule-port",
    why: "A security rule is about single ports, ranges of them, or all. Where a protocol has no ports, all have to be written.",
    fix: "write a port `443`, a range `30000-32767`, or `*`",
    about: &[
        "orchestratorProfile.kubernetesConfig.securityRules[].sourcePortRange",
        "orchestratorProfile.kubernetesConfig.securityRules[].sourcePortRanges",
        "orchestratorProfile.kubernetesConfig.securityRules[].destinationPortRange",
        "orchestratorProfile.kubernetesConfig.securityRules[].destinationPortRanges",
    ],
    check: |spec, found| {
        for (at, rule) in spec.each_security_rule() {
            let has_ports = !matches!(rule.protocol.as_deref(), Some("Icmp" | "Esp" | "Ah"));
            for (key, one, several) in [
                ("sourcePortRange", &rule.source_port_range, &rule.source_port_ranges),
                ("destinationPortRange", &rule.destination_port_range, &rule.destination_port_ranges),
            ] {
                if let Some(text) = one.as_deref().filter(|text| !text.trim().is_empty()) {
                    port(text, has_ports, false, at.key(key), found);
                }
                for (index, text) in several.iter().enumerate() {
                    port(text, has_ports, several.len() > 1, at.key(&format!("{key}s")).index(index), found);
                }
            }
        }
    },
};

fn port(written: &str, has_ports: bool, is_one_of_several: bool, at: Pointer, found: &mut Findings<'_>) {
    let text = written.trim();
    let number = |text: &str| text.parse::<u16>().ok().filter(|_| text.bytes().all(|byte| byte.is_ascii_digit()));
    let (first, last) = text.split_once('-').unwrap_or((text, text));
    if text == "*" {
        if is_one_of_several {
            found.error(at, "`*` cannot be one of several ranges").help("write it alone: it is all ports");
        }
    } else if number(first).zip(number(last)).is_none_or(|(first, last)| first > last) {
        found.error(at, format!("{} is no port or range of ports", tick(text)));
    } else if !has_ports {
        found.error(at, format!("the protocol has no ports, but {} is written", tick(text))).help("write `*`");
    }
}
