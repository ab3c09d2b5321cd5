//! Versions of components that definitions may ask for by name.

use serde::Deserialize;

/// `catalog/versions.toml`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Versions {
    /// Of etcd.
    pub etcd: KnownVersions,
    /// Of containerd.
    pub containerd: KnownVersions,
}

/// The versions of one component.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct KnownVersions {
    /// Those that the older tools know.
    pub versions: Vec<String>,
    /// Newer minors, `3.6`, of which every patch is taken.
    pub minors: Vec<String>,
}

impl KnownVersions {
    /// Whether there may be such a version.
    pub fn contains(&self, version: &str) -> bool {
        let is_patch =
            |rest: &str| !rest.is_empty() && rest.len() <= 3 && rest.bytes().all(|byte| byte.is_ascii_digit());
        let is_of = |minor: &String| {
            let rest = version.strip_prefix(minor.as_str()).and_then(|rest| rest.strip_prefix('.'));
            rest.is_some_and(is_patch)
        };
        self.versions.iter().any(|known| known == version) || self.minors.iter().any(is_of)
    }
}

#[cfg(test)]
mod tests {
    use crate::Catalog;

    #[test]
    fn old_patches_are_listed_and_new_minors_are_open() {
        let known = Catalog::builtin().versions().expect("the table is good");
        for version in ["3.3.25", "3.6.6", "3.5.21"] {
            assert!(known.etcd.contains(version), "{version}");
        }
        for version in ["", "3.6", "3.6.", "3.6.x", "3.60.1", "1.0.0", "foo", "v3.6.6"] {
            assert!(!known.etcd.contains(version), "{version}");
        }
        assert!(known.containerd.contains("1.6.36") && known.containerd.contains("2.1.4"));
        assert!(!known.containerd.contains("1.0.0"));
    }
}
