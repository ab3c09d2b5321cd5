//! The route table on subnets that exist already.
//!
//! A subnet has no resource for its association: it is put as a whole, and what is left out is taken away. So a deployment in
//! the network's resource group puts each subnet again as it is, with the table. What it is comes from outside as a parameter,
//! since a template cannot ask for the state of what it makes itself. Put again by a second deployment, it changes nothing.
//!
//! Azure changes one subnet of a network at a time, and refuses interfaces in it meanwhile: the deployments wait for one
//! another, and whatever stands in the network for the last of them.

use serde_json::json;
use slipway_cluster::{Owner, Subnet};

use crate::expression::Expr;
use crate::kind::Kind;
use crate::names::Context;
use crate::resource::Resource;
use crate::tags::Tags;
use crate::template;

use super::route_table;

/// What a subnet says of itself and Azure alone can set; the list of its addresses may be longer than a template
/// (Microsoft.Network, `SubnetPropertiesFormat`, read-only properties).
const READ_ONLY: [&str; 7] = [
    "ipConfigurations",
    "ipConfigurationProfiles",
    "privateEndpoints",
    "provisioningState",
    "purpose",
    "resourceNavigationLinks",
    "serviceAssociationLinks",
];

/// What is appended to the id of another table on the subnet: Azure quotes it when it finds no such table.
const TAKEN: &str = "-is-on-this-subnet-already";

pub(super) fn build(context: &Context<'_>) -> Vec<Resource> {
    let Some(owner) = owner(context) else { return Vec::new() };
    let subnets = &context.cluster.network.subnets;
    let mut resources: Vec<Resource> = Vec::new();
    for (index, subnet) in subnets.iter().enumerate() {
        let resource = association(context, owner, subnet, index);
        resources.push(match index.checked_sub(1) {
            Some(before) => resource.after(id(context, owner, before)),
            None => resource,
        });
    }
    resources
}

/// The deployment after which every subnet has its table.
pub(super) fn last(context: &Context<'_>) -> Option<Expr> {
    let owner = owner(context)?;
    let last = context.cluster.network.subnets.len().checked_sub(1)?;
    Some(id(context, owner, last))
}

/// Where the network is, if its subnets get the table here.
fn owner<'a>(context: &Context<'a>) -> Option<&'a Owner> {
    let network = &context.cluster.network;
    network.table_to_associate().filter(|table| table.associates)?;
    network.vnet.existing.as_ref()
}

fn id(context: &Context<'_>, owner: &Owner, index: usize) -> Expr {
    Kind::Deployment.id_in(owner, Expr::text(name(context, index)))
}

/// A subnet's own name may be longer than a deployment's.
fn name(context: &Context<'_>, index: usize) -> String {
    format!("k8s-routes-{}-{index}", context.cluster.id)
}

fn association(context: &Context<'_>, owner: &Owner, subnet: &Subnet, index: usize) -> Resource {
    let vnet = &context.cluster.network.vnet.name;
    let given = |name: &'static str, member| Expr::parameter(name).member(member);
    let wanted = || given("routeTable", "id");
    // The table that the subnet has, or the one that it is to have.
    let table = |id: Expr| Expr::object([("routeTable", Expr::object([("id", id)]))]);
    let present =
        || Expr::call("union", [table(wanted()), given("subnet", "properties")]).member("routeTable").member("id");
    let same = Expr::call("equals", [present(), wanted()].map(|id| Expr::call("toLower", [id])));
    // Another table would be taken away from whoever made it: better that Azure finds none of that name.
    let refused = Expr::concat([present(), Expr::text(TAKEN)]);
    let chosen = Expr::call("if", [same, wanted(), refused]);
    let put = json!({
        "type": Kind::Subnet.type_name(),
        "apiVersion": Kind::Subnet.api_version(),
        "name": format!("{vnet}/{}", subnet.name),
        "properties": Expr::call("union", [given("subnet", "properties"), table(chosen)]),
    });
    let properties = json!({
        "mode": "Incremental",
        "expressionEvaluationOptions": {"scope": "Inner"},
        "parameters": {
            "subnet": {"value": {"properties": as_it_is(context.subnet_id(&subnet.name))}},
            "routeTable": {"value": {"id": route_table::id(context)}},
        },
        "template": {
            "$schema": template::SCHEMA,
            "contentVersion": template::CONTENT_VERSION,
            "parameters": {"subnet": {"type": "object"}, "routeTable": {"type": "object"}},
            "resources": [put],
        },
    });
    Resource::new(Kind::Deployment, &name(context, index), properties)
        .nowhere()
        .in_group(Some(owner))
        .tags(Tags::of_cluster(context.cluster))
}

/// What a subnet is, without what Azure alone can set.
fn as_it_is(id: Expr) -> Expr {
    let part = |of: &'static str| Expr::call("lambdaVariables", [Expr::text("part")]).member(of);
    let lambda = |body: Expr| Expr::call("lambda", [Expr::text("part"), body]);
    let all = Expr::call("items", [Expr::reference(id, Kind::Subnet.api_version())]);
    let is_read_only = Expr::call("contains", [Expr::array(READ_ONLY.map(Expr::text)), part("key")]);
    let settable = Expr::call("filter", [all, lambda(Expr::call("not", [is_read_only]))]);
    Expr::call("toObject", [settable, lambda(part("key")), lambda(part("value"))])
}
