//! What the masters' identities may do in a network of the user's: the cloud provider joins subnets to balancers, and writes
//! routes into a table that exists already.

use slipway_cluster::Identity;

use crate::expression::Expr;
use crate::kind::Kind;
use crate::names::{Context, Slot};
use crate::resource::Resource;

use super::role_assignment::{self, Target};

/// Built-in role `Network Contributor`.
const NETWORK_CONTRIBUTOR: &str = "4d97b98b-1d4f-4787-a291-c67834d212e7";

/// For an identity that all machines share. Of a service principal the template knows only what the definition says.
pub(super) fn of_shared_identity(context: &Context<'_>) -> Vec<Resource> {
    let principal = match &context.cluster.identity {
        Identity::UserAssigned { .. } => role_assignment::shared_principal(context),
        Identity::ServicePrincipal { object_id, .. } => object_id.as_ref().map(Expr::text),
        Identity::SystemAssigned => None,
    };
    principal.map_or_else(Vec::new, |principal| all(context, &shared_name(context), &principal))
}

/// For a master's own identity.
pub(super) fn of_master(context: &Context<'_>, slot: Slot) -> Vec<Resource> {
    let Identity::SystemAssigned = context.cluster.identity else { return Vec::new() };
    let name = slot.machine(&context.cluster.masters);
    let principal = role_assignment::own_principal(Kind::VirtualMachine, name.clone());
    all(context, &name, &principal)
}

/// The deployments that have to be over before the bootstrap of the master of this name starts.
pub(super) fn before_master(context: &Context<'_>, name: &Expr) -> Vec<Expr> {
    let first = match &context.cluster.identity {
        Identity::SystemAssigned => name.clone(),
        Identity::ServicePrincipal { object_id: None, .. } => return Vec::new(),
        Identity::UserAssigned { .. } | Identity::ServicePrincipal { .. } => shared_name(context),
    };
    let id = |(what, target): (_, Target<'_>)| role_assignment::deployment_in(&target, deployment(&first, what));
    targets(context).map(id).collect()
}

fn all(context: &Context<'_>, first: &Expr, principal: &Expr) -> Vec<Resource> {
    let assignment = |(what, target): (_, Target<'_>)| {
        role_assignment::build(context, deployment(first, what), principal, NETWORK_CONTRIBUTOR, Some(&target))
    };
    targets(context).map(assignment).collect()
}

/// What exists already, by the word for it in names of deployments.
fn targets<'a>(context: &Context<'a>) -> impl Iterator<Item = (&'static str, Target<'a>)> {
    let network = &context.cluster.network;
    let vnet = network.vnet.existing.as_ref().zip(network.vnet.id());
    let table = network.route_table.as_ref();
    let table = table.and_then(|table| table.existing.as_ref().zip(table.id()));
    let target = |(what, found): (_, Option<_>)| {
        found.map(|(owner, id)| (what, Target { id: Expr::text(id), owner: Some(owner) }))
    };
    [("vnet", vnet), ("routetable", table)].into_iter().filter_map(target)
}

fn shared_name(context: &Context<'_>) -> Expr {
    Expr::text(format!("k8s-identity-{}", context.cluster.id))
}

/// Deployments of several clusters may stand in one resource group: the name has the cluster's id.
fn deployment(first: &Expr, what: &str) -> Expr {
    Expr::concat([first.clone(), Expr::text(format!("-{what}-role"))])
}
