use crate::pointer::Pointer;
use crate::rule::Rule;
use crate::spec::{Machines, Placement, Spec};

/// Places that the message points at; a definition may have thousands.
const SHOWN: usize = 6;

/// Zones for some of the machines only. A warning, as in the peers: there may be a reason.
pub(super) static RULE: Rule<Spec> = Rule {
    id: "zones-partial",
    why: "A cluster outlives a zone when masters and workers both stand in several; what stands in none, Azure puts where it likes, \
          often all of it into one zone.",
    fix: "give `availabilityZones` to the masters and to every pool, or to none",
    about: &["masterProfile.availabilityZones", "agentPoolProfiles[].availabilityZones"],
    check: |spec, found| {
        // A Hub has no zones at all, which is another rule's to say.
        if spec.is_azure_stack() {
            return;
        }
        let at = |at: Pointer| at.key("availabilityZones");
        // Zones that are none, or that a pool in an availability set cannot have, are other rules'.
        if spec.each_machines().any(|(_, machines)| has_bad_zones(&machines)) {
            return;
        }
        let (zoned, others): (Vec<_>, Vec<_>) =
            spec.each_machines().partition(|(_, machines)| !machines.availability_zones.is_empty());
        let mut others = others.into_iter();
        let (Some((zoned, _)), Some((first, machines))) = (zoned.into_iter().next(), others.next()) else { return };
        let more = match others.len() {
            0 => String::new(),
            1 => " and 1 pool more".to_owned(),
            count => format!(" and {count} pools more"),
        };
        let message = format!("{}{more} stand in no zone, where others do", machines.who());
        let finding = found.warning(at(zoned), message);
        finding.say("zones here").label(at(first), "none here");
        for (other, _) in others.take(SHOWN) {
            finding.label(at(other), "none here");
        }
    },
};

fn has_bad_zones(machines: &Machines<'_>) -> bool {
    let zones = machines.availability_zones;
    let in_set = machines.pool.is_some() && machines.placement == Some(Placement::AvailabilitySet);
    zones.iter().any(|zone| !matches!(zone.as_str(), "1" | "2" | "3")) || (in_set && !zones.is_empty())
}
