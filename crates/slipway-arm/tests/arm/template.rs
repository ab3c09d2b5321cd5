//! What stands in the template.

use serde_json::{Value, json};
use slipway_arm::{ParameterKind, build};
use slipway_cluster::{Availability, RollingUpgrade, Upgrade};

use crate::common::{self, availability_set, cluster, input, scale_set, service_principal, shapes, system, user};

fn template(shape: &common::Shape) -> Value {
    build(&input(&cluster(shape))).expect("a template").value().clone()
}

fn shape(masters: u32, identity: slipway_cluster::Identity, pools: Vec<slipway_cluster::Machines>) -> common::Shape {
    common::Shape { masters, identity, pools }
}

pub(crate) fn resources<'t>(template: &'t Value, kind: &str) -> Vec<&'t Value> {
    let resources = template["resources"].as_array().expect("resources");
    resources.iter().filter(|resource| resource["type"].as_str().is_some_and(|name| name.ends_with(kind))).collect()
}

pub(crate) fn named<'t>(template: &'t Value, name: &str) -> &'t Value {
    let resources = template["resources"].as_array().expect("resources");
    resources.iter().find(|resource| resource["name"] == name).unwrap_or_else(|| panic!("no resource {name}"))
}

/// With `SLIPWAY_ARM_OUT` set, every template is also written there, for checks against Azure's schemas.
#[test]
fn every_shape_builds_and_keeps_its_order() {
    for (number, shape) in shapes().iter().enumerate() {
        let built = build(&input(&cluster(shape))).unwrap_or_else(|error| panic!("{shape:?}: {error}"));
        let keys: Vec<_> = built.value().as_object().expect("an object").keys().map(String::as_str).collect();
        assert_eq!(keys, ["$schema", "contentVersion", "parameters", "resources", "outputs"]);
        let again = build(&input(&cluster(shape))).expect("a template");
        assert_eq!(built.value().to_string(), again.value().to_string());
        if let Some(directory) = std::env::var_os("SLIPWAY_ARM_OUT") {
            let file = std::path::Path::new(&directory).join(format!("{number:02}.json"));
            std::fs::write(file, format!("{:#}", built.value())).expect("a written file");
        }
    }
}

#[test]
fn masters_stand_one_by_one_with_their_addresses_and_doors() {
    let template = template(&shape(3, system(), vec![]));
    for (number, port) in [(0, 22), (1, 2201), (2, 2202)] {
        let interface = named(&template, &format!("k8s-master-16226736-nic-{number}"));
        let configurations = interface["properties"]["ipConfigurations"].as_array().expect("configurations");
        assert_eq!(configurations.len(), 31);
        let first = &configurations[0]["properties"];
        assert_eq!(first["privateIPAddress"], format!("10.255.255.{}", 5 + number));
        assert_eq!(first["loadBalancerBackendAddressPools"].as_array().map(Vec::len), Some(2));
        assert_eq!(configurations[30]["name"], "ipconfig31");
        assert!(configurations[1]["properties"].get("loadBalancerBackendAddressPools").is_none());

        let rule = &named(&template, "k8s-master-lb-16226736")["properties"]["inboundNatRules"][number];
        assert_eq!(rule["name"], format!("SSH-k8s-master-16226736-{number}"));
        assert_eq!(rule["properties"]["frontendPort"], port);

        let machine = named(&template, &format!("k8s-master-16226736-{number}"));
        let disk = &machine["properties"]["storageProfile"]["dataDisks"][0];
        let name = format!("k8s-master-16226736-{number}-etcddisk");
        let id = format!("[resourceId('Microsoft.Compute/disks', '{name}')]");
        assert_eq!(
            (&disk["lun"], &disk["createOption"], &disk["managedDisk"]["id"]),
            (&0.into(), &"Attach".into(), &id.into())
        );
        assert_eq!(named(&template, &name)["properties"]["creationData"]["createOption"], "Empty");
        named(&template, &format!("k8s-master-16226736-{number}/cse-master-{number}"));
    }
    assert_eq!(
        named(&template, "k8s-master-internal-lb-16226736")["properties"]["loadBalancingRules"][0]["properties"]["backendPort"],
        4443
    );
}

