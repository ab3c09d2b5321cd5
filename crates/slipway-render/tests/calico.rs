//! Calico's manifests by network, size of the cluster and what the user says; tests/check/calico.py holds them against its releases.

use std::fs;
use std::path::Path;

use serde_json::{Value, json};
use slipway_catalog::{Catalog, Files};
use slipway_cluster::Decision;
use slipway_definition::{Document, Report, Spec};
use slipway_render::{Input, Parts, Rendered, render};

/// The addon alone: the other parts have tests of their own.
fn parts() -> Parts {
    let of = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../parts/addon/calico-daemonset");
    let folder = tempfile::tempdir().expect("a folder");
    let target = folder.path().join("addon/calico-daemonset");
    fs::create_dir_all(&target).expect("a folder");
    for entry in fs::read_dir(of).expect("the part") {
        let path = entry.expect("an entry").path();
        fs::copy(&path, target.join(path.file_name().expect("a name"))).expect("a copy");
    }
    let mut files = Files::default();
    files.overlay(folder.path()).expect("readable files");
    Parts::of(files).expect("a good part")
}

/// A cluster of one master and so many agents.
fn made(release: &str, agents: u32, config: &Value) -> Rendered {
    let definition = json!({"apiVersion": "vlabs", "location": "westus2", "properties": {
        "orchestratorProfile": {"orchestratorRelease": release, "kubernetesConfig": config},
        "masterProfile": {"count": 1, "dnsPrefix": "mytest", "vmSize": "Standard_D2s_v5"},
        "agentPoolProfiles": [{"name": "one", "count": agents, "vmSize": "Standard_D2s_v5"}],
        "linuxProfile": {"adminUsername": "azureuser"}}});
    let document = Document::parse("test.json", definition.to_string().as_bytes()).expect("JSON");
    let mut report = Report::new();
    let spec = Spec::read(&document, &mut report);
    let catalog = Catalog::builtin();
    let Decision { cluster, release } = Decision::of(&spec, &catalog, &mut report).expect("a catalog");
    let removed = catalog.removed().expect("removed things");
    let input = Input { cluster: &cluster, release: &release, removed: &removed, parts: &parts(), pki: &json!({}) };
    render(&input).expect("good parts")
}

fn manifest(made: &Rendered, name: &str) -> String {
    let path = format!("/etc/kubernetes/addons/calico-{name}.yaml");
    let found = made.roles[0].files.iter().find(|file| file.path == path);
    found.map(|file| file.text.to_string()).unwrap_or_default()
}

/// The value of an environment variable, or what stands in its place.
fn variable<'m>(manifest: &'m str, name: &str) -> Option<&'m str> {
    let (_, rest) = manifest.split_once(&format!("- name: {name}\n"))?;
    rest.lines().next()?.trim().strip_prefix("value: ").map(|value| value.trim_matches('"'))
}

fn rules(made: &Rendered) -> Vec<&'static str> {
    made.notes.iter().map(|note| note.rule.id).collect()
}

