//! What services of type `LoadBalancer` rely on, in every output of `tests/golden`: docs/networks/load-balancers.md.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;

const GOLDEN: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/golden");

fn outputs() -> Vec<PathBuf> {
    let folders = fs::read_dir(GOLDEN).expect("tests/golden");
    let folders: Vec<_> = folders.map(|entry| entry.expect("an entry").path()).collect();
    assert!(folders.len() > 15);
    folders
}

fn json(path: &Path) -> Value {
    serde_json::from_slice(&fs::read(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))).expect("JSON")
}

fn of_kind<'t>(template: &'t Value, kind: &str) -> Vec<&'t Value> {
    let resources = template["resources"].as_array().expect("resources");
    resources.iter().filter(|resource| resource["type"] == kind).collect()
}

/// Where interfaces are described: of machines, and of scale sets.
fn interfaces(template: &Value) -> Vec<&Value> {
    let of_machines =
        of_kind(template, "Microsoft.Network/networkInterfaces").into_iter().map(|nic| &nic["properties"]);
    let of_sets = of_kind(template, "Microsoft.Compute/virtualMachineScaleSets").into_iter();
    let of_sets = of_sets.filter_map(|set| {
        let profile = &set["properties"]["virtualMachineProfile"]["networkProfile"];
        profile["networkInterfaceConfigurations"].as_array()
    });
    of_machines.chain(of_sets.flatten().map(|nic| &nic["properties"])).collect()
}

fn json_text(values: &[&Value]) -> String {
    values.iter().map(ToString::to_string).collect()
}

#[test]
fn the_cloud_provider_changes_the_group_that_machines_stand_in() {
    for output in outputs() {
        let (template, shown) = (json(&output.join("azuredeploy.json")), output.display());
        let azure = json(&output.join("machines/master/opt/slipway/azure.json"));
        let name = azure["securityGroupName"].as_str().expect("a group");
        // The default is the cluster's own group of resources, where the template makes it.
        assert!(azure.get("securityGroupResourceGroup").is_none(), "{shown}");
        let groups = of_kind(&template, "Microsoft.Network/networkSecurityGroups");
        assert!(groups.iter().any(|group| group["name"] == name), "{shown}");
        let id = format!("[resourceId('Microsoft.Network/networkSecurityGroups', '{name}')]");
        let is_around = |of: &Value| of["networkSecurityGroup"]["id"] == id.as_str();
        let networks = of_kind(&template, "Microsoft.Network/virtualNetworks");
        let interfaces = interfaces(&template);
        let written = json_text(&interfaces);
        // An addon may have a subnet of its own, in which no machine stands.
        let has_machines =
            |subnet: &&Value| subnet["name"].as_str().is_some_and(|name| written.contains(&format!("'{name}')")));
        let subnets = networks.iter().filter_map(|network| network["properties"]["subnets"].as_array()).flatten();
        let subnets: Vec<_> = subnets.filter(has_machines).collect();
        let on_subnets = !subnets.is_empty() && subnets.iter().all(|subnet| is_around(&subnet["properties"]));
        let on_interfaces = interfaces.into_iter().all(is_around);
        assert!(on_subnets || on_interfaces, "{shown}");
    }
}

#[test]
fn services_get_the_agents_balancer_and_room_in_the_group() {
    for output in outputs() {
        let (template, shown) = (json(&output.join("azuredeploy.json")), output.display());
        let manifest = output.join("machines/master/opt/slipway/static-pods/cloud-controller-manager.yaml");
        let manifest = fs::read_to_string(manifest).expect("the cloud controller manager");
        let (_, rest) = manifest.split_once("--cluster-name=").expect("a name");
        let name = rest.split('"').next().expect("a name");
        let balancers = of_kind(&template, "Microsoft.Network/loadBalancers");
        let agents = balancers.iter().find(|balancer| balancer["name"] == name);
        let model = json(&output.join("apimodel.json"));
        let outbound = &model["properties"]["orchestratorProfile"]["kubernetesConfig"]["outboundType"];
        assert_eq!(agents.is_some(), outbound == "loadBalancer", "{shown}");
        let azure = json(&output.join("machines/master/opt/slipway/azure.json"));
        assert_eq!(azure["disableOutboundSNAT"], outbound != "loadBalancer", "{shown}");
        if let Some(agents) = agents {
            assert_eq!(agents["properties"]["backendAddressPools"][0]["name"], name, "{shown}");
        }
        // The cluster's own rules leave the cloud provider its numbers, 500 to 4096.
        for group in of_kind(&template, "Microsoft.Network/networkSecurityGroups") {
            let rules = group["properties"]["securityRules"].as_array().expect("rules");
            let is_own = |rule: &&Value| !rule["name"].as_str().is_some_and(|name| name.starts_with("default-"));
            let priorities = rules.iter().filter(is_own).map(|rule| rule["properties"]["priority"].as_u64());
            assert!(priorities.flatten().all(|priority| priority < 500), "{shown}");
        }
    }
}
