use super::distro_words::is_other_than_ubuntu;
use crate::quote::tick;
use crate::rule::Rule;
use crate::spec::Spec;

/// Where the audit daemon runs.
pub(super) static RULE: Rule<Spec> = Rule {
    id: "audit-distro",
    why: "The audit daemon and its rules are set up on Ubuntu alone.",
    fix: "remove `auditDEnabled`, or use an Ubuntu distribution",
    about: &["masterProfile.auditDEnabled", "agentPoolProfiles[].auditDEnabled"],
    check: |spec, found| {
        for (at, machines) in spec.each_machines().filter(|(_, machines)| machines.audit_d_enabled == Some(true)) {
            let distro = machines.distro.unwrap_or_default();
            if machines.is_windows {
                let finding = found.warning(at.key("auditDEnabled"), "`auditDEnabled` has no effect on Windows");
                finding.label(at.key("osType"), "").help("remove `auditDEnabled`");
            } else if is_other_than_ubuntu(distro) {
                let message = format!("the audit daemon is not set up on {}", tick(distro));
                found.error(at.key("auditDEnabled"), message).label(at.key("distro"), "");
            }
        }
    },
};
