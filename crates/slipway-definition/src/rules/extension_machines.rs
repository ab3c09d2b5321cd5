use super::extension_unknown::each_extension;
use crate::quote::tick;
use crate::rule::Rule;
use crate::spec::Spec;

/// Extensions that only run on Linux.
const LINUX_ONLY: [&str; 1] = ["prometheus-grafana-k8s"];

/// Which machines extensions run on.
pub(super) static RULE: Rule<Spec> = Rule {
    id: "extension-machines",
    why: "An extension is deployed to machines by their names, which those of a scale set do not keep.",
    fix: "set `availabilityProfile` to `AvailabilitySet`, or use `preProvisionExtension` or `customFiles`",
    about: &[
        "agentPoolProfiles[].extensions",
        "agentPoolProfiles[].extensions[].name",
        "agentPoolProfiles[].extensions[].singleOrAll",
        "masterProfile.extensions",
        "masterProfile.extensions[].singleOrAll",
        "masterProfile.preProvisionExtension",
        "agentPoolProfiles[].preProvisionExtension",
    ],
    check: |spec, found| {
        for (at, pool) in spec.each_pool().filter(|(_, pool)| !pool.extensions.is_empty()) {
            let profile = pool.availability_profile.as_deref().unwrap_or_default();
            if matches!(profile, "" | "VirtualMachineScaleSets") {
                let finding = found.error(at.key("extensions"), "machines of a scale set cannot have extensions");
                if profile.is_empty() {
                    finding.help("add `\"availabilityProfile\": \"AvailabilitySet\"`: without it, the pool is a scale set");
                } else {
                    finding.label(at.key("availabilityProfile"), "a scale set");
                }
            }
            for (index, extension) in pool.extensions.iter().enumerate().filter(|_| pool.is_windows()) {
                let name = extension.name.as_deref().unwrap_or_default();
                if LINUX_ONLY.contains(&name) {
                    let place = at.key("extensions").index(index).key("name");
                    let finding = found.error(place, format!("the extension {} does not run on Windows", tick(name)));
                    finding.label(at.key("osType"), "a Windows pool").help("remove it from this pool");
                }
            }
        }
        each_extension(spec, |at, extension| {
            if at.as_str().ends_with("/preProvisionExtension") && (extension.single_or_all.is_some() || extension.template.is_some()) {
                let finding = found.warning(at, "a script before provisioning runs on every machine, and has no template");
                finding.help("remove `singleOrAll` and `template`");
                return;
            }
            let word = extension.single_or_all.as_deref().unwrap_or_default();
            if !word.is_empty() && !["single", "all"].iter().any(|known| known.eq_ignore_ascii_case(word)) {
                let finding = found.warning(at.key("singleOrAll"), format!("{} is taken for `all`", tick(word)));
                finding.help("use `single` for the first machine only, or `all`");
            }
        });
    },
};
