//! Where images and packages come from.

use serde::Serialize;
use slipway_catalog::{Catalog, CatalogError, Release};
use slipway_definition::{pem, registry_folder};

use crate::view::View;

const MICROSOFT: &str = "https://packages.microsoft.com";
const KUBERNETES: &str = "https://pkgs.k8s.io";
const NVIDIA: &str = "https://nvidia.github.io/libnvidia-container";

/// Name of Azure CNI's archive in the release.
const AZURE_CNI: &str = "azure-cni";

/// Mirrors of an image registry.
#[derive(Clone, Debug, Serialize)]
pub struct RegistryMirror {
    /// The registry, `mcr.microsoft.com`, or `_default`.
    pub registry: String,
    /// Its folder below `/etc/containerd/certs.d`.
    pub folder: String,
    /// Addresses, in the order in which they are tried.
    pub endpoints: Vec<String>,
    /// What the mirrors can.
    pub capabilities: Vec<String>,
    /// Certificate authorities of the mirrors, PEM.
    pub ca: Option<String>,
    /// Whether the addresses hold the whole path of the API.
    pub override_path: bool,
}

/// Where packages come from.
#[derive(Clone, Debug, Serialize)]
pub struct PackageSources {
    /// Instead of the distribution's own archive; `{arch}` is `amd64` or `arm64`.
    pub distribution: Option<String>,
    /// What stands before `/core:/stable:/v1.36`.
    pub kubernetes: String,
    /// What stands before `/gpgkey` and `/stable/deb/amd64`.
    pub nvidia: String,
    /// What stands before `/ubuntu/24.04/prod` and `/azurelinux/3.0/prod`.
    pub microsoft: String,
    /// Whether `microsoft` is a mirror.
    pub microsoft_is_mirror: bool,
    /// The version of containerd that is asked for, `2.1.4`.
    pub containerd: Option<String>,
}

impl Default for PackageSources {
    /// Where packages are at home.
    fn default() -> Self {
        Self {
            distribution: None,
            kubernetes: KUBERNETES.to_owned(),
            nvidia: NVIDIA.to_owned(),
            microsoft: MICROSOFT.to_owned(),
            microsoft_is_mirror: false,
            containerd: None,
        }
    }
}

/// The mirrors of image registries. What cannot be read has been reported by the definition's own rules.
pub(crate) fn of_registries(view: &View<'_>) -> Vec<RegistryMirror> {
    let mut mirrors: Vec<RegistryMirror> = Vec::new();
    for mirror in &view.kubernetes().registry_mirrors {
        let registry = mirror.registry.clone().unwrap_or_default();
        let Some(folder) = registry_folder(&registry) else { continue };
        if mirrors.iter().any(|known| known.folder == folder) {
            continue;
        }
        let given = mirror.capabilities.clone();
        mirrors.push(RegistryMirror {
            registry,
            folder,
            endpoints: mirror.endpoints.iter().map(|endpoint| endpoint.trim_end_matches('/').to_owned()).collect(),
            capabilities: if given.is_empty() { vec!["pull".to_owned(), "resolve".to_owned()] } else { given },
            ca: mirror.ca_certificate.as_deref().and_then(|text| pem::certificates(text).ok()),
            override_path: mirror.override_path.unwrap_or(false),
        });
    }
    mirrors
}

/// Where packages come from.
pub(crate) fn of_packages(view: &View<'_>) -> PackageSources {
    let config = view.kubernetes();
    let mirror = config.package_mirror.as_ref();
    let address =
        |text: Option<&str>| text.filter(|text| !text.is_empty()).map(|text| text.trim_end_matches('/').to_owned());
    let microsoft = address(config.microsoft_apt_repository_url.as_deref()).unwrap_or_else(|| MICROSOFT.to_owned());
    PackageSources {
        distribution: address(mirror.and_then(|mirror| mirror.distribution_url.as_deref())),
        kubernetes: address(mirror.and_then(|mirror| mirror.kubernetes_url.as_deref()))
            .unwrap_or_else(|| KUBERNETES.to_owned()),
        nvidia: address(mirror.and_then(|mirror| mirror.nvidia_url.as_deref())).unwrap_or_else(|| NVIDIA.to_owned()),
        microsoft_is_mirror: microsoft != MICROSOFT,
        microsoft,
        containerd: config.containerd_version.clone().filter(|version| !version.is_empty()),
    }
}

/// Authorities that machines trust besides their own, PEM: the user's own, those of a proxy, then those of package mirrors.
pub(crate) fn trusted(view: &View<'_>) -> Vec<String> {
    let config = view.kubernetes();
    let of_proxy = config.http_proxy_config.as_ref().and_then(|proxy| proxy.trusted_ca.as_deref());
    let of_packages = config.package_mirror.as_ref().and_then(|mirror| mirror.ca_certificate.as_deref());
    let mut all: Vec<String> = Vec::new();
    let security = view.spec.properties().security_profile.as_ref();
    let own = security.map_or(&[][..], |security| &security.custom_ca_trust_certificates);
    for pem in own
        .iter()
        .map(String::as_str)
        .chain(of_proxy)
        .chain(of_packages)
        .filter_map(|text| pem::certificates(text).ok())
    {
        if !all.contains(&pem) {
            all.push(pem);
        }
    }
    all
}

/// The release with the digests of its images, unless the definition wants tags alone.
pub(crate) fn with_digests(view: &View<'_>, catalog: &Catalog, release: Release) -> Result<Release, CatalogError> {
    if view.kubernetes().pin_image_digests == Some(false) {
        return Ok(release);
    }
    Ok(release.pinned(&catalog.digests()?))
}

/// The release with the archive that the definition asks for: at an address, or at a version.
pub(crate) fn with_archives(view: &View<'_>, mut release: Release) -> Release {
    let config = view.kubernetes();
    let asked = |text: &Option<String>| text.clone().filter(|text| !text.is_empty());
    let known = release.download.get(AZURE_CNI);
    let at_version = asked(&config.azure_cni_version).and_then(|version| Some(at_version(known?, &version)));
    if let Some(address) = asked(&config.azure_cni_url_linux).or(at_version) {
        release.download.insert(AZURE_CNI.to_owned(), address);
    }
    release
}

/// The address with every `v1.2.3` in it as another.
fn at_version(address: &str, version: &str) -> String {
    let is_version = |text: &str| {
        let numbers: Vec<_> = text.strip_prefix('v').unwrap_or_default().split('.').collect();
        numbers.len() == 3
            && numbers.iter().all(|number| !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit()))
    };
    let mut parts = Vec::new();
    for segment in address.split('/') {
        let (stem, end) = segment.strip_suffix(".tgz").map_or((segment, ""), |stem| (stem, ".tgz"));
        let words: Vec<_> = stem.split('-').map(|word| if is_version(word) { version } else { word }).collect();
        parts.push(format!("{}{end}", words.join("-")));
    }
    parts.join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_at_another_version() {
        let known = "https://h.example/azure-cni/v1.6.21/binaries/azure-vnet-cni-linux-{arch}-v1.6.21.tgz";
        let other = "https://h.example/azure-cni/v1.7.0/binaries/azure-vnet-cni-linux-{arch}-v1.7.0.tgz";
        assert_eq!(at_version(known, "v1.7.0"), other);
    }
}
