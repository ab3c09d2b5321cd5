//! `ephemeral-disk-size`

use slipway_definition::{Rule, quote};

use super::os_disk_too_small::image_disk;
use crate::Asked;

pub(super) static EPHEMERAL_DISK_SIZE: Rule<Asked> = Rule {
    id: "ephemeral-disk-size",
    why: "An ephemeral operating system disk lies in the host's cache or on the temporary disk, and is no larger than the larger of them. \
          Only sizes for premium disks have such a cache.",
    fix: "use a smaller `osDiskSizeGB`, another size, or managed disks",
    about: &["agentPoolProfiles[].storageProfile"],
    check: |asked, found| {
        for (at, pool) in
            asked.spec.each_pool().filter(|(_, pool)| pool.storage_profile.as_deref() == Some("Ephemeral"))
        {
            let name = pool.vm_size.as_deref().unwrap_or_default();
            let Some(size) = asked.sizes.get(name) else { continue };
            let tick = quote::tick(name);
            let place = at.key("storageProfile");
            if !size.premium {
                let message = format!("{tick} has no premium disks, which an ephemeral disk needs");
                found.warning(place, message).label(at.key("vmSize"), "");
                continue;
            }
            let asked_for = pool.os_disk_size_gb.filter(|gb| *gb > 0);
            let Some(gb) = asked_for.or_else(|| image_disk(asked, pool.distro.as_deref()).map(i64::from)) else {
                continue;
            };
            let temporary = size.temporary_disk_gb;
            if gb > i64::from(temporary) {
                let has = if temporary == 0 {
                    "no temporary disk".to_owned()
                } else {
                    format!("a temporary disk of {temporary} GiB")
                };
                let message = format!("{tick} has {has}: an ephemeral disk of {gb} GB has to fit into its cache");
                let finding = found.warning(place, message).label(at.key("vmSize"), "");
                if asked_for.is_some() {
                    finding.label(at.key("osDiskSizeGB"), "");
                }
            }
        }
    },
};
