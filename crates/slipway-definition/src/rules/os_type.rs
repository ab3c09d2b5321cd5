use crate::quote::tick;
use crate::rule::Rule;
use crate::spec::Spec;
use crate::spec::names::OS_TYPES;
use crate::suggest::nearest;

/// The operating system of a pool.
pub(super) static RULE: Rule<Spec> = Rule {
    id: "os-type",
    why: "Everything on a machine depends on its operating system, spelt as Azure spells it.",
    fix: "write `Linux` or `Windows`, or leave it off for Linux",
    about: &["agentPoolProfiles[].osType"],
    check: |spec, found| {
        for (at, pool) in spec.each_pool() {
            let os = pool.os_type.as_deref().unwrap_or_default();
            if !os.is_empty() && !OS_TYPES.contains(&os) {
                let finding = found.error(at.key("osType"), format!("unknown operating system {}", tick(os)));
                if let Some(known) = nearest(os, OS_TYPES.iter().copied()) {
                    finding.help(format!("did you mean `{known}`?"));
                }
            }
        }
    },
};
