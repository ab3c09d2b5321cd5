//! The rooms between text and artifacts stay offline: no async runtime, no HTTP, no cluster client in their trees.

use std::process::Command;

#[test]
fn offline_crates_build_without_an_async_runtime() {
    let output = Command::new(env!("CARGO"))
        .args(["tree", "--workspace", "--edges", "normal", "--prefix", "none", "--format", "{p}", "--offline"])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .expect("cargo tree runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let tree = String::from_utf8(output.stdout).expect("cargo prints UTF-8");
    assert!(tree.contains("slipway-artifacts"), "the tree is that of this workspace");
    for banned in ["tokio", "reqwest", "kube", "hyper", "async-std", "smol"] {
        let found = tree.lines().any(|line| line.split(' ').next() == Some(banned));
        assert!(!found, "{banned} is in the tree of an offline crate");
    }
}
