//! A Kubernetes release.

use std::collections::BTreeMap;

use semver::{Version, VersionReq};
use serde::{Deserialize, Serialize};

use crate::Digests;

/// Facts of one Kubernetes minor, `catalog/kubernetes/<minor>.toml`.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub struct Release {
    /// Newest patch known.
    pub version: Version,
    /// `1.35`.
    pub minor: String,
    /// Whether new clusters may have it; else it is only managed and upgraded from.
    #[serde(default)]
    pub create: bool,
    /// Whether it is taken when the definition names none.
    #[serde(default)]
    pub default: bool,
    /// Day of the first release.
    #[serde(skip_serializing)]
    pub released: Option<toml::value::Datetime>,
    /// Day when upstream's support ends.
    #[serde(skip_serializing)]
    pub ends: Option<toml::value::Datetime>,
    /// etcd version.
    pub etcd: String,
    /// containerd versions that the kubelet works with.
    pub containerd: VersionReq,
    /// `v1beta1` or `v1` of apiserver.config.k8s.io's `AuthenticationConfiguration`.
    pub authentication_api: String,
    /// Image references by name; in the catalog without a digest.
    pub image: BTreeMap<String, String>,
    /// Addresses of archives by name.
    #[serde(default)]
    pub download: BTreeMap<String, String>,
}

impl Release {
    /// The same release at another patch: images that carry the release's own version carry that one.
    #[must_use]
    pub fn at_patch(&self, version: &Version) -> Self {
        let (from, to) = (format!(":v{}", self.version), format!(":v{version}"));
        let mut release = self.clone();
        for (name, reference) in &mut release.image {
            // Others may bear the same number by chance.
            if name.starts_with("kube-") && reference.ends_with(&from) {
                *reference = reference.replace(&from, &to);
            }
        }
        release.version = version.clone();
        release
    }

    /// The same release with the digests of its images, where they are known.
    #[must_use]
    pub fn pinned(mut self, digests: &Digests) -> Self {
        for reference in self.image.values_mut() {
            *reference = digests.pin(reference);
        }
        self
    }

    /// Whether a containerd major version can serve this release.
    pub fn works_with_containerd(&self, major: u32) -> bool {
        self.containerd.matches(&Version::new(u64::from(major), u64::from(if major == 1 { 7u8 } else { 99 }), 99))
    }
}

/// What components no longer know, `catalog/kubernetes/removed.toml`.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct Removed {
    /// Flags.
    #[serde(default)]
    pub flag: Vec<RemovedFlag>,
    /// Feature gates.
    #[serde(default)]
    pub gate: Vec<RemovedGate>,
    /// Admission plugins.
    #[serde(default)]
    pub plugin: Vec<RemovedGate>,
}

/// A flag that a component refuses to start with.
#[derive(Clone, Debug, Deserialize)]
pub struct RemovedFlag {
    /// `kubelet`, `kube-apiserver` …
    pub component: String,
    /// Without dashes.
    pub name: String,
    /// First minor without it.
    pub since: String,
    /// Reason and source.
    pub why: String,
}

/// A feature gate or an admission plugin that components refuse to start with.
#[derive(Clone, Debug, Deserialize)]
pub struct RemovedGate {
    /// Its name.
    pub name: String,
    /// First minor without it.
    pub since: String,
    /// Reason and source.
    #[serde(default)]
    pub why: String,
}

/// `1.35` as a number that orders minors.
pub(crate) fn ordinal(minor: &str) -> u32 {
    minor.split_once('.').and_then(|(_, n)| n.parse().ok()).unwrap_or(0)
}

impl Removed {
    /// Why this minor's component no longer knows the flag; `None` when it may be passed.
    pub fn flag(&self, minor: &str, component: &str, flag: &str) -> Option<&RemovedFlag> {
        let name = flag.trim_start_matches('-');
        self.flag.iter().find(|f| f.component == component && f.name == name && ordinal(&f.since) <= ordinal(minor))
    }

    /// Why this minor no longer has the admission plugin; `None` when it may be named.
    pub fn plugin(&self, minor: &str, plugin: &str) -> Option<&RemovedGate> {
        self.plugin.iter().find(|p| p.name == plugin && ordinal(&p.since) <= ordinal(minor))
    }

    /// Why this minor no longer knows the gate; `None` when it may be set.
    pub fn gate(&self, minor: &str, gate: &str) -> Option<&RemovedGate> {
        self.gate.iter().find(|g| g.name == gate && ordinal(&g.since) <= ordinal(minor))
    }
}
