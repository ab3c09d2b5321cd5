//! The operating system of machines.

use serde::Deserialize;

/// A marketplace image, `catalog/images/<distro>.toml`.
#[derive(Clone, Debug, Deserialize)]
pub struct MachineImage {
    /// Whether it is taken when the definition names none.
    #[serde(default)]
    pub default: bool,
    /// `deb` or `rpm`.
    pub packages: String,
    /// Major version of the containerd that its package source has.
    pub containerd_major: u32,
    /// Size of its disk, GB, where that is known: no smaller one can be made.
    pub disk_gb: Option<u32>,
    /// Marketplace publisher.
    pub publisher: String,
    /// Marketplace offer.
    pub offer: String,
    /// Marketplace offer of the image for confidential machines, where that is another one.
    pub confidential_offer: Option<String>,
    /// Marketplace SKUs.
    pub sku: Sku,
    /// Marketplace version, `latest` where none is pinned.
    pub version: String,
}

/// SKUs of one image.
#[derive(Clone, Debug, Deserialize)]
pub struct Sku {
    /// First generation machines.
    pub gen1: String,
    /// Second generation machines.
    pub gen2: String,
    /// Arm64 machines, where there is such an image.
    pub arm64: Option<String>,
    /// Confidential machines, where there is such an image.
    pub confidential: Option<String>,
}
