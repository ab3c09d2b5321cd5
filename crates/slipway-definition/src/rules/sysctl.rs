use super::syntax::{has_control, is_word};
use crate::quote::tick;
use crate::report::Place;
use crate::rule::Rule;
use crate::spec::Spec;

/// Kernel settings go into a file, one a line.
pub(super) static RULE: Rule<Spec> = Rule {
    id: "sysctl",
    why: "Each setting becomes a line of a file in /etc/sysctl.d.",
    fix: "write `net.core.somaxconn: 4096`, on one line",
    about: &["masterProfile.sysctldConfig", "agentPoolProfiles[].sysctldConfig"],
    check: |spec, found| {
        for (at, machines) in spec.each_machines() {
            for (key, value) in machines.sysctld_config {
                let at = at.key("sysctldConfig").key(key);
                if !is_word(key, 1..=255, b"._-/*") {
                    found.error(Place::Key(at.clone()), format!("{} is no kernel setting", tick(key)));
                }
                if has_control(value) {
                    found.error(at, format!("the value of {} holds a control character", tick(key)));
                }
            }
        }
    },
};
