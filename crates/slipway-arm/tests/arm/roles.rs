//! Who gets which role on what, by the template or by hand.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;
use slipway_arm::expression::{Expr, expression_in};
use slipway_arm::{AzureId, ManualRole, Principal, build};
use slipway_cluster::{Cluster, Identity, Owner};

use crate::common::{Shape, availability_set, cluster, input, scale_set, service_principal, system, user};
use crate::template::resources;

const CONTRIBUTOR: &str = "b24988ac-6180-42a0-ab88-20f7382dd24c";
const READER: &str = "acdd72a7-3385-48ef-bd42-f606fba81ae7";
const NETWORK_CONTRIBUTOR: &str = "4d97b98b-1d4f-4787-a291-c67834d212e7";
const IDENTITY_OPERATOR: &str = "f1a07417-d97a-45cb-824c-7a7467783830";
const IDENTITY: &str = "/subscriptions/0/resourceGroups/g/providers/Microsoft.ManagedIdentity/userAssignedIdentities/i";
const VNET: &str = "/subscriptions/s/resourceGroups/network/providers/Microsoft.Network/virtualNetworks/spoke";

fn of(identity: Identity) -> Cluster {
    cluster(&Shape { masters: 3, identity, pools: vec![scale_set("set", 2), availability_set("vms", 2)] })
}

fn in_existing_network(mut cluster: Cluster) -> Cluster {
    cluster.network.vnet.name = "spoke".into();
    cluster.network.vnet.existing = Some(Owner { subscription: "s".into(), resource_group: "network".into() });
    cluster
}

fn deployments(cluster: &Cluster) -> Vec<Value> {
    let template = build(&input(cluster)).expect("a template");
    resources(template.value(), "/deployments").into_iter().cloned().collect()
}

/// What ARM makes of an expression in the inner template, whose only parameter is the principal. A GUID is written as what
/// it is made of: another text is another GUID.
fn evaluate(text: &Value, principal: &str) -> String {
    fn of(expression: &Expr, principal: &str) -> String {
        match expression {
            Expr::Text(text) => text.clone(),
            Expr::Member(object, name) => match (of(object, principal).as_str(), name.as_ref()) {
                ("parameters", "id") => principal.to_owned(),
                ("group", "id") => "/group".to_owned(),
                other => panic!("no member {other:?}"),
            },
            Expr::Call(function, arguments) => match function.as_ref() {
                "guid" => arguments.iter().map(|argument| of(argument, principal)).collect::<Vec<_>>().join("-"),
                "parameters" => "parameters".to_owned(),
                "resourceGroup" => "group".to_owned(),
                other => panic!("no function {other}"),
            },
            other => panic!("{other} is not in a name"),
        }
    }
    let text = text.as_str().expect("a text");
    let expression = expression_in(text).map_or_else(|| Expr::text(text), |text| text.parse().expect("an expression"));
    of(&expression, principal)
}

#[test]
fn an_assignment_is_another_one_for_another_principal_role_or_scope() {
    for cluster in
        [of(system()), of(user(true)), in_existing_network(of(user(false))), in_existing_network(of(system()))]
    {
        let name = |deployment: &Value, principal: &str| {
            evaluate(&deployment["properties"]["template"]["resources"][0]["name"], principal)
        };
        let mut seen: BTreeMap<(String, String, String), String> = BTreeMap::new();
        for deployment in deployments(&cluster) {
            let assignment = &deployment["properties"]["template"]["resources"][0];
            let role = assignment["properties"]["roleDefinitionId"].as_str().expect("a role").to_owned();
            let scope = assignment["scope"].as_str().unwrap_or_default().to_owned();
            for principal in ["before", "after"] {
                let key = (principal.to_owned(), role.clone(), scope.clone());
                let name = name(&deployment, principal);
                // The same three are the same assignment, whichever machine it is for.
                assert_eq!(*seen.entry(key).or_insert_with(|| name.clone()), name);
            }
            assert_eq!(evaluate(&assignment["properties"]["principalId"], "after"), "after");
        }
        let names: BTreeSet<_> = seen.values().collect();
        assert_eq!(names.len(), seen.len(), "{seen:#?}");
    }
}

