//! `flag-unknown`

use std::cell::OnceCell;
use std::collections::BTreeMap;

use slipway_catalog::{Known, Presence};
use slipway_definition::{Place, Rule, nearest, quote};

use super::FLAGS;
use crate::Asked;
use crate::asked::FLAG_FIELDS;

/// Of more unknown flags, the nearest name is not looked for.
const SUGGESTED: usize = 100;

pub(super) static FLAG_UNKNOWN: Rule<Asked> = Rule {
    id: "flag-unknown",
    why: "A component refuses to start with a flag that its version does not have.",
    fix: "remove the flag",
    about: FLAGS,
    check: |asked, found| {
        let given = asked.given_flags();
        // The lists are long, and most definitions give no flags.
        if given.is_empty() {
            return;
        }
        let Ok(removed) = asked.catalog.removed() else { return };
        let minor = asked.release.minor.as_str();
        let lists = lists(asked, |component| given.iter().any(|given| given.component == component));
        let all = OnceCell::new();
        let mut unknown = 0;
        for given in given {
            let component = given.component;
            let Some((_, known)) = lists.get(component) else { continue };
            for (name, at, _) in given.each() {
                let presence = known.presence(&name, minor);
                // What a component once knew is left out with a warning while the flags are merged.
                if matches!(presence, Presence::Here(_)) || removed.flag(minor, component, &name).is_some() {
                    continue;
                }
                unknown += 1;
                let flag = quote::tick(&format!("--{name}"));
                let message = format!("{component} {minor} has no flag {flag}");
                let finding = found.error(Place::Key(at), message);
                match presence {
                    Presence::Later(since) => {
                        finding.say(format!("it came with {since}"));
                        finding.help(format!("remove the flag, or ask for Kubernetes {since}"));
                    }
                    Presence::Gone(until) => {
                        finding.say(format!("it is gone since {until}"));
                    }
                    Presence::Here(_) | Presence::Never if unknown <= SUGGESTED => {
                        if let Some(help) = elsewhere(all.get_or_init(|| self::lists(asked, |_| true)), &name, minor)
                            .or_else(|| near(known, &name, minor))
                        {
                            finding.help(help);
                        }
                    }
                    Presence::Here(_) | Presence::Never => {}
                }
            }
        }
    },
};

/// By component, the field that has its flags, and those that it knows.
type Lists<'a> = BTreeMap<&'a str, (&'a str, Known<'a>)>;

/// The lists of these components.
fn lists(asked: &Asked, is_wanted: impl Fn(&str) -> bool) -> Lists<'_> {
    let mut lists = BTreeMap::new();
    for (component, field) in FLAG_FIELDS.iter().filter(|(component, _)| is_wanted(component)) {
        if let Ok(known) = asked.catalog.flags(component) {
            lists.insert(*component, (*field, known));
        }
    }
    lists
}

/// Another component's flag.
fn elsewhere(lists: &Lists<'_>, name: &str, minor: &str) -> Option<String> {
    let (component, (field, _)) =
        lists.iter().find(|(_, (_, known))| matches!(known.presence(name, minor), Presence::Here(_)))?;
    Some(format!("it is a flag of {component}: move it to `{field}`, or remove it"))
}

/// A flag of the same component that is spelt alike.
fn near(known: &Known<'_>, name: &str, minor: &str) -> Option<String> {
    let near = nearest(name, known.of_minor(minor))?;
    Some(format!("did you mean `--{near}`?"))
}
