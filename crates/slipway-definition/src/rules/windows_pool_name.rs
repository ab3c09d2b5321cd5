use crate::quote::tick;
use crate::rule::Rule;
use crate::spec::{Placement, Spec};

/// Longest name of a Windows computer, as `NetBIOS` has it.
const COMPUTER: usize = 15;
/// Letters and digits that Azure appends to the name of each machine of a scale set, `000001`.
const INSTANCE: usize = 6;
const MOST: usize = COMPUTER - INSTANCE;

/// Names of Windows scale sets. A warning: the Go tools number such machines instead (`1622k8s01000001`), which works.
pub(super) static RULE: Rule<Spec> = Rule {
    id: "windows-pool-name",
    why: "A Windows computer's name has at most 15 characters, of which Azure takes six for the number in the scale set: machines \
          cannot be named after a pool of more than nine, and nobody can tell from a node's name what pool it belongs to.",
    fix: "use a name of at most 9 characters",
    about: &["agentPoolProfiles[].name"],
    check: |spec, found| {
        for (at, pool) in spec.each_pool() {
            let name = pool.name.as_deref().unwrap_or_default();
            let in_scale_set = spec.placement(pool) == Some(Placement::ScaleSet);
            // Beyond twelve it cannot name any pool.
            if pool.is_windows() && in_scale_set && (MOST + 1..=12).contains(&name.len()) {
                let message = format!("Windows machines cannot be named after pool {}", tick(name));
                found
                    .warning(at.key("name"), message)
                    .say(format!("{} + {INSTANCE} characters, of at most {COMPUTER}", name.len()))
                    .help("use a name of at most 9 characters; the nodes of this one are named by number, as `1622k8s01000001`");
            }
        }
    },
};
