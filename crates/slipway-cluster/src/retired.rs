//! What a definition asks for that nobody makes any more, or that slipway does not make yet: by the catalog's tables.

use std::collections::{BTreeMap, BTreeSet};

use slipway_catalog::{AddonState, Catalog, CatalogError, OldAddon, OldAddons, Retired};
use slipway_definition::rules::{NO_EFFECT, NOT_MADE_YET};
use slipway_definition::{Document, Node, Pointer, Report, Severity, Value, names};

use crate::rules::{ADDON_ALONE, ADDON_SETTINGS, RETIRED};

/// Where addons are listed.
pub const ADDONS: &str = "orchestratorProfile.kubernetesConfig.addons[]";

/// A retired value in a definition.
#[derive(Clone, Debug)]
pub struct Found<'c> {
    /// Where it is written.
    pub at: Pointer,
    /// What is retired.
    pub entry: &'c Retired,
}

/// Whether the definition is for an Azure Stack Hub; as [`slipway_definition::Spec::is_azure_stack`] has it, for a text that
/// need not be readable as a whole.
pub fn is_azure_stack(document: &Document) -> bool {
    let profile = Pointer::from("/properties/customCloudProfile");
    let name = document.value(&profile.key("environment").key("name")).and_then(|node| node.value.scalar());
    let is_there = document.value(&profile).is_some_and(|node| node.value != Value::Null);
    is_there && name.is_none_or(|name| name.is_empty() || names::is_azure_stack(name))
}

/// Every retired value, each by the first entry of the catalog's table that matches it.
pub fn retired_values<'c>(document: &Document, entries: &'c [Retired]) -> Vec<Found<'c>> {
    let on_hub = is_azure_stack(document);
    let mut found = Vec::new();
    let mut taken: BTreeSet<Pointer> = BTreeSet::new();
    for entry in entries.iter().filter(|entry| entry.applies(on_hub)) {
        for (at, node) in entry.field.iter().flat_map(|field| document.each(field)) {
            if says(entry, node) && siblings_agree(document, entry, &at) && taken.insert(at.clone()) {
                found.push(Found { at, entry });
            }
        }
    }
    found
}

/// Reports what is retired, and addons of the older tools that are gone, not made yet, or not to be switched by
/// themselves. `severity` is that of what is not made yet, as for [`slipway_definition::refuse_unsupported`], which runs
/// before this.
///
/// # Errors
/// When the catalog cannot be read.
pub fn refuse_retired(
    document: &Document,
    catalog: &Catalog,
    severity: Severity,
    report: &mut Report,
) -> Result<(), CatalogError> {
    let things = catalog.retired()?;
    let mut said: BTreeMap<Pointer, Severity> = BTreeMap::new();
    let migrate = migrate(document);
    for Found { at, entry } in retired_values(document, &things.retired) {
        let help = format!("{}{}", entry.instead, if entry.keep { "" } else { &migrate });
        let finding = if entry.warning {
            report.warning(RETIRED.id, entry.sentence())
        } else {
            report.error(RETIRED.id, entry.sentence())
        };
        said.insert(at.clone(), finding.severity);
        finding.label(at, "").help(help);
    }
    report.supersede(NOT_MADE_YET.id, &said);
    report.supersede(NO_EFFECT.id, &said);
    let old = catalog.old_addons()?;
    for (at, node) in document.each(ADDONS) {
        Addon { document, old: &old, at, node, severity, migrate: &migrate }.check(report);
    }
    Ok(())
}

/// The end of a help that names the way out.
fn migrate(document: &Document) -> String {
    let name = &document.file().name;
    let name = if name == "standard input" { "-" } else { name };
    format!("; `slipway migrate {name}` rewrites it")
}

fn says(entry: &Retired, node: &Node) -> bool {
    match &node.value {
        Value::Bool(value) => entry.value.iter().any(|known| *known == value.to_string()),
        Value::String(text) => !text.is_empty() && entry.matches(text),
        Value::Object(_) => entry.any && !node.value.is_neutral(),
        _ => false,
    }
}

fn siblings_agree(document: &Document, entry: &Retired, at: &Pointer) -> bool {
    let parent: Pointer = at.as_str().rsplit_once('/').map_or("", |(parent, _)| parent).into();
    let has = |(key, values): (&String, &Vec<String>)| {
        let sibling = document.value(&parent.key(key)).and_then(|node| node.value.scalar());
        sibling.is_some_and(|text| values.iter().any(|value| value == text))
    };
    entry.when.iter().all(has) && !entry.unless.iter().any(has)
}

