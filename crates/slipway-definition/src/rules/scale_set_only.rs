use crate::rule::Rule;
use crate::spec::{AgentPoolProfile, Placement, Spec};

/// What only scale sets have.
pub(super) static RULE: Rule<Spec> = Rule {
    id: "scale-set-only",
    why: "Placement groups, Spot prices, overprovisioning, upgrade policies, addresses of instances and the zones of a pool are \
          properties of a scale set; machines in an availability set have none, and the Go tools leave some of them out in silence.",
    fix: "remove it, or make the pool a scale set (`\"availabilityProfile\": \"VirtualMachineScaleSets\"`)",
    about: &[
        "masterProfile.singlePlacementGroup",
        "agentPoolProfiles[].singlePlacementGroup",
        "agentPoolProfiles[].vmssOverProvisioningEnabled",
        "agentPoolProfiles[].enableVMSSNodePublicIP",
        "agentPoolProfiles[].scaleSetPriority",
        "agentPoolProfiles[].upgradePolicy",
        "agentPoolProfiles[].availabilityZones",
    ],
    check: |spec, found| {
        for (at, machines) in spec.each_machines() {
            let in_set = machines.placement == Some(Placement::AvailabilitySet);
            if in_set && machines.single_placement_group.is_some() {
                let message = "an availability set has no placement group";
                let finding = found.error(at.key("singlePlacementGroup"), message);
                finding.label(at.key("availabilityProfile"), said(machines.availability_profile));
                if machines.pool.is_none() {
                    finding.help("remove `masterProfile.singlePlacementGroup`");
                }
            }
        }
        for (at, pool) in spec.each_pool() {
            if spec.placement(pool) != Some(Placement::AvailabilitySet) {
                continue;
            }
            for (key, message) in asked(pool, spec.is_azure_stack()) {
                let label = said(pool.availability_profile.as_deref());
                found.error(at.key(key), message).label(at.key("availabilityProfile"), label);
            }
        }
    },
};

/// Where nothing is written, what it means.
fn said(profile: Option<&str>) -> &'static str {
    if profile.is_none_or(str::is_empty) { "`AvailabilitySet` is the default of masters" } else { "" }
}

/// The other fields of a pool, with what is wrong with each.
fn asked(pool: &AgentPoolProfile, on_hub: bool) -> Vec<(&'static str, String)> {
    let mut asked = Vec::new();
    if pool.vmss_over_provisioning_enabled == Some(true) {
        asked.push(("vmssOverProvisioningEnabled", "only scale sets are overprovisioned".to_owned()));
    }
    if pool.enable_vmss_node_public_ip == Some(true) {
        asked.push(("enableVMSSNodePublicIP", "only nodes of a scale set have public addresses".to_owned()));
    }
    if let Some(priority @ ("Spot" | "Low")) = pool.scale_set_priority.as_deref() {
        asked.push(("scaleSetPriority", format!("an availability set has no `{priority}` machines")));
    }
    if pool.upgrade_policy.is_some() {
        asked.push(("upgradePolicy", "an availability set has no model that its machines could follow".to_owned()));
    }
    // A Hub has no zones at all, which is another rule's to say.
    if !pool.availability_zones.is_empty() && !on_hub {
        asked.push(("availabilityZones", "an availability set stands in no zone".to_owned()));
    }
    asked
}
