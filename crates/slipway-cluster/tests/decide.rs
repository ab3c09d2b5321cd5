//! What is decided of small definitions, and what the rules on a decided cluster find.

use serde_json::{Value, json};
use slipway_catalog::Catalog;
use slipway_cluster::{Cluster, Decision};
use slipway_definition::{Document, Report, Spec};

fn decide(change: impl Fn(&mut Value)) -> (Cluster, Vec<(&'static str, String)>) {
    let mut definition = json!({"apiVersion": "vlabs", "location": "westus2", "properties": {
        "masterProfile": {"count": 3, "dnsPrefix": "mytest", "vmSize": "Standard_D2s_v5"},
        "agentPoolProfiles": [{"name": "one", "count": 3, "vmSize": "Standard_D2s_v5"}],
        "linuxProfile": {"adminUsername": "azureuser"}}});
    change(&mut definition["properties"]);
    let document = Document::parse("test.json", definition.to_string().as_bytes()).expect("JSON");
    let mut report = Report::new();
    let spec = Spec::read(&document, &mut report);
    let decision = Decision::of(&spec, &Catalog::builtin(), &mut report).expect("a catalog");
    let found = report.findings().iter().map(|finding| (finding.rule, finding.message.clone())).collect();
    (decision.cluster, found)
}

#[test]
fn addresses_and_names_are_the_older_tools() {
    let (cluster, found) = decide(|_| {});
    assert!(found.is_empty(), "{found:?}");
    let addresses: Vec<_> = cluster.masters.addresses.iter().map(ToString::to_string).collect();
    assert_eq!(addresses, ["10.255.255.5", "10.255.255.6", "10.255.255.7"]);
    assert_eq!(cluster.api.internal_address.to_string(), "10.255.255.15");
    assert_eq!(cluster.masters.machine_names[0], "k8s-master-16226736-0");
    assert_eq!(cluster.pools[0].vm_prefix, "k8s-one-16226736-vmss");
    assert_eq!(cluster.network.dns_service_ip.to_string(), "10.0.0.10");
    assert_eq!(cluster.pools[0].ip_address_count, 31);
    assert_eq!(cluster.pools[0].storage_tier, "Premium_LRS");
}

#[test]
fn a_subnet_that_is_too_small_is_told_with_its_sum() {
    let config = json!({"kubernetesConfig": {"clusterSubnet": "10.240.0.0/25"}});
    let (_, found) = decide(|properties| properties["orchestratorProfile"] = config.clone());
    let message = "subnet 10.240.0.0/25 holds 128 addresses; 6 nodes × (1 + 30 pods) + 1 internal balancer + 5 that \
                   Azure reserves = 192 are needed";
    assert!(found.contains(&("subnet-too-small", message.to_owned())), "{found:?}");
}

#[test]
fn masters_outside_the_subnet_services_inside_it_and_too_many_pools_are_found() {
    let rules = |change: &dyn Fn(&mut Value)| decide(change).1.into_iter().map(|(rule, _)| rule).collect::<Vec<_>>();
    assert_eq!(rules(&|p| p["masterProfile"]["firstConsecutiveStaticIP"] = json!("10.0.0.5")), ["master-addresses"]);
    assert_eq!(rules(&|p| p["masterProfile"]["firstConsecutiveStaticIP"] = json!("10.240.0.2")), ["master-addresses"]);
    let overlap = json!({"kubernetesConfig": {"serviceCidr": "10.240.0.0/16"}});
    assert_eq!(rules(&|p| p["orchestratorProfile"] = overlap.clone()), ["range-overlap"]);
    let pool = |n| json!({"name": format!("p{n}"), "count": 1, "vmSize": "Standard_D2s_v5"});
    let pools: Vec<_> = (0..201).map(pool).collect();
    assert_eq!(rules(&|p| p["agentPoolProfiles"] = json!(pools)), ["pool-number"]);
}

#[test]
fn versions_are_those_of_the_catalog_at_any_patch() {
    let version = |profile: Value| decide(|p| p["orchestratorProfile"] = profile.clone());
    assert_eq!(version(json!({})).0.kubernetes.minor, "1.35");
    let (cluster, found) = version(json!({"orchestratorVersion": "v1.34.4"}));
    assert_eq!((cluster.kubernetes.version.as_str(), found.len()), ("1.34.4", 0));
    for refused in [
        json!({"orchestratorRelease": "1.23"}),
        json!({"orchestratorVersion": "1.35.0", "orchestratorRelease": "1.36"}),
    ] {
        assert_eq!(version(refused).1[0].0, "kubernetes-version");
    }
}

#[test]
fn a_populated_model_decides_the_same_cluster() {
    let (cluster, _) = decide(|_| {});
    let (again, found) = decide(|properties| {
        let mut definition = json!({"properties": properties.clone()});
        cluster.populate(&mut definition);
        *properties = definition["properties"].clone();
    });
    assert!(found.is_empty(), "{found:?}");
    assert_eq!(json!(again), json!(cluster));
}

#[test]
fn cilium_routes_as_far_as_its_routes_reach_and_takes_the_place_of_kube_proxy_when_asked() {
    let subnet = "/subscriptions/6a5c1c2e-52f0-4d0b-8c63-2f4f7a0d9b77/resourceGroups/network/providers/Microsoft.Network/\
                  virtualNetworks/vnet/subnets/nodes";
    let cilium = |change: &dyn Fn(&mut Value)| {
        let (cluster, _) = decide(|properties| {
            properties["orchestratorProfile"] =
                json!({"kubernetesConfig": {"networkPlugin": "cilium", "networkPolicy": "cilium"}});
            change(properties);
        });
        cluster.network
    };
    let network = cilium(&|_| {});
    assert_eq!((network.mode.as_str(), network.cloud_routes, network.kube_proxy), ("vxlan", false, true));
    let config = |key: &'static str, value: Value| {
        move |p: &mut Value| p["orchestratorProfile"]["kubernetesConfig"][key] = value.clone()
    };
    let network = cilium(&config("networkMode", json!("native")));
    assert!(network.cloud_routes && network.route_table.is_some());
    assert_eq!(network.routed_cidr.to_string(), "10.0.0.0/8");
    // Outside of the virtual network, and in one that may have subnets without routes: the pods' range alone.
    assert_eq!(cilium(&config("clusterSubnet", json!("172.20.0.0/16"))).routed_cidr.to_string(), "172.20.0.0/16");
    let existing = cilium(&|properties| {
        properties["masterProfile"]["vnetSubnetId"] = json!(subnet);
        properties["masterProfile"]["firstConsecutiveStaticIP"] = json!("10.240.0.5");
        properties["agentPoolProfiles"][0]["vnetSubnetId"] = json!(subnet);
    });
    assert_eq!(existing.routed_cidr.to_string(), "10.244.0.0/16");
    let addon = json!([{"name": "cilium", "config": {"kube-proxy-replacement": "true"}}]);
    assert!(!cilium(&config("addons", addon.clone())).kube_proxy);
    let azure = decide(|p| p["orchestratorProfile"] = json!({"kubernetesConfig": {"addons": addon.clone()}})).0;
    assert!(azure.network.kube_proxy, "the addon is nothing without its plugin");
}

