use super::syntax::{has_control, is_word};
use crate::quote::tick;
use crate::report::Place;
use crate::rule::Rule;
use crate::spec::Spec;

/// What the kubelet looks for with `protectKernelDefaults`, and what pods' traffic needs.
const NEEDED: [(&str, &str); 7] = [
    ("kernel.keys.root_maxbytes", "25000000"),
    ("kernel.keys.root_maxkeys", "1000000"),
    ("kernel.panic", "10"),
    ("kernel.panic_on_oops", "1"),
    ("net.ipv4.ip_forward", "1"),
    ("vm.overcommit_memory", "1"),
    ("vm.panic_on_oom", "0"),
];

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
                let needed = NEEDED.iter().find(|(name, _)| *name == key.replace('/', "."));
                if let Some((name, needed)) = needed.filter(|(_, needed)| value.trim() != *needed) {
                    let finding = found.error(at.clone(), format!("`{name}` has to be {needed} on a node"));
                    finding.help("remove the setting: the kubelet does not start, or pods do not reach one another, without it");
                }
                if has_control(value) {
                    found.error(at, format!("the value of {} holds a control character", tick(key)));
                }
            }
        }
    },
};
