//! Data disks of named machines. They are resources of their own, so that a machine made anew finds the disk of the one
//! before it: declared inside the machine, an `Empty` disk of a name that is there already is refused by Azure, and the way
//! out of that error would be to delete etcd's data.

use serde_json::{Value, json};
use slipway_cluster::{DiskKind, Machines, Role};

use crate::kind::Kind;
use crate::names::{Context, Slot};
use crate::resource::Resource;
use crate::tags::Tags;

use super::machine;

/// A data disk of a machine: what follows the machine's name in its own, size in GB, kind.
struct DataDisk<'c> {
    rest: String,
    size_gb: u32,
    kind: &'c DiskKind,
}

/// A master's first disk is etcd's.
fn data_disks<'c>(context: &Context<'c>, machines: &'c Machines) -> Vec<DataDisk<'c>> {
    let etcd = &context.cluster.etcd;
    let etcd = (machines.role == Role::Master).then(|| DataDisk {
        rest: "etcddisk".to_owned(),
        size_gb: etcd.disk_gb,
        kind: &etcd.disk,
    });
    let others = machines.disks.data_gb.iter().enumerate().map(|(number, size_gb)| DataDisk {
        rest: format!("datadisk{number}"),
        size_gb: *size_gb,
        kind: &machines.disks.data,
    });
    etcd.into_iter().chain(others).collect()
}

/// The disks of a machine, each with what follows the machine's name in its own.
pub(super) fn build(context: &Context<'_>, machines: &Machines, slot: Slot) -> Vec<(String, Resource)> {
    let disk = |disk: DataDisk<'_>| {
        let mut properties = json!({"creationData": {"createOption": "Empty"}, "diskSizeGB": disk.size_gb});
        machine::speed(&mut properties, disk.kind);
        if let Some(set) = &machines.disks.encryption_set {
            properties["encryption"] = json!({"type": "EncryptionAtRestWithCustomerKey", "diskEncryptionSetId": set});
        }
        let resource = Resource::new(Kind::Disk, slot.disk(machines, &disk.rest), properties)
            .sku(json!({"name": disk.kind.sku}))
            .zones(machine::zone(machines, slot).filter(|_| !disk.kind.is_zone_redundant()))
            .tags(Tags::of_machine(context.cluster, machines, slot.machine(machines)));
        (disk.rest, resource)
    };
    data_disks(context, machines).into_iter().map(disk).collect()
}

/// How the machine takes them, by LUN in their order.
pub(super) fn attached(context: &Context<'_>, machines: &Machines, slot: Slot) -> Vec<Value> {
    let attach = |(lun, disk): (usize, DataDisk<'_>)| {
        json!({
            "lun": lun,
            "createOption": "Attach",
            "caching": disk.kind.caching,
            "deleteOption": "Detach",
            "managedDisk": {"id": Kind::Disk.id(slot.disk(machines, &disk.rest))},
        })
    };
    data_disks(context, machines).into_iter().enumerate().map(attach).collect()
}
