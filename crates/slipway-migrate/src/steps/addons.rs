//! Addons of the older tools.

use slipway_catalog::{AddonState, Catalog, OldAddon};
use slipway_cluster::ADDONS;
use slipway_definition::{Pointer, Value};

use crate::MigrateError;
use crate::plan::{Plan, quoted, text};

/// Takes out what is gone and what is there without an entry; a switched-off entry of something that is gone may stay.
pub(super) fn run(plan: &mut Plan<'_>, catalog: &Catalog) -> Result<(), MigrateError> {
    let old = catalog.old_addons()?;
    for (at, _) in plan.document.each(ADDONS) {
        let of = |key| plan.document.value(&at.key(key));
        let Some(name) = of("name").and_then(text) else { continue };
        let Some(entry) = old.addon.get(name) else { continue };
        let is_off = of("enabled").is_some_and(|node| node.value == Value::Bool(false));
        let says_more = ["data", "config", "containers"]
            .into_iter()
            .any(|key| of(key).is_some_and(|node| !node.value.is_neutral()));
        let shown = Some(quoted(name));
        for (container, why) in &entry.without {
            without(plan, &at, container, why);
        }
        let successor = entry.becomes.as_deref().filter(|_| !is_off);
        match entry.state {
            AddonState::Gone if successor.is_some_and(|successor| rename(plan, &at, successor, entry)) => {}
            AddonState::Gone if !is_off && plan.remove_shown(&at, shown.clone(), entry.reason()) => {
                plan.attention(&at, format!("the addon `{name}` is not made: {}", entry.instead));
            }
            AddonState::Within if is_off || !says_more => {
                let why = format!("it is part of {}, and always there", entry.instead);
                plan.remove_shown(&at, shown, why);
            }
            _ => {}
        }
    }
    Ok(())
}

/// Switches on what took an addon's place, with its own settings. Not where a manifest of the user's stood for the addon, nor
/// where the successor is there already.
fn rename(plan: &mut Plan<'_>, at: &Pointer, successor: &str, entry: &OldAddon) -> bool {
    let is_there = plan.document.each(&format!("{ADDONS}.name")).iter().any(|(_, name)| text(name) == Some(successor));
    let has_data = plan.document.value(&at.key("data")).is_some_and(|node| !node.value.is_neutral());
    if is_there || has_data || !plan.set(&at.key("name"), Value::String(successor.to_owned()), entry.reason()) {
        return false;
    }
    for key in ["config", "containers", "pools", "mode"] {
        plan.remove(&at.key(key), format!("`{successor}` has its own"));
    }
    // Nobody said that it is to be on where that was its default.
    plan.need(&at.key("name"), "enabled", Value::Bool(true), format!("`{successor}` is off by itself"));
    plan.attention(&at.key("name"), entry.instead.clone());
    true
}

/// Takes out a container that the addon has no more.
fn without(plan: &mut Plan<'_>, addon: &Pointer, container: &str, why: &str) {
    for (at, name) in plan.document.each(&format!("{ADDONS}.containers[].name")) {
        let is_of = at.as_str().strip_prefix(addon.as_str()).is_some_and(|rest| rest.starts_with('/'));
        if is_of && text(name) == Some(container) {
            let at: Pointer = at.as_str().rsplit_once('/').map_or("", |(parent, _)| parent).into();
            plan.remove_shown(&at, Some(quoted(container)), why);
        }
    }
}
