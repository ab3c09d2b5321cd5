use crate::pointer::Pointer;
use crate::rule::{Findings, Rule};
use crate::spec::Spec;
use crate::spec::names::{PREMIUM_V2_DISK, ULTRA_DISK};

/// Operations and throughput of disks that have them apart from their size.
pub(super) static RULE: Rule<Spec> = Rule {
    id: "disk-performance",
    why: "Only Premium SSD v2 and Ultra disks have a speed of their own; that of all others follows from their size. Azure bounds \
          operations by the size of the disk, and megabytes by operations (learn.microsoft.com, \"Azure managed disk types\").",
    fix: "leave both off for what Azure gives by the size of the disk",
    about: &[
        "agentPoolProfiles[].dataDiskIOPSReadWrite",
        "agentPoolProfiles[].dataDiskMBpsReadWrite",
        "orchestratorProfile.kubernetesConfig.etcdDiskIOPSReadWrite",
        "orchestratorProfile.kubernetesConfig.etcdDiskMBpsReadWrite",
    ],
    check: |spec, found| {
        for (at, pool) in spec.each_pool() {
            let disks = Disks {
                kind: at.key("dataDiskStorageAccountType"),
                is: pool.data_disk_storage_account_type.as_deref().unwrap_or_default(),
                smallest_gb: pool.disk_sizes_gb.iter().copied().filter(|gb| *gb > 0).min(),
                iops: (at.key("dataDiskIOPSReadWrite"), pool.data_disk_iops_read_write),
                mbps: (at.key("dataDiskMBpsReadWrite"), pool.data_disk_mbps_read_write),
            };
            disks.check(found);
        }
        let (at, config) = (Pointer::from(Spec::KUBERNETES), spec.kubernetes());
        let etcd = Disks {
            kind: at.key("etcdDiskStorageAccountType"),
            is: config.etcd_disk_storage_account_type.as_deref().unwrap_or_default(),
            smallest_gb: config.etcd_disk_size_gb.as_deref().and_then(|gb| gb.parse().ok()),
            iops: (at.key("etcdDiskIOPSReadWrite"), config.etcd_disk_iops_read_write),
            mbps: (at.key("etcdDiskMBpsReadWrite"), config.etcd_disk_mbps_read_write),
        };
        etcd.check(found);
    },
};

struct Disks<'s> {
    kind: Pointer,
    is: &'s str,
    smallest_gb: Option<i64>,
    iops: (Pointer, Option<i64>),
    mbps: (Pointer, Option<i64>),
}

/// What a kind of disk can be asked for.
struct Bounds {
    name: &'static str,
    iops: (i64, i64),
    iops_per_gb: i64,
    mbps: (i64, i64),
}

const PREMIUM_V2: Bounds =
    Bounds { name: "a Premium SSD v2 disk", iops: (3000, 80_000), iops_per_gb: 500, mbps: (125, 1200) };
const ULTRA: Bounds = Bounds { name: "an Ultra disk", iops: (100, 400_000), iops_per_gb: 1000, mbps: (1, 10_000) };

impl Disks<'_> {
    fn check(self, found: &mut Findings<'_>) {
        let said = |(at, value): (Pointer, Option<i64>)| value.filter(|value| *value != 0).map(|value| (at, value));
        let (iops, mbps) = (said(self.iops), said(self.mbps));
        let bounds = match self.is {
            PREMIUM_V2_DISK => PREMIUM_V2,
            ULTRA_DISK => ULTRA,
            _ => {
                for (at, _) in iops.into_iter().chain(mbps) {
                    let message = "the speed of such disks follows from their size";
                    let help = format!("make `{}` `PremiumV2_LRS` or `UltraSSD_LRS`, or leave this off", self.kind);
                    found.error(at, message).help(help);
                }
                return;
            }
        };
        let Bounds { name, iops: (least, most), iops_per_gb, .. } = bounds;
        if let Some((at, value)) = &iops {
            // Every disk has the least there is, however small it be.
            let by_size = self.smallest_gb.map_or(most, |gb| gb.saturating_mul(iops_per_gb).clamp(least, most));
            if !(least..=most).contains(value) {
                found.error(at.clone(), format!("{name} has {least} to {most} operations a second, not {value}"));
            } else if *value > by_size {
                let gb = self.smallest_gb.unwrap_or_default();
                let message = format!(
                    "{name} of {gb} GB has {by_size} operations a second at most ({iops_per_gb} a GB), not {value}"
                );
                found.error(at.clone(), message);
            }
        }
        let Some((at, value)) = mbps else { return };
        let (least, most) = bounds.mbps;
        if !(least..=most).contains(&value) {
            found.error(at, format!("{name} has {least} to {most} megabytes a second, not {value}"));
        } else if let Some((of, iops)) = iops
            && value > (iops / 4).max(bounds.mbps.0)
        {
            let message = format!("{value} megabytes a second are more than a quarter of {iops} operations a second");
            found.error(at, message).label(of, "");
        }
    }
}
