use super::id_form::{Verdict, form, judge};
use crate::pointer::Pointer;
use crate::rule::{Findings, Rule};
use crate::spec::Spec;

/// Ids of disk encryption sets, placement groups, host groups and reservations.
pub(super) static RULE: Rule<Spec> = Rule {
    id: "compute-id",
    why: "Azure finds a resource of the user's by its full id; with another one, the deployment fails or takes something else.",
    fix: "write the resource's full id, as `az resource show` prints it",
    about: &[
        "masterProfile.proximityPlacementGroupID",
        "agentPoolProfiles[].proximityPlacementGroupID",
        "masterProfile.hostGroupID",
        "agentPoolProfiles[].hostGroupID",
        "masterProfile.capacityReservationGroupID",
        "agentPoolProfiles[].capacityReservationGroupID",
        "masterProfile.diskEncryptionSetID",
        "agentPoolProfiles[].diskEncryptionSetID",
    ],
    check: |spec, found| {
        for (at, machines) in spec.each_machines() {
            for (key, id, kind) in [
                ("proximityPlacementGroupID", machines.proximity_placement_group_id, "proximityPlacementGroups"),
                ("hostGroupID", machines.host_group_id, "hostGroups"),
                ("capacityReservationGroupID", machines.capacity_reservation_group_id, "capacityReservationGroups"),
                ("diskEncryptionSetID", machines.disk_encryption_set_id, "diskEncryptionSets"),
            ] {
                check(at.key(key), id, &format!("Microsoft.Compute/{kind}"), found);
            }
        }
    },
};

fn check(at: Pointer, id: Option<&str>, kind: &str, found: &mut Findings<'_>) {
    match id.filter(|id| !id.is_empty()).map(|id| judge(id, kind)) {
        Some(Verdict::Bad(message)) => {
            found.error(at, message).help(form(kind));
        }
        Some(Verdict::Odd(message)) => {
            found.warning(at, message).help(form(kind));
        }
        Some(Verdict::Good) | None => {}
    }
}
