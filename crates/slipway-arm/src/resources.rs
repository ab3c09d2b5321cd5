//! The resources, one kind a file, in the order of the older tools: identity, agents' balancer, pools, masters.

mod agent_balancer;
mod availability_set;
mod disk;
mod dual_stack;
mod flexible_scale_set;
mod hosting;
mod identity;
mod internal_balancer;
mod jumpbox;
pub(crate) mod key_vault;
mod linked_template;
mod machine;
mod master_balancer;
mod nat_gateway;
mod network_interface;
mod network_role;
mod part_role;
mod public_ip;
mod role_assignment;
mod route_association;
mod route_table;
mod scale_set;
mod security_group;
mod upgrade_policy;
mod virtual_machine;
mod virtual_network;
mod vm_extension;

use slipway_cluster::{Availability, Machines};

use crate::input::{Bootstrap, Input};
use crate::names::{Context, Slot};
use crate::resource::Resource;
use crate::script;

/// Every resource of the cluster.
pub(crate) fn all(input: &Input<'_>) -> Vec<Resource> {
    let context = Context::new(input.cluster);
    let mut resources = Vec::new();
    resources.extend(identity::build(&context));
    resources.extend(role_assignment::of_shared_identity(&context));
    resources.extend(network_role::of_shared_identity(&context));
    resources.extend(key_vault::build(&context));
    resources.extend(public_ip::outbound(&context));
    resources.extend(dual_stack::public_addresses(&context));
    resources.extend(agent_balancer::build(&context));
    resources.extend(nat_gateway::build(&context));
    for (pool, bootstrap) in input.cluster.pools.iter().zip(&input.pools) {
        match &pool.availability {
            Availability::ScaleSet { .. } => resources.extend(scale_set_pool(&context, pool, bootstrap)),
            Availability::AvailabilitySet { .. } | Availability::Zonal | Availability::FlexibleScaleSet { .. } => {
                resources.extend(availability_set_pool(&context, pool, bootstrap));
            }
        }
    }
    resources.extend(masters(&context, input));
    resources.extend(part_role::all(&context, &input.brought.grants));
    after_routes(&context, resources)
}

/// While a subnet gets its route table, nothing new can stand in its network.
fn after_routes(context: &Context<'_>, resources: Vec<Resource>) -> Vec<Resource> {
    let Some((vnet, last)) = context.cluster.network.vnet.id().zip(route_association::last(context)) else {
        return resources;
    };
    let waits = |resource: Resource| if resource.stands_in(&vnet) { resource.after(last.clone()) } else { resource };
    resources.into_iter().map(waits).collect()
}

/// Whether anything in the template has the group's size: an empty scale set has, machines that are not there have not.
pub(crate) fn has_machines(group: &Machines) -> bool {
    group.count > 0 || matches!(group.availability, Availability::ScaleSet { .. })
}

fn scale_set_pool(context: &Context<'_>, pool: &Machines, bootstrap: &Bootstrap) -> Vec<Resource> {
    let scale_set = scale_set::build(context, pool, bootstrap);
    std::iter::once(scale_set).chain(role_assignment::of_scale_set(context, pool)).collect()
}

fn availability_set_pool(context: &Context<'_>, pool: &Machines, bootstrap: &Bootstrap) -> Vec<Resource> {
    let availability_set = availability_set::build(context, pool);
    if !has_machines(pool) {
        return availability_set.into_iter().collect();
    }
    let each = |what: &str, resource: Resource| resource.copies(format!("{}{what}", pool.name), pool.count);
    let script = script::of_group(context, bootstrap);
    let mut resources = vec![each("Interfaces", network_interface::of_agent(context, pool, Slot::Copy))];
    resources.extend(availability_set);
    for (rest, disk) in disk::build(context, pool, Slot::Copy) {
        resources.push(each(&rest, disk));
    }
    resources.push(each("Machines", virtual_machine::build(context, pool, Slot::Copy, bootstrap)));
    resources.extend(role_assignment::of_machine(context, pool, Slot::Copy).map(|role| each("Roles", role)));
    resources.push(each("Extensions", vm_extension::build(context, pool, Slot::Copy, &script)));
    let (first, every): (Vec<_>, Vec<_>) = pool.extensions.iter().cloned().partition(|extension| extension.first_only);
    let with = |extensions| Machines { extensions, ..pool.clone() };
    for (number, template) in linked_template::of_machine(context, &with(every), Slot::Copy).into_iter().enumerate() {
        resources.push(each(&format!("Templates{number}"), template));
    }
    resources.extend(linked_template::of_machine(context, &with(first), Slot::One(0)));
    resources
}

fn masters(context: &Context<'_>, input: &Input<'_>) -> Vec<Resource> {
    let masters = &context.cluster.masters;
    let mut resources = Vec::new();
    resources.extend(availability_set::build(context, masters));
    resources.extend(flexible_scale_set::build(context, masters));
    resources.extend(virtual_network::build(context, &input.brought.subnets));
    resources.push(security_group::build(context));
    resources.extend(route_table::build(context));
    resources.extend(route_association::build(context));
    resources.extend(jumpbox::build(context, input.jumpbox.as_ref()));
    resources.extend(public_ip::master(context));
    resources.extend(master_balancer::build(context));
    resources.extend(internal_balancer::build(context));
    for ((number, address), files) in (0..).zip(&masters.addresses).zip(&input.master_files) {
        let slot = Slot::One(number);
        resources.push(network_interface::of_master(context, slot, *address));
        resources.extend(disk::build(context, masters, slot).into_iter().map(|(_, disk)| disk));
        resources.push(virtual_machine::build(context, masters, slot, &input.masters));
        resources.extend(role_assignment::of_machine(context, masters, slot));
        resources.extend(network_role::of_master(context, slot));
        resources.extend(key_vault::of_master(context, slot));
        let script = script::of_master(context, &input.masters, files);
        resources.push(vm_extension::build(context, masters, slot, &script));
        resources.extend(linked_template::of_machine(context, masters, slot));
    }
    resources
}
