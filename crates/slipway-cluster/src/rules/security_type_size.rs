//! `security-type-size`

use slipway_catalog::Size;
use slipway_definition::{Rule, SecurityProfile, quote};

use crate::Asked;

pub(super) static SECURITY_TYPE_SIZE: Rule<Asked> = Rule {
    id: "security-type-size",
    why: "Trusted launch is of machines of the second generation, and not of every series; confidential machines are of the DC \
          and EC series with AMD SEV-SNP or Intel TDX. Azure refuses the others.",
    fix: "use a size such as `Standard_D2s_v5` for trusted launch, `Standard_DC2as_v5` for confidential machines",
    about: &[
        "masterProfile.vmSize",
        "agentPoolProfiles[].vmSize",
        "masterProfile.securityProfile.securityType",
        "agentPoolProfiles[].securityProfile.securityType",
    ],
    check: |asked, found| {
        let Ok(series) = asked.catalog.series() else { return };
        for (at, machines) in asked.spec.each_machines() {
            let Some(name) = machines.vm_size.filter(|name| !name.is_empty()) else { continue };
            let tick = quote::tick(name);
            let second = asked
                .sizes
                .get(name)
                .map_or_else(|| Size::by_convention(name).second_generation, |size| size.second_generation);
            let message = match machines.security_profile.and_then(SecurityProfile::kind) {
                Some("TrustedLaunch") if series.confidential.has(name) == Some(true) => {
                    format!("{tick} is a size of confidential machines, which have no trusted launch")
                }
                Some("TrustedLaunch") if !second => {
                    format!("{tick} is of the first generation, which has no trusted launch")
                }
                Some("TrustedLaunch") if series.trusted_launch.has(name) == Some(false) => {
                    format!("{tick} has no trusted launch")
                }
                Some("ConfidentialVM") if series.confidential.has(name) == Some(false) => {
                    format!("{tick} is no size of confidential machines")
                }
                _ => continue,
            };
            let finding = found.error(at.key("vmSize"), message);
            finding.label(at.key("securityProfile").key("securityType"), "");
        }
    },
};
