use super::word::instead_of;
use crate::quote::tick;
use crate::rule::Rule;
use crate::spec::Spec;
use crate::spec::names::WORKLOAD_RUNTIMES;

/// A word of which there are two.
pub(super) static RULE: Rule<Spec> = Rule {
    id: "workload-runtime",
    why: "Pods run in containers that share the node's kernel, and with Kata in virtual machines of their own if they ask for it. AKS has the same words.",
    fix: "use `OCIContainer`, which is the default, or `KataVmIsolation`",
    about: &["agentPoolProfiles[].workloadRuntime"],
    check: |spec, found| {
        for (at, pool) in spec.each_pool() {
            let word = pool.workload_runtime.as_deref().unwrap_or_default();
            if !word.is_empty() && !WORKLOAD_RUNTIMES.contains(&word) {
                let finding = found.error(at.key("workloadRuntime"), format!("unknown workload runtime {}", tick(word)));
                finding.help(instead_of(word, WORKLOAD_RUNTIMES));
            }
        }
    },
};
