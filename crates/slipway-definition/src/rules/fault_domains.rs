use crate::rule::Rule;
use crate::spec::{Placement, Spec};

/// Fault and update domains.
///
/// One fault domain goes with one update domain only: the portal's words, MicrosoftDocs/azure-docs#121752.
pub(super) static RULE: Rule<Spec> = Rule {
    id: "fault-domains",
    why: "Azure has up to 3 fault domains and 20 update domains, and of the latter one alone where there is one of the first.",
    fix: "use 1 to 3 fault domains, 1 to 20 update domains, or leave them off",
    about: &[
        "masterProfile.platformFaultDomainCount",
        "masterProfile.platformUpdateDomainCount",
        "agentPoolProfiles[].platformFaultDomainCount",
        "agentPoolProfiles[].platformUpdateDomainCount",
    ],
    check: |spec, found| {
        for (at, machines) in spec.each_machines() {
            let (fault, update) = (machines.platform_fault_domain_count, machines.platform_update_domain_count);
            let (fault_at, update_at) = (at.key("platformFaultDomainCount"), at.key("platformUpdateDomainCount"));
            if let Some(count) = fault.filter(|count| !(1..=3).contains(count)) {
                found.error(fault_at.clone(), format!("there cannot be {count} fault domains"));
            }
            if let Some(count) = update.filter(|count| !(1..=20).contains(count)) {
                found.error(update_at.clone(), format!("there cannot be {count} update domains"));
            }
            let in_set = machines.placement == Some(Placement::AvailabilitySet);
            if let (Some(1), Some(count @ 2..=20), true) = (fault, update, in_set) {
                let message = format!("{count} update domains do not go with one fault domain");
                found.warning(update_at, message).label(fault_at, "").help("remove it: one fault domain has one update domain");
            }
        }
    },
};
