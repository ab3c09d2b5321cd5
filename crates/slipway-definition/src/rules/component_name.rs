use std::collections::BTreeMap;

use crate::quote::tick;
use crate::rule::Rule;
use crate::spec::Spec;
use crate::suggest::nearest;

/// The components of the older tools (peer-behaviour.md 2.8).
const KNOWN: [&str; 7] = [
    "kube-apiserver", "kube-controller-manager", "kube-scheduler", "cloud-controller-manager", "kube-addon-manager",
    "azure-kms-provider", "cluster-init",
];

/// Components are known by name, each once.
pub(super) static RULE: Rule<Spec> = Rule {
    id: "component-name",
    why: "What is said of a component that there is not, or said twice, would be dropped; the Go tools do so in silence.",
    fix: "use one of kube-apiserver, kube-controller-manager, kube-scheduler, cloud-controller-manager, kube-addon-manager, azure-kms-provider, cluster-init, once",
    about: &["orchestratorProfile.kubernetesConfig.components", "orchestratorProfile.kubernetesConfig.components[].name"],
    check: |spec, found| {
        let mut seen = BTreeMap::new();
        for (at, component) in spec.each_component() {
            let name = component.name.as_deref().unwrap_or_default();
            let place = at.key("name");
            if name.is_empty() {
                found.error(at, "a component has no name").help("give it a `name`");
            } else if !KNOWN.contains(&name) {
                let finding = found.error(place, format!("there is no component {}", tick(name)));
                if let Some(known) = nearest(name, KNOWN) {
                    finding.help(format!("did you mean `{known}`?"));
                }
            } else if let Some(first) = seen.get(name) {
                let finding = found.error(place, format!("the component `{name}` is there twice"));
                finding.label(Clone::clone(first), "first here").help("keep one entry");
            } else {
                seen.insert(name, place);
            }
        }
    },
};
