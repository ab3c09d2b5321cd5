//! Roles that machines have for the sake of parts.

use slipway_cluster::{Availability, Identity, Machines, Role};

use crate::expression::Expr;
use crate::input::PartRole;
use crate::kind::Kind;
use crate::names::{Context, Slot};
use crate::resource::Resource;

use super::role_assignment::{self, Target};

/// The assignments of all grants. One for an identity that all machines share stands for masters and agents both.
pub(super) fn all(context: &Context<'_>, grants: &[PartRole]) -> Vec<Resource> {
    grants.iter().flat_map(|grant| of_grant(context, grant)).collect()
}

fn of_grant(context: &Context<'_>, grant: &PartRole) -> Vec<Resource> {
    let shared = match &context.cluster.identity {
        Identity::SystemAssigned => return of_machines(context, grant),
        Identity::UserAssigned { .. } => role_assignment::shared_principal(context),
        // Of a service principal the template knows only what the definition says.
        Identity::ServicePrincipal { object_id, .. } => object_id.as_ref().map(Expr::text),
    };
    let name = Expr::text(format!("k8s-identity-{}", context.cluster.id));
    shared.map(|principal| build(context, grant, name, &principal)).into_iter().collect()
}

fn of_machines(context: &Context<'_>, grant: &PartRole) -> Vec<Resource> {
    let cluster = context.cluster;
    if grant.to == Role::Master {
        let own = |slot| machine(context, grant, &cluster.masters, slot);
        return (0..cluster.masters.count).map(|number| own(Slot::One(number))).collect();
    }
    let pools = cluster.pools.iter().filter(|pool| super::has_machines(pool));
    pools.map(|pool| of_pool(context, grant, pool)).collect()
}

fn of_pool(context: &Context<'_>, grant: &PartRole, pool: &Machines) -> Resource {
    if let Availability::ScaleSet { .. } = pool.availability {
        let name = Expr::text(&pool.vm_prefix);
        let principal = role_assignment::own_principal(Kind::ScaleSet, name.clone());
        return build(context, grant, name, &principal);
    }
    let copies = format!("{}{}", pool.name, grant.name.replace('-', ""));
    machine(context, grant, pool, Slot::Copy).copies(copies, pool.count)
}

fn machine(context: &Context<'_>, grant: &PartRole, machines: &Machines, slot: Slot) -> Resource {
    let name = slot.machine(machines);
    let principal = role_assignment::own_principal(Kind::VirtualMachine, name.clone());
    build(context, grant, name, &principal)
}

fn build(context: &Context<'_>, grant: &PartRole, of: Expr, principal: &Expr) -> Resource {
    let target = grant.scope.as_ref().map(|(owner, id)| Target { id: Expr::text(id), owner: Some(owner) });
    let name = Expr::concat([of, Expr::text(format!("-{}-role", grant.name))]);
    role_assignment::build(context, name, principal, &grant.role, target.as_ref())
}
