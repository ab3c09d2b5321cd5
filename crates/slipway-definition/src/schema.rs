//! The JSON Schema of the model, made from the tables that readers and `explain` use.

use serde_json::{Map, Value, json};

use crate::facts::{Allowed, Fact, Unset, fact, json_value};
use crate::pointer::Pointer;
use crate::read::{Field, Kind, Shape, Support};
use crate::spec::Spec;

/// The JSON Schema (2020-12) of a definition. It never refuses what the rules accept; what only rules can say, such as a
/// field that is needed or addresses that overlap, it leaves to them.
///
/// Keys of the model are read in any case: `properties` has the model's spelling, for completion, and `patternProperties`
/// every other. `retired` says which fields, as rules spell them, are of no use any more.
pub fn schema(retired: &dyn Fn(&str) -> bool) -> Value {
    let mut maker = Maker { retired, objects: Map::new() };
    let root = maker.object(Spec::SHAPE, &Pointer::ROOT, true);
    let mut objects = maker.objects;
    objects.sort_keys();
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "slipway cluster definition",
        "description": "The `vlabs` api model of acs-engine and aks-engine, as slipway reads it.",
        "allowComments": true,
        "allowTrailingCommas": true,
        "$ref": root,
        "$defs": objects,
    })
}

struct Maker<'r> {
    retired: &'r dyn Fn(&str) -> bool,
    /// What is under `$defs`, by name.
    objects: Map<String, Value>,
}

impl Maker<'_> {
    /// The reference to an object, which is made when it is not there. Where an object is not honoured (`strict` is off), rules
    /// do not look at its values either.
    fn object(&mut self, shape: &'static Shape, at: &Pointer, strict: bool) -> String {
        let strict = strict || !is_measured(shape);
        let name = if strict { shape.name.to_owned() } else { format!("{}NotMade", shape.name) };
        let reference = format!("#/$defs/{name}");
        if self.objects.contains_key(&name) {
            return reference;
        }
        // Before its fields are made, so that an object inside itself would end.
        self.objects.insert(name.clone(), Value::Null);
        let (mut properties, mut patterns) = (Map::new(), Map::new());
        for field in shape.fields {
            let value = self.field(shape, field, &at.key(field.key), strict);
            properties.insert(field.key.to_owned(), value);
            patterns.insert(any_case(field.key), json!({"$ref": format!("{reference}/properties/{}", field.key)}));
        }
        let object = json!({
            "title": shape.name, "description": shape.doc, "type": "object",
            "properties": properties, "patternProperties": patterns, "additionalProperties": false,
        });
        self.objects.insert(name, object);
        reference
    }

    fn field(&mut self, shape: &'static Shape, field: &'static Field, at: &Pointer, strict: bool) -> Value {
        let fact = fact(shape, field);
        let mut schema = Map::new();
        schema.insert("description".to_owned(), description(field, fact, strict).into());
        let inner = strict && !matches!(field.support, Support::Keys(_) | Support::Later | Support::NoEffect(_));
        match field.kind {
            Kind::Object(object) => {
                let reference = self.object(object, at, inner);
                schema.insert("anyOf".to_owned(), json!([{"$ref": reference}, {"type": "null"}]));
            }
            kind => {
                let Value::Object(mut value) = self.value(kind, at, inner) else { return Value::Bool(true) };
                if let Some(name) = value.get_mut("type") {
                    *name = json!([name, "null"]);
                }
                schema.append(&mut value);
            }
        }
        allow(&fact.allowed, strict && is_honoured(field), &mut schema);
        if let Unset::Value(default) = fact.unset
            && let Some(default) = json_value(field.kind, default)
        {
            schema.insert("default".to_owned(), default);
        }
        if !fact.sample.is_empty()
            && !matches!(field.kind, Kind::Secret)
            && let Some(sample) = json_value(field.kind, fact.sample)
        {
            schema.insert("examples".to_owned(), json!([sample]));
        }
        if matches!(field.support, Support::NoEffect(_)) || (self.retired)(&at.general()) {
            schema.insert("deprecated".to_owned(), true.into());
        }
        Value::Object(schema)
    }

    /// A value that is not null.
    fn value(&mut self, kind: Kind, at: &Pointer, strict: bool) -> Value {
        match kind {
            Kind::String | Kind::Secret => json!({"type": "string"}),
            Kind::Integer => json!({"type": "integer"}),
            Kind::Number => json!({"type": "number"}),
            Kind::Boolean => json!({"type": "boolean"}),
            Kind::List(item) => json!({"type": "array", "items": self.value(*item, &at.key("*"), strict)}),
            Kind::Map(value) => {
                json!({"type": "object", "additionalProperties": self.value(*value, &at.key("*"), strict)})
            }
            Kind::Object(shape) => json!({"$ref": self.object(shape, at, strict)}),
        }
    }
}

