//! What the graph check finds when a template is broken by hand.

use serde_json::{Value, json};
use slipway_arm::graph::check;

use crate::common;

fn broken(change: impl FnOnce(&mut Vec<Value>)) -> Vec<String> {
    let shape = common::Shape {
        masters: 3,
        identity: common::system(),
        pools: vec![common::availability_set("vms", 2), common::scale_set("set", 1)],
    };
    let cluster = common::cluster(&shape);
    let mut template = slipway_arm::build(&common::input(&cluster)).expect("a template").value().clone();
    assert_eq!(check(&template), []);
    change(template["resources"].as_array_mut().expect("resources"));
    check(&template).iter().map(ToString::to_string).collect()
}

fn find<'r>(resources: &'r mut [Value], name: &str) -> &'r mut Value {
    resources.iter_mut().find(|resource| resource["name"] == name).unwrap_or_else(|| panic!("no resource {name}"))
}

fn remove(resources: &mut Vec<Value>, name: &str) {
    resources.retain(|resource| resource["name"] != name);
}

#[test]
fn a_resource_that_is_gone() {
    let defects = broken(|resources| remove(resources, "k8s-master-16226736-nsg"));
    assert_eq!(
        defects,
        ["microsoft.network/virtualnetworks k8s-vnet-16226736 refers to \
         microsoft.network/networksecuritygroups k8s-master-16226736-nsg, which is not in the template"]
    );
    let defects = broken(|resources| remove(resources, "k8s-master-ip-MyTest-16226736"));
    assert!(defects.iter().any(|defect| defect.starts_with("outputs refers to ")), "{defects:?}");
}

#[test]
fn a_part_that_is_gone() {
    let defects = broken(|resources| {
        find(resources, "k8s-master-lb-16226736")["properties"]["probes"][0]["name"] = json!("other");
    });
    assert_eq!(
        defects,
        ["microsoft.network/loadbalancers k8s-master-lb-16226736 refers to \
         microsoft.network/loadbalancers/probes k8s-master-lb-16226736/tcphttpsprobe, which is not in the template"]
    );
    let defects = broken(|resources| {
        find(resources, "k8s-master-lb-16226736")["properties"]["inboundNatRules"].as_array_mut().expect("rules").pop();
    });
    assert!(defects[0].contains("networkinterfaces k8s-master-16226736-nic-2 refers to"), "{defects:?}");
}

#[test]
fn a_copy_too_few() {
    let defects = broken(|resources| {
        find(resources, "[concat('k8s-vms-16226736-nic-', copyIndex())]")["copy"]["count"] = json!(1);
    });
    assert_eq!(
        defects,
        ["microsoft.compute/virtualmachines k8s-vms-16226736-1 refers to \
         microsoft.network/networkinterfaces k8s-vms-16226736-nic-1, which is not in the template"]
    );
}

#[test]
fn a_resource_that_is_there_twice() {
    let defects = broken(|resources| {
        let mut again = find(resources, "k8s-master-16226736-nsg").clone();
        again["name"] = json!("K8S-MASTER-16226736-NSG");
        resources.push(again);
    });
    assert_eq!(defects, ["microsoft.network/networksecuritygroups k8s-master-16226736-nsg is there twice"]);
}

#[test]
fn an_order_that_is_missing() {
    let defects = broken(|resources| {
        let interface = find(resources, "k8s-master-16226736-nic-1");
        interface["dependsOn"].as_array_mut().expect("a list").retain(|id| !id.to_string().contains("internal-lb"));
    });
    assert_eq!(
        defects,
        ["microsoft.network/networkinterfaces k8s-master-16226736-nic-1 uses \
         microsoft.network/loadbalancers k8s-master-internal-lb-16226736 and does not wait for it"]
    );
}

#[test]
fn an_order_that_cannot_be_read() {
    let defects = broken(|resources| {
        let network = find(resources, "k8s-vnet-16226736");
        network["dependsOn"].as_array_mut().expect("a list").push(json!("k8s-master-16226736-nsg"));
    });
    assert_eq!(
        defects,
        [
            "microsoft.network/virtualnetworks k8s-vnet-16226736 depends on \"k8s-master-16226736-nsg\", which is no resourceId"
        ]
    );
}

#[test]
fn an_order_without_end() {
    let defects = broken(|resources| {
        find(resources, "k8s-master-16226736-nsg")["dependsOn"] =
            json!(["[resourceId('Microsoft.Compute/virtualMachines', 'k8s-master-16226736-0')]"]);
    });
    assert!(
        defects.contains(&"microsoft.network/virtualnetworks k8s-vnet-16226736 depends on itself".to_owned()),
        "{defects:?}"
    );
}

#[test]
fn an_address_that_is_taken() {
    let defects = broken(|resources| {
        let balancer = find(resources, "k8s-master-internal-lb-16226736");
        balancer["properties"]["frontendIPConfigurations"][0]["properties"]["privateIPAddress"] = json!("10.255.255.6");
    });
    assert_eq!(
        defects,
        ["address 10.255.255.6 of microsoft.network/networkinterfaces k8s-master-16226736-nic-1 is taken already"]
    );
}

#[test]
fn parameters_that_do_not_match() {
    let defects = broken(|resources| {
        find(resources, "k8s-vnet-16226736")["location"] = json!("[parameters('place')]");
        for resource in resources.iter_mut().filter(|resource| resource["properties"]["protectedSettings"].is_object())
        {
            let script = resource["properties"]["protectedSettings"]["script"].to_string();
            let script = script.replace("parameters('caPrivateKey')", "'x'");
            resource["properties"]["protectedSettings"]["script"] = script.parse().expect("a string");
        }
    });
    assert_eq!(
        defects,
        ["parameter place is used and not declared", "parameter caprivatekey is declared and not used"]
    );
}

#[test]
fn a_nested_template_is_checked_by_itself() {
    let defects = broken(|resources| {
        let role = find(resources, "k8s-set-16226736-vmss-role");
        role["properties"]["template"]["parameters"] = json!({});
    });
    assert_eq!(defects, ["parameter principal is used and not declared"]);
}

#[test]
fn what_is_no_expression() {
    let defects = broken(|resources| {
        find(resources, "k8s-vnet-16226736")["tags"]["note"] = json!("[concat('a]");
    });
    assert_eq!(defects, ["\"[concat('a]\" is no expression: expected a closing quote at byte 8"]);
}
