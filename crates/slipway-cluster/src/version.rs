//! Which Kubernetes release.

use semver::Version;
use slipway_catalog::{Catalog, CatalogError, Release};
use slipway_definition::{Pointer, Report};

use crate::rules::KUBERNETES_VERSION;
use crate::say::{error, warning};
use crate::view::View;

/// The release that the definition asks for, at the patch it asks for. After an error it is the default release, so that the
/// rest of the definition is looked at too.
pub(crate) fn choose(view: &View<'_>, catalog: &Catalog, report: &mut Report) -> Result<Release, CatalogError> {
    let releases = catalog.releases()?;
    match asked(view, &releases, report) {
        Some(release) => Ok(release),
        None => releases
            .into_iter()
            .find(|release| release.default)
            .ok_or_else(|| CatalogError::Missing { path: "kubernetes/<a default release>".to_owned() }),
    }
}

/// `None` when nothing is asked for, or after an error.
fn asked(view: &View<'_>, releases: &[Release], report: &mut Report) -> Option<Release> {
    let profile = view.orchestrator();
    let at = Pointer::from("/properties/orchestratorProfile");
    let (at_version, at_release) = (at.key("orchestratorVersion"), at.key("orchestratorRelease"));
    let release = number(profile.orchestrator_release.as_ref());
    let Some(version) = number(profile.orchestrator_version.as_ref()) else {
        return creatable(releases, release?, release?, &at_release, report).cloned();
    };
    let Ok(version) = Version::parse(version) else {
        error(
            report,
            &KUBERNETES_VERSION,
            &at_version,
            format!("`{version}` is no Kubernetes version"),
            supported(releases),
        );
        return None;
    };
    let minor = format!("{}.{}", version.major, version.minor);
    if let Some(release) = release.filter(|release| *release != minor) {
        let message = format!("orchestratorVersion {version} is not of orchestratorRelease {release}");
        error(report, &KUBERNETES_VERSION, &at_version, message, "give one of the two");
        return None;
    }
    let found = creatable(releases, &minor, &version.to_string(), &at_version, report)?;
    if version > found.version {
        let message = format!("Kubernetes {version} is newer than {}, the newest known", found.version);
        warning(report, &KUBERNETES_VERSION, &at_version, message, "check that its images exist");
    }
    Some(found.at_patch(&version))
}

fn creatable<'a>(
    releases: &'a [Release],
    minor: &str,
    says: &str,
    at: &Pointer,
    report: &mut Report,
) -> Option<&'a Release> {
    let found = releases.iter().find(|release| release.minor == minor && release.create);
    if found.is_none() {
        error(report, &KUBERNETES_VERSION, at, format!("Kubernetes {says} cannot be made"), supported(releases));
    }
    found
}

fn supported(releases: &[Release]) -> String {
    let creatable = releases.iter().filter(|release| release.create).map(|release| release.version.to_string());
    let versions: Vec<_> = creatable.collect();
    format!("supported are {}; `slipway migrate` will rewrite older definitions", versions.join(", "))
}

/// A version that says something, without the `v` that some put in front.
fn number(value: Option<&String>) -> Option<&str> {
    value.map(|text| text.trim().trim_start_matches('v')).filter(|text| !text.is_empty())
}
