//! `schema/slipway.schema.json` is what `slipway schema` prints, and every example names it. `make bless` renews it;
//! tests/check validates definitions against it.

use std::fs;
use std::path::Path;
use std::process::Command;

use serde_json::Value;

#[test]
fn the_schema_in_the_tree_is_the_commands() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let output = Command::new(env!("CARGO_BIN_EXE_slipway")).arg("schema").output().expect("slipway runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let file = root.join("schema/slipway.schema.json");
    if std::env::var_os("SLIPWAY_BLESS").is_some() {
        fs::create_dir_all(root.join("schema")).expect("a folder");
        fs::write(&file, &output.stdout).expect("the schema can be written");
    }
    let should = fs::read(&file).unwrap_or_default();
    assert!(should == output.stdout, "`make bless` renews schema/slipway.schema.json");
}

#[test]
fn every_example_names_the_schema() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples");
    for entry in fs::read_dir(folder).expect("examples/") {
        let path = entry.expect("an example").path();
        if path.extension().is_some_and(|ending| ending == "json") {
            let example: Value = serde_json::from_slice(&fs::read(&path).expect("an example")).expect("JSON");
            assert_eq!(example["$schema"], "../schema/slipway.schema.json", "{}", path.display());
        }
    }
}
