//! A component's flags: the part's, the user's over them, without what the release no longer knows.

use std::collections::{BTreeMap, BTreeSet};

use minijinja::value::Value;
use slipway_catalog::Removed;
use slipway_cluster::Cluster;
use slipway_definition::quote;

use crate::expressions::Expressions;
use crate::note::{Note, Place, Weight};
use crate::part::Part;
use crate::rules;
use crate::{RenderError, gates};

/// What merging needs beside the part.
#[derive(Clone, Copy)]
pub(crate) struct Merge<'a, 'b> {
    pub(crate) expressions: &'b Expressions<'a>,
    pub(crate) context: &'b Value,
    pub(crate) removed: &'b Removed,
    pub(crate) minor: &'b str,
    pub(crate) machines: &'b str,
    pub(crate) cluster: &'b Cluster,
}

impl Merge<'_, '_> {
    fn place(&self, component: &str, flag: &str) -> Place {
        Place::Flag { component: component.to_owned(), flag: flag.to_owned(), machines: self.machines.to_owned() }
    }

    /// The user's flags of a component, without those that this minor no longer knows, and with dashes in front.
    pub(crate) fn known(
        &self,
        component: &str,
        user: &BTreeMap<String, String>,
        notes: &mut Vec<Note>,
    ) -> BTreeMap<String, String> {
        let mut known = BTreeMap::new();
        for (flag, value) in user {
            let flag = format!("--{}", flag.trim_start_matches('-'));
            if let Some(gone) = self.removed.flag(self.minor, component, &flag) {
                notes.push(Note {
                    rule: &rules::FLAG_REMOVED,
                    weight: Weight::Warning,
                    also: None,
                    place: self.place(component, &flag),
                    message: format!(
                        "{component} {} does not know `{flag}` (gone since {}: {}); it is left out",
                        self.minor, gone.since, gone.why
                    ),
                    help: format!("remove `{flag}`"),
                });
            } else if flag.ends_with("able-admission-plugins") {
                let items = value.split(',').filter(|plugin| self.removed.plugin(self.minor, plugin.trim()).is_none());
                known.insert(flag, items.collect::<Vec<_>>().join(","));
            } else {
                known.insert(flag, value.clone());
            }
        }
        known
    }

    /// Says that a value of the user's is not taken, when it differs.
    pub(crate) fn locked(&self, component: &str, flag: &str, given: &str, used: &str, notes: &mut Vec<Note>) {
        if given == used {
            return;
        }
        notes.push(Note {
            rule: &rules::FLAG_LOCKED,
            weight: Weight::Warning,
            also: None,
            place: self.place(component, flag),
            message: format!(
                "`{flag}` of {component} is set by slipway to {}; {} is not used",
                quote::tick(used),
                quote::tick(given)
            ),
            help: format!("remove `{flag}`: the cluster depends on it"),
        });
    }

    /// Says that a flag is never passed.
    pub(crate) fn refused(&self, component: &str, flag: &str, given: &str, doc: Option<&str>, notes: &mut Vec<Note>) {
        let doc = doc.map(|doc| doc.split('\n').next().unwrap_or(doc).trim_end_matches('.')).unwrap_or_default();
        notes.push(Note {
            rule: &rules::FLAG_LOCKED,
            weight: Weight::Warning,
            also: None,
            place: self.place(component, flag),
            message: format!("{component} is not given `{flag}`; {} is not used", quote::tick(given)),
            help: format!("remove `{flag}`{}{doc}", if doc.is_empty() { "" } else { ": " }),
        });
    }

    /// Rendered text of a template inside `part.toml`.
    pub(crate) fn inline(&self, name: &str, template: &str) -> Result<String, RenderError> {
        self.expressions.text(template, self.context, name)
    }

    /// `--name=value`, sorted by name. `user` holds only flags that stay flags.
    pub(crate) fn flags(
        &self,
        part: &Part,
        user: &BTreeMap<String, String>,
        notes: &mut Vec<Note>,
    ) -> Result<Vec<String>, RenderError> {
        let component = part.name();
        let mut merged: BTreeMap<String, String> = BTreeMap::new();
        for (flag, default) in &part.flag {
            let name = format!("{} [flag.\"{flag}\"]", part.path);
            let given = user.get(flag);
            if !self.expressions.hold(default.when.as_deref(), self.context, &name)? {
                match given {
                    Some(given) if default.locked => {
                        self.refused(component, flag, given, default.doc.as_deref(), notes);
                    }
                    Some(given) if !default.read_elsewhere => {
                        merged.insert(flag.clone(), given.clone());
                    }
                    _ => {}
                }
                continue;
            }
            let value = self.inline(&name, &default.value)?;
            if flag == "--feature-gates" {
                merged.insert(flag.clone(), value);
                continue;
            }
            if self.removed.flag(self.minor, component, flag).is_some() {
                continue;
            }
            match given {
                Some(given) if default.joins => {
                    merged.insert(flag.clone(), joined(&value, given));
                    continue;
                }
                Some(given) if default.locked => self.locked(component, flag, given, &value, notes),
                Some(given) => {
                    merged.insert(flag.clone(), given.clone());
                    continue;
                }
                None => {}
            }
            merged.insert(flag.clone(), value);
        }
        let gates_default = merged.remove("--feature-gates").unwrap_or_default();
        let place = self.place(component, "--feature-gates");
        let user_gates = user.get("--feature-gates").map(String::as_str);
        let gates = gates::merge(&gates_default, user_gates, self.removed, self.minor, &place, notes);
        for (flag, value) in user {
            if !part.flag.contains_key(flag) && flag != "--feature-gates" {
                merged.insert(flag.clone(), value.clone());
            }
        }
        if !gates.is_empty() {
            merged.insert("--feature-gates".to_owned(), gates::text(&gates));
        }
        Ok(merged.into_iter().map(|(flag, value)| format!("{flag}={value}")).collect())
    }
}

/// Items of two lists, each once, in their order.
fn joined(first: &str, second: &str) -> String {
    let mut seen = BTreeSet::new();
    let items = first.split(',').chain(second.split(',')).map(str::trim);
    items.filter(|item| !item.is_empty() && seen.insert(*item)).collect::<Vec<_>>().join(",")
}
