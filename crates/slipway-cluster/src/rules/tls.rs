//! `tls`

use slipway_catalog::TlsNames;
use slipway_definition::{Findings, Pointer, Rule, nearest, quote};

use super::FLAGS;
use crate::Asked;

pub(super) static TLS: Rule<Asked> = Rule {
    id: "tls",
    why: "TLS before 1.2 and some cipher suites can be broken, and a component does not start with a name that it does not know.",
    fix: "remove the flags: without them it is TLS 1.2 with suites that are safe",
    about: FLAGS,
    check: |asked, found| {
        let all = asked.given_flags();
        // Most definitions have no flags: the table is not read for them.
        let Some(Ok(tls)) = (!all.is_empty()).then(|| asked.catalog.tls()) else { return };
        let mut unknown = 0;
        for given in all {
            for (name, at, value) in given.each() {
                match name.as_str() {
                    "tls-min-version" if !value.is_empty() => version(value, &at, &tls.versions, found),
                    "tls-cipher-suites" => {
                        let names = value.split(',').map(str::trim).filter(|name| !name.is_empty());
                        suites(names, &at, &tls.suites, &mut unknown, found);
                    }
                    _ => {}
                }
            }
        }
    },
};

fn version(value: &str, at: &Pointer, known: &TlsNames, found: &mut Findings<'_>) {
    let message = match known.is_good(value) {
        Some(true) => return,
        Some(false) => format!("{} is older than TLS 1.2", quote::tick(value)),
        None => format!("{} is no version of TLS", quote::tick(value)),
    };
    found.error(at.clone(), message).help(format!("write one of {}, or remove the flag", known.good.join(", ")));
}

/// Suites by their names; the older tools wrote two weak ones into every definition, which is therefore no error.
fn suites<'v>(
    names: impl Iterator<Item = &'v str>,
    at: &Pointer,
    known: &TlsNames,
    unknown: &mut usize,
    found: &mut Findings<'_>,
) {
    let mut weak = Vec::new();
    for name in names {
        match known.is_good(name) {
            Some(true) => {}
            Some(false) => weak.push(name),
            None => {
                *unknown += 1;
                let finding = found.error(at.clone(), format!("there is no cipher suite {}", quote::tick(name)));
                // A search for each of very many would take long.
                if *unknown <= SUGGESTED
                    && let Some(near) = nearest(name, known.good.iter().map(String::as_str))
                {
                    finding.help(format!("did you mean `{near}`?"));
                }
            }
        }
    }
    weak.dedup();
    if let Some(first) = weak.first() {
        let more = if weak.len() > 1 { format!(" and {} more", weak.len() - 1) } else { String::new() };
        found
            .warning(at.clone(), format!("the cipher suite {}{more} can be broken", quote::tick(first)))
            .help("remove it, or the flag: without it the suites are safe");
    }
}

/// Of more unknown suites, the nearest name is not looked for.
const SUGGESTED: usize = 20;
