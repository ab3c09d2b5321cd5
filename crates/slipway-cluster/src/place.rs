//! Where the cluster stands: cloud, region, public names.

use slipway_catalog::{Catalog, CatalogError, Cloud};

use crate::Endpoint;
use crate::view::View;

const PUBLIC: &str = "AzurePublicCloud";

/// Cloud and region.
pub(crate) struct Place {
    pub(crate) cloud: Cloud,
    pub(crate) location: Option<String>,
}

/// A region decides the cloud; without one it is public Azure.
pub(crate) fn decide(view: &View<'_>, catalog: &Catalog) -> Result<Place, CatalogError> {
    let location = view.spec.location.as_deref().map(normal).filter(|location| !location.is_empty());
    let Some(name) = &location else {
        return Ok(Place { cloud: catalog.cloud(PUBLIC)?, location });
    };
    for cloud in catalog.clouds() {
        let cloud = catalog.cloud(cloud)?;
        if cloud.region.iter().any(|region| region.name == *name) {
            return Ok(Place { cloud, location });
        }
    }
    Ok(Place { cloud: catalog.cloud(PUBLIC)?, location })
}

/// `West US 2` → `westus2`.
fn normal(location: &str) -> String {
    location.chars().filter(|c| !c.is_whitespace()).collect::<String>().to_ascii_lowercase()
}

impl Place {
    /// Fault domains of availability sets, where the region is known.
    pub(crate) fn fault_domains(&self) -> Option<u32> {
        let location = self.location.as_deref()?;
        self.cloud.region.iter().find(|region| region.name == location)?.fault_domains
    }

    /// Public names of the API server: one, or one for each region when the deployment decides.
    pub(crate) fn endpoints(&self, dns_prefix: &str) -> Vec<Endpoint> {
        let endpoint = |location: &str| Endpoint {
            location: location.to_owned(),
            fqdn: format!("{dns_prefix}.{location}.{}", self.cloud.vm_dns_suffix),
        };
        match &self.location {
            Some(location) => vec![endpoint(location)],
            None => self.cloud.region.iter().map(|region| endpoint(&region.name)).collect(),
        }
    }
}
