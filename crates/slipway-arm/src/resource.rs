//! One resource of the template, before it is JSON.

use serde_json::{Map, Value, json};
use slipway_cluster::Owner;

use crate::expression::{Expr, expressions_in, literal, seal};
use crate::kind::Kind;
use crate::tags::Tags;

/// A resource, or a loop of them.
pub(crate) struct Resource {
    kind: Kind,
    name: Expr,
    location: bool,
    tags: Tags,
    sku: Option<Value>,
    plan: Option<Value>,
    identity: Option<MachineIdentity>,
    copies: Option<(String, u32)>,
    group: Option<Owner>,
    grant: Option<Grant>,
    zones: Vec<String>,
    after: Vec<Expr>,
    properties: Value,
}

/// What a deployment is for that gives somebody a role.
#[derive(Clone, Debug)]
pub(crate) struct Grant {
    pub(crate) principal: Expr,
    pub(crate) role: String,
    pub(crate) scope: Expr,
}

/// Who a machine is to Azure.
#[derive(Clone, Debug)]
pub(crate) enum MachineIdentity {
    System,
    User(Expr),
}

impl Resource {
    /// A resource in the cluster's location; `properties` hold [`Expr`]s where they need them.
    pub(crate) fn new(kind: Kind, name: impl Into<Expr>, properties: Value) -> Self {
        Self {
            kind,
            name: name.into(),
            location: true,
            tags: Tags::default(),
            sku: None,
            plan: None,
            identity: None,
            copies: None,
            group: None,
            grant: None,
            zones: Vec::new(),
            after: Vec::new(),
            properties,
        }
    }

    pub(crate) fn tags(mut self, tags: Tags) -> Self {
        self.tags = tags;
        self
    }

    pub(crate) fn sku(mut self, sku: Value) -> Self {
        self.sku = Some(sku);
        self
    }

    /// The plan under which a machine's image is bought.
    pub(crate) fn plan(mut self, plan: Option<Value>) -> Self {
        self.plan = plan;
        self
    }

    pub(crate) fn identity(mut self, identity: Option<MachineIdentity>) -> Self {
        self.identity = identity;
        self
    }

    /// Makes the resource `count` times.
    pub(crate) fn copies(mut self, loop_name: impl Into<String>, count: u32) -> Self {
        self.copies = Some((loop_name.into(), count));
        self
    }

    /// For kinds that have no location of their own.
    pub(crate) fn nowhere(mut self) -> Self {
        self.location = false;
        self
    }

    /// For a deployment into the resource group of something that exists already.
    pub(crate) fn in_group(mut self, owner: Option<&Owner>) -> Self {
        self.group = owner.cloned();
        self
    }

    /// For a deployment that gives a role.
    pub(crate) fn gives(mut self, grant: Grant) -> Self {
        self.grant = Some(grant);
        self
    }

    /// The role that it gives.
    pub(crate) const fn grant(&self) -> Option<&Grant> {
        self.grant.as_ref()
    }

    /// How many of it are made.
    pub(crate) fn count(&self) -> u32 {
        self.copies.as_ref().map_or(1, |(_, count)| *count)
    }

    /// Its id, as what waits for it names it.
    pub(crate) fn id(&self) -> Expr {
        let name = self.name.clone();
        self.group.as_ref().map_or_else(|| self.kind.id(name.clone()), |owner| self.kind.id_in(owner, name.clone()))
    }

    /// Without an order to wait for any of these.
    pub(crate) fn not_after(mut self, ids: &[Expr]) -> Self {
        self.after.retain(|id| !ids.contains(id));
        self
    }

    /// Whether its properties name something whose id begins so; not those of a deployment, which have an order of their own.
    pub(crate) fn stands_in(&self, id: &str) -> bool {
        self.kind != Kind::Deployment && names(&self.properties, id)
    }

    /// The availability zones that it stands in; none where the region decides.
    pub(crate) fn zones<Z: Into<String>>(mut self, zones: impl IntoIterator<Item = Z>) -> Self {
        self.zones = zones.into_iter().map(Into::into).collect();
        self
    }

