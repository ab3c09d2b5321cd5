//! How machines are placed, and how the API server is reached: scale-set masters, zones, private clusters, the jumpbox.

use std::net::Ipv4Addr;

use serde_json::{Value, json};
use slipway_arm::build;
use slipway_cluster::{Availability, Cluster, Jumpbox, Outbound};

use crate::common::{Shape, cluster, image, input, scale_set, system};

fn three_masters() -> Cluster {
    cluster(&Shape { masters: 3, identity: system(), pools: vec![scale_set("pool", 2)] })
}

fn template(cluster: &Cluster) -> Value {
    build(&input(cluster)).expect("a template").value().clone()
}

fn find<'t>(template: &'t Value, name: &str) -> Option<&'t Value> {
    template["resources"].as_array().expect("resources").iter().find(|resource| resource["name"] == name)
}

fn named<'t>(template: &'t Value, name: &str) -> &'t Value {
    find(template, name).unwrap_or_else(|| panic!("no resource {name}"))
}

fn master(number: u32, kind: &str) -> String {
    format!("k8s-master-16226736-{kind}{number}")
}

fn jumpbox() -> Jumpbox {
    Jumpbox {
        encryption_at_host: true,
        encryption_set: Some("/a/set".into()),
        name: "jump_box".into(),
        address: Ipv4Addr::new(10, 255, 255, 16),
        vm_size: "Standard_B2s".into(),
        os_disk_gb: 30,
        storage_tier: "Premium_LRS".into(),
        image: image(),
        username: "azureuser".into(),
        public_key: "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5 me\n".into(),
    }
}

#[test]
fn masters_of_a_scale_set_are_machines_that_name_it() {
    let mut cluster = three_masters();
    cluster.masters.availability =
        Availability::FlexibleScaleSet { name: "k8s-master-16226736-vmss".into(), fault_domains: 2 };
    cluster.masters.zones = vec!["1".into(), "3".into()];
    let template = template(&cluster);
    let set = named(&template, "k8s-master-16226736-vmss");
    let expected =
        json!({"orchestrationMode": "Flexible", "platformFaultDomainCount": 2, "singlePlacementGroup": false});
    assert_eq!((&set["properties"], &set["zones"], set.get("sku")), (&expected, &json!(["1", "3"]), None));
    let id = "[resourceId('Microsoft.Compute/virtualMachineScaleSets', 'k8s-master-16226736-vmss')]";
    for (number, zone) in [(0, "1"), (1, "3"), (2, "1")] {
        let machine = named(&template, &master(number, ""));
        assert_eq!(machine["properties"]["virtualMachineScaleSet"]["id"], id);
        assert!(machine["dependsOn"].as_array().expect("a list").contains(&json!(id)), "{machine}");
        assert!(machine["properties"].get("availabilitySet").is_none());
        assert_eq!(machine["zones"], json!([zone]));
        // A disk can be attached in its own zone only.
        assert_eq!(named(&template, &format!("{}-etcddisk", master(number, "")))["zones"], json!([zone]));
    }
    assert!(find(&template, "master-availabilityset-16226736").is_none());
}

#[test]
fn masters_in_zones_are_in_no_set_and_what_serves_all_zones_stands_in_all() {
    let mut cluster = three_masters();
    cluster.masters.availability = Availability::Zonal;
    cluster.masters.zones = vec!["2".into(), "3".into()];
    let addresses = ["k8s-master-ip-MyTest-16226736", "k8s-agent-ip-outbound"];
    let partly = template(&cluster);
    for name in addresses {
        assert!(named(&partly, name).get("zones").is_none(), "the pool stands in no zone");
    }
    cluster.pools[0].zones = vec!["2".into(), "3".into()];
    let template = template(&cluster);
    let machine = named(&template, &master(1, ""));
    assert_eq!(machine["zones"], json!(["3"]));
    let properties = machine["properties"].as_object().expect("an object");
    assert!(!properties.contains_key("availabilitySet") && !properties.contains_key("virtualMachineScaleSet"));
    assert_eq!(named(&template, &cluster.pools[0].vm_prefix)["zones"], json!(["2", "3"]));
    for name in addresses {
        assert_eq!(named(&template, name)["zones"], json!(["1", "2", "3"]));
    }
    let internal = named(&template, "k8s-master-internal-lb-16226736");
    assert_eq!(internal["properties"]["frontendIPConfigurations"][0]["zones"], json!(["1", "2", "3"]));
}

