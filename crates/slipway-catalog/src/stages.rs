//! What a running cluster goes through from one release of an addon's software to another.

use std::collections::BTreeMap;

use semver::{Version, VersionReq};
use serde::Deserialize;

/// By addon, `catalog/stages.toml`; the head of that file says what each key means.
#[derive(Clone, Debug, Deserialize)]
pub struct Stages {
    /// One entry an addon.
    pub addon: BTreeMap<String, AddonStages>,
}

/// An addon's stages.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AddonStages {
    /// Container whose image says what a cluster runs.
    pub container: String,
    /// Name of what a release has in its table of images.
    pub image: String,
    /// How people call it.
    pub name: String,
    /// Command that says what a cluster runs.
    pub look: String,
    /// In the order of the releases.
    pub stage: Vec<Stage>,
}

/// A release that has to be rolled out on the way.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Stage {
    /// The releases that go through it.
    pub from: VersionReq,
    /// The release to roll out.
    pub to: Version,
    /// Why, a fragment.
    pub why: String,
    /// A manifest in `catalog/stages/` that is deleted before.
    pub clean_up: Option<String>,
    /// Where it says so.
    pub source: String,
}

impl AddonStages {
    /// The stages between two releases, in their order; the wanted release itself is none of them. None when the way is back.
    pub fn between(&self, from: &Version, wanted: &Version) -> Vec<&Stage> {
        let mut at = from;
        let mut way = Vec::new();
        while let Some(stage) = self.stage.iter().find(|stage| stage.from.matches(at) && stage.to > *at) {
            if stage.to >= *wanted {
                break;
            }
            way.push(stage);
            at = &stage.to;
        }
        way
    }
}

/// The release that a reference to an image names: `3.8.9` of `registry:5000/calico/node:v3.8.9`.
pub fn release_of_image(reference: &str) -> Option<Version> {
    let name = reference.rsplit('/').next().unwrap_or(reference);
    let (_, tag) = name.split('@').next().unwrap_or(name).rsplit_once(':')?;
    Version::parse(tag.trim_start_matches('v')).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Catalog;

    fn calico() -> AddonStages {
        let mut stages = Catalog::builtin().stages().expect("a readable table");
        stages.addon.remove("calico-daemonset").expect("Calico's stages")
    }

    fn version(text: &str) -> Version {
        Version::parse(text).expect("a version")
    }

    #[test]
    fn no_stage_is_skipped_and_none_is_repeated() {
        for (from, wanted, way) in [
            ("2.6.3", "3.32.1", "2.6.12 3.1.7 3.8.9 3.23.5"),
            ("2.6.5", "3.32.1", "3.1.7 3.8.9 3.23.5"),
            ("3.1.1", "3.32.1", "3.8.9 3.23.5"),
            ("3.3.1", "3.32.1", "3.8.9 3.23.5"),
            ("3.8.9", "3.32.1", "3.23.5"),
            ("3.15.0", "3.32.1", ""),
            ("3.32.1", "3.32.1", ""),
            ("2.6.3", "3.1.1", "2.6.12"),
            ("2.6.3", "2.6.12", ""),
            ("3.8.9", "2.6.12", ""),
        ] {
            let found: Vec<_> =
                calico().between(&version(from), &version(wanted)).iter().map(|stage| stage.to.to_string()).collect();
            assert_eq!(found.join(" "), way, "{from} to {wanted}");
        }
    }

    #[test]
    fn entries_are_whole() {
        let catalog = Catalog::builtin();
        let releases = catalog.releases().expect("releases");
        for (addon, stages) in catalog.stages().expect("a readable table").addon {
            for stage in &stages.stage {
                assert!(!stage.from.matches(&stage.to), "{addon}: {} leads to itself", stage.to);
                assert!(!stage.why.ends_with('.') && !stage.source.is_empty(), "{addon}: {}", stage.to);
                if let Some(file) = &stage.clean_up {
                    assert!(catalog.clean_up(file).is_ok(), "{addon}: stages/{file} is not there");
                }
            }
            for release in &releases {
                let wanted = release.image.get(&stages.image).and_then(|image| release_of_image(image));
                assert!(wanted.is_some(), "{addon}: {} has no version of {}", release.minor, stages.image);
            }
        }
    }

    #[test]
    fn images_say_their_release() {
        for (image, release) in [
            ("quay.io/calico/node:v3.32.1", Some("3.32.1")),
            ("registry:5000/calico/node:v2.6.3", Some("2.6.3")),
            ("registry:5000/calico/node", None),
            ("calico/node:v3.8.9@sha256:00", Some("3.8.9")),
            ("calico/node:latest", None),
            ("", None),
        ] {
            assert_eq!(release_of_image(image).map(|found| found.to_string()).as_deref(), release, "{image}");
        }
    }
}
