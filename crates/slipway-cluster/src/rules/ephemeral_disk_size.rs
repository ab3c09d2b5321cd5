//! `ephemeral-disk-size`

use slipway_catalog::{PLACEMENTS, Size};
use slipway_definition::{Rule, quote};

use super::os_disk_too_small::image_disk;
use crate::Asked;
use crate::disks::reserved_gb;

pub(super) static EPHEMERAL_DISK_SIZE: Rule<Asked> = Rule {
    id: "ephemeral-disk-size",
    why: "An ephemeral operating system disk lies on one of the host's own disks: `osDiskSizeGB`, or the image's size without it, is at \
          most what the size of the machine has of NVMe disks, of the host's cache or of a temporary disk, and 2,040 GB in any case.",
    fix: "use a smaller `osDiskSizeGB`, another size, or managed disks",
    about: &["agentPoolProfiles[].storageProfile", "agentPoolProfiles[].vmSize"],
    check: |asked, found| {
        let ephemeral =
            |pool: &slipway_definition::AgentPoolProfile| pool.storage_profile.as_deref() == Some("Ephemeral");
        for (at, pool) in asked.spec.each_pool().filter(|(_, pool)| ephemeral(pool)) {
            let name = pool.vm_size.as_deref().unwrap_or_default();
            let Some(size) = asked.sizes.get(name) else { continue };
            let tick = quote::tick(name);
            let asked_for = pool.os_disk_size_gb.and_then(|gb| u32::try_from(gb).ok()).filter(|gb| *gb > 0);
            let image = image_disk(asked, pool.distro.as_deref())
                .filter(|_| pool.image_reference.as_ref().is_none_or(|image| image.kind().is_none()));
            // Of an image of the user's own nothing is known, but that it is no smaller than 1 GB.
            let gb = asked_for.or(image).unwrap_or(1);
            let placement = pool.diff_disk_placement.as_deref().filter(|word| !word.is_empty());
            let places: Vec<&str> = placement.map_or(PLACEMENTS.to_vec(), |placement| vec![placement]);
            if places.iter().any(|place| !PLACEMENTS.contains(place)) {
                continue;
            }
            let rooms: Vec<Option<u32>> = places.iter().map(|place| size.room(place)).collect();
            let reserved = reserved_gb(pool);
            if rooms.iter().any(|room| room.is_some_and(|room| room >= gb.saturating_add(reserved))) {
                continue;
            }
            let place = at.key(if placement.is_some() { "vmSize" } else { "storageProfile" });
            let finding = if rooms.iter().all(Option::is_some) {
                let guest = if reserved > 0 { " and 1 GB of guest state" } else { "" };
                let has = has(size, &places);
                let message = format!("an ephemeral disk of {gb} GB{guest} does not fit {tick}, which has {has}");
                found.error(place, message)
            } else {
                let message = format!("whether an ephemeral disk of {gb} GB fits {tick} is not known");
                found.warning(place, message).help(
                    "look at `CachedDiskBytes`, `MaxResourceVolumeMB` and `NvmeDiskSizeInMiB` of the size in `az vm list-skus`",
                )
            };
            finding.label(at.key(if placement.is_some() { "diffDiskPlacement" } else { "vmSize" }), "");
            if asked_for.is_some() {
                finding.label(at.key("osDiskSizeGB"), "");
            }
        }
    },
};

/// `a cache of 50 GiB and a temporary disk of 16 GiB`.
fn has(size: &Size, places: &[&str]) -> String {
    let what = |place: &&str| match *place {
        "NvmeDisk" => "NVMe disks",
        "CacheDisk" => "a cache",
        _ => "a temporary disk",
    };
    let room = |place: &&str| size.room(place).unwrap_or(0);
    let some: Vec<String> = places
        .iter()
        .filter(|place| room(place) > 0)
        .map(|place| format!("{} of {} GiB", what(place), room(place)))
        .collect();
    match (some.is_empty(), places) {
        (true, [place]) => format!("no {}", what(place).trim_start_matches("a ")),
        (true, _) => "no disk of the host's that can hold one".to_owned(),
        (false, _) => some.join(" and "),
    }
}
