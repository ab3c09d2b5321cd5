//! Every example's output tree, byte for byte. `make bless` renews the trees and shows the difference.
//!
//! Keys and the clock are fixed: the keys are those in the tree's own `apimodel.json`, the clock is `SOURCE_DATE_EPOCH`.
//! `SLIPWAY_ONLY=NAME,NAME` looks at these examples alone.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

/// 2026-11-21T00:00:00Z.
const CLOCK: &str = "1795219200";

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn examples() -> Vec<PathBuf> {
    let mut found: Vec<_> = fs::read_dir(root().join("examples"))
        .expect("examples/")
        .map(|entry| entry.expect("an example").path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "json"))
        .collect();
    found.sort();
    found
}

fn generate(definition: &Path, out: &Path) {
    let output = Command::new(env!("CARGO_BIN_EXE_slipway"))
        .args(["generate", "-o"])
        .args([out, definition])
        // Files that an example names are named from here.
        .current_dir(root())
        .env("SOURCE_DATE_EPOCH", CLOCK)
        .output()
        .expect("slipway runs");
    assert!(output.status.success(), "{}: {}", definition.display(), String::from_utf8_lossy(&output.stderr));
}

/// Path below the tree to bytes.
fn tree(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut files = BTreeMap::new();
    let mut open = vec![folder.to_owned()];
    while let Some(folder_now) = open.pop() {
        for entry in fs::read_dir(&folder_now).expect("a folder of the tree").flatten() {
            let path = entry.path();
            if path.is_dir() {
                open.push(path);
            } else {
                let name = path.strip_prefix(folder).expect("below the tree").to_string_lossy().into_owned();
                files.insert(name, fs::read(&path).expect("a file of the tree"));
            }
        }
    }
    files
}

/// The example with the keys of an earlier output.
fn with_keys_of(example: &Path, model: &Path) -> Value {
    let read = |path: &Path| -> Value { serde_json::from_slice(&fs::read(path).expect("a file")).expect("JSON") };
    let mut definition = read(example);
    let model = read(model);
    for key in ["certificateProfile", "bootstrapProfile"] {
        definition["properties"][key] = model["properties"][key].clone();
    }
    // What is chosen by lot where the definition says nothing.
    let config = "/properties/orchestratorProfile/kubernetesConfig";
    if let Some((own, kept)) = definition.pointer_mut(config).zip(model.pointer(config)) {
        for key in ["etcdEncryptionKey", "dataEncryptionProviders", "keyVaultName"] {
            if own[key].is_null() && !kept[key].is_null() {
                own[key] = kept[key].clone();
            }
        }
    }
    let keys = &definition["properties"]["linuxProfile"]["ssh"]["publicKeys"];
    let has_key = keys[0]["keyData"].as_str().is_some_and(|key| !key.is_empty());
    if !has_key {
        definition["properties"]["linuxProfile"]["ssh"] = model["properties"]["linuxProfile"]["ssh"].clone();
    }
    definition
}

fn assert_same(expected: &BTreeMap<String, Vec<u8>>, made: &BTreeMap<String, Vec<u8>>, of: &str) {
    let names = |tree: &BTreeMap<String, Vec<u8>>| tree.keys().cloned().collect::<Vec<_>>();
    assert_eq!(names(expected), names(made), "{of}: the same files; `make bless` renews them");
    for (name, bytes) in expected {
        let equal = made.get(name) == Some(bytes);
        assert!(equal, "{of}: {name} differs; `make bless` renews the tree and shows the difference");
    }
}

#[test]
fn output_trees_are_those_in_tests_golden() {
    let bless = std::env::var_os("SLIPWAY_BLESS").is_some();
    let scratch = tempfile::tempdir().expect("a temporary folder");
    let mut examples = examples();
    assert!(examples.len() >= 12, "a dozen examples");
    if let Ok(only) = std::env::var("SLIPWAY_ONLY") {
        examples.retain(|path| only.split(',').any(|name| path.file_stem().is_some_and(|stem| stem == name)));
    }
    for example in examples {
        let name = example.file_stem().expect("a name").to_string_lossy().into_owned();
        let golden = root().join("tests/golden").join(&name);
        let made = scratch.path().join(&name);
        let model = golden.join("apimodel.json");
        let model = if model.exists() {
            model
        } else {
            assert!(bless, "{name} has no tree in tests/golden; `make bless` makes it");
            let keys = scratch.path().join(format!("{name}-keys"));
            generate(&example, &keys);
            keys.join("apimodel.json")
        };
        let definition = scratch.path().join(format!("{name}.json"));
        fs::write(&definition, with_keys_of(&example, &model).to_string()).expect("a definition");
        generate(&definition, &made);
        if bless {
            let _ = fs::remove_dir_all(&golden);
            copy(&made, &golden);
        }
        assert_same(&tree(&golden), &tree(&made), &name);

        let again = scratch.path().join(format!("{name}-again"));
        generate(&golden.join("apimodel.json"), &again);
        assert_same(&tree(&golden), &tree(&again), &format!("{name}, from its own apimodel.json"));
    }
}

fn copy(from: &Path, to: &Path) {
    for (name, bytes) in tree(from) {
        // A generated SSH key is of no use to anybody here.
        if name.ends_with("_rsa") {
            let _ = fs::remove_file(from.join(&name));
            continue;
        }
        let target = to.join(name);
        fs::create_dir_all(target.parent().expect("a folder")).expect("a folder");
        fs::write(target, bytes).expect("a file");
    }
}