/// Whether rules look at values of an object, or at those of an object inside it.
fn is_measured(shape: &'static Shape) -> bool {
    fn inner(kind: Kind) -> bool {
        match kind {
            Kind::Object(shape) => is_measured(shape),
            Kind::List(kind) | Kind::Map(kind) => inner(*kind),
            _ => false,
        }
    }
    shape.fields.iter().any(|field| {
        let is_open = matches!(fact(shape, field).allowed, Allowed::Any | Allowed::Known(_));
        (is_honoured(field) && !is_open) || inner(field.kind)
    })
}

fn is_honoured(field: &Field) -> bool {
    matches!(field.support, Support::Full | Support::Values(_) | Support::Names(_))
}

/// What a value may be, as far as every other one is refused. Null and the empty text are as if nothing were written.
fn allow(allowed: &Allowed, strict: bool, schema: &mut Map<String, Value>) {
    let mut insert = |key: &str, value: Value| schema.insert(key.to_owned(), value);
    match allowed {
        Allowed::Words(words) if strict => {
            let words = words.iter().map(|word| json!(word)).chain([json!(""), Value::Null]);
            insert("enum", words.collect());
        }
        Allowed::Names(words) if strict => {
            let patterns = words.iter().map(|word| json!({"pattern": any_case(word)}));
            insert(
                "anyOf",
                [json!({"enum": words}), json!({"enum": ["", null]})].into_iter().chain(patterns).collect(),
            );
        }
        Allowed::Words(words) | Allowed::Names(words) | Allowed::Known(words) => {
            // Editors propose the words; the second schema accepts all others.
            insert("anyOf", json!([{"enum": words}, {}]));
        }
        Allowed::Numbers(numbers) if strict => {
            let numbers = numbers.iter().map(|number| json!(number)).chain([Value::Null]);
            insert("enum", numbers.collect());
        }
        Allowed::Range(least, most) if strict => {
            insert("minimum", json!(least));
            insert("maximum", json!(most));
        }
        Allowed::ZeroOr(_, most) if strict => {
            insert("minimum", json!(0));
            if *most < i64::MAX {
                insert("maximum", json!(most));
            }
        }
        Allowed::Form(pattern, _) if strict => {
            insert("pattern", json!(pattern));
        }
        _ => {}
    }
}

/// The doc, the default where it is no value, and what this version makes of the field.
fn description(field: &Field, fact: &Fact, strict: bool) -> String {
    let default = if let Unset::Says(says) = fact.unset { format!(" Default: {says}.") } else { String::new() };
    let made = match field.support {
        Support::NoEffect(reason) => format!(" It has no effect: {reason}."),
        Support::Keys(keys) => format!(" Here only `{}` is made.", keys.join("`, `")),
        Support::Later => " Not made yet by this version.".to_owned(),
        _ if !strict => " Not made yet by this version in this place.".to_owned(),
        Support::Values(made) | Support::Names(made) => format!(" This version makes `{}`.", made.join("`, `")),
        Support::Full | Support::Carried => String::new(),
    };
    format!("{}{default}{made}", field.doc)
}

/// A regular expression of every spelling of a word in any case: `^[iI][dD]$`.
fn any_case(word: &str) -> String {
    let letters = word.chars().map(|letter| match letter {
        'a'..='z' | 'A'..='Z' => format!("[{}{}]", letter.to_ascii_lowercase(), letter.to_ascii_uppercase()),
        '0'..='9' => letter.to_string(),
        other => format!("\\{other}"),
    });
    format!("^{}$", letters.collect::<String>())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_in_any_case() {
        assert_eq!(any_case("$iD2"), "^\\$[iI][dD]2$");
    }

    #[test]
    fn every_reference_is_of_something() {
        fn references(value: &Value, found: &mut Vec<String>) {
            match value {
                Value::Object(members) => {
                    found.extend(members.get("$ref").and_then(Value::as_str).map(str::to_owned));
                    members.values().for_each(|value| references(value, found));
                }
                Value::Array(items) => items.iter().for_each(|value| references(value, found)),
                _ => {}
            }
        }
        let schema = schema(&|path| path == "location");
        let mut found = Vec::new();
        references(&schema, &mut found);
        assert!(found.len() > 500, "{}", found.len());
        for reference in found {
            assert!(schema.pointer(reference.trim_start_matches('#')).is_some_and(Value::is_object), "{reference}");
        }
        assert_eq!(schema["$defs"]["Spec"]["properties"]["location"]["deprecated"], true);
        assert_eq!(schema["$defs"]["MasterProfile"]["properties"]["count"]["enum"], json!([1, 3, 5, null]));
    }
}
