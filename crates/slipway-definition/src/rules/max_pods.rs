use crate::rule::Rule;
use crate::spec::Spec;

/// Pods of a node.
pub(super) static RULE: Rule<Spec> = Rule {
    id: "max-pods",
    why: "The pods of the system alone are about five a node.",
    fix: "use at least 5, or leave `maxPods` off",
    about: &["orchestratorProfile.kubernetesConfig.maxPods", "orchestratorProfile.kubernetesConfig.kubeletConfig"],
    check: |spec, found| {
        if let Some(pods) = spec.kubernetes().max_pods.filter(|pods| *pods != 0 && *pods < 5) {
            let at = "/properties/orchestratorProfile/kubernetesConfig/maxPods";
            found.error(at, format!("a node cannot have room for {pods} pods"));
        }
    },
};
