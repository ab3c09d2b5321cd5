//! ARM template expressions as values. Nothing else in this crate writes ARM syntax.
//!
//! Syntax: <https://learn.microsoft.com/azure/azure-resource-manager/templates/template-expressions>. A text stands in
//! single quotes and a quote in it is doubled; a backslash and a line feed mean themselves. A JSON string is an expression
//! when it starts with `[` and ends with `]`; a literal of that shape gets one more `[` in front.

use std::borrow::Cow;
use std::fmt;

use serde::ser::{Serialize, SerializeMap, Serializer};
use serde_json::Value;

/// Key of the one-member object that stands for an expression in JSON that is not sealed yet.
const MARK: &str = "$expression";

/// An expression, or a part of one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Expr {
    /// A text; alone it is a plain JSON string, not an expression.
    Text(String),
    /// A whole number.
    Number(i64),
    /// A function and its arguments.
    Call(Cow<'static, str>, Vec<Expr>),
    /// `object.member`.
    Member(Box<Expr>, Cow<'static, str>),
    /// `array[index]`.
    Element(Box<Expr>, Box<Expr>),
}

impl Expr {
    /// A call of a template function.
    pub fn call(function: &'static str, arguments: impl IntoIterator<Item = Self>) -> Self {
        Self::Call(Cow::Borrowed(function), arguments.into_iter().collect())
    }

    /// A text.
    pub fn text(text: impl Into<String>) -> Self {
        Self::Text(text.into())
    }

    /// `concat(…)` of the parts: a `concat` among them opens, neighbouring texts become one, and texts alone a text.
    pub fn concat(parts: impl IntoIterator<Item = Self>) -> Self {
        let parts = parts.into_iter().flat_map(|part| match part {
            Self::Call(function, inner) if function == "concat" => inner,
            other => vec![other],
        });
        let mut joined: Vec<Self> = Vec::new();
        for part in parts {
            match (joined.last_mut(), part) {
                (_, Self::Text(text)) if text.is_empty() => {}
                (Some(Self::Text(last)), Self::Text(text)) => last.push_str(&text),
                (_, part) => joined.push(part),
            }
        }
        match joined.as_slice() {
            [] => Self::text(""),
            [Self::Text(text)] => Self::text(text.clone()),
            _ => Self::call("concat", joined),
        }
    }

    /// A value of a parameter of the template.
    pub fn parameter(name: impl Into<String>) -> Self {
        Self::call("parameters", [Self::text(name)])
    }

    /// The number of the copy that is being made, from 0.
    pub fn copy_index() -> Self {
        Self::call("copyIndex", [])
    }

    /// `resourceGroup()`.
    pub fn resource_group() -> Self {
        Self::call("resourceGroup", [])
    }

    /// `subscription()`.
    pub fn subscription() -> Self {
        Self::call("subscription", [])
    }

    /// The id of a resource of this template: `kind` is a full type, with one name for each part after the namespace.
    pub fn resource_id(kind: impl Into<String>, names: impl IntoIterator<Item = Self>) -> Self {
        Self::call("resourceId", std::iter::once(Self::text(kind)).chain(names))
    }

    /// The properties of a deployed resource.
    pub fn reference(id: Self, api_version: &str) -> Self {
        Self::call("reference", [id, Self::text(api_version)])
    }

    /// The whole of a deployed resource, its identity too.
    pub fn reference_full(id: Self, api_version: &str) -> Self {
        Self::call("reference", [id, Self::text(api_version), Self::text("Full")])
    }

    /// An object. ARM's `createObject` keeps the order of the keys.
    pub fn object<K: Into<String>>(members: impl IntoIterator<Item = (K, Self)>) -> Self {
        Self::call("createObject", members.into_iter().flat_map(|(key, value)| [Self::text(key), value]))
    }

    /// An array.
    pub fn array(elements: impl IntoIterator<Item = Self>) -> Self {
        let elements: Vec<_> = elements.into_iter().collect();
        if elements.is_empty() { Self::call("json", [Self::text("[]")]) } else { Self::call("createArray", elements) }
    }

    /// JSON text of an object or array: `string(…)`, which escapes what stands in its texts.
    #[must_use]
    pub fn into_json_text(self) -> Self {
        Self::call("string", [self])
    }

    /// A member of an object.
    #[must_use]
    pub fn member(self, name: &'static str) -> Self {
        Self::Member(Box::new(self), Cow::Borrowed(name))
    }

    /// The string that stands in the template.
    pub fn to_template(&self) -> String {
        match self {
            Self::Text(text) => literal(text).into_owned(),
            expression => format!("[{expression}]"),
        }
    }

    /// Calls `visit` with this expression and with every part of it, from the outside in.
    pub fn walk<'e>(&'e self, visit: &mut impl FnMut(&'e Self)) {
        visit(self);
        match self {
            Self::Text(_) | Self::Number(_) => {}
            Self::Call(_, arguments) => arguments.iter().for_each(|argument| argument.walk(visit)),
            Self::Member(object, _) => object.walk(visit),
            Self::Element(array, index) => {
                array.walk(visit);
                index.walk(visit);
            }
        }
    }
}

impl fmt::Display for Expr {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Text(text) => write!(f, "'{}'", text.replace('\'', "''")),
            Self::Number(number) => write!(f, "{number}"),
            Self::Call(function, arguments) => {
                write!(f, "{function}(")?;
                for (index, argument) in arguments.iter().enumerate() {
                    let separator = if index == 0 { "" } else { ", " };
                    write!(f, "{separator}{argument}")?;
                }
                write!(f, ")")
            }
            Self::Member(object, name) => write!(f, "{object}.{name}"),
            Self::Element(array, index) => write!(f, "{array}[{index}]"),
        }
    }
}

