use crate::rule::Rule;
use crate::spec::{Placement, Spec};

/// Masters in a scale set take a managed identity only when it is one that the user names.
pub(super) static RULE: Rule<Spec> = Rule {
    id: "master-scale-set-identity",
    why: "The identity of a scale set is known only when the scale set is made, too late for the rights that its first machine needs.",
    fix: "add `userAssignedID`, or set `useManagedIdentity` to false and give a service principal",
    about: &["orchestratorProfile.kubernetesConfig.userAssignedID"],
    check: |spec, found| {
        let config = spec.kubernetes();
        let in_scale_set = spec.master().and_then(Placement::of_master) == Some(Placement::ScaleSet);
        let unnamed = config.user_assigned_id.as_deref().is_none_or(str::is_empty);
        if in_scale_set && config.use_managed_identity == Some(true) && unnamed {
            let at = |key: &str| crate::Pointer::from(Spec::KUBERNETES).key(key);
            found
                .error(at("userAssignedID"), "masters in a scale set need a managed identity of the user's own")
                .say("`userAssignedID` is missing")
                .label(at("useManagedIdentity"), "")
                .label("/properties/masterProfile/availabilityProfile", "");
        }
    },
};
