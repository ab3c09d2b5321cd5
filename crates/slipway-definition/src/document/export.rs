//! The document as plain JSON, in the model's spelling: what `apimodel.json` is made from.

use std::str::FromStr;

use serde_json::{Map, Number, Value as Json};

use super::Document;
use crate::node::{Node, Origin, Value};
use crate::read::Kind;
use crate::spec::Spec;

impl Document {
    /// What the user wrote as JSON: keys in the model's spelling and the written order, of duplicates the last, `--set`
    /// values in their field's type. Unknown keys and wrong types stay as they are.
    pub fn to_json(&self) -> Json {
        json(&self.root, Some(Spec::KIND))
    }
}

/// Recurses as deep as [`super::MAX_DEPTH`], which parsing has assured.
fn json(node: &Node, kind: Option<Kind>) -> Json {
    let is_argument = matches!(node.span.origin, Origin::Argument(_));
    match (&node.value, kind) {
        (Value::Bool(_) | Value::Number(_), Some(Kind::String | Kind::Secret)) if is_argument => {
            Json::String(node.value.scalar().unwrap_or_default().to_owned())
        }
        (Value::String(text), Some(Kind::Boolean)) if is_argument => {
            text.parse().map_or_else(|_| Json::String(text.clone()), Json::Bool)
        }
        (Value::String(text), Some(Kind::Integer | Kind::Number)) if is_argument => number(text),
        (Value::Null, _) => Json::Null,
        (Value::Bool(value), _) => Json::Bool(*value),
        (Value::Number(text), _) => number(text),
        (Value::String(text), _) => Json::String(text.clone()),
        (Value::Array(items), _) => {
            Json::Array(items.iter().map(|item| json(item, kind.and_then(Kind::of_item))).collect())
        }
        (Value::Object(members), _) => {
            let mut object = Map::new();
            for member in members {
                let key = kind.and_then(|kind| kind.field(&member.key)).map_or(member.key.as_str(), |field| field.key);
                let of_key = kind.and_then(|kind| kind.of_key(&member.key));
                object.insert(key.to_owned(), json(&member.node, of_key));
            }
            Json::Object(object)
        }
    }
}

fn number(text: &str) -> Json {
    Number::from_str(text).map_or_else(|_| Json::String(text.to_owned()), Json::Number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_get_the_models_spelling_and_maps_keep_theirs() {
        let text = r#"{"APIVERSION": "vlabs", "tags": {"Location": "a", "location": "b"},
            "properties": {"masterprofile": {"dnsprefix": "a", "DnsPrefix": "b", "unknown": 1.50}}}"#;
        let mut document = Document::parse("c.json", text.as_bytes()).expect("a definition");
        document.set("orchestratorProfile.orchestratorRelease=1.35,masterProfile.count='3'").expect("a good argument");
        assert_eq!(
            document.to_json().to_string(),
            concat!(
                r#"{"apiVersion":"vlabs","tags":{"Location":"a","location":"b"},"#,
                r#""properties":{"masterProfile":{"dnsPrefix":"b","unknown":1.5,"count":3},"#,
                r#""orchestratorProfile":{"orchestratorRelease":"1.35"}}}"#
            )
        );
    }
}