/// One entry of the list of addons.
struct Addon<'a> {
    document: &'a Document,
    old: &'a OldAddons,
    at: Pointer,
    node: &'a Node,
    severity: Severity,
    migrate: &'a str,
}

impl Addon<'_> {
    fn check(&self, report: &mut Report) {
        let Some(name) = self.of("name").and_then(|node| node.value.scalar()) else { return };
        let Some(entry) = self.old.addon.get(name) else { return };
        let is_off = self.of("enabled").is_some_and(|node| node.value == Value::Bool(false));
        let at = self.at.key("name");
        match entry.state {
            AddonState::Within if is_off => {
                let message = format!("the addon `{name}` cannot be switched off: it is part of {}", entry.instead);
                report.warning(NO_EFFECT.id, message).label(self.at.key("enabled"), "").help(NO_EFFECT.fix);
            }
            _ if is_off => {}
            AddonState::Made => {}
            AddonState::Gone => {
                let message = format!("the addon `{name}` is gone: {}", entry.reason());
                let help = format!("{}{}", entry.instead, self.migrate);
                report.error(RETIRED.id, message).label(at, "").help(help);
            }
            AddonState::Later => {
                self.settings(name, entry, report);
                self.not_made_yet(at, format!("the addon `{name}` is not made yet by this version"), report);
            }
            AddonState::Follows => self.follows(name, entry, at, report),
            AddonState::Within => {
                for key in ["data", "config", "containers"] {
                    if self.of(key).is_some_and(|node| !node.value.is_neutral()) {
                        let message = format!("`{key}` of the addon `{name}` is not made yet by this version");
                        self.not_made_yet(self.at.key(key), message, report);
                    }
                }
            }
        }
    }

    /// Settings that the addon cannot be without.
    fn settings(&self, name: &str, entry: &OldAddon, report: &mut Report) {
        let config = self.at.key("config");
        for key in &entry.requires {
            let given = self.document.value(&config.key(key));
            if given.is_none_or(|node| node.value.is_neutral()) {
                let message = format!("the addon `{name}` needs the setting `{key}`");
                report.error(ADDON_SETTINGS.id, message).label(config.key(key), "").help(ADDON_SETTINGS.fix);
            }
        }
    }

    /// An addon that comes with a field: by itself it means nothing.
    fn follows(&self, name: &str, entry: &OldAddon, at: Pointer, report: &mut Report) {
        let given = self.document.each(&entry.field);
        let given = given.iter().find_map(|(_, node)| node.value.scalar()).filter(|value| !value.is_empty());
        if given.is_some_and(|given| entry.value.is_empty() || entry.value.iter().any(|value| value == given)) {
            return;
        }
        let field = entry.field.rsplit('.').next().unwrap_or_default();
        let values: Vec<_> = entry.value.iter().map(|value| format!(" `{value}`")).collect();
        let help = format!("set `{field}`{}, or remove the entry", values.concat());
        if entry.refused_alone {
            let message = format!("the addon `{name}` comes with `{field}`{}, not by itself", values.concat());
            report.error(ADDON_ALONE.id, message).label(at, "").help(help);
        } else {
            let message =
                format!("the addon `{name}` without `{field}`{} is not made by this version", values.concat());
            self.not_made_yet(at, message, report).help(help);
        }
    }

    fn not_made_yet<'r>(
        &self,
        at: Pointer,
        message: String,
        report: &'r mut Report,
    ) -> &'r mut slipway_definition::Finding {
        let finding = match self.severity {
            Severity::Error => report.error(NOT_MADE_YET.id, message),
            Severity::Warning => report.warning(NOT_MADE_YET.id, message),
        };
        finding.label(at, "").help(NOT_MADE_YET.fix)
    }

    fn of(&self, key: &str) -> Option<&Node> {
        let Value::Object(members) = &self.node.value else { return None };
        members.iter().rfind(|member| member.key.eq_ignore_ascii_case(key)).map(|member| &member.node)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_rule_is_about_the_tables_fields() {
        let things = Catalog::builtin().retired().expect("a readable table");
        let fields: BTreeSet<_> = things.retired.iter().flat_map(|entry| &entry.field).map(String::as_str).collect();
        let about: BTreeSet<_> =
            RETIRED.about.iter().copied().filter(|field| !field.ends_with("addons[].name")).collect();
        assert_eq!(fields, about);
        let known: BTreeSet<_> = slipway_definition::fields().iter().map(|(pointer, _)| pointer.general()).collect();
        assert!(fields.iter().all(|field| known.contains(*field)));
        for (name, entry) in Catalog::builtin().old_addons().expect("a readable table").addon {
            assert!(entry.field.is_empty() || known.contains(&entry.field), "{name}");
        }
    }
}
