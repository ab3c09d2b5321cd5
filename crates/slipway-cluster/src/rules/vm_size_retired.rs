//! `vm-size-retired`

use slipway_catalog::Size;
use slipway_definition::{Rule, quote};

use crate::Asked;

pub(super) static VM_SIZE_RETIRED: Rule<Asked> = Rule {
    id: "vm-size-retired",
    why: "On the day that a series is retired, Azure stops its machines and makes no more.",
    fix: "use a size of a newer series",
    about: &[
        "masterProfile.vmSize",
        "agentPoolProfiles[].vmSize",
        "orchestratorProfile.kubernetesConfig.privateCluster.jumpboxProfile.vmSize",
    ],
    check: |asked, found| {
        if asked.spec.is_custom_cloud() {
            return;
        }
        for (at, name) in asked.each_size() {
            let Some(size) = asked.sizes.get(name) else { continue };
            let Some(day) = &size.retires else { continue };
            let message = format!("Azure makes no {} from {day} on", quote::tick(name));
            let finding = found.warning(at, message);
            finding.help(match instead(asked, size) {
                Some(newer) => format!("use a size of a newer series, such as `{newer}`"),
                None => "use a size of a newer series".to_owned(),
            });
        }
    },
};

/// A size for any purpose with at least as many processors, except for machines with graphics processors.
fn instead(asked: &Asked, size: &Size) -> Option<String> {
    if size.name.starts_with("Standard_N") {
        return None;
    }
    let sizes = asked.catalog.sizes().ok()?;
    let cores = size.vcpus.max(2).checked_next_power_of_two()?;
    let newer = format!("Standard_D{cores}s_v5");
    sizes.get(&newer).ok()?.map(|size| size.name)
}
