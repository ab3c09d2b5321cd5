//! `containerd-version`

use slipway_definition::{Pointer, Rule, Spec, quote};

use super::version_unknown::is_old;
use crate::Asked;
use crate::machines::distribution;

pub(super) static CONTAINERD_VERSION: Rule<Asked> = Rule {
    id: "containerd-version",
    why: "A package source has one major version of containerd for each distribution, and the configuration is written in that version's \
          form. Of the cluster's machines, all get the version that is asked for.",
    fix: "leave the field off: each distribution has the newest containerd of its source",
    about: &["orchestratorProfile.kubernetesConfig.containerdVersion"],
    check: |asked, found| {
        let version = asked.spec.kubernetes().containerd_version.as_deref().unwrap_or_default();
        let Ok(known) = asked.catalog.versions() else { return };
        let is_known = known.containerd.contains(version) && !is_old(version, &known.containerd.minors);
        let major = version.split('.').next().and_then(|major| major.parse::<u32>().ok());
        // What is no version is another rule's, and what is too old is told of as retired.
        let Some(major) = major.filter(|_| is_known) else { return };
        for (at, machines) in asked.spec.each_machines().filter(|(_, machines)| !machines.is_windows) {
            let Ok(Some((name, image))) = distribution(&asked.catalog, machines.distro) else { continue };
            if image.containerd_major != major {
                let message = format!("{name} has containerd {}, not {}", image.containerd_major, quote::tick(version));
                let finding = found.error(Pointer::from(Spec::KUBERNETES).key("containerdVersion"), message);
                finding.label(at.key("distro"), "");
                break;
            }
        }
    },
};
