use std::collections::BTreeSet;

use crate::rule::Rule;
use crate::spec::Spec;

/// More zones than machines.
pub(super) static RULE: Rule<Spec> = Rule {
    id: "zones-empty",
    why: "A zone without a machine protects nothing.",
    fix: "use a machine for each zone at least, or fewer zones",
    about: &["masterProfile.availabilityZones", "agentPoolProfiles[].availabilityZones"],
    check: |spec, found| {
        // A Hub has no zones at all, which is another rule's to say.
        if spec.is_azure_stack() {
            return;
        }
        for (at, machines) in spec.each_machines() {
            // What is no zone is another rule's.
            let zones: BTreeSet<_> =
                machines.availability_zones.iter().filter(|zone| matches!(zone.as_str(), "1" | "2" | "3")).collect();
            let Some(count) = machines.count.and_then(|count| usize::try_from(count).ok()) else { continue };
            if (1..zones.len()).contains(&count) {
                let message = match count {
                    1 => format!("1 machine cannot stand in {} zones", zones.len()),
                    _ => format!("{count} machines cannot stand in {} zones", zones.len()),
                };
                found.warning(at.key("availabilityZones"), message).label(at.key("count"), "");
            }
        }
    },
};
