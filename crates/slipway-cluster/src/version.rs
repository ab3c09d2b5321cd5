//! Which Kubernetes release.

use semver::Version;
use slipway_catalog::{Catalog, CatalogError, Release};
use slipway_definition::{Pointer, Report};

use crate::say::{error, warning};
use crate::view::View;

const RULE: &str = "kubernetes-version";

/// The release that the definition asks for, at the patch it asks for; `None` after an error.
pub(crate) fn choose(view: &View<'_>, catalog: &Catalog, report: &mut Report) -> Result<Option<Release>, CatalogError> {
    let releases = catalog.releases()?;
    let profile = view.orchestrator();
    let release = text(profile.orchestrator_release.as_ref());
    let version = text(profile.orchestrator_version.as_ref()).map(|v| v.trim_start_matches('v').to_owned());
    let at = Pointer::from("/properties/orchestratorProfile");
    let at_version = at.key("orchestratorVersion");
    let at_release = at.key("orchestratorRelease");
    let supported = || {
        let names: Vec<_> = releases.iter().filter(|r| r.create).map(|r| r.version.to_string()).collect();
        format!("supported are {}; `slipway migrate` will rewrite older definitions", names.join(", "))
    };

    let Some(version) = version else {
        let found = match &release {
            None => releases.into_iter().find(|r| r.default),
            Some(minor) => {
                let minor = minor.trim_start_matches('v');
                let found = releases.iter().find(|r| r.minor == minor && r.create).cloned();
                if found.is_none() {
                    error(report, RULE, &at_release, format!("Kubernetes {minor} cannot be made"), supported());
                }
                found
            }
        };
        return Ok(found);
    };
    let Ok(asked) = Version::parse(&version) else {
        error(report, RULE, &at_version, format!("`{version}` is no Kubernetes version"), supported());
        return Ok(None);
    };
    let minor = format!("{}.{}", asked.major, asked.minor);
    if let Some(release) = release.filter(|release| release.trim_start_matches('v') != minor) {
        error(
            report,
            RULE,
            &at_version,
            format!("orchestratorVersion {asked} is not of orchestratorRelease {release}"),
            "give one of the two",
        );
        return Ok(None);
    }
    let Some(found) = releases.iter().find(|r| r.minor == minor && r.create) else {
        error(report, RULE, &at_version, format!("Kubernetes {asked} cannot be made"), supported());
        return Ok(None);
    };
    if asked > found.version {
        let known = &found.version;
        warning(
            report,
            RULE,
            &at_version,
            format!("Kubernetes {asked} is newer than {known}, the newest known"),
            "check that its images exist",
        );
    }
    Ok(Some(found.at_patch(&asked)))
}

fn text(value: Option<&String>) -> Option<String> {
    value.map(|text| text.trim().to_owned()).filter(|text| !text.is_empty())
}