const VNET: &str = "/subscriptions/6a5c1c2e-52f0-4d0b-8c63-2f4f7a0d9b77/resourceGroups/network/providers/Microsoft.Network/virtualNetworks/vnet";

fn in_existing(properties: &mut Value) {
    let master = &mut properties["masterProfile"];
    master["vnetSubnetID"] = json!(format!("{VNET}/subnets/masters"));
    master["vnetCidr"] = json!("10.239.0.0/16");
    if master["availabilityProfile"].is_null() {
        master["firstConsecutiveStaticIP"] = json!("10.239.255.5");
    } else {
        master["agentVnetSubnetID"] = json!(format!("{VNET}/subnets/agents"));
    }
    properties["agentPoolProfiles"][0]["vnetSubnetID"] = json!(format!("{VNET}/subnets/agents"));
}

fn in_scale_set(properties: &mut Value) {
    properties["masterProfile"]["availabilityProfile"] = json!("VirtualMachineScaleSets");
}

#[test]
fn existing_networks_and_masters_in_scale_sets_have_the_peers_addresses() {
    let (cluster, found) = decide(in_existing);
    assert!(found.is_empty(), "{found:?}");
    let network = &cluster.network;
    assert_eq!(network.vnet.id().as_deref(), Some(VNET));
    assert_eq!((cluster.masters.subnet.as_str(), cluster.pools[0].subnet.as_str()), ("masters", "agents"));
    assert_eq!(network.pod_cidr.to_string(), "10.239.0.0/16");

    let first = |cluster: &Cluster| cluster.masters.addresses.iter().map(ToString::to_string).collect::<Vec<_>>();
    let (cluster, found) = decide(in_scale_set);
    assert!(found.is_empty(), "{found:?}");
    assert_eq!(first(&cluster), ["10.240.0.4", "10.240.0.35", "10.240.0.66"]);
    assert_eq!(cluster.api.internal_address.to_string(), "10.240.255.10");
    let (cluster, found) = decide(|properties| {
        in_scale_set(properties);
        in_existing(properties);
    });
    assert!(found.is_empty(), "{found:?}");
    assert_eq!(first(&cluster), ["10.239.0.4", "10.239.0.35", "10.239.0.66"]);
    assert_eq!(cluster.api.internal_address.to_string(), "10.239.0.106");
}

