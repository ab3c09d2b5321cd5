//! Networks: of the template's own, of the user's, with both address families.

use serde_json::{Value, json};
use slipway_arm::build;
use slipway_cluster::{Cluster, Identity, Outbound, Owner, RouteTable, Subnet};

use crate::common::{self, Shape, availability_set, input, scale_set, service_principal, system, user};

const SUBSCRIPTION: &str = "6a5c1c2e-52f0-4d0b-8c63-2f4f7a0d9b77";
const VNET: &str = "/subscriptions/6a5c1c2e-52f0-4d0b-8c63-2f4f7a0d9b77/resourceGroups/network/providers/\
                    Microsoft.Network/virtualNetworks/mine";

fn cluster(identity: Identity) -> Cluster {
    let pools = vec![scale_set("pool", 2), availability_set("set", 2)];
    common::cluster(&Shape { masters: 3, identity, pools })
}

/// The machines in two subnets of a network of the user's.
fn in_existing(mut cluster: Cluster) -> Cluster {
    let subnet = |name: &str| Subnet { name: name.into(), cidr: None, cidr_v6: None };
    cluster.network.vnet.name = "mine".into();
    cluster.network.vnet.existing = Some(Owner { subscription: SUBSCRIPTION.into(), resource_group: "network".into() });
    cluster.network.subnets = vec![subnet("masters"), subnet("agents")];
    cluster.network.subnet = "agents".into();
    cluster.masters.subnet = "masters".into();
    for pool in &mut cluster.pools {
        pool.subnet = "agents".into();
    }
    cluster
}

fn with_routes(mut cluster: Cluster, existing: Option<Owner>, associates: bool) -> Cluster {
    cluster.network.plugin = "kubenet".into();
    cluster.network.pods_in_subnet = false;
    cluster.network.cloud_routes = true;
    cluster.network.route_table = Some(RouteTable { name: "routes".into(), existing, associates });
    cluster
}

fn template(cluster: &Cluster) -> Value {
    let built = build(&input(cluster)).expect("a template");
    if let Some(directory) = std::env::var_os("SLIPWAY_ARM_OUT") {
        let name = std::thread::current().name().unwrap_or("network").replace("::", "-");
        let file = std::path::Path::new(&directory).join(format!("{name}.json"));
        std::fs::write(file, format!("{:#}", built.value())).expect("a written file");
    }
    built.value().clone()
}

fn resources<'t>(template: &'t Value, kind: &str) -> Vec<&'t Value> {
    let resources = template["resources"].as_array().expect("resources");
    resources.iter().filter(|resource| resource["type"] == kind).collect()
}

fn named<'t>(template: &'t Value, name: &str) -> &'t Value {
    let resources = template["resources"].as_array().expect("resources");
    resources.iter().find(|resource| resource["name"] == name).unwrap_or_else(|| panic!("no resource {name}"))
}

fn waits_for(resource: &Value, what: &str) -> bool {
    let list = resource["dependsOn"].as_array();
    list.into_iter().flatten().any(|entry| entry.as_str().is_some_and(|entry| entry.contains(what)))
}

#[test]
fn nothing_is_made_that_the_user_owns() {
    let template = template(&in_existing(cluster(system())));
    assert!(resources(&template, "Microsoft.Network/virtualNetworks").is_empty());
    let subnet = |resource: &Value| resource["properties"]["ipConfigurations"][7]["properties"]["subnet"]["id"].clone();
    let master = named(&template, "k8s-master-16226736-nic-0");
    assert_eq!(subnet(master), format!("{VNET}/subnets/masters"));
    let agent = named(&template, "[concat('k8s-set-16226736-nic-', copyIndex())]");
    assert_eq!(subnet(agent), format!("{VNET}/subnets/agents"));
    let set = &named(&template, "k8s-pool-16226736-vmss")["properties"]["virtualMachineProfile"]["networkProfile"]["networkInterfaceConfigurations"]
        [0]["properties"];
    assert_eq!(set["ipConfigurations"][30]["properties"]["subnet"]["id"], format!("{VNET}/subnets/agents"));
    let balancer = &named(&template, "k8s-master-internal-lb-16226736")["properties"]["frontendIPConfigurations"][0];
    assert_eq!(balancer["properties"]["subnet"]["id"], format!("{VNET}/subnets/masters"));
    // The user's subnets may have a security group: the cluster's is on the interfaces.
    let group = json!({"id": "[resourceId('Microsoft.Network/networkSecurityGroups', 'k8s-master-16226736-nsg')]"});
    for interface in [&master["properties"], &agent["properties"], set] {
        assert_eq!(interface["networkSecurityGroup"], group);
    }
    assert_eq!(template["outputs"]["vnetResourceGroup"]["value"], "network");
    assert_eq!(template["outputs"]["virtualNetworkName"]["value"], "mine");
}

