//! Disks of machines.

use serde::Serialize;
use slipway_catalog::Size;
use slipway_definition::{AgentPoolProfile, KubernetesConfig, MasterProfile, names};

/// Disks of the machines of one group.
#[derive(Clone, Debug, Serialize)]
pub struct Disks {
    /// The operating system's disk.
    pub os: OsDisk,
    /// Data disks, GB each. etcd's is none of them: see [`crate::Etcd`].
    pub data_gb: Vec<u32>,
    /// What they have in common.
    pub data: DiskKind,
    /// Whether machines can have Ultra disks, of the definition or of volumes.
    pub ultra: bool,
    /// Full id of the disk encryption set whose key encrypts every one of these disks; with Azure's own key when there is none.
    pub encryption_set: Option<String>,
}

/// The operating system's disk.
#[derive(Clone, Debug, Serialize)]
pub struct OsDisk {
    /// GB; 0 is the image's own size.
    pub gb: u32,
    /// `ReadWrite`, `ReadOnly` or `None`.
    pub caching: String,
    /// `Premium_LRS`; of an ephemeral disk, that of the managed one that it is read from.
    pub sku: String,
    /// Whether what is written stays on the host itself, and is lost with it.
    pub ephemeral: bool,
    /// Which of the host's disks an ephemeral one lies on: `CacheDisk`, `ResourceDisk` or `NvmeDisk`. `None` leaves it to Azure.
    pub placement: Option<String>,
}

/// What kind of disk it is, and how fast.
#[derive(Clone, Debug, Serialize)]
pub struct DiskKind {
    /// `Premium_LRS`.
    pub sku: String,
    /// `ReadWrite`, `ReadOnly` or `None`.
    pub caching: String,
    /// Operations a second, where they are chosen apart from the size.
    pub iops: Option<u32>,
    /// Megabytes a second, where they are.
    pub mbps: Option<u32>,
}

impl DiskKind {
    /// Whether Azure keeps a copy in every zone: such a disk is in none of them.
    pub fn is_zone_redundant(&self) -> bool {
        self.sku.ends_with("_ZRS")
    }
}

/// Of the masters.
pub(crate) fn of_masters(profile: &MasterProfile, config: &KubernetesConfig, size: &Size) -> Disks {
    let etcd = given(config.etcd_disk_storage_account_type.as_deref());
    Disks {
        os: OsDisk {
            gb: number(profile.os_disk_size_gb).unwrap_or(0),
            caching: text(profile.os_disk_caching_type.as_deref(), "ReadWrite"),
            sku: text(profile.os_disk_storage_account_type.as_deref(), tier(size)),
            ephemeral: false,
            placement: None,
        },
        data_gb: Vec::new(),
        data: DiskKind { sku: tier(size).to_owned(), caching: "None".to_owned(), iops: None, mbps: None },
        ultra: profile.ultra_ssd_enabled.unwrap_or(etcd == Some(names::ULTRA_DISK)),
        encryption_set: given(profile.disk_encryption_set_id.as_deref()).map(str::to_owned),
    }
}

/// etcd's disk on each master: small synchronous writes, for which Azure's cache is of no use.
pub(crate) fn of_etcd(config: &KubernetesConfig, masters: &Disks) -> DiskKind {
    DiskKind {
        sku: text(config.etcd_disk_storage_account_type.as_deref(), &masters.data.sku),
        caching: "None".to_owned(),
        iops: number(config.etcd_disk_iops_read_write),
        mbps: number(config.etcd_disk_mbps_read_write),
    }
}

/// Of a pool; `image_gb` is the size of its image, where that is known.
pub(crate) fn of_pool(profile: &AgentPoolProfile, size: &Size, image_gb: Option<u32>) -> Disks {
    let sku = text(profile.data_disk_storage_account_type.as_deref(), tier(size));
    let ephemeral = profile.storage_profile.as_deref() == Some("Ephemeral");
    let gb = number(profile.os_disk_size_gb).unwrap_or(0);
    let wanted = if gb > 0 { Some(gb) } else { image_gb };
    let wanted = wanted.map(|gb| gb.saturating_add(reserved_gb(profile)));
    let asked = given(profile.diff_disk_placement.as_deref());
    Disks {
        os: OsDisk {
            gb,
            caching: text(profile.os_disk_caching_type.as_deref(), if ephemeral { "ReadOnly" } else { "ReadWrite" }),
            sku: text(profile.os_disk_storage_account_type.as_deref(), tier(size)),
            ephemeral,
            placement: asked.or_else(|| size.ephemeral_placement(wanted)).filter(|_| ephemeral).map(str::to_owned),
        },
        data_gb: profile.disk_sizes_gb.iter().filter_map(|gb| u32::try_from(*gb).ok()).collect(),
        ultra: profile
            .ultra_ssd_enabled
            .unwrap_or_else(|| sku == names::ULTRA_DISK && !profile.disk_sizes_gb.is_empty()),
        data: DiskKind {
            caching: text(
                profile.data_disk_caching_type.as_deref(),
                if names::is_uncached(&sku) { "None" } else { "ReadOnly" },
            ),
            iops: number(profile.data_disk_iops_read_write),
            mbps: number(profile.data_disk_mbps_read_write),
            sku,
        },
        encryption_set: given(profile.disk_encryption_set_id.as_deref()).map(str::to_owned),
    }
}

/// What Azure takes for itself beside an ephemeral disk, GiB: the guest state of protected machines (learn.microsoft.com,
/// "Ephemeral OS disks").
pub(crate) fn reserved_gb(profile: &AgentPoolProfile) -> u32 {
    let kind = profile.security_profile.as_ref().and_then(|profile| profile.security_type.as_deref());
    u32::from(kind.is_some_and(|kind| !matches!(kind, "" | "Standard")))
}

/// Premium disks where the size can have them, else standard ones, as the older tools choose.
pub(crate) const fn tier(size: &Size) -> &'static str {
    if size.premium { "Premium_LRS" } else { "Standard_LRS" }
}

fn given(text: Option<&str>) -> Option<&str> {
    text.filter(|text| !text.is_empty())
}

fn text(written: Option<&str>, default: &str) -> String {
    given(written).unwrap_or(default).to_owned()
}

fn number(given: Option<i64>) -> Option<u32> {
    given.and_then(|n| u32::try_from(n).ok()).filter(|n| *n > 0)
}
