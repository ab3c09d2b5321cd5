//! `data-disk-number`

use slipway_definition::{Rule, quote};

use crate::Asked;

pub(super) static DATA_DISK_NUMBER: Rule<Asked> = Rule {
    id: "data-disk-number",
    why: "The size of a machine bounds its data disks; Azure refuses one more in the middle of the deployment.",
    fix: "use fewer and larger disks, or a larger size",
    about: &["agentPoolProfiles[].diskSizesGB"],
    check: |asked, found| {
        for (at, pool) in asked.spec.each_pool() {
            let name = pool.vm_size.as_deref().unwrap_or_default();
            let Some(size) = asked.sizes.get(name) else { continue };
            let (disks, most) = (pool.disk_sizes_gb.len(), size.max_data_disks);
            // More than four are too many for any pool, and 0 is unknown.
            if most > 0 && disks <= 4 && usize::try_from(most).is_ok_and(|most| disks > most) {
                let message =
                    format!("{disks} data disks are more than the {most} that size {} takes", quote::tick(name));
                found.error(at.key("diskSizesGB"), message).label(at.key("vmSize"), "");
            }
        }
    },
};
