//! The ways out, and the security group.

use serde_json::{Value, json};
use slipway_arm::build;
use slipway_cluster::{Cluster, Outbound, SecurityRule};

use crate::common::{Shape, availability_set, cluster, input, scale_set, system};
use crate::template::{named, resources};

fn with(change: impl FnOnce(&mut Cluster)) -> Value {
    let pools = vec![scale_set("set", 2), availability_set("vms", 2)];
    let mut cluster = cluster(&Shape { masters: 3, identity: system(), pools });
    change(&mut cluster);
    build(&input(&cluster)).expect("a template").value().clone()
}

fn by(outbound: Outbound) -> Value {
    with(|cluster| cluster.load_balancer.outbound = outbound)
}

/// The backend pools of every first address.
fn pools_of_agents(template: &Value) -> Vec<Option<usize>> {
    let set = &named(template, "k8s-set-16226736-vmss")["properties"]["virtualMachineProfile"]["networkProfile"];
    let set = &set["networkInterfaceConfigurations"][0]["properties"]["ipConfigurations"][0];
    let machine =
        &named(template, "[concat('k8s-vms-16226736-nic-', copyIndex())]")["properties"]["ipConfigurations"][0];
    let count = |of: &Value| of["properties"]["loadBalancerBackendAddressPools"].as_array().map(Vec::len);
    vec![count(set), count(machine)]
}

#[test]
fn a_nat_gateway_is_the_only_way_out() {
    let template = by(Outbound::ManagedNatGateway);
    let gateway = named(&template, "k8s-nat-gateway-16226736");
    assert_eq!(gateway["sku"]["name"], "Standard");
    assert_eq!(gateway["properties"]["idleTimeoutInMinutes"], 30);
    assert_eq!(gateway["properties"]["publicIpAddresses"].as_array().map(Vec::len), Some(2));
    let subnet = &resources(&template, "/virtualNetworks")[0]["properties"]["subnets"][0]["properties"];
    assert_eq!(subnet["natGateway"]["id"], "[resourceId('Microsoft.Network/natGateways', 'k8s-nat-gateway-16226736')]");
    assert_eq!(subnet["defaultOutboundAccess"], false);
    assert_eq!(pools_of_agents(&template), [None, None]);
    assert!(
        resources(&template, "/loadBalancers")
            .iter()
            .all(|balancer| balancer["properties"].get("outboundRules").is_none())
    );
}

#[test]
fn without_a_way_out_no_rule_opens_one() {
    for outbound in [Outbound::None, Outbound::UserDefinedRouting, Outbound::UserAssignedNatGateway] {
        let template = by(outbound);
        assert_eq!(pools_of_agents(&template), [None, None]);
        assert_eq!(resources(&template, "/publicIPAddresses").len(), 1, "the API server's alone");
        assert_eq!(resources(&template, "/natGateways").len(), 0);
        for balancer in resources(&template, "/loadBalancers") {
            assert!(balancer["properties"].get("outboundRules").is_none());
        }
        let masters = &named(&template, "k8s-master-lb-16226736")["properties"]["loadBalancingRules"][0]["properties"];
        assert_eq!(masters["disableOutboundSnat"], true);
    }
}

#[test]
fn a_basic_balancer_has_only_what_it_can() {
    let template = with(|cluster| cluster.load_balancer.sku = "Basic".to_owned());
    let balancers = resources(&template, "/loadBalancers");
    assert_eq!(balancers.len(), 2);
    for balancer in balancers {
        assert_eq!(balancer["sku"]["name"], "Basic");
        let text = balancer.to_string();
        for word in ["outboundRules", "enableTcpReset", "disableOutboundSnat"] {
            assert!(!text.contains(word), "{word}: {text}");
        }
    }
    assert_eq!(named(&template, "k8s-master-ip-MyTest-16226736")["sku"]["name"], "Basic");
}

#[test]
fn a_pool_stands_behind_the_balancer_of_the_users_or_the_agents() {
    let id = "/subscriptions/0/resourceGroups/g/providers/Microsoft.Network/loadBalancers/l/backendAddressPools/p";
    let template = with(|cluster| cluster.pools[0].backend_pools = vec![id.to_owned()]);
    let set = &named(&template, "k8s-set-16226736-vmss")["properties"]["virtualMachineProfile"]["networkProfile"];
    let pools = &set["networkInterfaceConfigurations"][0]["properties"]["ipConfigurations"][0]["properties"];
    assert_eq!(pools["loadBalancerBackendAddressPools"], json!([{"id": id}]));
    named(&template, "MyTest");
    let template = with(|cluster| {
        for pool in &mut cluster.pools {
            pool.backend_pools = vec![id.to_owned()];
        }
    });
    assert_eq!(resources(&template, "/publicIPAddresses").len(), 1);
    assert_eq!(resources(&template, "/loadBalancers").len(), 2);
}

#[test]
fn the_group_has_the_users_rules_and_the_clusters() {
    let list = |texts: &[&str]| texts.iter().map(|text| (*text).to_owned()).collect::<Vec<_>>();
    let template = with(|cluster| {
        cluster.network.blocks_internet = true;
        cluster.network.security_rules = vec![SecurityRule {
            name: "allow_mirror".into(),
            description: String::new(),
            priority: 105,
            direction: "Outbound".into(),
            access: "Allow".into(),
            protocol: "Tcp".into(),
            sources: list(&["*"]),
            source_ports: list(&["*"]),
            destinations: list(&["203.0.113.7", "[weird]"]),
            destination_ports: list(&["443"]),
        }];
    });
    let rules = named(&template, "k8s-master-16226736-nsg")["properties"]["securityRules"].as_array().expect("rules");
    let names: Vec<_> =
        rules.iter().map(|rule| (rule["name"].as_str(), rule["properties"]["priority"].as_u64())).collect();
    assert_eq!(
        names,
        [
            ("allow_kube_tls", 100),
            ("allow_ssh", 101),
            ("allow_vnet", 110),
            ("block_outbound", 120),
            ("allow_mirror", 105)
        ]
        .map(|(name, priority)| (Some(name), Some(priority)))
    );
    let mirror = &rules[4]["properties"];
    assert_eq!(mirror["destinationAddressPrefixes"], json!(["203.0.113.7", "[[weird]"]));
    assert!(mirror.get("destinationAddressPrefix").is_none());
    assert_eq!(mirror["destinationPortRange"], "443");
    assert_eq!(rules[3]["properties"]["access"], "Deny");
}