    /// An order that no reference of the properties tells.
    pub(crate) fn after(mut self, id: Expr) -> Self {
        self.after.push(id);
        self
    }

    /// The resources that have to be there first: those whose ids the properties and the identity use, then `after`.
    /// ARM finds none of them by itself, and each that is named without need makes a deployment slower.
    fn depends_on(&self) -> Vec<Expr> {
        let mut needed = Vec::new();
        let mut read = |text: &str| {
            // What does not parse was not written by `Expr`; the graph check names it.
            if let Ok(expression) = text.parse::<Expr>() {
                expression.walk(&mut |part| needed.extend(top_level(part)));
            }
        };
        expressions_in(&self.properties, &mut read);
        if let Some(MachineIdentity::User(id)) = &self.identity {
            needed.extend(top_level(id));
        }
        let own = self.kind.id(self.name.clone());
        let mut ids: Vec<Expr> = Vec::new();
        for id in needed.into_iter().chain(self.after.iter().cloned()) {
            if id != own && !ids.contains(&id) {
                ids.push(id);
            }
        }
        ids
    }

    /// The resource as it stands in the template.
    pub(crate) fn into_json(self) -> Value {
        let depends_on: Vec<_> = self.depends_on().iter().map(|id| Value::String(id.to_template())).collect();
        let mut json = Map::new();
        json.insert("type".into(), self.kind.type_name().into());
        json.insert("apiVersion".into(), self.kind.api_version().into());
        json.insert("name".into(), self.name.to_template().into());
        if self.location {
            json.insert("location".into(), Expr::parameter("location").to_template().into());
        }
        if !self.zones.is_empty() {
            json.insert("zones".into(), self.zones.into());
        }
        if let Some((name, count)) = self.copies {
            json.insert("copy".into(), json!({"name": name, "count": count}));
        }
        if let Some(owner) = self.group {
            json.insert("subscriptionId".into(), literal(&owner.subscription).into());
            json.insert("resourceGroup".into(), literal(&owner.resource_group).into());
        }
        if !depends_on.is_empty() {
            json.insert("dependsOn".into(), depends_on.into());
        }
        if let Some(tags) = self.tags.into_json() {
            json.insert("tags".into(), tags);
        }
        if let Some(sku) = self.sku {
            json.insert("sku".into(), seal(sku));
        }
        if let Some(plan) = self.plan {
            json.insert("plan".into(), seal(plan));
        }
        if let Some(identity) = self.identity {
            json.insert("identity".into(), identity.into_json());
        }
        json.insert("properties".into(), seal(self.properties));
        Value::Object(json)
    }
}

impl MachineIdentity {
    fn into_json(self) -> Value {
        match self {
            Self::System => json!({"type": "SystemAssigned"}),
            Self::User(id) => json!({"type": "UserAssigned", "userAssignedIdentities": {id.to_template(): {}}}),
        }
    }
}

impl From<&str> for Expr {
    fn from(text: &str) -> Self {
        Self::text(text)
    }
}

impl From<&String> for Expr {
    fn from(text: &String) -> Self {
        Self::text(text)
    }
}

/// Whether a text in it begins so.
fn names(value: &Value, id: &str) -> bool {
    match value {
        Value::String(text) => text.starts_with(id),
        Value::Array(elements) => elements.iter().any(|element| names(element, id)),
        Value::Object(members) => members.values().any(|member| names(member, id)),
        _ => false,
    }
}

/// The resource that an id names, or the one in which what it names is declared: every type here that can be referred to
/// has one part after its namespace, but for a vault's key, which is a resource of its own.
fn top_level(id: &Expr) -> Option<Expr> {
    let Expr::Call(function, arguments) = id else { return None };
    let [Expr::Text(kind), name, ..] = arguments.as_slice() else { return None };
    if function != "resourceId" {
        return None;
    }
    if kind == Kind::KeyVaultKey.type_name() {
        return Some(id.clone());
    }
    let kind = kind.splitn(3, '/').take(2).collect::<Vec<_>>().join("/");
    Some(Expr::resource_id(kind, [name.clone()]))
}
