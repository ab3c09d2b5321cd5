//! What parts bring: resources, subnets and roles.

use serde_json::{Value, json};
use slipway_arm::{Brought, Error, PartRole, build};
use slipway_cluster::{Cluster, Owner, Role};

use crate::common::{Shape, availability_set, cluster, input, scale_set, service_principal, system, user};

const ROLE: &str = "befefa01-2a29-4197-83a8-272ff33ce314";

fn small(identity: slipway_cluster::Identity) -> Cluster {
    cluster(&Shape { masters: 3, identity, pools: vec![scale_set("pool", 2), availability_set("set", 2)] })
}

fn made(cluster: &Cluster, brought: Brought) -> Result<Value, Error> {
    let mut input = input(cluster);
    input.brought = brought;
    Ok(build(&input)?.value().clone())
}

fn address(name: &str) -> Value {
    json!({"type": "Microsoft.Network/publicIPAddresses", "apiVersion": "2025-07-01", "name": name,
        "location": "[parameters('location')]", "properties": {}})
}

fn with(resource: Value) -> Brought {
    Brought { resources: vec![resource], ..Brought::default() }
}

#[test]
fn resources_stand_in_the_template_with_the_clusters_tags() {
    let mut cluster = small(system());
    cluster.tags.insert("team".into(), "[x]".into());
    let template = made(&cluster, with(address("mine"))).expect("a template");
    let found = template["resources"].as_array().expect("a list").iter().find(|resource| resource["name"] == "mine");
    assert_eq!(found.expect("the resource")["tags"], json!({"note": "[[parameters('x')]", "team": "[[x]"}));
}

#[test]
fn resources_that_azure_would_refuse_are_refused() {
    let cluster = small(system());
    let change = |key: &str, value: Value| {
        let mut resource = address("mine");
        resource[key] = value;
        made(&cluster, with(resource)).expect_err("must fail")
    };
    for (key, value) in [
        ("name", json!("")),
        ("type", json!("publicIPAddresses")),
        ("type", json!("Microsoft.Authorization/roleAssignments")),
        ("apiVersion", json!("[variables('v')]")),
        ("dependsOn", json!("mine")),
    ] {
        assert!(matches!(change(key, value), Error::Brought { .. }), "{key}");
    }
    let missing = json!(["[resourceId('Microsoft.Network/virtualNetworks', 'nowhere')]"]);
    assert!(matches!(change("dependsOn", missing), Error::Inconsistent(_)));
    assert!(matches!(change("properties", json!({"x": "[parameters('hush')]"})), Error::Inconsistent(_)));
    let twice = Brought { resources: vec![address("mine"), address("mine")], ..Brought::default() };
    assert!(matches!(made(&cluster, twice), Err(Error::Inconsistent(_))));
}

#[test]
fn subnets_stand_in_the_network_without_what_machines_have() {
    let cluster = small(system());
    let brought = Brought { subnets: vec![("gate".into(), "10.0.16.0/24".into())], ..Brought::default() };
    let template = made(&cluster, brought).expect("a template");
    let resources = template["resources"].as_array().expect("a list");
    let network = resources.iter().find(|resource| resource["type"] == "Microsoft.Network/virtualNetworks");
    let subnets = network.expect("a network")["properties"]["subnets"].as_array().expect("a list");
    let last = subnets.last().expect("a subnet");
    assert_eq!(last, &json!({"name": "gate", "properties": {"addressPrefix": "10.0.16.0/24"}}));
}

#[test]
fn roles_go_to_whom_the_part_says() {
    let names = |cluster: &Cluster, to: Role, scope: Option<(Owner, String)>| -> Vec<String> {
        let grant = PartRole { name: "dns-1".into(), role: ROLE.into(), scope, to };
        let brought = Brought { grants: vec![grant], ..Brought::default() };
        let template = made(cluster, brought).expect("a template");
        let resources = template["resources"].as_array().expect("a list");
        let roles = resources.iter().filter(|resource| resource.to_string().contains(ROLE));
        roles.map(|role| role["name"].as_str().expect("a name").to_owned()).collect()
    };
    let own = small(system());
    let masters: Vec<_> = (0..3).map(|number| format!("k8s-master-16226736-{number}-dns-1-role")).collect();
    assert_eq!(names(&own, Role::Master, None), masters);
    assert_eq!(names(&own, Role::Agent, None).len(), 2, "one a pool, the availability set's in copies");
    let zone = "/subscriptions/s/resourceGroups/dns/providers/Microsoft.Network/dnsZones/example.com".to_owned();
    let owner = Owner { subscription: "s".into(), resource_group: "dns".into() };
    assert_eq!(names(&own, Role::Master, Some((owner, zone))).len(), 3);
    assert_eq!(names(&small(user(true)), Role::Agent, None), ["k8s-identity-16226736-dns-1-role"]);
    let unknown = names(&small(service_principal()), Role::Master, None);
    assert!(unknown.len() <= 1, "{unknown:?}");
}

#[test]
fn a_role_on_a_group_is_given_by_a_deployment_into_it() {
    let id = "/subscriptions/s/resourceGroups/dns";
    let owner = Owner { subscription: "s".into(), resource_group: "dns".into() };
    let given = |scope: String| -> Value {
        let grant =
            PartRole { name: "dns-1".into(), role: ROLE.into(), scope: Some((owner.clone(), scope)), to: Role::Master };
        let template =
            made(&small(user(true)), Brought { grants: vec![grant], ..Brought::default() }).expect("a template");
        let resources = template["resources"].as_array().expect("a list");
        resources.iter().find(|resource| resource.to_string().contains(ROLE)).expect("the role").clone()
    };
    let assignment = |deployment: &Value| deployment["properties"]["template"]["resources"][0].clone();
    let on_group = given(id.to_owned());
    assert_eq!((&on_group["subscriptionId"], &on_group["resourceGroup"]), (&json!("s"), &json!("dns")));
    assert_eq!(assignment(&on_group).get("scope"), None);
    let zone = format!("{id}/providers/Microsoft.Network/dnsZones/example.com");
    let on_zone = given(zone.clone());
    assert_eq!(on_zone["resourceGroup"], "dns");
    assert_eq!(assignment(&on_zone)["scope"], zone);
    assert_ne!(assignment(&on_group)["name"], assignment(&on_zone)["name"]);
}