#[test]
fn a_single_master_has_no_internal_balancer() {
    let template = template(&shape(1, system(), vec![]));
    assert_eq!(resources(&template, "/loadBalancers").len(), 2);
    let pools = &named(&template, "k8s-master-16226736-nic-0")["properties"]["ipConfigurations"][0]["properties"]["loadBalancerBackendAddressPools"];
    assert_eq!(pools.as_array().map(Vec::len), Some(1));
}

#[test]
fn every_way_out_is_explicit() {
    let template = template(&shape(3, system(), vec![scale_set("pool", 2)]));
    let subnet = &resources(&template, "/virtualNetworks")[0]["properties"]["subnets"][0]["properties"];
    assert_eq!(subnet["defaultOutboundAccess"], false);
    let masters = &named(&template, "k8s-master-lb-16226736")["properties"];
    assert_eq!(masters["loadBalancingRules"][0]["properties"]["disableOutboundSnat"], true);
    assert_eq!(masters["outboundRules"][0]["properties"]["idleTimeoutInMinutes"], 30);
    let agents = &named(&template, "MyTest")["properties"];
    let frontends = agents["outboundRules"][0]["properties"]["frontendIPConfigurations"].as_array();
    assert_eq!(frontends.map(Vec::len), Some(2));
    named(&template, "k8s-agent-ip-outbound");
    named(&template, "k8s-agent-ip-outbound2");
    assert_eq!(
        named(&template, "k8s-master-ip-MyTest-16226736")["properties"]["dnsSettings"]["domainNameLabel"],
        "mytest"
    );
}

#[test]
fn a_role_assignment_is_named_after_its_principal() {
    let pools = vec![scale_set("set", 2), availability_set("vms", 2)];
    let template = template(&shape(1, system(), pools));
    let roles = resources(&template, "/deployments");
    assert_eq!(roles.len(), 3);
    for (role, definition) in roles.iter().zip(["acdd72a7", "acdd72a7", "b24988ac"]) {
        let principal = role["properties"]["parameters"]["principal"]["value"]["id"].as_str().expect("an expression");
        assert!(principal.ends_with("'2026-03-01', 'Full').identity.principalId]"), "{principal}");
        let assignment = &role["properties"]["template"]["resources"][0];
        let name = assignment["name"].as_str().expect("a name");
        assert!(name.starts_with("[guid(resourceGroup().id, parameters('principal').id, '"), "{name}");
        assert!(name.contains(definition), "{name}");
        assert!(assignment["properties"]["roleDefinitionId"].as_str().is_some_and(|id| id.contains(definition)));
    }
}

#[test]
fn identities_differ_by_kind() {
    let pools = || vec![scale_set("set", 2), availability_set("vms", 2)];
    let created = template(&shape(3, user(true), pools()));
    assert_eq!(resources(&created, "/userAssignedIdentities").len(), 1);
    assert_eq!(resources(&created, "/deployments").len(), 1);
    let id = "[resourceId('Microsoft.ManagedIdentity/userAssignedIdentities', 'kube')]";
    for kind in ["/virtualMachines", "/virtualMachineScaleSets"] {
        let machine = resources(&created, kind)[0];
        assert!(machine["identity"]["userAssignedIdentities"][id].is_object());
        assert!(machine["dependsOn"].as_array().is_some_and(|ids| ids.contains(&id.into())));
    }

    let existing = template(&shape(3, user(false), pools()));
    assert!(resources(&existing, "/userAssignedIdentities").is_empty());
    assert!(existing.to_string().contains("reference('/subscriptions/0/resourceGroups/g/"));

    let principal = template(&shape(3, service_principal(), pools()));
    assert!(resources(&principal, "/deployments").is_empty());
    assert!(resources(&principal, "/virtualMachines").iter().all(|machine| machine.get("identity").is_none()));
    let script = resources(&principal, "/extensions")[0]["properties"]["protectedSettings"]["script"].as_str();
    assert!(
        script.is_some_and(|script| script.contains("'aadClientSecret', parameters('servicePrincipalClientSecret')"))
    );
}

