//! How each type is read. Values given by `--set` are text by nature: they read as the field's type wants.

use std::collections::BTreeMap;

use super::{Cx, Kind};
use crate::node::{Node, Origin, Value};
use crate::report::Place;
use crate::rules::WRONG_TYPE;
use crate::spec::Secret;

/// A value of one type.
pub(crate) trait Item: Sized {
    /// What it may be.
    const KIND: Kind;
    /// Stands in a list for an element that could not be read, so that the others keep their index.
    fn blank() -> Self;

    /// Reads a node that is not null; reports what is wrong and gives `None`.
    fn read_item(node: &Node, cx: &mut Cx<'_>) -> Option<Self>;
}

/// A field: a value that may be missing.
pub(crate) trait Read: Sized {
    /// What it may be.
    const KIND: Kind;
    /// Of a field that is not written.
    const MISSING: Self;

    /// Reads the node; reports what is wrong.
    fn read(node: &Node, cx: &mut Cx<'_>) -> Self;
}

impl<T: Item> Read for Option<T> {
    const KIND: Kind = T::KIND;
    const MISSING: Self = None;

    fn read(node: &Node, cx: &mut Cx<'_>) -> Self {
        if node.value == Value::Null { None } else { T::read_item(node, cx) }
    }
}

impl<T: Item> Read for Vec<T> {
    const KIND: Kind = Kind::List(&T::KIND);
    const MISSING: Self = Self::new();

    fn read(node: &Node, cx: &mut Cx<'_>) -> Self {
        match &node.value {
            Value::Null => Self::new(),
            Value::Array(items) => {
                let item = |(index, item): (usize, &Node)| {
                    cx.within(&index.to_string(), |cx| T::read_item(item, cx)).unwrap_or_else(T::blank)
                };
                items.iter().enumerate().map(item).collect()
            }
            _ => wrong_type(node, Self::KIND, cx).unwrap_or_default(),
        }
    }
}

impl<T: Item> Read for BTreeMap<String, T> {
    const KIND: Kind = Kind::Map(&T::KIND);
    const MISSING: Self = Self::new();

    fn read(node: &Node, cx: &mut Cx<'_>) -> Self {
        let mut map = Self::new();
        match &node.value {
            Value::Null => {}
            Value::Object(members) => {
                for member in members {
                    if let Some(value) = cx.within(&member.key, |cx| T::read_item(&member.node, cx))
                        && map.insert(member.key.clone(), value).is_some()
                    {
                        super::members::report_duplicate(member, cx);
                    }
                }
            }
            _ => wrong_type(node, Self::KIND, cx).unwrap_or_default(),
        }
        map
    }
}

impl Item for String {
    const KIND: Kind = Kind::String;

    fn blank() -> Self {
        Self::new()
    }

    fn read_item(node: &Node, cx: &mut Cx<'_>) -> Option<Self> {
        match &node.value {
            Value::String(text) => Some(text.clone()),
            Value::Bool(_) | Value::Number(_) if is_argument(node) => node.value.scalar().map(str::to_owned),
            _ => wrong_type(node, Self::KIND, cx),
        }
    }
}

/// For objects that are large and seldom written.
impl<T: Item> Item for Box<T> {
    const KIND: Kind = T::KIND;

    fn blank() -> Self {
        Self::new(T::blank())
    }

    fn read_item(node: &Node, cx: &mut Cx<'_>) -> Option<Self> {
        T::read_item(node, cx).map(Self::new)
    }
}

impl Item for Secret {
    const KIND: Kind = Kind::Secret;

    fn blank() -> Self {
        Self::new(String::new())
    }

    fn read_item(node: &Node, cx: &mut Cx<'_>) -> Option<Self> {
        String::read_item(node, cx).map(Self::new)
    }
}

impl Item for i64 {
    const KIND: Kind = Kind::Integer;

    fn blank() -> Self {
        0
    }

    fn read_item(node: &Node, cx: &mut Cx<'_>) -> Option<Self> {
        numeric(node).and_then(|text| text.parse().ok()).or_else(|| wrong_type(node, Self::KIND, cx))
    }
}

impl Item for f64 {
    const KIND: Kind = Kind::Number;

    fn blank() -> Self {
        0.0
    }

    fn read_item(node: &Node, cx: &mut Cx<'_>) -> Option<Self> {
        let number = numeric(node).and_then(|text| text.parse().ok()).filter(|number: &Self| number.is_finite());
        number.or_else(|| wrong_type(node, Self::KIND, cx))
    }
}

impl Item for bool {
    const KIND: Kind = Kind::Boolean;

    fn blank() -> Self {
        false
    }

    fn read_item(node: &Node, cx: &mut Cx<'_>) -> Option<Self> {
        match &node.value {
            Value::Bool(value) => Some(*value),
            Value::String(text) if is_argument(node) && (text == "true" || text == "false") => Some(text == "true"),
            _ => wrong_type(node, Self::KIND, cx),
        }
    }
}

fn numeric(node: &Node) -> Option<&str> {
    match &node.value {
        Value::Number(text) => Some(text),
        Value::String(text) if is_argument(node) => Some(text),
        _ => None,
    }
}

fn is_argument(node: &Node) -> bool {
    matches!(node.span.origin, Origin::Argument(_))
}

/// Reports the type; `None` for the caller to return.
pub(super) fn wrong_type<T>(node: &Node, kind: Kind, cx: &mut Cx<'_>) -> Option<T> {
    let found = match (&node.value, kind) {
        (Value::Number(text), Kind::Integer) => {
            let whole = text.trim_start_matches('-').bytes().all(|byte| byte.is_ascii_digit());
            if whole { "one too large" } else { "one with a fraction or an exponent" }
        }
        (value, _) => value.article(),
    };
    let help = match (&node.value, kind) {
        (Value::Number(_) | Value::Bool(_), Kind::String | Kind::Secret) => "put it in quotes",
        (Value::String(_), Kind::Integer) if is_argument(node) => "write a whole number",
        (Value::String(_), Kind::Number) if is_argument(node) => "write a number",
        (Value::String(_), Kind::Boolean) if is_argument(node) => "write `true` or `false`",
        (Value::String(_) | Value::Number(_) | Value::Bool(_), Kind::List(_)) if is_argument(node) => {
            "write a list in brackets, `[\"1\",\"2\"]`"
        }
        (Value::String(_), Kind::Object(_)) if is_argument(node) => "write it in braces, `{\"name\":\"…\"}`",
        (Value::String(_), Kind::Integer | Kind::Number | Kind::Boolean) => "leave the quotes off",
        (Value::Object(_), Kind::List(_)) => "put it in square brackets",
        _ => WRONG_TYPE.fix,
    };
    let what = if cx.pointer == crate::Pointer::ROOT { "the definition".into() } else { format!("`{}`", cx.pointer) };
    let message = format!("{what} must be {}, not {found}", kind.article());
    cx.report.error(WRONG_TYPE.id, message).label(Place::Value(cx.pointer.clone()), found).help(help);
    cx.report.unreadable(cx.pointer.clone());
    None
}
