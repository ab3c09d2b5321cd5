//! Migrating the corpus of definitions and mutations beside the checkout, where there is one: what either Go tool accepts is
//! accepted afterwards, a second time changes nothing, and nothing whatever makes it panic.

use std::fs;
use std::path::PathBuf;

use serde_json::Value;
use slipway::Inspector;
use slipway_catalog::Catalog;
use slipway_definition::{Document, Finding, Severity};
use slipway_migrate::{MigrateError, Migration, migrate};

/// Definitions, and the rules that refuse them on purpose: the Go tools pass on what Azure would refuse.
const ON_PURPOSE: [(&str, &str); 6] = [
    // Its service principal is a placeholder, `ServicePrincipalClientID`.
    ("a-td-customcloud-kubernetes", "guid"),
    // So are its root certificates and its list of package sources.
    ("a-td-customcloud-kubernetes", "custom-cloud-files"),
    // And its certificates, but for one that is in a key vault: what is real in part is left to the user.
    ("a-td-customcloud-kubernetes", "certificate-form"),
    // Its authority stays in a key vault with its key, and certificates that only slipway has are to be signed by it.
    ("a-ex-keyvault-params-kubernetes", "certificate-vault"),
    // Its disks of 80 GB fit neither the cache nor the temporary disk of their size.
    ("a-ex-disks-ephemeral-ephemeral-disks", "ephemeral-disk-size"),
    // Its manifest is a word.
    ("a-td-addons-kubernetes-kube-proxy", "addon-manifest"),
];

fn corpus(name: &str) -> Option<PathBuf> {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/corpus").join(name);
    path.exists().then_some(path)
}

fn migrated(name: &str, text: &str) -> Option<Migration> {
    let document = Document::parse(name, text.as_bytes()).unwrap_or_else(|error| panic!("{name}: {error}"));
    match migrate(&document, &Catalog::builtin()) {
        Ok(migration) => {
            let again = migrate(&migration.document, &Catalog::builtin()).expect("the same again");
            assert!(again.changes.is_empty(), "{name}: {:?}", again.changes);
            Some(migration)
        }
        Err(MigrateError::Refused { .. }) => None,
        Err(error) => panic!("{name}: {error}"),
    }
}

#[test]
fn what_a_go_tool_accepts_is_accepted_after_migrating() {
    let Some(index) = corpus("index.tsv") else { return };
    let inspector = Inspector::builtin().expect("built-in facts");
    let mut wrong = Vec::new();
    for line in fs::read_to_string(index).expect("a text").lines().skip(1) {
        let mut columns = line.split('\t');
        let file = columns.next().expect("a name");
        let verdicts: Vec<_> = columns.skip(2).filter(|verdict| verdict.starts_with("pass")).collect();
        if verdicts.is_empty() {
            continue;
        }
        // A placeholder stands in the file itself; the Go tools pass the one in which it is filled.
        let is_filled = verdicts.iter().all(|verdict| verdict.contains("full-fill"));
        let stem = file.strip_suffix(".json").expect("a JSON file");
        for name in [file.to_owned(), format!("{stem}.nover.json"), format!("{stem}.full.json")] {
            let Some(path) = corpus(&format!("definitions/{name}")) else { continue };
            if is_filled && !name.ends_with(".full.json") {
                continue;
            }
            let migration = migrated(&name, &fs::read_to_string(path).expect("a text")).expect("Kubernetes");
            let report = inspector.inspect(&migration.document).expect("built-in facts");
            let is_error = |finding: &&Finding| {
                finding.severity == Severity::Error
                    && !ON_PURPOSE.contains(&(stem.trim_end_matches(".full"), finding.rule))
            };
            let errors = report.findings().iter().filter(is_error);
            wrong.extend(errors.map(|finding| format!("{name}: {}: {}", finding.rule, finding.message)));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_mutation_comes_to_an_end() {
    let Some(mutations) = corpus("mutations.jsonl") else { return };
    for line in fs::read_to_string(mutations).expect("a text").lines() {
        let mutation: Value = serde_json::from_str(line).expect("a JSON line");
        let name = format!("{}.json", mutation["id"].as_str().unwrap_or_default());
        if mutation["model"].is_object() {
            migrated(&name, &format!("{:#}", mutation["model"]));
            migrated(&name, &mutation["model"].to_string());
        }
    }
}
