//! Versions and cipher suites of TLS.

use serde::Deserialize;

/// What components take for TLS, `catalog/tls.toml`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Tls {
    /// Values of `--tls-min-version`.
    pub versions: TlsNames,
    /// Elements of `--tls-cipher-suites`.
    pub suites: TlsNames,
}

/// Names of one kind.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TlsNames {
    /// Those that are safe today.
    pub good: Vec<String>,
    /// Those that a component takes, and that can be broken.
    pub weak: Vec<String>,
}

impl TlsNames {
    /// Whether a component takes it, and it is safe; `None` when no component takes it.
    pub fn is_good(&self, name: &str) -> Option<bool> {
        let has = |names: &[String]| names.iter().any(|one| one == name);
        if has(&self.good) { Some(true) } else { has(&self.weak).then_some(false) }
    }
}
