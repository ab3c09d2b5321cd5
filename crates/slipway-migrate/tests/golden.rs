//! Pairs in this folder: `NAME.json` or `NAME.yaml` becomes `NAME.new.json` or `NAME.new.yaml`, with the changes in
//! `NAME.changes.txt`. `SLIPWAY_BLESS=1` writes what comes out; read it before it is committed.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use slipway_catalog::Catalog;
use slipway_definition::Document;
use slipway_migrate::{Migration, migrate};

fn definitions() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden");
    let entries = fs::read_dir(folder).expect("the folder").map(|entry| entry.expect("an entry").path());
    let is_definition = |path: &PathBuf| {
        let name = path.file_name().and_then(|name| name.to_str()).expect("a name");
        path.extension().is_some_and(|ending| ending == "json" || ending == "yaml") && !name.contains(".new.")
    };
    let mut found: Vec<_> = entries.filter(is_definition).collect();
    found.sort();
    found
}

fn migrated(path: &Path, text: &str) -> Migration {
    let name = path.file_name().and_then(|name| name.to_str()).expect("a name");
    let document = Document::parse(name, text.as_bytes()).expect("a definition");
    migrate(&document, &Catalog::builtin()).expect("a definition that can be rewritten")
}

fn said(migration: &Migration) -> String {
    let mut said = String::new();
    for change in &migration.changes {
        let shown = |value: &Option<String>| value.clone().unwrap_or_else(|| "-".to_owned());
        writeln!(said, "{}: {} → {}\n  {}", change.path, shown(&change.old), shown(&change.new), change.why)
            .expect("memory");
    }
    for attention in &migration.attention {
        writeln!(said, "! {}: {}", attention.path, attention.what).expect("memory");
        said.push_str(attention.manifest.as_deref().unwrap_or_default());
    }
    said
}

fn compare(path: &Path, made: &str, wrong: &mut Vec<String>) {
    if std::env::var_os("SLIPWAY_BLESS").is_some() {
        fs::write(path, made).expect("a file that can be written");
    } else if fs::read_to_string(path).unwrap_or_default() != made {
        wrong.push(format!("{}\n{made}", path.display()));
    }
}

#[test]
fn comments_order_and_layout_stay() {
    let mut wrong = Vec::new();
    for path in definitions() {
        let text = fs::read_to_string(&path).expect("a text");
        let migration = migrated(&path, &text);
        let new = &migration.document.file().text;
        let ending = path.extension().and_then(|ending| ending.to_str()).expect("an ending");
        compare(&path.with_extension(format!("new.{ending}")), new, &mut wrong);
        compare(&path.with_extension("changes.txt"), &said(&migration), &mut wrong);
        let again = migrated(&path, new);
        assert!(again.changes.is_empty() && again.attention.is_empty(), "{}: {:?}", path.display(), again.changes);
        assert_eq!(&again.document.file().text, new, "{}", path.display());
    }
    assert!(wrong.is_empty(), "these are not as they should be:\n{}", wrong.join("\n"));
}
