use std::collections::BTreeMap;

use crate::quote::tick;
use crate::rule::Rule;
use crate::spec::Spec;

/// Names of zones.
pub(super) static RULE: Rule<Spec> = Rule {
    id: "availability-zones",
    why: "Azure names the zones of a region \"1\", \"2\" and \"3\", and refuses any other in the middle of the deployment.",
    fix: "use \"1\", \"2\" and \"3\", each once",
    about: &["masterProfile.availabilityZones", "agentPoolProfiles[].availabilityZones"],
    check: |spec, found| {
        // A Hub has no zones at all, which is another rule's to say.
        if spec.is_azure_stack() {
            return;
        }
        for (at, machines) in spec.each_machines() {
            let at = at.key("availabilityZones");
            let mut first = BTreeMap::new();
            for (index, zone) in machines.availability_zones.iter().enumerate() {
                let here = at.index(index);
                if !matches!(zone.as_str(), "1" | "2" | "3") {
                    found.error(here, format!("there is no zone {}", tick(zone)));
                } else if let Some(other) = first.get(zone) {
                    let message = format!("zone {} is written twice", tick(zone));
                    found.warning(here, message).say("again here").label(at.index(*other), "first here");
                } else {
                    first.insert(zone, index);
                }
            }
        }
    },
};