#[test]
fn a_private_cluster_has_ways_out_and_none_in() {
    let mut cluster = three_masters();
    cluster.api.is_private = true;
    let template = template(&cluster);
    assert!(template["outputs"].get("masterFQDN").is_none());
    assert!(named(&template, "k8s-master-ip-MyTest-16226736")["properties"].get("dnsSettings").is_none());
    let balancer = named(&template, "k8s-master-lb-16226736")["properties"].as_object().expect("an object");
    let parts: Vec<_> = balancer.keys().map(String::as_str).collect();
    assert_eq!(parts, ["frontendIPConfigurations", "backendAddressPools", "outboundRules"]);
    let first = &named(&template, &master(0, "nic-"))["properties"]["ipConfigurations"][0]["properties"];
    assert!(first.get("loadBalancerInboundNatRules").is_none());
    assert_eq!(first["loadBalancerBackendAddressPools"].as_array().map(Vec::len), Some(2));
    named(&template, "k8s-master-internal-lb-16226736");
}

#[test]
fn a_private_cluster_with_another_way_out_has_no_public_balancer_of_the_masters() {
    let mut cluster = three_masters();
    cluster.api.is_private = true;
    cluster.load_balancer.outbound = Outbound::UserDefinedRouting;
    let template = template(&cluster);
    assert!(find(&template, "k8s-master-lb-16226736").is_none());
    assert!(find(&template, "k8s-master-ip-MyTest-16226736").is_none());
    let first = &named(&template, &master(0, "nic-"))["properties"]["ipConfigurations"][0]["properties"];
    assert_eq!(first["loadBalancerBackendAddressPools"].as_array().map(Vec::len), Some(1));
}

#[test]
fn a_jumpbox_stands_beside_the_masters_and_is_nobody_to_azure() {
    let mut cluster = three_masters();
    cluster.api.is_private = true;
    cluster.jumpbox = Some(jumpbox());
    let template = template(&cluster);
    assert_eq!(template["parameters"]["jumpboxVMSize"]["defaultValue"], "Standard_B2s");
    let machine = named(&template, "jump_box");
    assert!(machine.get("identity").is_none());
    assert_eq!(machine["properties"]["securityProfile"]["encryptionAtHost"], true);
    let disk = &machine["properties"]["storageProfile"]["osDisk"]["managedDisk"];
    assert_eq!(disk["diskEncryptionSet"]["id"], "/a/set");
    assert_eq!(machine["properties"]["osProfile"]["computerName"], "jump-box");
    let interface = &named(&template, "jump_box-nic")["properties"];
    let configuration = &interface["ipConfigurations"][0]["properties"];
    assert_eq!(configuration["privateIPAddress"], "10.255.255.16");
    let masters = &named(&template, &master(0, "nic-"))["properties"]["ipConfigurations"][0]["properties"];
    assert_eq!(configuration["subnet"], masters["subnet"]);
    assert_eq!(
        configuration["publicIPAddress"]["id"],
        "[resourceId('Microsoft.Network/publicIPAddresses', 'jump_box-ip')]"
    );
    let rules = named(&template, "jump_box-nsg")["properties"]["securityRules"].as_array().expect("rules");
    let ports: Vec<_> = rules.iter().map(|rule| &rule["properties"]["destinationPortRange"]).collect();
    assert_eq!(ports, ["22"]);

    let extension = named(&template, "jump_box/cse-jumpbox-0");
    let script = extension["properties"]["protectedSettings"]["script"].as_str().expect("a script");
    assert!(script.contains("parameters('jumpboxKubeconfig')") && script.contains("/home/azureuser/.kube/config"));
    // What the cloud provider signs in with stays on the nodes.
    assert!(!script.contains("tenantId") && !script.contains("bootstrapToken"), "{script}");
    let shown = machine.to_string();
    assert!(!shown.contains("jumpboxKubeconfig"), "{shown}");
}
