use crate::rule::Rule;
use crate::spec::{Placement, Spec};

/// Pools that the message points at; a definition may have thousands.
const SHOWN: usize = 6;

/// Masters in a scale set go with pools in scale sets only. On an Azure Stack Hub they are refused anyway.
pub(super) static RULE: Rule<Spec> = Rule {
    id: "master-scale-set-pools",
    why: "The cloud provider looks for nodes in scale sets or in availability sets, not in both, and the masters are nodes.",
    fix: "leave `masterProfile.availabilityProfile` off, or give every pool `VirtualMachineScaleSets`",
    about: &["masterProfile.availabilityProfile"],
    check: |spec, found| {
        let in_scale_set = spec.master().and_then(Placement::of_master) == Some(Placement::ScaleSet);
        if !in_scale_set || spec.is_azure_stack() {
            return;
        }
        let in_set = |pool| spec.placement(pool) == Some(Placement::AvailabilitySet);
        let mut pools = spec.each_pool().filter(|(_, pool)| in_set(pool)).map(|(at, _)| at.key("availabilityProfile"));
        let Some(first) = pools.next() else { return };
        let message = "masters in a scale set are in one cluster with pools in availability sets";
        let finding = found.error("/properties/masterProfile/availabilityProfile", message).label(first, "");
        for at in pools.take(SHOWN) {
            finding.label(at, "");
        }
    },
};
