//! Named machines: those of availability sets, and masters in zones or in a scale set of orchestration mode Flexible.

use serde_json::{Value, json};
use slipway_cluster::Machines;

use crate::input::Bootstrap;
use crate::kind::Kind;
use crate::names::{Context, Slot};
use crate::resource::Resource;
use crate::tags::Tags;

use super::{availability_set, disk, flexible_scale_set, hosting, machine, network_interface};

pub(super) fn build(context: &Context<'_>, machines: &Machines, slot: Slot, bootstrap: &Bootstrap) -> Resource {
    let name = slot.machine(machines);
    let mut os_profile = machine::os_profile(context.cluster, bootstrap);
    os_profile["computerName"] = json!(name);
    // The operating system goes with its machine; data disks are resources of their own and stay.
    let mut os_disk = machine::os_disk(machines);
    os_disk["deleteOption"] = json!("Delete");
    let mut properties = json!({
        "hardwareProfile": {"vmSize": machine::size(machines)},
        "storageProfile": {
            "imageReference": machine::image(&machines.image),
            "osDisk": os_disk,
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
    // An empty list would take the disks away that the cloud provider has attached since.
    let attached = disk::attached(context, machines, slot);
    if !attached.is_empty() {
        properties["storageProfile"]["dataDisks"] = Value::Array(attached);
    }
    if let Some(id) = availability_set::id(machines) {
        properties["availabilitySet"] = json!({"id": id});
    }
    if let Some(id) = flexible_scale_set::id(machines) {
        properties["virtualMachineScaleSet"] = json!({"id": id});
    }
    hosting::place(&mut properties, machines);
    hosting::host(&mut properties, machines);
    hosting::equip(&mut properties, machines);
    if let Some(capabilities) = machine::capabilities(&machines.disks) {
        properties["additionalCapabilities"] = capabilities;
    }
    Resource::new(Kind::VirtualMachine, name.clone(), properties)
        .zones(machine::zone(machines, slot))
        .identity(machine::identity(context))
        .plan(machine::plan(&machines.image))
        .tags(Tags::of_machine(context.cluster, machines, name))
}
