use crate::pointer::Pointer;
use crate::rule::Rule;
use crate::spec::Spec;

/// Hardening by the STIG asks for the audit daemon.
pub(super) static RULE: Rule<Spec> = Rule {
    id: "stig-audit",
    why: "The STIGs ask for the audit daemon on every machine; without it, the machines would not be what the flag says.",
    fix: "set `auditDEnabled` to true",
    about: &["masterProfile.auditDEnabled", "agentPoolProfiles[].auditDEnabled"],
    check: |spec, found| {
        let Some(flags) = &spec.properties().feature_flags else { return };
        let flag = if flags.enforce_ubuntu2204_disa_stig == Some(true) {
            "enforceUbuntu2204DisaStig"
        } else if flags.enforce_ubuntu2004_disa_stig == Some(true) {
            "enforceUbuntu2004DisaStig"
        } else {
            return;
        };
        for (at, machines) in spec.each_machines() {
            if !machines.is_windows && machines.audit_d_enabled != Some(true) {
                let message = format!("{} would not meet the STIG: no audit daemon", machines.who());
                let flag = Pointer::from("/properties/featureFlags").key(flag);
                found.error(at.key("auditDEnabled"), message).label(flag, "asks for it");
            }
        }
    },
};
