//! A pool on a scale set. Its model changes running machines only when someone asks for it, or as the pool's policy says.

use serde_json::{Value, json};
use slipway_cluster::{Availability, Machines};

use crate::expression::Expr;
use crate::input::Bootstrap;
use crate::kind::Kind;
use crate::names::Context;
use crate::resource::Resource;
use crate::script;
use crate::tags::Tags;

use super::{agent_balancer, dual_stack, hosting, machine, network_interface, upgrade_policy, vm_extension};

/// The extension that makes a machine a node.
const BOOTSTRAP: &str = "vmssCSE";

pub(super) fn build(context: &Context<'_>, pool: &Machines, bootstrap: &Bootstrap) -> Resource {
    let script = script::of_group(context, bootstrap);
    let mut os_profile = machine::os_profile(context.cluster, bootstrap);
    os_profile["computerNamePrefix"] = json!(pool.vm_prefix);
    let mut extensions = vec![json!({"name": BOOTSTRAP, "properties": vm_extension::properties(&script)})];
    extensions.extend(upgrade_policy::health(pool, BOOTSTRAP));
    let mut properties = json!({
        "orchestrationMode": "Uniform",
        "upgradePolicy": upgrade_policy::build(pool),
        "virtualMachineProfile": {
            "storageProfile": {
                "imageReference": machine::image(&pool.image),
                "osDisk": machine::os_disk(pool),
                "dataDisks": data_disks(pool),
            },
            "osProfile": os_profile,
            "networkProfile": {"networkInterfaceConfigurations": [interface(context, pool)]},
            "diagnosticsProfile": machine::diagnostics(),
            "extensionProfile": {"extensions": extensions},
        },
    });
    hosting::place(&mut properties, pool);
    hosting::host(&mut properties, pool);
    let model = &mut properties["virtualMachineProfile"];
    hosting::equip(model, pool);
    hosting::spot(model, pool);
    if let Availability::ScaleSet { single_placement_group, overprovision, fault_domains, .. } = &pool.availability {
        properties["singlePlacementGroup"] = json!(single_placement_group);
        properties["overprovision"] = json!(overprovision);
        if *overprovision {
            // Else machines that are about to be deleted join the cluster first.
            properties["doNotRunExtensionsOnOverprovisionedVMs"] = json!(true);
        }
        if let Some(count) = fault_domains {
            properties["platformFaultDomainCount"] = json!(count);
        }
    }
    if let Some(capabilities) = machine::capabilities(&pool.disks) {
        properties["additionalCapabilities"] = capabilities;
    }
    let name = Expr::text(&pool.vm_prefix);
    Resource::new(Kind::ScaleSet, name.clone(), properties)
        .sku(json!({"name": machine::size(pool), "tier": "Standard", "capacity": pool.count}))
        .identity(machine::identity(context))
        .plan(machine::plan(&pool.image))
        .zones(&pool.zones)
        .tags(Tags::of_machine(context.cluster, pool, name).and(&bootstrap.tags))
}

fn interface(context: &Context<'_>, pool: &Machines) -> Value {
    let configuration = |number: u32| {
        let mut properties = json!({"primary": number == 0, "subnet": {"id": context.subnet_id(&pool.subnet)}});
        if number == 0 && pool.hosting.node_public_ip {
            properties["publicIPAddressConfiguration"] = public_address(context);
        }
        let pools = if number == 0 { agent_balancer::pools_of(context, pool) } else { Vec::new() };
        if !pools.is_empty() {
            properties["loadBalancerBackendAddressPools"] = json!(pools);
        }
        properties
    };
    let mut configurations = network_interface::numbered((0..pool.ip_address_count.max(1)).map(configuration));
    configurations.extend(dual_stack::configuration(context, &pool.subnet, dual_stack::agent_pool_id(context, pool)));
    let mut properties = json!({
        "primary": true,
        "enableAcceleratedNetworking": pool.accelerated_networking,
        "enableIPForwarding": network_interface::forwards(context),
        "ipConfigurations": configurations,
    });
    if let Some(id) = context.interface_security_group() {
        properties["networkSecurityGroup"] = json!({"id": id});
    }
    json!({"name": pool.vm_prefix, "properties": properties})
}

/// A public address of each machine's own, of the kind that its balancer takes beside it.
fn public_address(context: &Context<'_>) -> Value {
    let sku = &context.cluster.load_balancer.sku;
    json!({
        "name": "node",
        "sku": {"name": sku, "tier": "Regional"},
        "properties": {"idleTimeoutInMinutes": context.cluster.load_balancer.outbound_idle_minutes.min(30)},
    })
}

fn data_disks(pool: &Machines) -> Vec<Value> {
    let kind = &pool.disks.data;
    let disk = |(lun, size_gb): (usize, &u32)| {
        let mut disk = json!({
            "lun": lun,
            "createOption": "Empty",
            "diskSizeGB": size_gb,
            "caching": kind.caching,
            "managedDisk": machine::managed_disk(&pool.disks, &kind.sku),
        });
        machine::speed(&mut disk, kind);
        disk
    };
    pool.disks.data_gb.iter().enumerate().map(disk).collect()
}
