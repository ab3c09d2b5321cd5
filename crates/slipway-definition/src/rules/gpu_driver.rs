use super::word::instead_of;
use crate::quote::tick;
use crate::rule::Rule;
use crate::spec::Spec;
use crate::spec::names::GPU_DRIVERS;

/// A word of which there are two.
pub(super) static RULE: Rule<Spec> = Rule {
    id: "gpu-driver",
    why: "A machine with NVIDIA GPUs gets their driver, or leaves it to you. AKS has the same words.",
    fix: "use `Install`, which is the default, or `None`",
    about: &["agentPoolProfiles[].gpuProfile.driver"],
    check: |spec, found| {
        for (at, pool) in spec.each_pool() {
            let word = pool.gpu_profile.as_ref().and_then(|profile| profile.driver.as_deref()).unwrap_or_default();
            if !word.is_empty() && !GPU_DRIVERS.contains(&word) {
                let finding = found.error(at.key("gpuProfile").key("driver"), format!("unknown driver choice {}", tick(word)));
                finding.help(instead_of(word, GPU_DRIVERS));
            }
        }
    },
};
