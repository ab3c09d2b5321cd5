use crate::quote::tick;
use crate::rule::Rule;
use crate::spec::Spec;
use crate::spec::names::KEY_ALGORITHMS;

/// Keys of the PKI.
pub(super) static RULE: Rule<Spec> = Rule {
    id: "key-algorithm",
    why: "Every component of the cluster has to know the algorithm.",
    fix: "use `ecdsa-p256`, `rsa-2048` or `rsa-4096`",
    about: &["orchestratorProfile.kubernetesConfig.keyAlgorithm"],
    check: |spec, found| {
        let algorithm = spec.kubernetes().key_algorithm.as_deref().unwrap_or_default();
        if !algorithm.is_empty() && !KEY_ALGORITHMS.contains(&algorithm) {
            let at = "/properties/orchestratorProfile/kubernetesConfig/keyAlgorithm";
            found.error(at, format!("unknown key algorithm {}", tick(algorithm)));
        }
    },
};
