//! A field, or the fields of an object.

use std::borrow::Cow;

use serde_json::{Map, Value, json};
use slipway_catalog::{Catalog, CatalogError};
use slipway_definition::{Allowed, Fact, Kind, Shape, Support, Unset, effects, fact, json_value, shows_in};
use slipway_render::Parts;

use super::page::Page;
use super::target::Place;
use super::{Said, flag};
use crate::rules;

/// Outputs named before the rest is only counted.
const SHOWN: usize = 12;
/// Fields of an object at most, whose rules are said to be rules of each field.
const SMALL: usize = 10;
/// Characters of an example at most that is worth a second spelling.
const LONG: usize = 70;

/// One field in full, or all of a name.
pub(super) fn fields(topic: &str, places: &[Place], catalog: &Catalog, parts: &Parts) -> Result<Said, CatalogError> {
    match places {
        [place] => field(place, catalog, parts),
        places => Ok(list(topic, places)),
    }
}

/// All of one field.
fn field(place: &Place, catalog: &Catalog, parts: &Parts) -> Result<Said, CatalogError> {
    let path = place.path();
    let fact = fact(place.shape, place.field);
    let retired = retired(&path, catalog)?;
    let changes: Vec<_> = effects(&path).collect();
    let rules = rules_about(place);

    let mut page = Page::titled(&path);
    page.paragraph(place.field.doc);
    page.gap();
    page.entry("type", &kind(place.field.kind));
    page.entry("default", &default(fact, place.field.kind));
    page.entry("allowed", &allowed(&fact.allowed, place.support));
    page.entry("since", fact.since);
    page.entry("until", fact.until);
    page.entries("retired", retired.iter().cloned());
    page.entry("made", &made(place));
    page.entries("changes", shown(&changes));
    if place.inner().is_none() {
        page.entries("rules", rules.iter().map(|rule| format!("{}: {}", rule.id, rule.fix)));
    }
    page.quote("example", &example(place, fact));
    if let Some(component) = flag::component(place.field.key) {
        page.gap();
        flag::all(component, parts, &mut page);
    }
    if let Some(shape) = place.inner() {
        page.gap();
        list_fields(shape, &mut page);
        page.gap();
        page.entry("rules", &rules.iter().map(|rule| rule.id).collect::<Vec<_>>().join(", "));
    }
    let json = json!({
        "path": path, "object": place.shape.name, "type": type_name(place.field.kind), "doc": place.field.doc,
        "default": value_of(fact, place.field.kind),
        "unset": if let Unset::Says(says) = fact.unset { Some(says) } else { None },
        "allowed": allowed_json(&fact.allowed),
        "since": some(fact.since), "until": some(fact.until), "retired": retired,
        "support": support(place.support), "made": made(place), "changes": changes,
        "rules": rules.iter().map(|rule| rule.id).collect::<Vec<_>>(),
        "example": if fact.sample.is_empty() { None } else { json_value(place.field.kind, fact.sample) },
        "fields": place.inner().map(|shape| shape.fields.iter().map(|field| field.key).collect::<Vec<_>>()),
    });
    Ok(Said { page, json })
}

/// Several fields of one name.
fn list(topic: &str, places: &[Place]) -> Said {
    let mut page = Page::titled(&format!("{} fields are named `{topic}`", places.len()));
    page.gap();
    let rows: Vec<_> = places.iter().map(|place| (place.path(), place.field.doc)).collect();
    page.rows(rows.iter().map(|(path, doc)| (path.as_str(), *doc)));
    page.paragraph("`slipway explain` with one of these paths says more.");
    let json = rows.iter().map(|(path, doc)| json!({"path": path, "doc": doc})).collect::<Vec<_>>();
    Said { page, json: json!({"fields": json}) }
}

/// The fields of an object, one row each.
fn list_fields(shape: &'static Shape, page: &mut Page) {
    page.verbatim("fields");
    page.rows(shape.fields.iter().map(|field| (field.key, field.doc)));
}

