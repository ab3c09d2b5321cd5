use crate::quote::tick;
use crate::rule::Rule;
use crate::spec::{Spec, names};

/// Only Kubernetes is left of the orchestrators.
pub(super) static RULE: Rule<Spec> = Rule {
    id: "orchestrator-type",
    why: "DC/OS and Swarm went with acs-engine.",
    fix: "write `Kubernetes`, or leave `orchestratorType` off",
    about: &["orchestratorProfile.orchestratorType"],
    check: |spec, found| {
        let written = spec.orchestrator().orchestrator_type.as_deref().unwrap_or_default();
        if names::orchestrator_type(written).is_none() {
            let message = format!("unknown orchestrator {}", tick(written));
            found.error("/properties/orchestratorProfile/orchestratorType", message);
        }
    },
};