#[test]
fn a_user_cannot_write_expressions_or_take_the_makers_tags() {
    let template = template(&shape(1, system(), vec![availability_set("vms", 2)]));
    let machine = resources(&template, "/virtualMachines")[0];
    assert_eq!(machine["tags"]["poolName"], "vms");
    assert!(machine["tags"].get("poolname").is_none());
    assert_eq!(machine["tags"]["team"], "[[blue]");
    assert_eq!(machine["tags"]["note"], "[[parameters('x')]");
    assert_eq!(machine["tags"]["creationSource"], "[concat('slipway-k8s-vms-16226736-', copyIndex())]");
    assert_eq!(named(&template, "k8s-vnet-16226736")["tags"]["team"], "red");
}

#[test]
fn scale_sets_carry_their_extension() {
    let template = template(&shape(1, system(), vec![scale_set("set", 7)]));
    let set = resources(&template, "/virtualMachineScaleSets")[0];
    assert_eq!((&set["name"], &set["sku"]["capacity"]), (&"k8s-set-16226736-vmss".into(), &7.into()));
    let properties = &set["properties"];
    assert_eq!(properties["orchestrationMode"], "Uniform");
    assert_eq!(properties["upgradePolicy"]["mode"], "Manual");
    assert_eq!(properties["doNotRunExtensionsOnOverprovisionedVMs"], true);
    let model = &properties["virtualMachineProfile"];
    assert_eq!(model["extensionProfile"]["extensions"][0]["name"], "vmssCSE");
    assert_eq!(model["storageProfile"]["dataDisks"][1]["diskSizeGB"], 256);
    let configurations =
        &model["networkProfile"]["networkInterfaceConfigurations"][0]["properties"]["ipConfigurations"];
    assert_eq!(configurations.as_array().map(Vec::len), Some(31));
}

#[test]
fn rolling_upgrades_ask_the_kubelet() {
    let rolling = RollingUpgrade {
        max_batch_percent: 10,
        max_unhealthy_percent: 30,
        max_unhealthy_upgraded_percent: 0,
        pause: "PT5M".into(),
        unhealthy_first: true,
        max_surge: true,
        health_port: 10300,
    };
    let of = |chosen: Upgrade| {
        let mut pool = scale_set("set", 7);
        if let Availability::ScaleSet { upgrade, .. } = &mut pool.availability {
            *upgrade = chosen;
        }
        let template = template(&shape(1, system(), vec![pool]));
        resources(&template, "/virtualMachineScaleSets")[0]["properties"].clone()
    };
    let properties = of(Upgrade::Rolling(rolling));
    assert_eq!(
        properties["upgradePolicy"],
        json!({"mode": "Rolling", "rollingUpgradePolicy": {
            "maxBatchInstancePercent": 10,
            "maxUnhealthyInstancePercent": 30,
            "maxUnhealthyUpgradedInstancePercent": 0,
            "pauseTimeBetweenBatches": "PT5M",
            "prioritizeUnhealthyInstances": true,
            "maxSurge": true,
        }})
    );
    let extensions = &properties["virtualMachineProfile"]["extensionProfile"]["extensions"];
    assert_eq!(extensions[0]["name"], "vmssCSE");
    let health = &extensions[1]["properties"];
    assert_eq!(health["type"], "ApplicationHealthLinux");
    assert_eq!(health["provisionAfterExtensions"], json!(["vmssCSE"]));
    assert_eq!(health["settings"]["port"], 10300);
    assert_eq!(health["settings"]["requestPath"], "healthz");

    let properties = of(Upgrade::Automatic);
    assert_eq!(properties["upgradePolicy"], json!({"mode": "Automatic"}));
    let extensions = &properties["virtualMachineProfile"]["extensionProfile"]["extensions"];
    assert_eq!(extensions.as_array().map(Vec::len), Some(1));
}

