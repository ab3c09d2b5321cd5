//! Roles that the template leaves to the user: who deploys may not have the right to give any.
//!
//! What is left out is what [`crate::resources::all`] made for it, so that the list and the template cannot differ.

use std::fmt::Write as _;

use slipway_cluster::Cluster;

use crate::Error;
use crate::expression::Expr;
use crate::resource::{Grant, Resource};

/// A role that somebody has to get.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ManualRole {
    /// Who gets it.
    pub principal: Principal,
    /// Id of the role's definition, a GUID.
    pub role: String,
    /// On what.
    pub scope: AzureId,
}

/// Who gets a role.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Principal {
    /// Somebody whose object id is known.
    Known(String),
    /// Whoever a resource is: its object id stands in a property of the resource.
    Of {
        /// The resource.
        resource: AzureId,
        /// Path of the property, `identity.principalId`.
        property: String,
    },
}

/// Id of a resource.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AzureId {
    /// What follows the id of the deployment's resource group, `/providers/…`; empty is the group itself.
    InGroup(String),
    /// The whole id.
    Whole(String),
}

impl ManualRole {
    /// Whether it can be given before the deployment: nothing that the template makes takes part.
    pub fn is_before_deployment(&self) -> bool {
        let is_there = |id: &AzureId| match id {
            AzureId::InGroup(rest) => rest.is_empty(),
            AzureId::Whole(_) => true,
        };
        let principal = match &self.principal {
            Principal::Known(_) => true,
            Principal::Of { resource, .. } => is_there(resource),
        };
        principal && is_there(&self.scope)
    }
}

/// The resources that the template has, and the roles that the user has to give.
pub(crate) fn split(cluster: &Cluster, all: Vec<Resource>) -> Result<(Vec<Resource>, Vec<ManualRole>), Error> {
    if cluster.assigns_roles {
        return Ok((all, Vec::new()));
    }
    let (given, rest): (Vec<_>, Vec<_>) = all.into_iter().partition(|resource| resource.grant().is_some());
    let ids: Vec<Expr> = given.iter().map(Resource::id).collect();
    let mut roles = Vec::new();
    for resource in &given {
        for number in 0..resource.count() {
            let role = resource.grant().and_then(|grant| role(grant, number));
            roles.push(role.ok_or_else(|| Error::Role { deployment: resource.id().to_string() })?);
        }
    }
    Ok((rest.into_iter().map(|resource| resource.not_after(&ids)).collect(), roles))
}

/// `number` is that of the copy.
fn role(grant: &Grant, number: u32) -> Option<ManualRole> {
    Some(ManualRole {
        principal: principal(&grant.principal, number)?,
        role: grant.role.clone(),
        scope: id(&grant.scope, number)?,
    })
}

fn principal(expression: &Expr, number: u32) -> Option<Principal> {
    let mut path = Vec::new();
    let mut now = expression;
    while let Expr::Member(object, name) = now {
        path.insert(0, name.as_ref());
        now = object;
    }
    match now {
        Expr::Text(text) if path.is_empty() => Some(Principal::Known(text.clone())),
        Expr::Call(function, arguments) if function == "reference" => {
            // All of the resource, or its properties.
            let is_full = matches!(arguments.as_slice(), [_, _, Expr::Text(full)] if full == "Full");
            let before = if is_full { "" } else { "properties." };
            let property = format!("{before}{}", path.join("."));
            Some(Principal::Of { resource: id(arguments.first()?, number)?, property })
        }
        _ => None,
    }
}

fn id(expression: &Expr, number: u32) -> Option<AzureId> {
    match expression {
        Expr::Text(text) => Some(AzureId::Whole(text.clone())),
        Expr::Member(object, name) => {
            let is_group = matches!(object.as_ref(), Expr::Call(function, _) if function == "resourceGroup");
            (is_group && name == "id").then(|| AzureId::InGroup(String::new()))
        }
        Expr::Call(function, arguments) if function == "resourceId" => {
            let words: Vec<_> = arguments.iter().map(|argument| text(argument, number)).collect::<Option<_>>()?;
            // Of a resource in another group, that and its subscription come first.
            let kind = words.iter().position(|word| word.contains('/'))?;
            let (owner, rest) = words.split_at(kind);
            let (kind, names) = rest.split_first()?;
            let mut types = kind.split('/');
            let mut path = format!("/providers/{}", types.next()?);
            for (word, name) in types.zip(names) {
                let _ = write!(path, "/{word}/{name}");
            }
            match owner {
                [] => Some(AzureId::InGroup(path)),
                [subscription, group] => {
                    Some(AzureId::Whole(format!("/subscriptions/{subscription}/resourceGroups/{group}{path}")))
                }
                _ => None,
            }
        }
        Expr::Call(..) | Expr::Number(_) | Expr::Element(..) => None,
    }
}

/// A name, in the copy of this number.
fn text(expression: &Expr, number: u32) -> Option<String> {
    match expression {
        Expr::Text(text) => Some(text.clone()),
        Expr::Call(function, arguments) => match function.as_ref() {
            "concat" => arguments.iter().map(|argument| text(argument, number)).collect(),
            "copyIndex" => Some(number.to_string()),
            _ => None,
        },
        Expr::Number(_) | Expr::Member(..) | Expr::Element(..) => None,
    }
}
