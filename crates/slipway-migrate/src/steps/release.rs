//! The Kubernetes version.

use semver::Version;
use slipway_catalog::{Catalog, Release};
use slipway_definition::{Pointer, Value};

use crate::MigrateError;
use crate::plan::{Plan, text};

/// What the definition asks for once it is rewritten.
pub(super) struct Chosen {
    /// `1.35`.
    pub(super) minor: String,
    /// The version that was asked for, when it had to go.
    pub(super) from: Option<String>,
}

/// A version that is too old to be made gives way to the default one. What is no version at all stays, for `validate`.
pub(super) fn run(plan: &mut Plan<'_>, catalog: &Catalog) -> Result<Chosen, MigrateError> {
    let releases = catalog.releases()?;
    let default = releases.iter().find(|release| release.default).or(releases.last());
    let default = default.ok_or(slipway_catalog::CatalogError::Missing { path: "kubernetes/".to_owned() })?;
    let profile = Pointer::from("/properties/orchestratorProfile");
    let (at_version, at_release) = (profile.key("orchestratorVersion"), profile.key("orchestratorRelease"));
    let version = written(plan, &at_version);
    let release = written(plan, &at_release);
    let asked = version.as_deref().or(release.as_deref());
    let Some(minor) = asked.and_then(minor) else {
        return Ok(Chosen { minor: default.minor.clone(), from: None });
    };
    if !is_too_old(minor, &releases) {
        return Ok(Chosen { minor: format!("1.{minor}"), from: None });
    }
    let from = asked.unwrap_or_default().to_owned();
    let why = format!("new clusters have Kubernetes {} or newer", oldest(&releases));
    if release.is_some() {
        plan.set(&at_release, Value::String(default.minor.clone()), &why);
        if version.is_some() {
            plan.remove(&at_version, "the newest patch of the release is taken");
        }
    } else {
        plan.set(&at_version, Value::String(default.version.to_string()), &why);
    }
    let what = format!(
        "this is a definition for a new cluster: one that runs Kubernetes {from} cannot be upgraded to {} in one step, and \
         APIs that workloads use may be gone on the way",
        default.minor
    );
    plan.attention(if release.is_some() { &at_release } else { &at_version }, what);
    Ok(Chosen { minor: default.minor.clone(), from: Some(from) })
}

fn written(plan: &Plan<'_>, at: &Pointer) -> Option<String> {
    let given = plan.document.value(at).and_then(text)?.trim().trim_start_matches('v');
    (!given.is_empty()).then(|| given.to_owned())
}

/// The minor of `1.35` or `1.35.6`.
fn minor(version: &str) -> Option<u64> {
    let whole = if version.split('.').count() == 2 { format!("{version}.0") } else { version.to_owned() };
    Version::parse(&whole).ok().filter(|version| version.major == 1).map(|version| version.minor)
}

/// Older than the newest that can be made, and none of those that can.
fn is_too_old(asked: u64, releases: &[Release]) -> bool {
    let mut creatable = releases.iter().filter(|release| release.create).map(|release| release.version.minor);
    let is_creatable = creatable.clone().any(|minor| minor == asked);
    !is_creatable && creatable.any(|minor| minor > asked)
}

fn oldest(releases: &[Release]) -> &str {
    releases.iter().find(|release| release.create).map_or("", |release| release.minor.as_str())
}
