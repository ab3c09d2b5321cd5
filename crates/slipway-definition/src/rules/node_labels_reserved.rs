use crate::quote::tick;
use crate::report::Place;
use crate::rule::Rule;
use crate::spec::Spec;

/// Domains of Kubernetes in which a kubelet may set labels (`NodeRestriction`, `--node-labels`).
const ALLOWED_DOMAINS: [&str; 2] = ["kubelet.kubernetes.io", "node.kubernetes.io"];
/// Further labels that it may set.
const ALLOWED: [&str; 12] = [
    "beta.kubernetes.io/arch",
    "beta.kubernetes.io/instance-type",
    "beta.kubernetes.io/os",
    "failure-domain.beta.kubernetes.io/region",
    "failure-domain.beta.kubernetes.io/zone",
    "kubernetes.io/arch",
    "kubernetes.io/hostname",
    "kubernetes.io/instance-type",
    "kubernetes.io/os",
    "node.kubernetes.io/instance-type",
    "topology.kubernetes.io/region",
    "topology.kubernetes.io/zone",
];
/// Labels that every node of a pool gets from this tool, as from the Go tools.
const OWN: [&str; 5] =
    ["agentpool", "kubernetes.azure.com/cluster", "kubernetes.azure.com/role", "storageprofile", "storagetier"];

/// Labels that a node may not give itself, and those that it has already.
pub(super) static RULE: Rule<Spec> = Rule {
    id: "node-labels-reserved",
    why: "A kubelet does not start with a label of Kubernetes' own domains that says what its node is allowed to be: else a node \
          could draw other nodes' work to itself.",
    fix: "use a domain of your own, or `kubectl label` after the deployment",
    about: &["agentPoolProfiles[].customNodeLabels"],
    check: |spec, found| {
        for (at, pool) in spec.each_pool() {
            for key in pool.custom_node_labels.keys() {
                let here = Place::Key(at.key("customNodeLabels").key(key));
                if is_forbidden(key) {
                    let finding = found.error(here, format!("a node may not give itself the label {}", tick(key)));
                    if let Some(("node-role.kubernetes.io", role)) = key.split_once('/') {
                        finding.help(format!("use a domain of your own, `example.com/role: {role}`, or `kubectl label` after the deployment"));
                    }
                } else if OWN.contains(&key.as_str()) {
                    found
                        .warning(here, format!("{} replaces the label that every node of the pool has", tick(key)))
                        .help("choose another name: autoscaler and upgrades go by this one");
                }
            }
        }
    },
};

/// Whether the kubelet takes it for a label of Kubernetes that it may not set.
fn is_forbidden(key: &str) -> bool {
    let Some((domain, _)) = key.split_once('/') else { return false };
    let is_in = |parent: &str| domain.strip_suffix(parent).is_some_and(|rest| rest.is_empty() || rest.ends_with('.'));
    (is_in("kubernetes.io") || is_in("k8s.io")) && !ALLOWED_DOMAINS.into_iter().any(is_in) && !ALLOWED.contains(&key)
}

#[cfg(test)]
mod tests {
    use super::is_forbidden;

    #[test]
    fn labels_of_kubernetes() {
        for key in ["kubernetes.io/role", "node-role.kubernetes.io/agent", "x.k8s.io/a", "node-restriction.kubernetes.io/a"] {
            assert!(is_forbidden(key), "{key}");
        }
        for key in ["role", "example.com/role", "mykubernetes.io/a", "node.kubernetes.io/a", "a.kubelet.kubernetes.io/b", "kubernetes.io/os"] {
            assert!(!is_forbidden(key), "{key}");
        }
    }
}
