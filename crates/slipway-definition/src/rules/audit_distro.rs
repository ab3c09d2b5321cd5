use crate::rule::Rule;
use crate::spec::Spec;

/// Where the audit daemon runs.
pub(super) static RULE: Rule<Spec> = Rule {
    id: "audit-distro",
    why: "The audit daemon is Linux's own.",
    fix: "remove `auditDEnabled`",
    about: &["masterProfile.auditDEnabled", "agentPoolProfiles[].auditDEnabled"],
    check: |spec, found| {
        for (at, machines) in spec.each_machines().filter(|(_, machines)| machines.audit_d_enabled == Some(true)) {
            if machines.is_windows {
                let finding = found.warning(at.key("auditDEnabled"), "`auditDEnabled` has no effect on Windows");
                finding.label(at.key("osType"), "").help("remove `auditDEnabled`");
            }
        }
    },
};
