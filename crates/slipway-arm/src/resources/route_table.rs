//! The table to which the cloud provider adds a route for every node's pods, with plugins that need it.

use serde_json::json;

use crate::expression::Expr;
use crate::kind::Kind;
use crate::names::Context;
use crate::resource::Resource;
use crate::tags::Tags;

pub(super) fn build(context: &Context<'_>) -> Option<Resource> {
    let table = context.cluster.network.route_table.as_ref().filter(|table| table.existing.is_none())?;
    Some(Resource::new(Kind::RouteTable, &table.name, json!({})).tags(Tags::of_cluster(context.cluster)))
}

/// The table: one that this template makes, or one that exists.
pub(super) fn id(context: &Context<'_>) -> Option<Expr> {
    let table = context.cluster.network.route_table.as_ref()?;
    let made = || Kind::RouteTable.id(Expr::text(&table.name));
    Some(table.id().map_or_else(made, Expr::text))
}
