use super::distro_words::is_known;
use crate::quote::tick;
use crate::rule::Rule;
use crate::spec::Spec;

/// Distributions where they cannot be.
pub(super) static RULE: Rule<Spec> = Rule {
    id: "distro-os",
    why: "A distribution is one of Linux, so that Windows machines have none; the Go tools drop it there in silence. Flatcar was for \
          pools only: nothing of the control plane is made for it.",
    fix: "remove `distro`",
    about: &["masterProfile.distro", "agentPoolProfiles[].distro"],
    check: |spec, found| {
        for (at, machines) in spec.each_machines() {
            let word = machines.distro.filter(|word| is_known(word)).unwrap_or_default();
            if machines.is_windows && !word.is_empty() {
                found
                    .error(at.key("distro"), format!("Windows machines cannot run {}", tick(word)))
                    .label(at.key("osType"), "")
                    .help("remove `distro` for Windows machines, or `osType` for Linux ones");
            }
            if machines.pool.is_none() && word == "flatcar" {
                found.error(at.key("distro"), "masters cannot run Flatcar").help("remove `distro` for the default");
            }
        }
    },
};
