//! `etcd-version`

use slipway_definition::{Pointer, Rule, Spec};

use super::version_unknown::{is_old, shown};
use crate::Asked;

pub(super) static ETCD_VERSION: Rule<Asked> = Rule {
    id: "etcd-version",
    why: "A Kubernetes release is tested with one etcd, and that is what it gets: another one may not read what this one wrote.",
    fix: "leave the field off: the release brings the version that it was tested with",
    about: &["orchestratorProfile.kubernetesConfig.etcdVersion"],
    check: |asked, findings| {
        let Ok(known) = asked.catalog.versions() else { return };
        let (written, release) = (asked.spec.kubernetes().etcd_version.as_deref().unwrap_or_default(), &asked.release);
        let minor = release.etcd.rsplit_once('.').map(|(minor, _)| minor);
        // What nobody maintains any more is told of as retired.
        if written.is_empty()
            || written == release.etcd
            || Some(written) == minor
            || is_old(written, &known.etcd.minors)
        {
            return;
        }
        let message =
            format!("Kubernetes {} comes with etcd {}, not `{}`", release.version, release.etcd, shown(written));
        findings.error(Pointer::from(Spec::KUBERNETES).key("etcdVersion"), message);
    },
};
