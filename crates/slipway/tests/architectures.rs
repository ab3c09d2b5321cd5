//! Nothing that every node runs is of one architecture: Arm pools stand beside others, and masters may be Arm machines.

use std::fs;
use std::path::{Path, PathBuf};

const ROOT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../..");
const NAMES: [&str; 4] = ["amd64", "arm64", "x86_64", "aarch64"];

fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            files(&path, found);
        } else {
            found.push(path);
        }
    }
}

/// Lines without comments that name an architecture.
fn naming(text: &str) -> impl Iterator<Item = &str> {
    let said = text.lines().map(|line| line.split(" # ").next().unwrap_or_default());
    said.filter(|line| !line.trim_start().starts_with('#') && NAMES.iter().any(|name| line.contains(name)))
}

#[test]
fn no_manifest_names_an_architecture() {
    let mut templates = Vec::new();
    for folder in ["parts/addon", "parts/static-pod"] {
        files(&Path::new(ROOT).join(folder), &mut templates);
    }
    templates.retain(|path| path.extension().is_some_and(|ending| ending == "j2"));
    assert!(!templates.is_empty());
    for path in templates {
        let text = fs::read_to_string(&path).expect("a template");
        let wrong: Vec<_> = naming(&text).collect();
        assert!(wrong.is_empty() && !text.contains("kubernetes.io/arch"), "{}: {wrong:?}", path.display());
    }
}

#[test]
fn images_and_downloads_are_for_every_architecture() {
    let mut releases = Vec::new();
    files(&Path::new(ROOT).join("catalog/kubernetes"), &mut releases);
    for path in releases {
        let text = fs::read_to_string(&path).expect("a release");
        let wrong: Vec<_> = naming(&text).collect();
        assert!(wrong.is_empty(), "{}: {wrong:?}", path.display());
        let downloads =
            text.split_once("[download]").map_or("", |(_, rest)| rest).split("\n[").next().unwrap_or_default();
        for line in downloads.lines().filter(|line| line.contains("://")) {
            assert!(line.contains("{arch}"), "{}: {line}", path.display());
        }
    }
}
