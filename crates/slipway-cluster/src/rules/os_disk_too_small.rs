//! `os-disk-too-small`

use slipway_definition::{AgentPoolProfile, ImageReference, Pointer, Rule, Spec, WindowsProfile, quote};

use crate::Asked;

/// Disks of Windows Server's images in the marketplace, GB, and of those whose name ends in `smalldisk` (learn.microsoft.com,
/// "Windows Server images": "[smalldisk] images have a 30 GB disk").
const WINDOWS: (i64, i64) = (127, 30);

pub(super) static OS_DISK_TOO_SMALL: Rule<Asked> = Rule {
    id: "os-disk-too-small",
    why: "Azure makes no disk that is smaller than the image that it is made from.",
    fix: "use the image's size or more, or 0 for the image's own",
    about: &[
        "masterProfile.osDiskSizeGB",
        "agentPoolProfiles[].osDiskSizeGB",
        "orchestratorProfile.kubernetesConfig.privateCluster.jumpboxProfile.osDiskSizeGB",
    ],
    check: |asked, found| {
        let windows = asked.spec.properties().windows_profile.as_ref();
        let mut look = |at: Pointer, gb: Option<i64>, image: Option<i64>, what: String| {
            if let (Some(gb), Some(image)) = (gb.filter(|gb| *gb > 0), image)
                && gb < image
            {
                let at = at.key("osDiskSizeGB");
                found.error(at, format!("a disk of {gb} GB cannot hold {what}, which has {image} GB"));
            }
        };
        let linux = |image: &Option<ImageReference>, distro: Option<&str>| {
            let own = image.as_ref().is_some_and(|image| image.kind().is_some());
            image_disk(asked, distro).filter(|_| !own).map(i64::from)
        };
        if let Some(master) = asked.spec.master() {
            let image = linux(&master.image_reference, master.distro.as_deref());
            look(Pointer::from(Spec::MASTER), master.os_disk_size_gb, image, named(asked, master.distro.as_deref()));
        }
        for (at, pool) in asked.spec.each_pool() {
            let (image, what) = if pool.is_windows() {
                (windows_disk(pool, windows), "the Windows image".to_owned())
            } else {
                (linux(&pool.image_reference, pool.distro.as_deref()), named(asked, pool.distro.as_deref()))
            };
            look(at, pool.os_disk_size_gb, image, what);
        }
        if let Some(jumpbox) = asked.spec.jumpbox() {
            let at = Pointer::from(Spec::KUBERNETES).key("privateCluster").key("jumpboxProfile");
            look(at, jumpbox.os_disk_size_gb, image_disk(asked, None).map(i64::from), named(asked, None));
        }
    },
};

/// The disk of a distribution's image, GB, where that is known; of the default one when none is named.
pub(super) fn image_disk(asked: &Asked, distro: Option<&str>) -> Option<u32> {
    let name = distribution(asked, distro)?;
    asked.catalog.machine_image(&name).ok()??.disk_gb
}

fn distribution(asked: &Asked, distro: Option<&str>) -> Option<String> {
    match distro.filter(|distro| !distro.is_empty()) {
        Some(name) => Some(name.to_owned()),
        None => asked.default_distro.clone(),
    }
}

fn named(asked: &Asked, distro: Option<&str>) -> String {
    distribution(asked, distro)
        .map_or_else(|| "the image".to_owned(), |name| format!("the image of {}", quote::tick(&name)))
}

/// Of Windows, Microsoft's own images: those that the older tools take by themselves have small disks.
fn windows_disk(pool: &AgentPoolProfile, profile: Option<&WindowsProfile>) -> Option<i64> {
    let profile = profile.unwrap_or(const { &WindowsProfile::EMPTY });
    let says = |text: &Option<String>| text.clone().unwrap_or_default().to_ascii_lowercase();
    let own = pool.image_reference.is_some() || profile.image_reference.is_some();
    if own || !says(&profile.windows_image_source_url).is_empty() {
        return None;
    }
    let sku = says(&profile.windows_sku);
    let is_large =
        says(&profile.windows_publisher) == "microsoftwindowsserver" && !sku.is_empty() && !sku.contains("smalldisk");
    Some(if is_large { WINDOWS.0 } else { WINDOWS.1 })
}
