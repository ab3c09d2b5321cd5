//! A cloud and its regions.

use serde::Deserialize;

/// One Azure cloud, `catalog/clouds/<name>.toml`.
#[derive(Clone, Debug, Deserialize)]
pub struct Cloud {
    /// Name as Azure's SDKs spell it.
    pub name: String,
    /// Ending of public names of machines: `cloudapp.azure.com`.
    pub vm_dns_suffix: String,
    /// Issuer of Entra ID's access tokens of version 2, without the tenant.
    pub token_issuer: String,
    /// The same, of version 1.
    pub token_issuer_v1: String,
    /// Regions.
    #[serde(default)]
    pub region: Vec<Region>,
}

/// One region of a cloud.
#[derive(Clone, Debug, Deserialize)]
pub struct Region {
    /// Lower case, without spaces: `westus2`.
    pub name: String,
    /// Whether it has availability zones.
    #[serde(default)]
    pub zones: bool,
    /// Fault domains of availability sets, where known.
    pub fault_domains: Option<u32>,
    /// Where it has Ultra disks.
    #[serde(default)]
    pub ultra: DiskPlaces,
    /// Where it has Premium SSD v2 disks.
    #[serde(default)]
    pub premium_v2: DiskPlaces,
}

/// Where in a region there are disks of some kind. By default: nowhere.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DiskPlaces {
    /// In so many availability zones; which ones they are differs between subscriptions.
    #[serde(default)]
    pub zones: u32,
    /// Outside of zones.
    #[serde(default)]
    pub regional: bool,
}
