use crate::quote::tick;
use crate::rule::Rule;
use crate::spec::Spec;
use crate::spec::names::AVAILABILITY_PROFILES;
use crate::suggest::nearest;

/// How Azure places machines.
pub(super) static RULE: Rule<Spec> = Rule {
    id: "availability-profile",
    why: "Machines stand alone in an availability set or in a scale set; the Go tools take anything else for one of them.",
    fix: "use `AvailabilitySet` or `VirtualMachineScaleSets`",
    about: &["masterProfile.availabilityProfile", "agentPoolProfiles[].availabilityProfile"],
    check: |spec, found| {
        for (at, machines) in spec.each_machines() {
            let profile = machines.availability_profile.unwrap_or_default();
            if !profile.is_empty() && !AVAILABILITY_PROFILES.contains(&profile) {
                let message = format!("unknown availability profile {}", tick(profile));
                let finding = found.error(at.key("availabilityProfile"), message);
                if let Some(known) = nearest(profile, AVAILABILITY_PROFILES.iter().copied()) {
                    finding.help(format!("did you mean `{known}`?"));
                }
            }
        }
    },
};
