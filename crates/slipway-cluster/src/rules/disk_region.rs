//! `disk-region`

use std::collections::BTreeSet;

use slipway_definition::{FastDisk, Placement, Rule};

use crate::Asked;

pub(super) static DISK_REGION: Rule<Asked> = Rule {
    id: "disk-region",
    why: "Not every region has Ultra and Premium SSD v2 disks; where it has availability zones, mostly machines in some of these \
          can have them. Azure adds to both lists now and then.",
    fix: "`az vm list-skus --resource-type disks --location REGION --output table` says what your subscription has",
    about: &[
        "masterProfile.ultraSSDEnabled",
        "agentPoolProfiles[].ultraSSDEnabled",
        "agentPoolProfiles[].dataDiskStorageAccountType",
        "orchestratorProfile.kubernetesConfig.etcdDiskStorageAccountType",
    ],
    check: |asked, found| {
        if asked.spec.is_azure_stack() {
            return;
        }
        for (at, machines) in asked.spec.each_machines() {
            let Some((at, disk)) = machines.fast_disks(&at, &asked.spec) else { continue };
            let zones = machines.availability_zones.iter().collect::<BTreeSet<_>>().len();
            // A machine in an availability set can have none at all, which another rule says.
            if zones == 0 && machines.placement == Some(Placement::AvailabilitySet) {
                continue;
            }
            let asks = format!("{} are asked for with {}", disk.title(), machines.who());
            let Some(region) = asked.region() else {
                if zones == 0 {
                    found.warning(at, format!("{asks}, outside any zone: few regions have them there"));
                }
                continue;
            };
            let places = if disk == FastDisk::Ultra { region.ultra } else { region.premium_v2 };
            let name = &region.name;
            let trouble = match (usize::try_from(places.zones).unwrap_or(0), zones) {
                (0, _) if !places.regional => format!("{asks}; region `{name}` has none"),
                (_, 0) if !places.regional => {
                    format!("{asks}, outside any zone; region `{name}` has them in zones alone")
                }
                (0, 1..) => format!("{asks}, in zones; region `{name}` has them outside zones alone"),
                (there, 1..) if there < zones => {
                    format!("{asks}, in {zones} zones; region `{name}` has them in {there}")
                }
                _ => continue,
            };
            let help = format!(
                "`az vm list-skus --resource-type disks --location {name} --output table` says what your subscription has"
            );
            found.warning(at, trouble).label("/location", "").help(help);
        }
    },
};
