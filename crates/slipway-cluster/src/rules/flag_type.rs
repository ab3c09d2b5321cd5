//! `flag-type`

use std::collections::BTreeMap;

use slipway_catalog::Presence;
use slipway_definition::{Rule, quote};

use super::FLAGS;
use crate::Asked;

pub(super) static FLAG_TYPE: Rule<Asked> = Rule {
    id: "flag-type",
    why: "A component refuses to start with a value of another type.",
    fix: "write a value of the flag's type",
    about: FLAGS,
    check: |asked, found| {
        let mut lists = BTreeMap::new();
        for given in asked.given_flags() {
            let list = lists.entry(given.component).or_insert_with(|| asked.catalog.flags(given.component));
            let Ok(known) = list else { continue };
            for (name, at, value) in given.each() {
                let Presence::Here(kind) = known.presence(&name, &asked.release.minor) else { continue };
                if kind.takes(value) {
                    continue;
                }
                let flag = quote::tick(&format!("--{name}"));
                let message = if value.is_empty() {
                    format!("{flag} takes {}, and nothing is given", kind.says())
                } else {
                    format!("{flag} takes {}, not {}", kind.says(), quote::tick(value))
                };
                found.error(at, message).help(format!("write {}, or remove the flag", kind.example()));
            }
        }
    },
};
