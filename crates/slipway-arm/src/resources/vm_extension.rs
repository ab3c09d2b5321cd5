//! The extension that starts the bootstrap of a machine and reports how it went. Changing its settings runs it again.

use serde_json::{Value, json};
use slipway_cluster::{Machines, Role};

use crate::expression::Expr;
use crate::kind::Kind;
use crate::names::{Context, Slot};
use crate::resource::Resource;
use crate::tags::Tags;

use super::role_assignment;

pub(super) fn build(context: &Context<'_>, machines: &Machines, slot: Slot, script: &Expr) -> Resource {
    let machine = slot.machine(machines);
    let role = match machines.role {
        Role::Master => "master",
        Role::Agent => "agent",
    };
    let resource = Resource::new(Kind::VirtualMachineExtension, slot.extension(machines, role), properties(script))
        .tags(Tags::of_cluster(context.cluster))
        .after(Kind::VirtualMachine.id(machine.clone()));
    // The cloud provider starts with the control plane, and asks Azure at once.
    let roles = match machines.role {
        Role::Master => role_assignment::before_master(context, &machine),
        Role::Agent => Vec::new(),
    };
    roles.into_iter().fold(resource, Resource::after)
}

/// The extension's settings, also for a scale set. `script` is run by `/bin/sh` as root.
pub(super) fn properties(script: &Expr) -> Value {
    json!({
        "publisher": "Microsoft.Azure.Extensions",
        "type": "CustomScript",
        "typeHandlerVersion": "2.1",
        "autoUpgradeMinorVersion": true,
        "settings": {"skipDos2Unix": true},
        "protectedSettings": {"script": script},
    })
}