#[test]
fn a_populated_network_decides_the_same_again() {
    let kubenet = |properties: &mut Value| {
        in_existing(properties);
        properties["orchestratorProfile"] =
            json!({"kubernetesConfig": {"networkPlugin": "kubenet", "routeTableAssociation": "Manual"}});
    };
    let outside = |properties: &mut Value| {
        in_scale_set(properties);
        properties["masterProfile"]["agentSubnet"] = json!("10.1.16.0/20");
    };
    let dual = |properties: &mut Value| {
        properties["orchestratorProfile"] = json!({"kubernetesConfig": {"networkPlugin": "kubenet"}});
        properties["featureFlags"] = json!({"enableIPv6DualStack": true});
        properties["linuxProfile"]["customNodesDNS"] = json!({"dnsServer": "10.1.0.10"});
    };
    let changes: [&dyn Fn(&mut Value); 5] = [&in_existing, &in_scale_set, &outside, &kubenet, &dual];
    for (number, change) in changes.into_iter().enumerate() {
        let (cluster, found) = decide(change);
        assert!(found.is_empty(), "{number}: {found:?}");
        let (again, found) = decide(|properties| {
            change(properties);
            let mut definition = json!({"properties": properties.clone()});
            cluster.populate(&mut definition);
            *properties = definition["properties"].clone();
        });
        assert!(found.is_empty(), "{number}: {found:?}");
        assert_eq!(json!(cluster), json!(again), "{number}");
    }
}

#[test]
fn what_pods_send_to_whom_they_can_reach_is_not_masqueraded() {
    let ranges = |config: Value| {
        let (cluster, _) = decide(|p| p["orchestratorProfile"] = json!({ "kubernetesConfig": config.clone() }));
        cluster.network.unmasqueraded.iter().map(ToString::to_string).collect::<Vec<_>>()
    };
    assert_eq!(ranges(json!({})), ["10.0.0.0/8"]);
    assert_eq!(ranges(json!({"clusterSubnet": "172.16.0.0/16"})), ["172.16.0.0/16"]);
    assert_eq!(ranges(json!({"networkPlugin": "kubenet"})), ["10.0.0.0/8"]);
    let outside = json!({"networkPlugin": "kubenet", "clusterSubnet": "172.20.0.0/16"});
    assert_eq!(ranges(outside), ["10.0.0.0/8", "172.20.0.0/16"]);
    let overlay = json!({"networkPlugin": "kubenet", "networkPolicy": "calico", "networkMode": "vxlan"});
    assert_eq!(ranges(overlay), ["10.244.0.0/16"]);
    assert_eq!(ranges(json!({"networkPlugin": "flannel"})), ["10.244.0.0/16"]);
    assert_eq!(ranges(json!({"networkPlugin": "none"})), ["10.0.0.0/8"]);
}

#[test]
fn blocks_of_pods_are_given_out_by_one_controller() {
    for (plugin, policy, routes, in_subnet) in [
        ("azure", "", false, true),
        ("kubenet", "", true, false),
        ("kubenet", "calico", true, false),
        ("flannel", "", false, false),
        ("cilium", "cilium", false, false),
        ("none", "", false, false),
    ] {
        let config = json!({"kubernetesConfig": {"networkPlugin": plugin, "networkPolicy": policy}});
        let (cluster, found) = decide(|p| p["orchestratorProfile"] = config.clone());
        assert!(found.is_empty(), "{plugin}: {found:?}");
        let network = &cluster.network;
        assert_eq!((network.cloud_routes, network.pods_in_subnet), (routes, in_subnet), "{plugin}");
        assert_eq!(network.route_table.is_some(), routes, "{plugin}");
        assert_eq!(cluster.pools[0].max_pods, if in_subnet { 30 } else { 110 }, "{plugin}");
        assert_eq!(cluster.pools[0].ip_address_count, if in_subnet { 31 } else { 1 }, "{plugin}");
    }
}
