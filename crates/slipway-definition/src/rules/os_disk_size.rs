use crate::rule::Rule;
use crate::spec::Spec;

/// The operating system disk. Whether its image fits on it is a rule on the catalog's facts.
pub(super) static RULE: Rule<Spec> = Rule {
    id: "os-disk-size",
    why: "Azure makes operating system disks of up to 2,048 GB.",
    fix: "use a size up to 2048, or 0 for that of the image",
    about: &["masterProfile.osDiskSizeGB", "agentPoolProfiles[].osDiskSizeGB"],
    check: |spec, found| {
        for (at, machines) in spec.each_machines() {
            if let Some(size) = machines.os_disk_size_gb.filter(|size| !(0..=2048).contains(size)) {
                found.error(at.key("osDiskSizeGB"), format!("an operating system disk cannot have {size} GB"));
            }
        }
    },
};