#[test]
fn a_network_that_is_made_has_its_group_on_the_subnets() {
    let template = template(&cluster(system()));
    let interface = named(&template, "k8s-master-16226736-nic-0");
    assert!(interface["properties"].get("networkSecurityGroup").is_none());
    assert_eq!(template["outputs"]["vnetResourceGroup"]["value"], "[resourceGroup().name]");
}

#[test]
fn two_subnets_name_servers_and_static_pod_addresses() {
    let mut cluster = with_routes(cluster(user(true)), None, true);
    cluster.network.pods_in_subnet = true;
    let subnet = |name: &str, cidr: &str| Subnet {
        name: name.into(),
        cidr: Some(cidr.parse().expect("a range")),
        cidr_v6: None,
    };
    cluster.network.subnets = vec![subnet("subnetmaster", "10.240.0.0/16"), subnet("subnetagent", "10.248.0.0/13")];
    cluster.network.subnet = "subnetagent".into();
    cluster.network.vnet.dns_servers = vec!["10.1.0.10".parse().expect("an address")];
    cluster.masters.subnet = "subnetmaster".into();
    cluster.masters.static_pod_addresses = true;
    cluster.masters.addresses =
        ["10.240.0.4", "10.240.0.35", "10.240.0.66"].map(|text| text.parse().expect("an address")).into();
    cluster.pools.iter_mut().for_each(|pool| pool.subnet = "subnetagent".into());
    let template = template(&cluster);
    let vnet = &resources(&template, "Microsoft.Network/virtualNetworks")[0]["properties"];
    assert_eq!(vnet["dhcpOptions"], json!({"dnsServers": ["10.1.0.10"]}));
    for (index, (name, range)) in
        [("subnetmaster", "10.240.0.0/16"), ("subnetagent", "10.248.0.0/13")].iter().enumerate()
    {
        let subnet = &vnet["subnets"][index];
        assert_eq!((&subnet["name"], &subnet["properties"]["addressPrefix"]), (&json!(name), &json!(range)));
        assert_eq!(subnet["properties"]["defaultOutboundAccess"], false);
        assert!(subnet["properties"]["routeTable"]["id"].to_string().contains("routes"));
    }
    let first = &named(&template, "k8s-master-16226736-nic-0")["properties"]["ipConfigurations"];
    let address = |number: usize| &first[number]["properties"]["privateIPAddress"];
    assert_eq!(
        (address(0), address(1), address(30)),
        (&json!("10.240.0.4"), &json!("10.240.0.5"), &json!("10.240.0.34"))
    );
    assert!(
        first.as_array().expect("a list").iter().all(|one| one["properties"]["privateIPAllocationMethod"] == "Static")
    );
}

#[test]
fn pods_that_would_take_the_next_masters_address_are_found() {
    let mut cluster = cluster(user(true));
    cluster.masters.static_pod_addresses = true;
    let error = build(&input(&cluster)).expect_err("addresses that are used twice");
    assert!(error.to_string().contains("is taken already"), "{error}");
}

