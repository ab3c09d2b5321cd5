//! `version-unknown`

use slipway_definition::{Pointer, Rule, Spec};

use crate::Asked;

pub(super) static VERSION_UNKNOWN: Rule<Asked> = Rule {
    id: "version-unknown",
    why: "The version is fetched while machines are made; one that there is not stops them all.",
    fix: "leave the field off: the release brings the version that it was tested with",
    about: &["orchestratorProfile.kubernetesConfig.containerdVersion"],
    check: |asked, findings| {
        let Ok(known) = asked.catalog.versions() else { return };
        let config = asked.spec.kubernetes();
        let version = config.containerd_version.as_deref().unwrap_or_default();
        let minors = &known.containerd.minors;
        // What is below the least that still works is told of as retired.
        if !version.is_empty() && !known.containerd.contains(version) && !is_old(version, minors) {
            let at = Pointer::from(Spec::KUBERNETES).key("containerdVersion");
            let finding = findings.error(at, format!("no containerd `{}` is known", shown(version)));
            finding.help(format!("leave the field off, or use a patch of {}", minors.join(", ")));
        }
    },
};

/// A version as messages repeat it.
pub(super) fn shown(version: &str) -> String {
    version.chars().filter(|letter| !letter.is_control()).take(40).collect()
}

/// A version below the first of the minors that are in use.
pub(super) fn is_old(version: &str, minors: &[String]) -> bool {
    let first = minors.first().and_then(|minor| semver::Version::parse(&format!("{minor}.0")).ok());
    let version = semver::Version::parse(version).ok();
    first.zip(version).is_some_and(|(first, version)| version < first)
}
