//! The machine to work from in a private cluster: in the masters' subnet, with a public address of its own and a security group
//! that lets SSH in. It has no identity, and carries no more than a kubeconfig. Names are the older tools'.

use serde_json::json;
use slipway_cluster::Jumpbox;

use crate::expression::Expr;
use crate::input::Bootstrap;
use crate::kind::Kind;
use crate::names::Context;
use crate::parameters::JUMPBOX_SIZE;
use crate::resource::Resource;
use crate::script;
use crate::tags::Tags;

use super::{machine, public_ip, vm_extension};

pub(super) fn build(context: &Context<'_>, bootstrap: Option<&Bootstrap>) -> Vec<Resource> {
    let Some((jumpbox, bootstrap)) = context.cluster.jumpbox.as_ref().zip(bootstrap) else { return Vec::new() };
    let tags = || Tags::of_cluster(context.cluster);
    let name = |end: &str| format!("{}{end}", jumpbox.name);
    let extension = format!("{}/cse-jumpbox-0", jumpbox.name);
    let script = script::of_jumpbox(bootstrap);
    vec![
        public_ip::jumpbox(context, &name("-ip")),
        security_group(&name("-nsg")).tags(tags()),
        interface(context, jumpbox, &name).tags(tags()),
        virtual_machine(jumpbox, bootstrap, &name("-nic")).tags(tags()),
        Resource::new(Kind::VirtualMachineExtension, &extension, vm_extension::properties(&script))
            .tags(tags())
            .after(Kind::VirtualMachine.id(Expr::text(&jumpbox.name))),
    ]
}

fn security_group(name: &str) -> Resource {
    let rule = json!({
        "name": "default-allow-ssh",
        "properties": {
            "description": "SSH to the jumpbox",
            "access": "Allow",
            "direction": "Inbound",
            "priority": 1000,
            "protocol": "Tcp",
            "sourceAddressPrefix": "*",
            "sourcePortRange": "*",
            "destinationAddressPrefix": "*",
            "destinationPortRange": "22",
        },
    });
    Resource::new(Kind::SecurityGroup, name, json!({"securityRules": [rule]}))
}

fn interface(context: &Context<'_>, jumpbox: &Jumpbox, name: &impl Fn(&str) -> String) -> Resource {
    let properties = json!({
        "networkSecurityGroup": {"id": Kind::SecurityGroup.id(Expr::text(name("-nsg")))},
        "ipConfigurations": [{
            "name": "ipconfig1",
            "properties": {
                "primary": true,
                "privateIPAllocationMethod": "Static",
                "privateIPAddress": jumpbox.address,
                "subnet": {"id": context.subnet_id(&context.cluster.masters.subnet)},
                "publicIPAddress": {"id": Kind::PublicIp.id(Expr::text(name("-ip")))},
            },
        }],
    });
    Resource::new(Kind::NetworkInterface, &name("-nic"), properties)
}

fn virtual_machine(jumpbox: &Jumpbox, bootstrap: &Bootstrap, interface: &str) -> Resource {
    let key = json!({
        "path": format!("/home/{}/.ssh/authorized_keys", jumpbox.username),
        "keyData": jumpbox.public_key.trim(),
    });
    let mut properties = json!({
        "hardwareProfile": {"vmSize": Expr::parameter(JUMPBOX_SIZE)},
        "storageProfile": {
            "imageReference": machine::image(&jumpbox.image),
            "osDisk": {
                "createOption": "FromImage",
                "caching": "ReadWrite",
                "diskSizeGB": jumpbox.os_disk_gb,
                "deleteOption": "Delete",
                "managedDisk": {"storageAccountType": jumpbox.storage_tier},
            },
        },
        "osProfile": {
            // A host name has no `_`, which a resource's may have.
            "computerName": jumpbox.name.replace('_', "-"),
            "adminUsername": jumpbox.username,
            "customData": bootstrap.custom_data,
            "linuxConfiguration": {
                "disablePasswordAuthentication": true,
                "provisionVMAgent": true,
                "ssh": {"publicKeys": [key]},
            },
        },
        "networkProfile": {
            "networkInterfaces": [{
                "id": Kind::NetworkInterface.id(Expr::text(interface)),
                "properties": {"primary": true, "deleteOption": "Delete"},
            }],
        },
        "diagnosticsProfile": machine::diagnostics(),
    });
    if let Some(set) = &jumpbox.encryption_set {
        properties["storageProfile"]["osDisk"]["managedDisk"]["diskEncryptionSet"] = json!({"id": set});
    }
    if jumpbox.encryption_at_host {
        properties["securityProfile"] = json!({"encryptionAtHost": true});
    }
    Resource::new(Kind::VirtualMachine, &jumpbox.name, properties)
}
