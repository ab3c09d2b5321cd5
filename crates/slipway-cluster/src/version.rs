//! Which Kubernetes release.

use semver::Version;
use slipway_catalog::{Catalog, CatalogError, Release};
use slipway_definition::{Finding, Pointer, Report, quote};

use crate::rules::KUBERNETES_VERSION;
use crate::view::View;

/// The release that the definition asks for, at the patch it asks for. After an error it is the default release, so that the
/// rest of the definition is looked at too.
pub(crate) fn choose(view: &View<'_>, catalog: &Catalog, report: &mut Report) -> Result<Release, CatalogError> {
    let releases = catalog.releases()?;
    let profile = view.orchestrator();
    let at = Pointer::from("/properties/orchestratorProfile");
    let asking = Asking {
        releases: &releases,
        at_version: at.key("orchestratorVersion"),
        at_release: at.key("orchestratorRelease"),
    };
    let version = number(profile.orchestrator_version.as_ref());
    let minor = number(profile.orchestrator_release.as_ref());
    if let Some(release) = asking.find(version, minor, report) {
        return Ok(release);
    }
    let default = releases.into_iter().find(|release| release.default);
    default.ok_or_else(|| CatalogError::Missing { path: "kubernetes/<a default release>".to_owned() })
}

/// What there is, and where the definition asks for it.
struct Asking<'a> {
    releases: &'a [Release],
    at_version: Pointer,
    at_release: Pointer,
}

impl Asking<'_> {
    /// `None` when nothing is asked for, or after an error.
    fn find(&self, version: Option<&str>, minor: Option<&str>, report: &mut Report) -> Option<Release> {
        let minor_number = minor.map(|minor| (minor, of_minor(minor)));
        if let Some((minor, None)) = minor_number {
            let message = format!("{} is no Kubernetes minor", quote::tick(minor));
            let help = match Version::parse(minor) {
                Ok(version) => format!("write `{}.{}`, or use `orchestratorVersion`", version.major, version.minor),
                Err(_) => format!("write one such as `{}`, or leave it off", self.default_minor()),
            };
            self.error(&self.at_release, message, report).help(help);
            return None;
        }
        let Some(version) = version else {
            let (minor, number) = minor_number?;
            return self.creatable(number?, minor, &self.at_release, report).cloned();
        };
        let Ok(parsed) = Version::parse(version) else {
            let message = format!("{} is no Kubernetes version", quote::tick(version));
            let finding = self.error(&self.at_version, message, report);
            if of_minor(version).is_some() {
                finding.help(format!(
                    "write `\"orchestratorRelease\": \"{version}\"` for its newest patch, or the whole version"
                ));
            }
            return None;
        };
        let number = (parsed.major, parsed.minor);
        if let Some((minor, _)) = minor_number.filter(|(_, asked)| *asked != Some(number)) {
            let message = format!("Kubernetes {version} is not of the minor {minor}");
            let finding = self.error(&self.at_version, message, report).say("this version");
            finding.label(self.at_release.clone(), "and this minor");
            finding.help("give one of the two");
            return None;
        }
        if !parsed.pre.is_empty() || !parsed.build.is_empty() {
            let message = format!("Kubernetes {} is no release", quote::tick(version));
            let finding = self.error(&self.at_version, message, report);
            if let Some(release) =
                self.releases.iter().find(|release| release.create && of_minor(&release.minor) == Some(number))
            {
                finding.help(format!("use a released version, `{}`", release.version));
            }
            return None;
        }
        let found = self.creatable(number, version, &self.at_version, report)?;
        if parsed > found.version {
            let message = format!("Kubernetes {version} is newer than {}, the newest patch known", found.version);
            let finding = report.warning(KUBERNETES_VERSION.id, message).label(self.at_version.clone(), "");
            finding.help("check that its images exist; what it changes in flags is not known");
        }
        Some(found.at_patch(&parsed))
    }

    fn creatable(&self, number: (u64, u64), says: &str, at: &Pointer, report: &mut Report) -> Option<&Release> {
        let known = self.releases.iter().find(|release| of_minor(&release.minor) == Some(number));
        if let Some(release) = known.filter(|release| release.create) {
            return Some(release);
        }
        let newest = self.releases.iter().filter_map(|release| of_minor(&release.minor)).max();
        let message = if newest.is_some_and(|newest| number > newest) {
            format!("Kubernetes {says} is newer than this version of slipway knows")
        } else {
            format!("Kubernetes {says} cannot be made: upstream no longer supports it")
        };
        self.error(at, message, report);
        None
    }

    fn error<'r>(&self, at: &Pointer, message: String, report: &'r mut Report) -> &'r mut Finding {
        let creatable =
            self.releases.iter().filter(|release| release.create).map(|release| release.version.to_string());
        let versions = creatable.collect::<Vec<_>>().join(", ");
        let help = format!("supported are {versions}; `slipway migrate` rewrites older definitions");
        report.error(KUBERNETES_VERSION.id, message).label(at.clone(), "").help(help)
    }

    fn default_minor(&self) -> &str {
        self.releases.iter().find(|release| release.default).map_or("1.35", |release| release.minor.as_str())
    }
}

/// `1.35` as numbers.
fn of_minor(text: &str) -> Option<(u64, u64)> {
    let (major, minor) = text.split_once('.')?;
    let number = |digits: &str| digits.bytes().all(|byte| byte.is_ascii_digit()).then(|| digits.parse().ok()).flatten();
    Some((number(major)?, number(minor)?))
}

/// A version that says something, without the `v` that some put in front.
fn number(value: Option<&String>) -> Option<&str> {
    value.map(|text| text.trim()).map(|text| text.strip_prefix('v').unwrap_or(text)).filter(|text| !text.is_empty())
}
