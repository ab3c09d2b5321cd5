//! What the machines' identities may do in the resource group.
//!
//! A role assignment cannot change its principal (`RoleAssignmentUpdateNotPermitted`), and there cannot be two for the same
//! principal, role and scope (`RoleAssignmentExists`). So its name, a GUID, has to follow from exactly these three. But a
//! name is computed before anything is deployed, and the principal of a system-assigned identity is known only after. A
//! name from the machine's id, as the older tools had it, collides as soon as a machine is made anew.
//!
//! Therefore each assignment stands in a deployment of its own, with the principal as its parameter: what is run time
//! outside is known from the start inside. A new principal gets a new assignment, the same principal the same one. The
//! assignment of a principal that is gone stays behind without effect; the one who deletes a machine deletes it.

use serde_json::json;
use slipway_cluster::{Identity, Machines, Owner, Role};

use crate::expression::Expr;
use crate::kind::Kind;
use crate::names::{Context, Slot};
use crate::resource::{Grant, Resource};
use crate::tags::Tags;
use crate::template;

use super::{key_vault, network_role};

/// Built-in role `Contributor`: the cloud provider and the disk drivers on the masters.
const CONTRIBUTOR: &str = "b24988ac-6180-42a0-ab88-20f7382dd24c";
/// Built-in role `Reader`: the agents.
const READER: &str = "acdd72a7-3385-48ef-bd42-f606fba81ae7";
/// Built-in role `Managed Identity Operator`: whoever changes a machine, to attach a disk to it, has to be let assign the
/// identities that the machine has. `Contributor` on the cluster's group covers only an identity that is in it.
const IDENTITY_OPERATOR: &str = "f1a07417-d97a-45cb-824c-7a7467783830";

/// For the identity that all machines share: on the cluster's group, and on itself where it is in another one.
pub(super) fn of_shared_identity(context: &Context<'_>) -> Vec<Resource> {
    let Some(principal) = shared_principal(context) else { return Vec::new() };
    let on_group = build(context, shared_name(context), &principal, CONTRIBUTOR, None);
    let on_itself = itself(context)
        .map(|target| build(context, itself_name(context), &principal, IDENTITY_OPERATOR, Some(&target)));
    std::iter::once(on_group).chain(on_itself).collect()
}

/// The identity that all machines share, where it exists already.
fn itself<'a>(context: &Context<'a>) -> Option<Target<'a>> {
    let Identity::UserAssigned { name, existing: Some(owner), .. } = &context.cluster.identity else { return None };
    Some(Target { id: Expr::text(name), owner: Some(owner) })
}

/// Who the identity is that all machines share.
pub(super) fn shared_principal(context: &Context<'_>) -> Option<Expr> {
    let id = context.identity_id()?;
    Some(Expr::reference(id, Kind::UserAssignedIdentity.api_version()).member("principalId"))
}

/// Who a machine, or a scale set, is.
pub(super) fn own_principal(kind: Kind, name: Expr) -> Expr {
    Expr::reference_full(kind.id(name), kind.api_version()).member("identity").member("principalId")
}

/// What a role is given on: one resource, or a resource group that is not the cluster's.
pub(super) struct Target<'a> {
    /// Its full id.
    pub(super) id: Expr,
    /// Where it is, when that is outside of the cluster's resource group.
    pub(super) owner: Option<&'a Owner>,
}

impl Target<'_> {
    fn is_group(&self) -> bool {
        let group =
            |owner: &Owner| format!("/subscriptions/{}/resourceGroups/{}", owner.subscription, owner.resource_group);
        let id = if let Expr::Text(id) = &self.id { id.as_str() } else { return false };
        self.owner.is_some_and(|owner| id.eq_ignore_ascii_case(&group(owner)))
    }
}

/// Id of the deployment of this name that gives a role on a target: it is where the target is.
pub(super) fn deployment_in(target: &Target<'_>, name: Expr) -> Expr {
    match target.owner {
        Some(owner) => Kind::Deployment.id_in(owner, name),
        None => Kind::Deployment.id(name),
    }
}