#[test]
fn an_identity_of_another_group_may_be_assigned_to_machines() {
    let on_itself = |identity| {
        let deployments = deployments(&of(identity)).into_iter();
        deployments.filter(|deployment| deployment.to_string().contains(IDENTITY_OPERATOR)).collect::<Vec<_>>()
    };
    assert!(on_itself(system()).is_empty());
    assert!(on_itself(user(true)).is_empty());
    let [deployment] = on_itself(user(false)).try_into().expect("one");
    assert_eq!((&deployment["subscriptionId"], &deployment["resourceGroup"]), (&"0".into(), &"g".into()));
    assert_eq!(deployment["properties"]["template"]["resources"][0]["scope"], IDENTITY);
    // The cloud provider attaches disks at once.
    let template = build(&input(&of(user(false)))).expect("a template");
    let waits = "'0', 'g', 'Microsoft.Resources/deployments', 'k8s-identity-16226736-operator-role'";
    let masters = resources(template.value(), "/extensions").into_iter();
    let masters = masters.filter(|extension| extension["name"].to_string().contains("/cse-master-"));
    assert_eq!(masters.filter(|extension| extension["dependsOn"].to_string().contains(waits)).count(), 3);
}

fn manual(mut cluster: Cluster) -> Vec<ManualRole> {
    let given = deployments(&cluster).len();
    cluster.assigns_roles = false;
    let template = build(&input(&cluster)).expect("a template");
    let text = template.value().to_string();
    assert!(!text.contains("roleAssignments") && !text.contains("-role'"), "{text}");
    // Nothing is lost: a loop of deployments is as many roles as machines.
    assert!(template.manual_roles().len() >= given && given > 0);
    template.manual_roles().to_vec()
}

fn in_group(path: &str, property: &str) -> Principal {
    Principal::Of { resource: AzureId::InGroup(path.to_owned()), property: property.to_owned() }
}

#[test]
fn what_the_template_does_not_give_is_listed() {
    let group = || AzureId::InGroup(String::new());
    let role =
        |principal: Principal, role: &str, scope: AzureId| ManualRole { principal, role: role.to_owned(), scope };
    let machine =
        |name: &str| in_group(&format!("/providers/Microsoft.Compute/virtualMachines/{name}"), "identity.principalId");
    let set =
        in_group("/providers/Microsoft.Compute/virtualMachineScaleSets/k8s-set-16226736-vmss", "identity.principalId");
    let mut expected = vec![role(set, READER, group())];
    expected.extend((0..2).map(|n| role(machine(&format!("k8s-vms-16226736-{n}")), READER, group())));
    for n in 0..3 {
        let name = format!("k8s-master-16226736-{n}");
        expected.push(role(machine(&name), CONTRIBUTOR, group()));
        expected.push(role(machine(&name), NETWORK_CONTRIBUTOR, AzureId::Whole(VNET.to_owned())));
    }
    let roles = manual(in_existing_network(of(system())));
    assert_eq!(roles, expected);
    assert!(!roles.iter().any(ManualRole::is_before_deployment));

    let made = "/providers/Microsoft.ManagedIdentity/userAssignedIdentities/kube";
    assert_eq!(manual(of(user(true))), [role(in_group(made, "properties.principalId"), CONTRIBUTOR, group())]);

    let existing = || {
        let (resource, property) = (AzureId::Whole(IDENTITY.to_owned()), "properties.principalId".to_owned());
        Principal::Of { resource, property }
    };
    let roles = manual(of(user(false)));
    let itself = AzureId::Whole(IDENTITY.to_owned());
    assert_eq!(roles, [role(existing(), CONTRIBUTOR, group()), role(existing(), IDENTITY_OPERATOR, itself)]);
    assert!(roles.iter().all(ManualRole::is_before_deployment));

    let Identity::ServicePrincipal { client_id, .. } = service_principal() else { panic!("a service principal") };
    let principal = Identity::ServicePrincipal { client_id, object_id: Some("them".into()) };
    let network = AzureId::Whole(VNET.to_owned());
    let expected = [role(Principal::Known("them".into()), NETWORK_CONTRIBUTOR, network)];
    assert_eq!(manual(in_existing_network(of(principal))), expected);
}
