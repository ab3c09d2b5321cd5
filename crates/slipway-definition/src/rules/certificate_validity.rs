use crate::rule::Rule;
use crate::spec::Spec;

/// Validity of certificates.
pub(super) static RULE: Rule<Spec> = Rule {
    id: "certificate-validity",
    why: "A certificate outlives neither its authority nor the year 9999 that X.509 can say.",
    fix: "use 1 to 36500 days, leaves not longer than authorities",
    about: &["orchestratorProfile.kubernetesConfig.caValidityDays", "orchestratorProfile.kubernetesConfig.leafValidityDays"],
    check: |spec, found| {
        let config = spec.kubernetes();
        let ca_at = "/properties/orchestratorProfile/kubernetesConfig/caValidityDays";
        let leaf_at = "/properties/orchestratorProfile/kubernetesConfig/leafValidityDays";
        for (at, days) in [(ca_at, config.ca_validity_days), (leaf_at, config.leaf_validity_days)] {
            if let Some(days) = days.filter(|days| !(1..=36500).contains(days)) {
                found.error(at, format!("a certificate cannot be valid for {days} days"));
            }
        }
        if let (Some(ca), Some(leaf)) = (config.ca_validity_days, config.leaf_validity_days)
            && leaf > ca
        {
            let message = "certificates would be valid for longer than the authority that signs them";
            found.error(leaf_at, message).say(format!("{leaf} days")).label(ca_at, format!("{ca} days"));
        }
    },
};
