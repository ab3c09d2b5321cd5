//! `tests/errors`: one folder a rule, with the smallest definitions that it finds fault with and the exact message.
//!
//! `cluster.json` and `stderr.txt`; further ones `NAME.json` and `NAME.stderr.txt`. A definition may be YAML, and
//! `NAME.args` beside it has further arguments, one a line. `SLIPWAY_BLESS=1` writes the messages; read them before they are committed.
//! `SLIPWAY_ONLY=ID,ID` looks at these rules alone.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::Value;
use slipway_definition::RuleText;

const ERRORS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/errors");

fn validate(definition: &Path, form: &str) -> Output {
    let (folder, name) = (definition.parent().expect("a folder"), definition.file_name().expect("a name"));
    let arguments = fs::read_to_string(definition.with_extension("args")).unwrap_or_default();
    Command::new(env!("CARGO_BIN_EXE_slipway"))
        .current_dir(folder)
        .args(["validate", "--output", form])
        .arg(name)
        .args(arguments.lines())
        .env_remove("SLIPWAY_CLIENT_SECRET")
        .output()
        .expect("slipway runs")
}

fn expected(definition: &Path) -> PathBuf {
    let stem = definition.file_stem().and_then(|stem| stem.to_str()).expect("a name");
    definition.with_file_name(if stem == "cluster" { "stderr.txt".to_owned() } else { format!("{stem}.stderr.txt") })
}

/// The definitions of a rule's folder.
fn definitions(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).expect("a folder of a rule").map(|entry| entry.expect("an entry").path());
    let is_definition =
        |path: &PathBuf| path.extension().is_some_and(|ending| ["json", "yaml"].iter().any(|known| ending == *known));
    let mut found: Vec<_> = entries.filter(is_definition).collect();
    found.sort();
    found
}

/// `agentPoolProfiles[0].count` as the rules name it.
fn general(path: &str) -> String {
    path.split('[')
        .map(|piece| match piece.split_once(']') {
            Some((index, rest)) if index.bytes().all(|byte| byte.is_ascii_digit()) => format!("[]{rest}"),
            Some((_, rest)) => rest.to_owned(),
            None => piece.to_owned(),
        })
        .collect()
}

/// What is wrong with one definition of a rule.
fn check(definition: &Path, rule: &RuleText, bless: bool) -> Vec<String> {
    let mut wrong = Vec::new();
    let name = format!("{}/{}", rule.id, definition.file_name().unwrap_or_default().display());
    let output = validate(definition, "human");
    let said = String::from_utf8(output.stderr).expect("messages are UTF-8");
    if bless {
        fs::write(expected(definition), &said).expect("the message can be written");
    }
    let should = fs::read_to_string(expected(definition)).unwrap_or_default();
    if said != should {
        wrong.push(format!("{name}: expected\n{should}\nbut was\n{said}"));
    }
    let code = if said.contains("error[") { 2 } else { 0 };
    if output.status.code() != Some(code) || !output.stdout.is_empty() {
        wrong.push(format!("{name}: {}, {} bytes on stdout", output.status, output.stdout.len()));
    }
    if !said.contains(&format!("[{}]", rule.id)) {
        wrong.push(format!("{name} is not about its rule:\n{said}"));
    }
    let told: Value = serde_json::from_slice(&validate(definition, "json").stdout).expect("JSON on stdout");
    for finding in told["findings"].as_array().expect("findings") {
        let found = finding["rule"].as_str().unwrap_or_default();
        // Not every field is made yet, and sizes that lack something are old ones.
        let is_by_the_way = ["not-made-yet", "vm-size-retired"].contains(&found) && finding["severity"] == "warning";
        if found != rule.id && !is_by_the_way {
            wrong.push(format!("{name}: {found} is found too"));
        }
        let Some(path) = finding["places"][0]["path"].as_str().filter(|_| found == rule.id) else { continue };
        let path = general(path);
        let is_about = |field: &&str| {
            path.strip_prefix(*field).is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '[']))
        };
        if !rule.about.is_empty() && !rule.about.iter().any(is_about) {
            wrong.push(format!("{name}: the rule is not about `{path}`"));
        }
    }
    wrong
}

#[test]
fn every_rule_says_what_its_folder_has() {
    let bless = std::env::var_os("SLIPWAY_BLESS").is_some();
    let rules = slipway::rules::all();
    let only = std::env::var("SLIPWAY_ONLY").ok();
    let is_asked = |id: &str| only.as_ref().is_none_or(|only| only.split(',').any(|name| name == id));
    let mut wrong = Vec::new();
    for rule in rules.iter().filter(|rule| is_asked(rule.id)) {
        let folder = Path::new(ERRORS).join(rule.id);
        let definitions = if folder.is_dir() { definitions(&folder) } else { Vec::new() };
        if definitions.is_empty() {
            wrong.push(format!("tests/errors/{} has no definition", rule.id));
        }
        for definition in definitions {
            wrong.extend(check(&definition, rule, bless));
        }
    }
    let known: BTreeSet<_> = rules.iter().map(|rule| rule.id).collect();
    for entry in fs::read_dir(ERRORS).expect("tests/errors") {
        let name = entry.expect("an entry").file_name();
        if !known.contains(name.to_str().unwrap_or_default()) {
            wrong.push(format!("tests/errors/{} is of no rule", name.display()));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn paths_become_general() {
    assert_eq!(general("agentPoolProfiles[0].customNodeLabels[\"a b\"]"), "agentPoolProfiles[].customNodeLabels");
}