/// For a machine's own identity.
pub(super) fn of_machine(context: &Context<'_>, machines: &Machines, slot: Slot) -> Option<Resource> {
    let name = slot.machine(machines);
    own(context, machines, Kind::VirtualMachine, name)
}

/// For a scale set's own identity.
pub(super) fn of_scale_set(context: &Context<'_>, pool: &Machines) -> Option<Resource> {
    own(context, pool, Kind::ScaleSet, Expr::text(&pool.vm_prefix))
}

/// The deployments that have to be over before a master's bootstrap starts.
pub(super) fn before_master(context: &Context<'_>, name: &Expr) -> Vec<Expr> {
    let own = match &context.cluster.identity {
        Identity::SystemAssigned => Some(Kind::Deployment.id(own_name(name.clone()))),
        Identity::UserAssigned { .. } => Some(Kind::Deployment.id(shared_name(context))),
        Identity::ServicePrincipal { .. } => None,
    };
    let on_itself = itself(context).map(|target| deployment_in(&target, itself_name(context)));
    let on_vault = key_vault::before_master(context, name);
    let of_others = network_role::before_master(context, name).into_iter().chain(on_vault);
    own.into_iter().chain(on_itself).chain(of_others).collect()
}

fn own(context: &Context<'_>, machines: &Machines, kind: Kind, name: Expr) -> Option<Resource> {
    let Identity::SystemAssigned = context.cluster.identity else { return None };
    let principal = own_principal(kind, name.clone());
    let role = match machines.role {
        Role::Master => CONTRIBUTOR,
        Role::Agent => READER,
    };
    Some(build(context, own_name(name), &principal, role, None))
}

fn own_name(name: Expr) -> Expr {
    Expr::concat([name, Expr::text("-role")])
}

fn shared_name(context: &Context<'_>) -> Expr {
    Expr::text(format!("k8s-identity-{}-role", context.cluster.id))
}

fn itself_name(context: &Context<'_>) -> Expr {
    Expr::text(format!("k8s-identity-{}-operator-role", context.cluster.id))
}

/// The deployment of an assignment: on a target, or on the cluster's resource group. Every role goes through here, so that
/// a template without role assignments lacks none in the list of those to give by hand.
pub(super) fn build(
    context: &Context<'_>,
    deployment: Expr,
    principal: &Expr,
    role: &str,
    target: Option<&Target<'_>>,
) -> Resource {
    let scope = target.map_or_else(|| Expr::resource_group().member("id"), |target| target.id.clone());
    let given = || Expr::parameter("principal").member("id");
    let definition = [Expr::text("Microsoft.Authorization/roleDefinitions"), Expr::text(role)];
    let mut assignment = json!({
        "type": Kind::RoleAssignment.type_name(),
        "apiVersion": Kind::RoleAssignment.api_version(),
        "name": Expr::call("guid", [scope.clone(), given(), Expr::text(role)]),
        "properties": {
            "roleDefinitionId": Expr::call("subscriptionResourceId", definition),
            "principalId": given(),
            // Spares Azure the look-up that fails while a new identity is not everywhere yet.
            "principalType": "ServicePrincipal",
        },
    });
    // On a group, it is without a scope: where the deployment goes is what it is given on.
    if let Some(target) = target.filter(|target| !target.is_group()) {
        assignment["scope"] = json!(target.id);
    }
    let properties = json!({
        "mode": "Incremental",
        "expressionEvaluationOptions": {"scope": "Inner"},
        // In an object, because Azure's schema has a value either as an expression or as anything, and a bare one is both.
        "parameters": {"principal": {"value": {"id": principal}}},
        "template": {
            "$schema": template::SCHEMA,
            "contentVersion": template::CONTENT_VERSION,
            "parameters": {"principal": {"type": "object"}},
            "resources": [assignment],
        },
    });
    Resource::new(Kind::Deployment, deployment, properties)
        .nowhere()
        .in_group(target.and_then(|target| target.owner))
        .gives(Grant { principal: principal.clone(), role: role.to_owned(), scope })
        .tags(Tags::of_cluster(context.cluster))
}
