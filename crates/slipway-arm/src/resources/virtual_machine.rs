//! Machines in availability sets.

use serde_json::{Value, json};
use slipway_cluster::{Machines, Role};

use crate::input::Bootstrap;
use crate::kind::Kind;
use crate::names::{Context, Slot};
use crate::resource::Resource;
use crate::tags::Tags;

use super::{availability_set, machine, network_interface};

pub(super) fn build(context: &Context<'_>, machines: &Machines, slot: Slot, bootstrap: &Bootstrap) -> Resource {
    let name = slot.machine(machines);
    let mut os_profile = machine::os_profile(context.cluster, bootstrap);
    os_profile["computerName"] = json!(name);
    // The operating system goes with its machine. Data stays: etcd's disk is what a master made anew starts from.
    let mut os_disk = machine::os_disk(machines);
    os_disk["deleteOption"] = json!("Delete");
    let mut properties = json!({
        "hardwareProfile": {"vmSize": machine::size(machines)},
        "storageProfile": {
            "imageReference": machine::image(&machines.image),
            "osDisk": os_disk,
            "dataDisks": data_disks(context, machines, slot),
        },
        "osProfile": os_profile,
        "networkProfile": {
            "networkInterfaces": [{
                "id": network_interface::id(machines, slot),
                "properties": {"primary": true, "deleteOption": "Delete"},
            }],
        },
        "diagnosticsProfile": machine::diagnostics(),
    });
    if let Some(id) = availability_set::id(machines) {
        properties["availabilitySet"] = json!({"id": id});
    }
    Resource::new(Kind::VirtualMachine, name.clone(), properties)
        .identity(machine::identity(context))
        .tags(Tags::of_machine(context.cluster, machines, name))
}

/// A master's first disk is etcd's: small synchronous writes, for which Azure's cache is of no use.
fn data_disks(context: &Context<'_>, machines: &Machines, slot: Slot) -> Vec<Value> {
    let mut disks = Vec::new();
    if machines.role == Role::Master {
        let mut disk = machine::data_disk(machines, 0, context.cluster.etcd.disk_gb, "None");
        disk["name"] = json!(slot.disk(machines, "etcddisk"));
        disks.push(disk);
    }
    for (number, size) in machines.data_disks_gb.iter().enumerate() {
        let mut disk = machine::data_disk(machines, disks.len(), *size, &machines.data_disk_caching);
        disk["name"] = json!(slot.disk(machines, &format!("datadisk{number}")));
        disks.push(disk);
    }
    disks
}