/// The kind with what it holds.
fn kind(kind: Kind) -> String {
    match kind {
        Kind::String => "text".to_owned(),
        Kind::Secret => "text, secret: no message and no template repeats it".to_owned(),
        Kind::Integer => "whole number".to_owned(),
        Kind::Number => "number".to_owned(),
        Kind::Boolean => "boolean: true or false".to_owned(),
        Kind::List(item) => format!("list of {}", plural(*item)),
        Kind::Map(value) => format!("object with keys of your own, and {}", plural(*value)),
        Kind::Object(_) => "object".to_owned(),
    }
}

fn plural(kind: Kind) -> &'static str {
    match kind {
        Kind::String | Kind::Secret => "texts",
        Kind::Integer => "whole numbers",
        Kind::Number => "numbers",
        Kind::Boolean => "booleans",
        Kind::List(_) => "lists",
        Kind::Map(_) | Kind::Object(_) => "objects",
    }
}

fn type_name(kind: Kind) -> &'static str {
    match kind {
        Kind::String | Kind::Secret => "string",
        Kind::Integer => "integer",
        Kind::Number => "number",
        Kind::Boolean => "boolean",
        Kind::List(_) => "array",
        Kind::Map(_) | Kind::Object(_) => "object",
    }
}

fn default(fact: &Fact, kind: Kind) -> String {
    match fact.unset {
        Unset::Nothing => String::new(),
        Unset::Says(says) => says.to_owned(),
        Unset::Value(_) => value_of(fact, kind).map(|value| value.to_string()).unwrap_or_default(),
    }
}

fn value_of(fact: &Fact, kind: Kind) -> Option<Value> {
    match fact.unset {
        Unset::Value(value) => json_value(kind, value),
        Unset::Nothing | Unset::Says(_) => None,
    }
}

fn quoted(words: &[&str]) -> String {
    let words: Vec<_> = words.iter().map(|word| format!("`{word}`")).collect();
    words.join(", ")
}

fn allowed(allowed: &Allowed, support: Support) -> String {
    let says = match allowed {
        Allowed::Any => String::new(),
        Allowed::Words(words) | Allowed::Known(words) => quoted(words),
        Allowed::Names(words) => format!("{}, in any case", quoted(words)),
        Allowed::Numbers(numbers) => numbers.iter().map(ToString::to_string).collect::<Vec<_>>().join(", "),
        Allowed::Range(least, most) => format!("{least} to {most}"),
        Allowed::ZeroOr(0 | 1, i64::MAX) => "0 or more; 0 is as if it were not written".to_owned(),
        Allowed::ZeroOr(least, most) => {
            format!("{} to {most}; 0 is as if it were not written", least.max(&1))
        }
        Allowed::Form(_, says) => (*says).to_owned(),
    };
    match (says.is_empty(), support) {
        (true, Support::Values(made) | Support::Names(made)) => quoted(made),
        _ => says,
    }
}

fn allowed_json(allowed: &Allowed) -> Value {
    match allowed {
        Allowed::Any => Value::Null,
        Allowed::Words(words) | Allowed::Names(words) | Allowed::Known(words) => json!(words),
        Allowed::Numbers(numbers) => json!(numbers),
        Allowed::Range(least, most) | Allowed::ZeroOr(least, most) => json!({"from": least, "to": most}),
        Allowed::Form(pattern, says) => json!({"pattern": pattern, "says": says}),
    }
}

fn support(support: Support) -> &'static str {
    match support {
        Support::Full => "full",
        Support::Values(_) | Support::Names(_) => "some values",
        Support::Keys(_) => "some keys",
        Support::Later => "not made yet",
        Support::Carried => "carried",
        Support::NoEffect(_) => "no effect",
    }
}

/// What `generate` makes of it.
fn made(place: &Place) -> String {
    const REFUSED: &str = "`validate` warns, `generate` refuses it";
    let because = match &place.because {
        Some(object) => format!(" (as all of `{object}`)"),
        None => String::new(),
    };
    match place.support {
        Support::Full => "by this version".to_owned(),
        Support::Values([only]) | Support::Names([only]) => format!("`{only}` only; of anything else, {REFUSED}"),
        Support::Values(made) | Support::Names(made) => format!("{}; of anything else, {REFUSED}", quoted(made)),
        Support::Keys(keys) => format!("only {} in this place; of anything else, {REFUSED}", quoted(keys)),
        Support::Carried => "carried into apimodel.json; it has no other effect".to_owned(),
        Support::NoEffect(reason) => format!("accepted without effect{because}: {reason}"),
        Support::Later => {
            let part = shows_in(place.shape, place.field);
            let part = if part.is_empty() { String::new() } else { format!(". It will show in {part}") };
            format!("not yet{because}: read and checked, {REFUSED}{part}")
        }
    }
}

