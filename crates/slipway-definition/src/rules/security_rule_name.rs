use std::collections::BTreeMap;

use super::syntax::is_word;
use crate::quote::tick;
use crate::rule::Rule;
use crate::spec::Spec;

/// The cluster's own rules: peers' names.
const OWN: &[&str] = &["allow_kube_tls", "allow_ssh", "allow_vnet", "block_outbound", "allow_rdp"];

/// Names of security rules.
pub(super) static RULE: Rule<Spec> = Rule {
    id: "security-rule-name",
    why: "Azure tells the rules of a security group apart by their names, without case. The cluster has rules of its own there, and \
          the cloud provider adds some for services, whose names begin with `k8s-azure-lb_`.",
    fix: "use at most 80 letters, digits, `.`, `_` and `-`, with a letter or a digit first and no `.` or `-` last",
    about: &["orchestratorProfile.kubernetesConfig.securityRules[].name"],
    check: |spec, found| {
        let mut seen = BTreeMap::new();
        for (at, rule) in spec.each_security_rule() {
            let name = rule.name.as_deref().unwrap_or_default();
            let at = at.key("name");
            if name.is_empty() {
                continue;
            }
            let ends_well = name.starts_with(|first: char| first.is_ascii_alphanumeric()) && !name.ends_with(['.', '-']);
            if !is_word(name, 1..=80, b"._-") || !ends_well {
                found.error(at, format!("{} cannot be the name of a security rule", tick(name)));
                continue;
            }
            let key = name.to_ascii_lowercase();
            if OWN.contains(&key.as_str()) || key.starts_with("k8s-azure-lb_") {
                let message = format!("{} is the name of a rule that the cluster makes itself", tick(name));
                found.error(at, message).help("choose another name");
            } else if let Some(first) = seen.insert(key, at.clone()) {
                let message = format!("two security rules are called {}", tick(name));
                found.error(at, message).label(first, "the other one").help("choose another name");
            }
        }
    },
};