#[test]
fn both_families_have_an_address_and_a_way_out() {
    let mut cluster = with_routes(cluster(system()), None, true);
    cluster.network.pod_cidr_v6 = Some("fc00::/48".parse().expect("a range"));
    cluster.network.service_cidr_v6 = Some("fd00::/108".parse().expect("a range"));
    cluster.network.vnet.cidr_v6 = Some("2001:1234:5678:9a00::/56".parse().expect("a range"));
    cluster.network.subnets[0].cidr_v6 = Some("2001:1234:5678:9abc::/64".parse().expect("a range"));
    for machines in cluster.pools.iter_mut().chain([&mut cluster.masters]) {
        machines.ip_address_count = 1;
    }
    let template = self::template(&cluster);
    let vnet = &resources(&template, "Microsoft.Network/virtualNetworks")[0]["properties"];
    assert_eq!(vnet["addressSpace"]["addressPrefixes"], json!(["10.0.0.0/8", "2001:1234:5678:9a00::/56"]));
    let subnet = &vnet["subnets"][0]["properties"];
    assert_eq!(subnet["addressPrefixes"], json!(["10.240.0.0/12", "2001:1234:5678:9abc::/64"]));
    assert!(subnet.get("addressPrefix").is_none());
    let set = &named(&template, "k8s-pool-16226736-vmss")["properties"]["virtualMachineProfile"]["networkProfile"];
    let set = &set["networkInterfaceConfigurations"][0]["properties"]["ipConfigurations"];
    let master = &named(&template, "k8s-master-16226736-nic-0")["properties"]["ipConfigurations"];
    for (configurations, pool) in [(set, "'MyTest', 'MyTest-IPv6'"), (master, "'k8s-master-pool-16226736-IPv6'")] {
        assert_eq!(configurations.as_array().map(Vec::len), Some(2));
        let properties = &configurations[1]["properties"];
        assert_eq!(
            (&configurations[1]["name"], &properties["privateIPAddressVersion"]),
            (&json!("ipconfigv6"), &json!("IPv6"))
        );
        assert!(properties["loadBalancerBackendAddressPools"][0]["id"].to_string().contains(pool), "{properties}");
    }
    for balancer in ["MyTest", "k8s-master-lb-16226736"] {
        let properties = &named(&template, balancer)["properties"];
        let rules = properties["outboundRules"].as_array().expect("rules");
        let pools: Vec<_> = rules.iter().map(|rule| &rule["properties"]["backendAddressPool"]["id"]).collect();
        assert_eq!((pools.len(), pools.iter().collect::<std::collections::HashSet<_>>().len()), (2, 2), "{balancer}");
    }
    let families = resources(&template, "Microsoft.Network/publicIPAddresses");
    let v6 = families.iter().filter(|address| address["properties"]["publicIPAddressVersion"] == "IPv6");
    assert_eq!(v6.count(), 2);

    cluster.load_balancer.outbound = Outbound::UserDefinedRouting;
    let template = self::template(&in_existing(cluster));
    let families = resources(&template, "Microsoft.Network/publicIPAddresses");
    assert!(families.iter().all(|address| address["properties"]["publicIPAddressVersion"] == "IPv4"));
}

#[test]
fn existing_subnets_get_the_table_one_after_the_other() {
    let template = template(&with_routes(in_existing(cluster(system())), None, true));
    let [first, second] = [0, 1].map(|index| named(&template, &format!("k8s-routes-16226736-{index}")));
    for (deployment, subnet) in [(first, "masters"), (second, "agents")] {
        assert_eq!(
            (&deployment["subscriptionId"], &deployment["resourceGroup"]),
            (&json!(SUBSCRIPTION), &json!("network"))
        );
        assert_eq!(deployment["properties"]["expressionEvaluationOptions"]["scope"], "Inner");
        let is =
            deployment["properties"]["parameters"]["subnet"]["value"]["properties"].as_str().expect("an expression");
        assert!(is.starts_with(&format!("[toObject(filter(items(reference('{VNET}/subnets/{subnet}', '")), "{is}");
        assert!(is.contains("'provisioningState'") && is.contains("'ipConfigurations'"), "{is}");
        let put = &deployment["properties"]["template"]["resources"][0];
        assert_eq!(put["type"], "Microsoft.Network/virtualNetworks/subnets");
        assert_eq!(put["name"], format!("mine/{subnet}"));
        assert!(
            put["properties"].as_str().is_some_and(|text| text.starts_with("[union(parameters('subnet').properties, "))
        );
        assert!(waits_for(deployment, "'Microsoft.Network/routeTables', 'routes'"));
    }
    let id = format!(
        "[resourceId('{SUBSCRIPTION}', 'network', 'Microsoft.Resources/deployments', 'k8s-routes-16226736-0')]"
    );
    assert!(!waits_for(first, "k8s-routes") && second["dependsOn"].as_array().expect("a list").contains(&json!(id)));
    let kinds = ["Microsoft.Network/networkInterfaces", "Microsoft.Compute/virtualMachineScaleSets"];
    for resource in kinds.iter().flat_map(|kind| resources(&template, kind)) {
        assert!(waits_for(resource, "k8s-routes-16226736-1"), "{}", resource["name"]);
    }
    assert!(waits_for(named(&template, "k8s-master-internal-lb-16226736"), "k8s-routes-16226736-1"));
    assert!(!waits_for(named(&template, "k8s-master-lb-16226736"), "k8s-routes"));
}

