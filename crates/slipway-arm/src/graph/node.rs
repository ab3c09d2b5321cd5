//! One resource of the template, or one copy of it, and what it refers to.

use serde_json::Value;

use super::defect::Defect;
use super::evaluate::{Id, differs, text};
use crate::expression::{Expr, expression_in};

pub(super) struct Node {
    pub(super) id: Id,
    pub(super) depends_on: Vec<Id>,
    /// Ids in its properties and identity.
    pub(super) uses: Vec<Id>,
    /// What is declared in it with a name.
    pub(super) children: Vec<Id>,
    pub(super) addresses: Vec<String>,
    pub(super) parameters: Vec<String>,
}

impl Node {
    /// Every copy of a resource.
    pub(super) fn of(resource: &Value, defects: &mut Vec<Defect>) -> Vec<Self> {
        let kind = resource["type"].as_str().unwrap_or_default();
        let name = expression(resource["name"].as_str().unwrap_or_default(), defects);
        let depends_on = Scan::of(&resource["dependsOn"], defects);
        for entry in resource["dependsOn"].as_array().into_iter().flatten().filter_map(Value::as_str) {
            if Id::of(&expression(entry, &mut Vec::new()), 0).is_none() {
                let from = Id::new(kind, &name.to_template()).to_string();
                defects.push(Defect::OpaqueDependency { from, entry: entry.to_owned() });
            }
        }
        let rest = ["location", "tags", "sku", "identity", "properties"].map(|key| match key {
            "properties" if nested_template(resource).is_some() => Scan::of(&resource[key]["parameters"], defects),
            _ => Scan::of(&resource[key], defects),
        });
        let copies = resource["copy"]["count"].as_u64().unwrap_or(1);
        let copy = |number: u64| {
            let name = text(&name, number).unwrap_or_else(|| name.to_string());
            let id = Id::new(kind, &name);
            Self {
                depends_on: depends_on.ids(number).collect(),
                uses: rest.iter().flat_map(|scan| scan.ids(number)).collect(),
                children: children(resource, number).map(|(part, name)| id.child(part, &name)).collect(),
                addresses: rest.iter().flat_map(|scan| scan.addresses.iter().cloned()).collect(),
                parameters: rest.iter().flat_map(|scan| scan.parameters.iter().cloned()).collect(),
                id,
            }
        };
        (0..copies).map(copy).collect()
    }
}

/// What a part of the template says.
#[derive(Default)]
pub(super) struct Scan {
    /// Ids that are the same in every copy.
    fixed: Vec<Id>,
    /// `resourceId(…)`s that are not.
    looped: Vec<Expr>,
    addresses: Vec<String>,
    pub(super) parameters: Vec<String>,
}

impl Scan {
    pub(super) fn of(value: &Value, defects: &mut Vec<Defect>) -> Self {
        let mut scan = Self::default();
        scan.value(value, "", defects);
        scan
    }

    /// Ids in copy `number`.
    pub(super) fn ids(&self, number: u64) -> impl Iterator<Item = Id> {
        self.fixed.iter().cloned().chain(self.looped.iter().filter_map(move |id| Id::of(id, number)))
    }

    fn value(&mut self, value: &Value, key: &str, defects: &mut Vec<Defect>) {
        match value {
            Value::String(text) => self.string(text, key, defects),
            Value::Array(elements) => elements.iter().for_each(|element| self.value(element, key, defects)),
            Value::Object(members) => {
                for (key, member) in members {
                    self.string(key, "", defects);
                    self.value(member, key, defects);
                }
            }
            _ => {}
        }
    }

    fn string(&mut self, text: &str, key: &str, defects: &mut Vec<Defect>) {
        if expression_in(text).is_none() {
            if key == "privateIPAddress" {
                self.addresses.push(text.to_owned());
            }
            return;
        }
        expression(text, defects).walk(&mut |part| match part {
            Expr::Call(function, _) if function == "resourceId" && differs(part) => self.looped.push(part.clone()),
            Expr::Call(function, _) if function == "resourceId" => {
                let id = Id::of(part, 0);
                self.fixed.extend(id.filter(|id| !self.fixed.contains(id)));
            }
            Expr::Call(function, arguments) if function == "parameters" => {
                self.parameters.extend(arguments.iter().filter_map(|name| super::evaluate::text(name, 0)));
            }
            _ => {}
        });
    }
}

/// The template of a nested deployment that has a scope of its own.
pub(super) fn nested_template(resource: &Value) -> Option<&Value> {
    let properties = &resource["properties"];
    let scope = properties["expressionEvaluationOptions"]["scope"].as_str()?;
    scope.eq_ignore_ascii_case("inner").then(|| &properties["template"])
}

/// A template string as an expression; what cannot be read is named and stands for its own text.
fn expression(text: &str, defects: &mut Vec<Defect>) -> Expr {
    let Some(inside) = expression_in(text) else { return Expr::text(text) };
    inside.parse().unwrap_or_else(|error| {
        defects.push(Defect::NoExpression { text: text.chars().take(80).collect(), error });
        Expr::text(text)
    })
}

/// Everything with a name in the lists of a resource's properties: subnets, frontends, pools, probes, rules.
fn children(resource: &Value, copy: u64) -> impl Iterator<Item = (&str, String)> {
    let lists = resource["properties"].as_object().into_iter().flatten();
    let members = lists.flat_map(|(part, list)| {
        list.as_array().into_iter().flatten().map(move |member| (part.as_str(), member["name"].as_str()))
    });
    members.filter_map(move |(part, name)| {
        let name = expression(name?, &mut Vec::new());
        Some((part, text(&name, copy)?))
    })
}
