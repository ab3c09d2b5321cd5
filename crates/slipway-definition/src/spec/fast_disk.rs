//! Disks with a speed of their own, which not every region has and not every machine can have.

use super::names::{PREMIUM_V2_DISK, ULTRA_DISK};
use super::{Machines, Spec};
use crate::pointer::Pointer;

/// A kind of disks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FastDisk {
    /// Ultra disks.
    Ultra,
    /// Premium SSD v2 disks.
    PremiumV2,
}

impl FastDisk {
    /// How messages call them.
    pub const fn title(self) -> &'static str {
        match self {
            Self::Ultra => "Ultra disks",
            Self::PremiumV2 => "Premium SSD v2 disks",
        }
    }
}

impl Machines<'_> {
    /// Where the kind of the machines' data disks is written, with what is written there: a pool's, or etcd's with the masters.
    /// `at` is where the machines are.
    pub fn data_disk_kind<'s>(&'s self, at: &Pointer, spec: &'s Spec) -> (Pointer, &'s str) {
        let (at, kind) = match self.pool {
            None => {
                let at = Pointer::from(Spec::KUBERNETES).key("etcdDiskStorageAccountType");
                (at, spec.kubernetes().etcd_disk_storage_account_type.as_deref())
            }
            Some(_) => (at.key("dataDiskStorageAccountType"), self.data_disk_storage_account_type),
        };
        (at, kind.unwrap_or_default())
    }

    /// The fast disks that the machines ask for, their own or those of volumes, and where.
    pub fn fast_disks(&self, at: &Pointer, spec: &Spec) -> Option<(Pointer, FastDisk)> {
        match self.data_disk_kind(at, spec) {
            (at, ULTRA_DISK) => Some((at, FastDisk::Ultra)),
            (at, PREMIUM_V2_DISK) => Some((at, FastDisk::PremiumV2)),
            _ => self.ultra_ssd_enabled?.then(|| (at.key("ultraSSDEnabled"), FastDisk::Ultra)),
        }
    }
}
