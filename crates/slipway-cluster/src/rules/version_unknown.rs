//! `version-unknown`

use slipway_definition::{Findings, Pointer, Rule, Spec};

use crate::Asked;

pub(super) static VERSION_UNKNOWN: Rule<Asked> = Rule {
    id: "version-unknown",
    why: "The version is fetched while machines are made; one that there is not stops them all.",
    fix: "leave the field off: the release brings the version that it was tested with",
    about: &[
        "orchestratorProfile.kubernetesConfig.etcdVersion",
        "orchestratorProfile.kubernetesConfig.containerdVersion",
    ],
    check: |asked, findings| {
        let Ok(known) = asked.catalog.versions() else { return };
        let config = asked.spec.kubernetes();
        for (key, what, written, known) in [
            ("etcdVersion", "etcd", &config.etcd_version, known.etcd),
            ("containerdVersion", "containerd", &config.containerd_version, known.containerd),
        ] {
            let version = written.as_deref().unwrap_or_default();
            // What is below the least that still works is told of as retired.
            if !version.is_empty() && !known.contains(version) && !is_old(version, &known.minors) {
                report(key, what, version, &known.minors, findings);
            }
        }
    },
};

fn report(key: &str, what: &str, version: &str, minors: &[String], findings: &mut Findings<'_>) {
    let at = Pointer::from(Spec::KUBERNETES).key(key);
    let shown: String = version.chars().filter(|letter| !letter.is_control()).take(40).collect();
    let finding = findings.error(at, format!("no {what} `{shown}` is known"));
    finding.help(format!("leave the field off, or use a patch of {}", minors.join(", ")));
}

/// A version below the first of the minors that are in use.
fn is_old(version: &str, minors: &[String]) -> bool {
    let first = minors.first().and_then(|minor| semver::Version::parse(&format!("{minor}.0")).ok());
    let version = semver::Version::parse(version).ok();
    first.zip(version).is_some_and(|(first, version)| version < first)
}