#[test]
fn each_network_has_its_own_way() {
    let azure = manifest(&made("1.35", 3, &json!({"networkPolicy": "calico"})), "daemonset");
    assert_eq!(variable(&azure, "FELIX_INTERFACEPREFIX"), Some("azv"));
    assert_eq!(variable(&azure, "CALICO_NETWORKING_BACKEND"), Some("none"));
    assert_eq!(variable(&azure, "NO_DEFAULT_POOLS"), Some("true"));
    assert!(!azure.contains("initContainers") && !azure.contains("cni-conf"), "Azure CNI's configuration stays");

    let routes = made("1.35", 3, &json!({"networkPlugin": "kubenet", "networkPolicy": "calico"}));
    let routes = manifest(&routes, "daemonset");
    assert_eq!(variable(&routes, "USE_POD_CIDR"), Some("true"));
    assert_eq!(variable(&routes, "NO_DEFAULT_POOLS"), Some("true"));
    assert_eq!(variable(&routes, "FELIX_INTERFACEPREFIX"), None);
    assert!(routes.contains(r#""subnet": "usePodCidr""#), "{routes}");

    let vxlan = json!({"networkPlugin": "kubenet", "networkPolicy": "calico", "networkMode": "vxlan",
        "clusterSubnet": "10.100.0.0/16"});
    let vxlan = manifest(&made("1.35", 3, &vxlan), "daemonset");
    assert_eq!(variable(&vxlan, "CALICO_NETWORKING_BACKEND"), Some("vxlan"));
    assert_eq!(variable(&vxlan, "CALICO_IPV4POOL_CIDR"), Some("10.100.0.0/16"));
    assert_eq!(variable(&vxlan, "CALICO_IPV4POOL_VXLAN"), Some("Always"));
    assert_eq!((variable(&vxlan, "FELIX_VXLANMTU"), variable(&vxlan, "CNI_MTU")), (Some("1350"), Some("1350")));
    assert_eq!(variable(&vxlan, "NO_DEFAULT_POOLS"), None);
    for manifest in [azure, routes, vxlan] {
        assert_eq!(variable(&manifest, "FELIX_IPINIPENABLED"), Some("false"));
    }
    assert!(made("1.35", 3, &json!({})).addons.is_empty(), "nobody asked for it");
}

#[test]
fn typha_stands_there_from_fifty_nodes_on() {
    let policy =
        |config: Value| json!({"networkPolicy": "calico", "addons": [{"name": "calico-daemonset", "config": config}]});
    for (agents, config, replicas) in [
        (48, json!({}), None),
        (49, json!({}), Some("3")),
        (599, json!({}), Some("3")),
        (601, json!({}), Some("4")),
        (60, json!({"typhaEnabled": "false"}), None),
        (1, json!({"typhaEnabled": "true"}), Some("2")),
        (60, json!({"typhaReplicas": "7"}), Some("7")),
    ] {
        let rendered = made("1.35", agents, &policy(config.clone()));
        assert!(rules(&rendered).is_empty(), "{:?}", rendered.notes);
        let manifest = manifest(&rendered, "daemonset");
        let typha =
            manifest.split("\n---\n").find(|object| object.contains("Deployment\nmetadata:\n  name: calico-typha"));
        let found = typha.and_then(|typha| typha.lines().find_map(|line| line.strip_prefix("  replicas: ")));
        assert_eq!(found, replicas, "{agents} agents, {config}");
        let is_asked = variable(&manifest, "FELIX_TYPHAK8SSERVICENAME") == Some("calico-typha");
        assert_eq!(is_asked, replicas.is_some(), "{agents} agents, {config}");
    }
}

#[test]
fn what_azure_drops_is_refused() {
    let asked = |mode: &str, encapsulation: &str| {
        rules(&made(
            "1.35",
            3,
            &json!({"networkPlugin": "kubenet", "networkPolicy": "calico", "networkMode": mode,
            "addons": [{"name": "calico-daemonset", "config": {"encapsulation": encapsulation}}]}),
        ))
    };
    assert!(asked("vxlan", "VXLAN").is_empty() && asked("routes", "None").is_empty());
    for (mode, encapsulation) in [
        ("vxlan", "IPIP"),
        ("vxlan", "VXLANCrossSubnet"),
        ("vxlan", "None"),
        ("routes", "IPIPCrossSubnet"),
        ("routes", "VXLAN"),
    ] {
        assert_eq!(asked(mode, encapsulation), ["addon-config-value"], "{mode}, {encapsulation}");
    }
    let off = json!({"networkPolicy": "calico", "addons": [{"name": "calico-daemonset", "enabled": false}]});
    assert_eq!(rules(&made("1.35", 3, &off)), ["addon-required"]);
}

#[test]
fn rules_are_written_as_kube_proxy_writes_them_and_kinds_are_the_release_s() {
    for (mode, nftables) in [("iptables", "Disabled"), ("nftables", "Enabled")] {
        let made = made("1.33", 3, &json!({"networkPolicy": "calico", "kubeProxyMode": mode}));
        assert_eq!(variable(&manifest(&made, "daemonset"), "FELIX_NFTABLESMODE"), Some(nftables));
    }
    for (release, has, has_not) in [
        ("1.33", "adminnetworkpolicies", "clusternetworkpolicies"),
        ("1.36", "clusternetworkpolicies", "adminnetworkpolicies"),
    ] {
        let made = made(release, 3, &json!({"networkPolicy": "calico"}));
        for name in ["crds", "rbac"] {
            let manifest = manifest(&made, name);
            assert!(manifest.contains(has) && !manifest.contains(has_not), "{release}, {name}");
        }
    }
}
