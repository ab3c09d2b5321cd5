//! The corpus of the Go tools' definitions and of mutations, where it is on this machine.

use std::path::Path;

use slipway_definition::{Document, Report, Severity, Spec};

use crate::{checked, document};

const CORPUS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/corpus");

/// Rules that refuse what a Go tool accepts, on purpose.
const HOLES: &[&str] = &[
    "ssh-key",              // any text passes there
    "pool-name-reserved",   // a pool named as the masters takes their machines' names
    "no-pools",             // a cluster without a pool cannot run its own DNS
    "availability-profile", // a misspelt one is taken for another
    "cidr",                 // host bits mean another range than is written
    "etcd-disk-size",       // any text passes there and fails in the deployment
    "availability-zones",   // any text passes there for a zone
    "scale-set-only",       // Spot and zones of pools in availability sets are dropped in silence
    "placement-group-size", // more machines than Azure puts into one
    "spot-max-price",       // prices that are none
    "distro-os",            // Linux on Windows machines is dropped in silence; nothing of theirs makes Flatcar masters
    "node-labels-reserved", // labels with which no kubelet starts
    "tags",                 // more than Azure takes
    "custom-files",         // files without a path
    "compute-id",           // P takes ids that climb out of their path
    "guid",                 // ids of Entra ID that are none
    "vault-certificates",   // P takes an address inside the network for a key vault's
    "jumpbox",              // its key may be any text there, and a placeholder stands in some examples
    "encryption",           // the API server takes no key of three bytes
    "extension-unknown",    // an extension that nobody describes crashes them later
    "certificate-form",     // any text passes there for a certificate or a key
    "etcd-peers",           // fewer certificates than masters crash them later
    "custom-cloud-files",   // any text passes there for certificates to trust
];

/// An invented key: 32 bytes of seven.
const KEY: &str = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcH nobody";

fn is_here(path: &Path) -> bool {
    let here = path.exists();
    if !here {
        let mut stderr = std::io::stderr();
        let _ = std::io::Write::write_all(&mut stderr, format!("skipped: {} is not here\n", path.display()).as_bytes());
    }
    here
}

/// Errors that are no refusal of what is not made yet.
fn mistakes(document: &Document) -> Vec<String> {
    let report = checked(document);
    let errors = report.findings().iter().filter(|finding| finding.severity == Severity::Error);
    errors
        .filter(|finding| finding.rule != "not-made-yet")
        .map(|found| format!("{}: {}", found.rule, found.message))
        .collect()
}

fn beyond_holes(mistakes: &[String]) -> bool {
    !mistakes.iter().all(|mistake| HOLES.iter().any(|hole| mistake.starts_with(hole)))
}

#[test]
fn definitions_are_read_in_full() {
    let folder = Path::new(CORPUS).join("definitions");
    if !is_here(&folder) {
        return;
    }
    let mut count = 0;
    for entry in std::fs::read_dir(folder).expect("the corpus can be listed") {
        let path = entry.expect("the corpus can be listed").path();
        let name = path.display().to_string();
        let document = Document::parse(&name, &std::fs::read(&path).expect("it can be read")).expect("a definition");
        let mut report = Report::new();
        let spec = Spec::read(&document, &mut report);
        assert!(report.is_empty(), "{name}: {report:?}");
        let mistakes = mistakes(&document);
        assert!(!beyond_holes(&mistakes), "{name}: {mistakes:?}");

        let again = crate::document(&document.to_json().to_string());
        assert_eq!(Spec::read(&again, &mut report), spec, "{name}");
        count += 1;
    }
    assert!(count > 100, "{count} definitions");
}

#[test]
fn what_either_go_tool_accepts_is_accepted_but_for_its_holes() {
    let file = Path::new(CORPUS).join("mutations.jsonl");
    if !is_here(&file) {
        return;
    }
    let text = std::fs::read_to_string(file).expect("the mutations can be read");
    for line in text.lines() {
        let mutation: serde_json::Value = serde_json::from_str(line).expect("a line is JSON");
        if mutation["note"] != "" {
            continue;
        }
        let model = mutation["model"].to_string().replace("<SSH_PUB>", KEY);
        let mistakes = mistakes(&document(&model));
        if mutation["accepted_by_public"] == true || mutation["accepted_by_stack"] == true {
            assert!(!beyond_holes(&mistakes), "{}: {mistakes:?}", mutation["id"]);
        }
    }
}