#[test]
fn nothing_waits_for_what_it_does_not_use() {
    let template = template(&shape(3, system(), vec![availability_set("vms", 2)]));
    let waits = |name: &str| -> Vec<String> {
        let ids = named(&template, name)["dependsOn"].as_array().cloned().unwrap_or_default();
        ids.iter().filter_map(Value::as_str).map(str::to_owned).collect()
    };
    assert_eq!(
        waits("k8s-master-16226736-0/cse-master-0"),
        [
            "[resourceId('Microsoft.Compute/virtualMachines', 'k8s-master-16226736-0')]",
            "[resourceId('Microsoft.Resources/deployments', 'k8s-master-16226736-0-role')]",
        ]
    );
    assert_eq!(
        waits("k8s-master-16226736-nic-2"),
        [
            "[resourceId('Microsoft.Network/virtualNetworks', 'k8s-vnet-16226736')]",
            "[resourceId('Microsoft.Network/loadBalancers', 'k8s-master-lb-16226736')]",
            "[resourceId('Microsoft.Network/loadBalancers', 'k8s-master-internal-lb-16226736')]",
        ]
    );
    assert_eq!(
        waits("[concat('k8s-vms-16226736-', copyIndex(), '/cse-agent-', copyIndex())]"),
        ["[resourceId('Microsoft.Compute/virtualMachines', concat('k8s-vms-16226736-', copyIndex()))]",]
    );
    assert!(waits("k8s-master-16226736-nsg").is_empty());
}

#[test]
fn the_outputs_are_the_nine_of_the_older_tools() {
    let template = template(&shape(1, system(), vec![]));
    let mut names: Vec<_> = template["outputs"].as_object().expect("outputs").keys().map(String::as_str).collect();
    names.sort_unstable();
    assert_eq!(
        names,
        [
            "masterFQDN",
            "primaryAvailabilitySetName",
            "primaryScaleSetName",
            "resourceGroup",
            "routeTableName",
            "securityGroupName",
            "subnetName",
            "virtualNetworkName",
            "vnetResourceGroup",
        ]
    );
}

#[test]
fn the_location_is_the_definitions_or_the_resource_groups() {
    let mut cluster = cluster(&shape(1, system(), vec![]));
    let known = build(&input(&cluster)).expect("a template");
    assert_eq!(known.value()["parameters"]["location"]["defaultValue"], "westus2");
    cluster.location = None;
    let unknown = build(&input(&cluster)).expect("a template");
    assert_eq!(unknown.value()["parameters"]["location"]["defaultValue"], "[resourceGroup().location]");
}

#[test]
fn a_route_table_is_there_when_it_is_needed() {
    let mut cluster = cluster(&shape(1, system(), vec![scale_set("set", 1)]));
    cluster.network.route_table = Some(slipway_cluster::RouteTable {
        name: "k8s-master-16226736-routetable".into(),
        existing: None,
        associates: true,
    });
    cluster.network.pods_in_subnet = false;
    let template = build(&input(&cluster)).expect("a template");
    let id = "[resourceId('Microsoft.Network/routeTables', 'k8s-master-16226736-routetable')]";
    let network = named(template.value(), "k8s-vnet-16226736");
    assert_eq!(network["properties"]["subnets"][0]["properties"]["routeTable"]["id"], id);
    assert_eq!(named(template.value(), "k8s-master-16226736-nic-0")["properties"]["enableIPForwarding"], true);
}

#[test]
fn values_stand_in_the_parameters_file_alone() {
    let cluster = cluster(&shape(1, system(), vec![]));
    let built = build(&input(&cluster)).expect("a template");
    let secret = built.parameters_file()["parameters"]["caPrivateKey"]["value"].as_str().expect("a value");
    assert!(!built.value().to_string().contains(secret));
    assert_eq!(built.value()["parameters"]["caPrivateKey"]["type"], "securestring");
}

#[test]
fn input_that_does_not_fit_is_refused() {
    let whole = cluster(&shape(3, service_principal(), vec![scale_set("set", 1)]));
    let refused = |change: &dyn Fn(&mut slipway_arm::Input<'_>)| {
        let mut input = input(&whole);
        change(&mut input);
        build(&input).expect_err("an error").to_string()
    };
    assert_eq!(refused(&|input| input.pools.clear()), "1 bootstraps of pools needed, 0 given");
    assert_eq!(refused(&|input| input.master_files.truncate(1)), "3 file lists of masters needed, 1 given");
    assert_eq!(
        refused(&|input| input.parameters[0].kind = ParameterKind::Int),
        "value of parameter caPrivateKey is not of type int"
    );
    assert_eq!(refused(&|input| input.parameters[0].name = "LOCATION".into()), "parameter LOCATION is given twice");
    let error = refused(&|input| drop(input.parameters.pop()));
    assert_eq!(error, "template is inconsistent: parameter serviceprincipalclientsecret is used and not declared");
}
