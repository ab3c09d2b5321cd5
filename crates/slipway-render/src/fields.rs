//! A component's configuration file, built from typed fields; the user's flags move into the fields that replace them.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};
use slipway_catalog::FlagKind;

use crate::flags::Merge;
use crate::note::{Note, Place, Weight};
use crate::part::{FieldKind, Part};
use crate::rules;
use crate::{RenderError, gates};

/// The file as a tree, and the user's flags that have no field.
pub(crate) fn fields(
    merge: &Merge<'_, '_>,
    part: &Part,
    user: &BTreeMap<String, String>,
    notes: &mut Vec<Note>,
) -> Result<(Value, BTreeMap<String, String>), RenderError> {
    let mut rest = user.clone();
    let mut tree = Map::new();
    for (name, field) in &part.field {
        let place = format!("{} [field.\"{name}\"]", part.path);
        let given = rest.remove(name);
        let is_there = merge.expressions.hold(field.when.as_deref(), merge.context, &place)?;
        if let (false, true, Some(given)) = (is_there, field.locked, &given) {
            merge.refused(part.name(), name, given, field.doc.as_deref(), notes);
        }
        if !is_there && (field.locked || given.is_none()) {
            continue;
        }
        let default = field.default.as_deref().filter(|_| is_there);
        let default = default.map(|text| merge.inline(&place, text)).transpose()?;
        let flag =
            Place::Flag { component: part.name().to_owned(), flag: name.clone(), machines: merge.machines.to_owned() };
        if field.kind == FieldKind::Gates {
            let gates = gates::merge(
                default.as_deref().unwrap_or_default(),
                given.as_deref(),
                merge.removed,
                merge.minor,
                &flag,
                notes,
            );
            if !gates.is_empty() {
                put(&mut tree, &field.path, json!(gates));
            }
            continue;
        }
        let chosen = match (given, default) {
            (Some(given), Some(default)) if field.locked => {
                merge.locked(part.name(), name, &given, &default, notes);
                Some(default)
            }
            (Some(given), default) => {
                if let Some(value) = typed(field.kind, &given) {
                    put(&mut tree, &field.path, value);
                    continue;
                }
                notes.push(Note {
                    rule: &rules::FLAG_VALUE,
                    weight: Weight::Error,
                    also: None,
                    place: flag,
                    message: format!("`{name}` takes {}, not `{given}`", field.kind.says()),
                    help: format!("write {} or remove the flag", field.kind.example()),
                });
                default
            }
            (None, default) => default,
        };
        let Some(text) = chosen else { continue };
        let value = typed(field.kind, &text).ok_or_else(|| RenderError::Typed {
            name: place,
            kind: field.kind.says().to_owned(),
            value: text,
        })?;
        put(&mut tree, &field.path, value);
    }
    Ok((Value::Object(tree), rest))
}

impl FieldKind {
    fn says(self) -> &'static str {
        match self {
            Self::String => "text",
            Self::Integer => "a whole number",
            Self::Float => "a number",
            Self::Boolean => "`true` or `false`",
            Self::Duration => "a duration",
            Self::List => "a list with commas",
            Self::Map => "a list of `name=value`",
            Self::Gates => "a list of `Gate=true`",
            Self::Taints => "a list of `key=value:Effect`",
        }
    }

    fn example(self) -> &'static str {
        match self {
            Self::String => "text",
            Self::Integer => "`30`",
            Self::Float => "`1.5`",
            Self::Boolean => "`true`",
            Self::Duration => "`10s`, `5m` or `1h30m`",
            Self::List => "`a,b`",
            Self::Map => "`memory.available<750Mi` or `cpu=100m`",
            Self::Gates => "`Gate=true`",
            Self::Taints => "`dedicated=gpu:NoSchedule`",
        }
    }
}

fn typed(kind: FieldKind, text: &str) -> Option<Value> {
    let items = || text.split(',').map(str::trim).filter(|item| !item.is_empty());
    match kind {
        FieldKind::String => Some(json!(text)),
        FieldKind::Integer => text.trim().parse::<i64>().ok().map(|n| json!(n)),
        FieldKind::Float => text.trim().parse::<f64>().ok().filter(|n| n.is_finite()).map(|n| json!(n)),
        FieldKind::Boolean => {
            FlagKind::Bool.takes(text.trim()).then(|| json!(text.trim().starts_with(['t', 'T', '1'])))
        }
        FieldKind::Duration => FlagKind::Duration.takes(text.trim()).then(|| json!(text.trim())),
        FieldKind::List => Some(json!(items().collect::<Vec<_>>())),
        FieldKind::Map => items()
            .map(|item| item.split_once(['=', '<']).map(|(key, value)| (key.trim().to_owned(), json!(value.trim()))))
            .collect::<Option<Map<_, _>>>()
            .map(Value::Object),
        FieldKind::Gates => Some(json!(gates::parse(text).0)),
        FieldKind::Taints => items().map(taint).collect::<Option<Vec<_>>>().map(Value::Array),
    }
}

/// `key=value:Effect` or `key:Effect`.
fn taint(text: &str) -> Option<Value> {
    let (subject, effect) = text.rsplit_once(':')?;
    let (key, value) = subject.split_once('=').unwrap_or((subject, ""));
    let known = matches!(effect, "NoSchedule" | "PreferNoSchedule" | "NoExecute");
    (known && !key.is_empty()).then(|| {
        if value.is_empty() {
            json!({"key": key, "effect": effect})
        } else {
            json!({"key": key, "value": value, "effect": effect})
        }
    })
}

fn put(tree: &mut Map<String, Value>, path: &str, value: Value) {
    match path.split_once('.') {
        None => {
            tree.insert(path.to_owned(), value);
        }
        Some((head, tail)) => {
            let below = tree.entry(head).or_insert_with(|| Value::Object(Map::new()));
            if let Value::Object(below) = below {
                put(below, tail, value);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn eviction_thresholds_become_a_map() {
        let value = typed(FieldKind::Map, "memory.available<750Mi,nodefs.available<10%");
        assert_eq!(value, Some(json!({"memory.available": "750Mi", "nodefs.available": "10%"})));
        assert_eq!(typed(FieldKind::Map, "memory"), None);
    }
}