#[test]
fn the_table_is_left_alone_where_the_user_says_so() {
    let manual = template(&with_routes(in_existing(cluster(system())), None, false));
    assert!(!manual.to_string().contains("k8s-routes"));
    assert_eq!(resources(&manual, "Microsoft.Network/routeTables").len(), 1);

    let owner = Owner { subscription: SUBSCRIPTION.into(), resource_group: "tables".into() };
    let brought = template(&with_routes(in_existing(cluster(system())), Some(owner), false));
    assert!(resources(&brought, "Microsoft.Network/routeTables").is_empty());
    assert!(!brought.to_string().contains("k8s-routes"));
    let role = named(&brought, "k8s-master-16226736-2-routetable-role");
    assert_eq!(role["resourceGroup"], "tables");
    assert_eq!(brought["outputs"]["routeTableName"]["value"], "routes");
}

#[test]
fn identities_may_join_the_network() {
    const ROLE: &str = "4d97b98b-1d4f-4787-a291-c67834d212e7";
    let object_id = Some("1f0c2b3a-4d5e-4f60-8a7b-9c0d1e2f3a4b".to_owned());
    let principal = |object_id| match service_principal() {
        Identity::ServicePrincipal { client_id, .. } => Identity::ServicePrincipal { client_id, object_id },
        other => other,
    };
    for (identity, names) in [
        (system(), vec!["k8s-master-16226736-0", "k8s-master-16226736-1", "k8s-master-16226736-2"]),
        (user(true), vec!["k8s-identity-16226736"]),
        (user(false), vec!["k8s-identity-16226736"]),
        (principal(object_id), vec!["k8s-identity-16226736"]),
        (principal(None), vec![]),
    ] {
        let template = template(&in_existing(cluster(identity)));
        let roles: Vec<_> = resources(&template, "Microsoft.Resources/deployments")
            .into_iter()
            .filter(|deployment| deployment["name"].as_str().is_some_and(|name| name.ends_with("-vnet-role")))
            .collect();
        assert_eq!(roles.len(), names.len());
        for (index, (deployment, name)) in roles.iter().zip(&names).enumerate() {
            assert_eq!(deployment["name"], format!("{name}-vnet-role"));
            assert_eq!(
                (&deployment["subscriptionId"], &deployment["resourceGroup"]),
                (&json!(SUBSCRIPTION), &json!("network"))
            );
            let assignment = &deployment["properties"]["template"]["resources"][0];
            assert_eq!(assignment["scope"], VNET);
            assert_eq!(assignment["name"], format!("[guid('{VNET}', parameters('principal').id, '{ROLE}')]"));
            // The cloud provider asks for the network at once.
            let machine = if names.len() == 1 { 0 } else { index };
            let extension = named(&template, &format!("k8s-master-16226736-{machine}/cse-master-{machine}"));
            assert!(waits_for(extension, &format!("'network', 'Microsoft.Resources/deployments', '{name}-vnet-role'")));
        }
    }
}
