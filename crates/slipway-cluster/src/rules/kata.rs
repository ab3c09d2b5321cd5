//! `kata`

use slipway_catalog::Size;
use slipway_definition::{Rule, SecurityProfile, quote};

use crate::Asked;

pub(super) static KATA: Rule<Asked> = Rule {
    id: "kata",
    why: "Kata starts a virtual machine for each pod that asks for one: on Azure Linux, whose package source has Kata with Microsoft's \
          hypervisor, and on sizes of the second generation that can have machines within. Confidential machines and Arm cannot.",
    fix: "use `\"distro\": \"azurelinux3\"` and a size such as `Standard_D4s_v5`, or remove `workloadRuntime`",
    about: &["agentPoolProfiles[].workloadRuntime"],
    check: |asked, found| {
        let Ok(series) = asked.catalog.series() else { return };
        for (at, pool) in asked.spec.each_pool().filter(|(_, pool)| pool.is_kata()) {
            let runtime = at.key("workloadRuntime");
            let name = pool.vm_size.as_deref().unwrap_or_default();
            let tick = quote::tick(name);
            let distro = pool.distro.as_deref().filter(|distro| !distro.is_empty());
            let distro = distro.or(asked.default_distro.as_deref()).unwrap_or_default();
            if distro != "azurelinux3" {
                let message = format!("{distro} has no packages of Kata with Azure's hypervisor");
                found.error(runtime.clone(), message).label(at.key("distro"), "");
            }
            let kind = pool.security_profile.as_ref().and_then(SecurityProfile::kind);
            if kind == Some("ConfidentialVM") {
                let message = "confidential machines have no machines within";
                let finding = found.error(runtime.clone(), message);
                finding.label(at.key("securityProfile").key("securityType"), "");
                continue;
            }
            let size = asked.sizes.get(name).cloned().unwrap_or_else(|| Size::by_convention(name));
            let message = if size.arm {
                format!("{tick} is an Arm machine, for which there are no packages of Kata")
            } else if series.nested_virtualization.has(name) == Some(false) {
                format!("{tick} can have no machines within")
            } else if !size.second_generation {
                format!("{tick} is of the first generation, where the hypervisor does not start")
            } else if series.nested_virtualization.has(name).is_none() {
                let finding = found.warning(runtime, format!("{tick} is not known to have machines within"));
                finding.label(at.key("vmSize"), "").help("look at the page of its series, or use `Standard_D4s_v5`");
                continue;
            } else {
                continue;
            };
            found.error(runtime, message).label(at.key("vmSize"), "");
        }
    },
};
