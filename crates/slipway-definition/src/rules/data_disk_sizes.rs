use crate::rule::Rule;
use crate::spec::Spec;

/// Data disks of a pool.
pub(super) static RULE: Rule<Spec> = Rule {
    id: "data-disk-sizes",
    why: "Azure makes data disks of up to 32,767 GB; four are what the older tools attach at most.",
    fix: "use at most four disks of 1 to 32767 GB each",
    about: &["agentPoolProfiles[].diskSizesGB"],
    check: |spec, found| {
        for (at, pool) in spec.each_pool() {
            let at = at.key("diskSizesGB");
            if pool.disk_sizes_gb.len() > 4 {
                found.error(at.clone(), format!("the pool has {} data disks", pool.disk_sizes_gb.len()));
            }
            for (index, size) in pool.disk_sizes_gb.iter().enumerate() {
                if !(1..=32767).contains(size) {
                    found.error(at.index(index), format!("a data disk cannot have {size} GB"));
                }
            }
        }
    },
};
