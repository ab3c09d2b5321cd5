use crate::quote::tick;
use crate::rule::Rule;
use crate::spec::Spec;

/// Fields of orchestrators that are gone.
pub(super) static RULE: Rule<Spec> = Rule {
    id: "pool-leftover",
    why: "Roles, names and ports of pools were for DC/OS and Swarm; in Kubernetes, services publish ports.",
    fix: "remove it",
    about: &["agentPoolProfiles[].role", "agentPoolProfiles[].dnsPrefix", "agentPoolProfiles[].ports"],
    check: |spec, found| {
        for (at, pool) in spec.each_pool() {
            if let Some(role) = pool.role.as_deref().filter(|role| !role.is_empty()) {
                let finding = found.error(at.key("role"), format!("{} is no role: pools have none", tick(role)));
                finding.help("remove it; `customNodeLabels` mark nodes for certain workloads");
            }
            if let Some(prefix) = pool.dns_prefix.as_deref().filter(|prefix| !prefix.is_empty()) {
                let message = format!("{} names nothing: pools have no public name", tick(prefix));
                let finding = found.error(at.key("dnsPrefix"), message);
                finding.help("remove it; a service of type LoadBalancer gets a public address");
            }
            if !pool.ports.is_empty() {
                let finding = found.error(at.key("ports"), "a pool opens no ports");
                finding.help("remove it; a service of type LoadBalancer opens its ports");
            }
        }
    },
};
