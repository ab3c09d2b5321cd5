//! The corpus of the Go tools' definitions, where it is on this machine: each is read in full. What is said of them, and of
//! mutations, is compared in `crates/slipway/tests/corpus.rs`.

use std::path::Path;

use slipway_definition::{Document, Report, Spec};

const DEFINITIONS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/corpus/definitions");

#[test]
fn definitions_are_read_in_full() {
    let Ok(folder) = std::fs::read_dir(Path::new(DEFINITIONS)) else {
        let mut stderr = std::io::stderr();
        let _ = std::io::Write::write_all(&mut stderr, format!("skipped: {DEFINITIONS} is not here\n").as_bytes());
        return;
    };
    let mut count = 0;
    for entry in folder {
        let path = entry.expect("the corpus can be listed").path();
        let name = path.display().to_string();
        let document = Document::parse(&name, &std::fs::read(&path).expect("it can be read")).expect("a definition");
        let mut report = Report::new();
        let spec = Spec::read(&document, &mut report);
        assert!(report.is_empty(), "{name}: {report:?}");

        let again = crate::document(&document.to_json().to_string());
        assert_eq!(Spec::read(&again, &mut report), spec, "{name}");
        count += 1;
    }
    assert!(count > 100, "{count} definitions");
}
