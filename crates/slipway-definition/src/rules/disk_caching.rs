use crate::pointer::Pointer;
use crate::quote::tick;
use crate::rule::{Findings, Rule};
use crate::spec::Spec;
use crate::spec::names::{DISK_CACHINGS, is_uncached};
use crate::suggest::nearest;

/// Caching of disks.
pub(super) static RULE: Rule<Spec> = Rule {
    id: "disk-caching",
    why: "Azure knows three kinds of host caching, and Premium SSD v2 and Ultra disks have none.",
    fix: "use `None`, `ReadOnly` or `ReadWrite`",
    about: &["masterProfile.osDiskCachingType", "agentPoolProfiles[].osDiskCachingType", "agentPoolProfiles[].dataDiskCachingType"],
    check: |spec, found| {
        for (at, machines) in spec.each_machines() {
            check(at.key("osDiskCachingType"), machines.os_disk_caching_type, found);
        }
        for (at, pool) in spec.each_pool() {
            let (kind, caching) = (pool.data_disk_storage_account_type.as_deref(), pool.data_disk_caching_type.as_deref());
            check(at.key("dataDiskCachingType"), caching, found);
            if let Some(kind) = kind.filter(|kind| is_uncached(kind))
                && let Some(caching @ ("ReadOnly" | "ReadWrite")) = caching
            {
                let message = format!("disks of kind {} cannot have {} caching", tick(kind), tick(caching));
                found
                    .error(at.key("dataDiskCachingType"), message)
                    .label(at.key("dataDiskStorageAccountType"), "")
                    .help("leave `dataDiskCachingType` off, which is `None` for such disks");
            }
        }
    },
};

fn check(at: Pointer, written: Option<&str>, found: &mut Findings<'_>) {
    let caching = written.unwrap_or_default();
    if !caching.is_empty() && !DISK_CACHINGS.contains(&caching) {
        let finding = found.error(at, format!("unknown caching {}", tick(caching)));
        if let Some(known) = nearest(caching, DISK_CACHINGS.iter().copied()) {
            finding.help(format!("did you mean `{known}`?"));
        }
    }
}
