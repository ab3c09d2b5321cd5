use crate::rule::Rule;
use crate::spec::Spec;

/// Addresses of a machine.
pub(super) static RULE: Rule<Spec> = Rule {
    id: "ip-address-count",
    why: "Azure gives a network interface at most 256 addresses.",
    fix: "use 1 to 256, or 0 to have the number follow from the pods",
    about: &["masterProfile.ipAddressCount", "agentPoolProfiles[].ipAddressCount"],
    check: |spec, found| {
        for (at, machines) in spec.each_machines() {
            if let Some(count) = machines.ip_address_count.filter(|count| !(0..=256).contains(count)) {
                found.error(at.key("ipAddressCount"), format!("a machine cannot have {count} addresses"));
            }
        }
    },
};
