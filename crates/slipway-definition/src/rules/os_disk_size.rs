use crate::rule::Rule;
use crate::spec::{Machines, Spec};

/// GB of the images of Ubuntu, and of the smallest of Windows Server (`smalldisk`), in the marketplace.
const IMAGE: i64 = 30;

/// The operating system disk.
pub(super) static RULE: Rule<Spec> = Rule {
    id: "os-disk-size",
    why: "Azure makes operating system disks of up to 2,048 GB, and none that is smaller than the image that it is copied from, in \
          the middle of the deployment.",
    fix: "use a size of 30 to 2048, or 0 for that of the image",
    about: &["masterProfile.osDiskSizeGB", "agentPoolProfiles[].osDiskSizeGB"],
    check: |spec, found| {
        let windows = spec.properties().windows_profile.as_ref();
        let own_windows = windows
            .is_some_and(|windows| windows.image_reference.is_some() || windows.windows_image_source_url.is_some());
        for (at, machines) in spec.each_machines() {
            let at = at.key("osDiskSizeGB");
            match machines.os_disk_size_gb {
                Some(size) if !(0..=2048).contains(&size) => {
                    found.error(at, format!("an operating system disk cannot have {size} GB"));
                }
                Some(size @ 1..IMAGE) if is_of_known_size(machines, own_windows) => {
                    found.error(at, format!("an operating system disk of {size} GB cannot hold the image of {IMAGE} GB"));
                }
                _ => {}
            }
        }
    },
};

/// Whether the machines are made of an image that has [`IMAGE`] GB at least; one of the user's own may be smaller.
fn is_of_known_size(machines: Machines<'_>, own_windows: bool) -> bool {
    let distro = machines.distro.unwrap_or_default();
    let is_ubuntu = distro.is_empty() || distro.contains("ubuntu");
    machines.image_reference.is_none() && if machines.is_windows { !own_windows } else { is_ubuntu }
}
