use crate::rule::Rule;
use crate::spec::Spec;

/// Objects without which there is no cluster.
pub(super) static RULE: Rule<Spec> = Rule {
    id: "required",
    why: "A cluster needs its control plane and a Linux user; everything else has defaults.",
    fix: "see the examples for a small definition",
    about: &["properties", "masterProfile", "linuxProfile"],
    check: |spec, found| {
        let Some(properties) = &spec.properties else {
            found.error("/properties", "`properties` is missing");
            return;
        };
        if properties.master_profile.is_none() {
            found.error(Spec::MASTER, "`masterProfile` is missing");
        }
        if properties.linux_profile.is_none() {
            found.error(Spec::LINUX, "`linuxProfile` is missing");
        }
    },
};
