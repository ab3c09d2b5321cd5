use crate::rule::Rule;
use crate::spec::Spec;

/// Fault and update domains.
pub(super) static RULE: Rule<Spec> = Rule {
    id: "fault-domains",
    why: "Azure has up to 3 fault domains and 20 update domains.",
    fix: "use 1 to 3 fault domains, 1 to 20 update domains, or leave them off",
    about: &["masterProfile.platformFaultDomainCount", "masterProfile.platformUpdateDomainCount", "agentPoolProfiles[].platformFaultDomainCount", "agentPoolProfiles[].platformUpdateDomainCount"],
    check: |spec, found| {
        for (at, machines) in spec.each_machines() {
            if let Some(count) = machines.platform_fault_domain_count.filter(|count| !(1..=3).contains(count)) {
                found.error(at.key("platformFaultDomainCount"), format!("there cannot be {count} fault domains"));
            }
            if let Some(count) = machines.platform_update_domain_count.filter(|count| !(1..=20).contains(count)) {
                found.error(at.key("platformUpdateDomainCount"), format!("there cannot be {count} update domains"));
            }
        }
    },
};
