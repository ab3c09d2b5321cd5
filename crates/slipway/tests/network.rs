//! `slipway network` as a process.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use serde_json::Value;

const ROOT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../..");

fn network(arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_slipway"));
    command.arg("network").args(arguments).current_dir(ROOT).stdin(Stdio::null());
    command.output().expect("the binary runs")
}

fn out(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).expect("UTF-8")
}

fn examples() -> Vec<PathBuf> {
    let files = fs::read_dir(Path::new(ROOT).join("examples")).expect("examples");
    files
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| path.extension().is_some_and(|end| end == "json"))
        .collect()
}

#[test]
fn says_who_stands_where_and_what_passes() {
    let shown = out(&network(&["examples/kubernetes-3-masters.json"]));
    for line in [
        "plugin      azure, transparent",
        "way out     loadBalancer, 1 public address, idle 30 minutes",
        "API server  public; nodes reach it at 10.255.255.15:443, the internal balancer",
        "services    10.0.0.0/16, the API server 10.0.0.1, DNS 10.0.0.10",
        "  master          3           10.255.255.5 to 10.255.255.7, 31 each",
        "  balancer                    10.255.255.15",
        "  Azure                       10.240.0.0 to 10.240.0.3, and 10.255.255.255",
        "  allow_kube_tls, priority 100",
        "    Tcp 4443        API server: nodes to masters, by balancer",
        "    Tcp 30000-32767 node ports: Internet to nodes",
    ] {
        assert!(shown.lines().any(|shown| shown == line), "{line}\nis not in\n{shown}");
    }
    let (through, shut) = shown.split_once("Shut out\n").expect("both");
    assert!(through.contains("etcd") && !shut.contains("etcd"));
}

#[test]
fn every_example_fits_a_terminal_and_adds_up() {
    for example in examples() {
        let path = example.to_str().expect("UTF-8");
        let shown = out(&network(&[path]));
        let widest = shown.lines().max_by_key(|line| line.chars().count()).expect("lines");
        assert!(widest.chars().count() <= 80, "{path}: {widest}");
        let told: Value = serde_json::from_str(&out(&network(&[path, "--output", "json"]))).expect("JSON");
        for subnet in told["subnets"].as_array().expect("subnets") {
            let number = |key: &str| subnet[key].as_i64();
            if let (Some(held), Some(free)) = (number("addresses"), number("free")) {
                assert_eq!(
                    held,
                    free + number("used").expect("used") + number("reserved").expect("reserved"),
                    "{path}"
                );
                assert!(free >= 0, "{path}");
            }
        }
        let flows = told["flows"].as_array().expect("flows");
        assert!(flows.len() > 8, "{path}");
        for flow in flows.iter().filter(|flow| flow["neededBy"] == "cluster") {
            assert_eq!(flow["passes"], true, "{path}: {flow}");
        }
    }
}

#[test]
fn a_rule_that_shuts_out_is_shown_with_its_place() {
    let set = concat!(
        r#"orchestratorProfile.kubernetesConfig.securityRules=[{"name":"mine","priority":200,"direction":"Inbound","#,
        r#""access":"Deny","protocol":"*","sourceAddressPrefix":"*","destinationPortRange":"2379"}]"#
    );
    let output = network(&["examples/kubernetes-3-masters.json", "--set", set]);
    assert_eq!(output.status.code(), Some(2));
    let shown = out(&output);
    assert!(shown.contains("  mine, priority 200, your securityRules[0]\n    Tcp 2379-2380"), "{shown}");
    assert!(shown.contains("etcd: masters to masters, in part (needed)"), "{shown}");
    assert!(String::from_utf8_lossy(&output.stderr).contains("error[security-flow]"));
}

#[test]
fn what_is_no_definition_is_refused() {
    let output = network(&["Cargo.toml"]);
    assert_eq!((output.status.code(), output.stdout.len()), (Some(2), 0));
    assert_eq!(network(&[]).status.code(), Some(2));
}
