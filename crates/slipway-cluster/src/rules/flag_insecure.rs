//! `flag-insecure`

use slipway_definition::{Rule, quote};

use super::FLAGS;
use crate::Asked;

pub(super) static FLAG_INSECURE: Rule<Asked> = Rule {
    id: "flag-insecure",
    why: "Some values of flags open the cluster to people or pods that nobody thought of.",
    fix: "remove the flag: without it the value is safe",
    about: FLAGS,
    check: |asked, found| {
        let all = asked.given_flags();
        // Most definitions have no flags: the table is not read for them.
        let Some(Ok(insecure)) = (!all.is_empty()).then(|| asked.catalog.insecure()) else { return };
        for given in all {
            for (name, at, value) in given.each() {
                for reason in insecure.reasons(given.component, &name, value) {
                    let set = quote::tick(&format!("--{name}={}", reason.value));
                    let message = format!("with {set} of {}, {}", given.component, reason.why);
                    found.warning(at.clone(), message).help(format!("remove `--{name}`"));
                }
            }
        }
    },
};