/// In JSON an expression is an object with one reserved member until it is sealed, so that a text that a
/// user wrote can never be read as an expression.
impl Serialize for Expr {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Text(text) => serializer.serialize_str(text),
            expression => {
                let mut map = serializer.serialize_map(Some(1))?;
                map.serialize_entry(MARK, &expression.to_string())?;
                map.end()
            }
        }
    }
}

/// Makes template JSON: expressions become `[…]`, every other string is escaped where it needs to be.
pub(crate) fn seal(value: Value) -> Value {
    match value {
        Value::String(text) => Value::String(literal(&text).into_owned()),
        Value::Array(elements) => elements.into_iter().map(seal).collect(),
        Value::Object(members) => match marked(&members) {
            Some(expression) => Value::String(format!("[{expression}]")),
            None => Value::Object(members.into_iter().map(|(key, value)| (key, seal(value))).collect()),
        },
        other => other,
    }
}

/// The expression that an object of unsealed JSON stands for.
fn marked(members: &serde_json::Map<String, Value>) -> Option<&str> {
    if members.len() == 1 { members.get(MARK).and_then(Value::as_str) } else { None }
}

/// Calls `visit` with the text of every expression in unsealed JSON.
pub(crate) fn expressions_in(value: &Value, visit: &mut impl FnMut(&str)) {
    match value {
        Value::Array(elements) => elements.iter().for_each(|element| expressions_in(element, visit)),
        Value::Object(members) => match marked(members) {
            Some(expression) => visit(expression),
            None => members.values().for_each(|member| expressions_in(member, visit)),
        },
        _ => {}
    }
}

/// A literal as it stands in a template. ARM wants no escape where the text does not also end with `]`.
pub fn literal(text: &str) -> Cow<'_, str> {
    if text.starts_with('[') && text.ends_with(']') { Cow::Owned(format!("[{text}")) } else { Cow::Borrowed(text) }
}

/// The inside of a template string that is an expression.
pub fn expression_in(text: &str) -> Option<&str> {
    if text.starts_with("[[") { None } else { text.strip_prefix('[')?.strip_suffix(']') }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn quotes_are_doubled_and_nothing_else_is_touched() {
        let text = Expr::call("base64", [Expr::text("it's \"a\" \\ [b]\n$HOME `c` {0}")]);
        assert_eq!(text.to_template(), "[base64('it''s \"a\" \\ [b]\n$HOME `c` {0}')]");
    }

    #[test]
    fn a_literal_of_the_shape_of_an_expression_is_escaped() {
        assert_eq!(literal("[resourceGroup().id]"), "[[resourceGroup().id]");
        assert_eq!(literal("[[x]"), "[[[x]");
        assert_eq!(literal("[a] b"), "[a] b");
        assert_eq!(literal("a]"), "a]");
        assert_eq!(expression_in("[[resourceGroup().id]"), None);
        assert_eq!(expression_in("[resourceGroup().id]"), Some("resourceGroup().id"));
        assert_eq!(expression_in("[a] b"), None);
    }

    #[test]
    fn texts_join_and_a_text_alone_is_no_expression() {
        let name = Expr::concat([Expr::text("k8s-"), Expr::text("pool-"), Expr::copy_index(), Expr::text("")]);
        assert_eq!(name.to_template(), "[concat('k8s-pool-', copyIndex())]");
        assert_eq!(Expr::concat([Expr::text("a"), Expr::text("b")]).to_template(), "ab");
        assert_eq!(Expr::concat([Expr::text("[a"), Expr::text("b]")]).to_template(), "[[ab]");
    }

    #[test]
    fn only_expressions_become_expressions() {
        let sealed = seal(json!({
            "id": Expr::resource_id("A.B/c", [Expr::text("d")]),
            "text": "[parameters('x')]",
            "name": Expr::text("[x]"),
        }));
        let expected = json!({"id": "[resourceId('A.B/c', 'd')]", "text": "[[parameters('x')]", "name": "[[x]"});
        assert_eq!(sealed, expected);
    }

    #[test]
    fn an_empty_array_is_no_call_without_arguments() {
        assert_eq!(Expr::array([]).to_template(), "[json('[]')]");
    }
}
