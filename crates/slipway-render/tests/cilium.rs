//! Cilium reads settings, variables and arguments of its own release: one that it does not know is dropped, or ends the agent.

use std::collections::BTreeSet;

use slipway_render::Parts;

/// Names in the chart's settings, one a line.
const KEYS: &str = include_str!("cilium/keys.txt");
/// Variables of the chart's containers, v1.20.0 (templates/cilium-agent/daemonset.yaml, templates/cilium-operator/deployment.yaml).
const VARIABLES: [&str; 5] =
    ["CILIUM_ALL_STATE", "CILIUM_BPF_STATE", "CILIUM_K8S_NAMESPACE", "K8S_NODE_NAME", "WRITE_CNI_CONF_WHEN_READY"];
/// Arguments of the chart's containers, same places.
const ARGUMENTS: [&str; 2] = ["config-dir", "k8s-kubeconfig-path"];
/// The chart's capabilities that look like variables, same places.
const CAPABILITIES: [&str; 7] =
    ["NET_ADMIN", "NET_RAW", "IPC_LOCK", "SYS_MODULE", "SYS_ADMIN", "SYS_RESOURCE", "DAC_OVERRIDE"];

fn template() -> String {
    let files = Parts::builtin_files();
    files.text("addon/cilium/cilium.yaml.j2").expect("the template").to_owned()
}

#[test]
fn every_setting_is_one_of_the_release() {
    let known: BTreeSet<_> = KEYS.lines().filter(|line| !line.starts_with('#')).collect();
    let template = template();
    let settings = template.split("name: cilium-config\n").nth(1).and_then(|rest| rest.split("---").next());
    let settings = settings.and_then(|map| map.split("\ndata:\n").nth(1)).expect("the ConfigMap");
    let keys = settings.lines().filter_map(|line| {
        let (key, _) = line.strip_prefix("  ")?.split_once(':')?;
        key.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-').then_some(key)
    });
    let keys: Vec<_> = keys.collect();
    assert!(keys.len() > 40, "the settings are read: {keys:?}");
    for key in keys {
        assert!(known.contains(key), "Cilium has no setting {key}");
    }
}

#[test]
fn every_variable_and_argument_is_one_of_the_release() {
    let template = template();
    let capital = |c: char| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '_';
    let words = template.split(|c: char| !(c.is_ascii_alphanumeric() || c == '_'));
    let variables =
        words.filter(|word| word.contains('_') && word.chars().all(capital) && !CAPABILITIES.contains(word));
    let arguments = template.lines().filter_map(|line| line.trim().strip_prefix("- --")?.split('=').next());
    let variables: BTreeSet<_> = variables.collect();
    let arguments: BTreeSet<_> = arguments.collect();
    assert_eq!(variables, BTreeSet::from(VARIABLES));
    assert_eq!(arguments, BTreeSet::from(ARGUMENTS));
}