/// What retires it, from the catalog.
fn retired(path: &str, catalog: &Catalog) -> Result<Vec<String>, CatalogError> {
    let entries = catalog.retired()?.retired;
    let here = entries.iter().filter(|entry| entry.field.iter().any(|field| field == path));
    Ok(here
        .map(|entry| {
            let hub = if entry.applies(true) { "" } else { " (not on Azure Stack Hub)" };
            format!("{}{hub}: {}", entry.sentence(), entry.instead)
        })
        .collect())
}

/// Rules that look at the field or at something inside it; of small objects, those that look at the object too.
fn rules_about(place: &Place) -> Vec<slipway_definition::RuleText> {
    let is_in = |inner: &str, outer: &str| {
        inner.strip_prefix(outer).is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '[']))
    };
    let path = place.path();
    let is_small = place.shape.fields.len() <= SMALL;
    let mut all = rules::all();
    all.retain(|rule| rule.about.iter().any(|about| is_in(about, &path) || (is_small && is_in(&path, about))));
    all
}

/// What differs in the output: the template's resources on one line, then files.
fn shown(changes: &[&str]) -> Vec<String> {
    let resources: Vec<_> = changes.iter().filter_map(|change| change.strip_prefix("Microsoft.")).collect();
    let mut lines = Vec::new();
    if !resources.is_empty() {
        lines.push(format!("azuredeploy.json: {}", resources.join(", ")));
    }
    for change in changes.iter().filter(|change| !change.starts_with("Microsoft.")) {
        lines.push(match change.split_once(" /") {
            Some((whose, file)) => format!("/{file} of {whose}"),
            None if change.starts_with('/') => format!("{change} of all machines"),
            None => (*change).to_owned(),
        });
    }
    if lines.len() > SHOWN {
        let more = lines.len() + 1 - SHOWN;
        lines.truncate(SHOWN - 1);
        lines.push(format!("and {more} files more"));
    }
    lines
}

/// The field in its object, and by `--set`.
fn example(place: &Place, fact: &Fact) -> Vec<String> {
    if fact.sample.is_empty() {
        return Vec::new();
    }
    let Some(value) = json_value(place.field.kind, fact.sample) else { return Vec::new() };
    let mut steps: Vec<String> = place.pointer.segments().map(Cow::into_owned).collect();
    let mut whole = value.clone();
    let is_set = steps.len() > 1 && steps.first().is_some_and(|step| step == "properties");
    if is_set {
        steps.remove(0);
    }
    // With the object around it, or the list.
    let from =
        steps.iter().rposition(|step| step == "*").map_or(steps.len().saturating_sub(2), |at| at.saturating_sub(1));
    for step in steps.iter().skip(from).rev() {
        whole = if step == "*" { json!([whole]) } else { Value::Object(Map::from_iter([(step.clone(), whole)])) };
    }
    let text = spaced(&whole);
    let mut lines =
        vec![text.strip_prefix('{').and_then(|text| text.strip_suffix('}')).unwrap_or(&text).trim().to_owned()];
    let is_plain = matches!(value, Value::Number(_) | Value::Bool(_))
        || value
            .as_str()
            .is_some_and(|text| text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"._-/:".contains(&byte)));
    let path = steps.join(".").replace(".*", "[0]");
    if is_set && is_plain && path.len() + fact.sample.len() <= LONG {
        lines.push(format!("--set {path}={}", fact.sample));
    }
    lines
}

/// JSON on one line, as people write it.
fn spaced(value: &Value) -> String {
    match value {
        Value::Object(members) => {
            let members = members.iter().map(|(key, value)| format!("{}: {}", json!(key), spaced(value)));
            format!("{{ {} }}", members.collect::<Vec<_>>().join(", "))
        }
        Value::Array(items) => format!("[{}]", items.iter().map(spaced).collect::<Vec<_>>().join(", ")),
        other => other.to_string(),
    }
}

fn some(text: &str) -> Option<&str> {
    (!text.is_empty()).then_some(text)
}
