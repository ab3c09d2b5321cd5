use std::collections::BTreeMap;

use crate::rule::Rule;
use crate::spec::Spec;

/// Priorities of security rules.
pub(super) static RULE: Rule<Spec> = Rule {
    id: "security-rule-priority",
    why: "The rule with the lowest number that fits a packet decides, so no two of one direction can have the same. Azure takes \
          100 to 4096; the cluster's own rules have some of them, and the cloud provider takes those of services from 500 on.",
    fix: "use a number from 102 to 499, which is asked before the rules of services and after the cluster's own",
    about: &["orchestratorProfile.kubernetesConfig.securityRules[].priority"],
    check: |spec, found| {
        let own = |direction: &str, priority: i64| match (direction, priority) {
            ("Inbound", 100) => Some("allow_kube_tls"),
            ("Inbound", 101) => Some("allow_ssh"),
            ("Outbound", 110) if spec.blocks_internet() => Some("allow_vnet"),
            ("Outbound", 120) if spec.blocks_internet() => Some("block_outbound"),
            _ => None,
        };
        let mut seen = BTreeMap::new();
        for (at, rule) in spec.each_security_rule() {
            let Some(priority) = rule.priority.filter(|priority| *priority != 0) else { continue };
            let direction = rule.direction.as_deref().unwrap_or_default();
            let at = at.key("priority");
            if !(100..=4096).contains(&priority) {
                let finding = found.error(at, format!("a security rule cannot have the priority {priority}"));
                finding.help("use a number from 100 to 4096; below 500 it is asked before the rules of services");
            } else if let Some(name) = own(direction, priority) {
                let message = format!("the cluster's own rule `{name}` has the priority {priority}");
                let finding = found.error(at, message);
                finding.help(match priority {
                    ..110 => "use 102 or more; `HTTPSourceAddressPrefix` says who may reach the API server".to_owned(),
                    _ => format!("use another number; below {priority} your rule is asked first"),
                });
            } else if let Some(first) = seen.insert((direction, priority), at.clone()) {
                let message = format!("two rules of one direction have the priority {priority}");
                found.error(at, message).label(first, "the other one").help("give one of them another number");
            }
        }
    },
};
