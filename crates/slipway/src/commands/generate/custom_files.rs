//! Files that `customFiles` names: read here, so that everything after works on the definition alone.

use std::fs::File;
use std::io::Read as _;
use std::path::Path;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};

use crate::exit::Failure;

/// The most that one file may have: with base64 twice over, more does not fit into an extension's script of 256 KiB.
const MOST: u64 = 128 * 1024;

/// Puts the bytes of every file into the definition, in the model's spelling, where they are not there already.
pub(crate) fn read(definition: &mut Value) -> Result<(), Failure> {
    let properties = &mut definition["properties"];
    let mut problems = Vec::new();
    each(&mut properties["masterProfile"], &mut problems);
    for pool in properties["agentPoolProfiles"].as_array_mut().into_iter().flatten() {
        each(pool, &mut problems);
    }
    if problems.is_empty() {
        return Ok(());
    }
    let help = "`source` is a path from the directory that slipway runs in; `dest` is the path on the machines";
    Err(Failure::user(problems.join("\n")).help(help))
}

fn each(profile: &mut Value, problems: &mut Vec<String>) {
    for file in profile.get_mut("customFiles").and_then(Value::as_array_mut).into_iter().flatten() {
        let Some(source) = file["source"].as_str().filter(|source| !source.is_empty()) else { continue };
        if file["content"].as_str().is_some_and(|content| !content.is_empty()) {
            continue;
        }
        match bytes(Path::new(source)) {
            Ok(bytes) => file["content"] = json!(STANDARD.encode(bytes)),
            Err(problem) => problems.push(format!("the custom file {source:?} {problem}")),
        }
    }
}

/// What is wrong never repeats anything of the file.
fn bytes(path: &Path) -> Result<Vec<u8>, String> {
    let failed = |error: std::io::Error| format!("cannot be read: {error}");
    // Asked before it is opened: a pipe would be waited for.
    if !path.metadata().map_err(failed)?.is_file() {
        return Err("is no plain file".to_owned());
    }
    let mut bytes = Vec::new();
    File::open(path).and_then(|file| file.take(MOST + 1).read_to_end(&mut bytes)).map_err(failed)?;
    if bytes.is_empty() {
        return Err("is empty: machines take an empty file for one that did not arrive".to_owned());
    }
    if bytes.len() as u64 > MOST {
        return Err(format!(
            "has more than {MOST} bytes: files go to machines by the extension's settings, which hold no more"
        ));
    }
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn one(source: &Path) -> Result<Value, String> {
        let mut definition =
            json!({"properties": {"masterProfile": {"customFiles": [{"source": source, "dest": "/x"}]}}});
        match read(&mut definition) {
            Ok(()) => Ok(definition["properties"]["masterProfile"]["customFiles"][0]["content"].clone()),
            Err(Failure::User { message, .. }) => Err(message),
            Err(_) => Err("another failure".to_owned()),
        }
    }

    #[test]
    fn bytes_of_any_kind_come_through_and_what_cannot_is_said() {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("file");
        std::fs::write(&file, [0, 255, 10, 13]).expect("a file");
        assert_eq!(one(&file), Ok(json!("AP8KDQ==")));
        std::fs::write(&file, vec![b'x'; 128 * 1024]).expect("a file");
        assert!(one(&file).is_ok());
        std::fs::write(&file, vec![b'x'; 128 * 1024 + 1]).expect("a file");
        let bad = [(file.clone(), "more than"), (folder.path().to_owned(), "plain"), (file.join("none"), "read")];
        for (path, word) in bad.into_iter().chain([("/dev/zero".into(), "plain")]) {
            assert!(one(&path).is_err_and(|message| message.contains(word)), "{}", path.display());
        }
        std::fs::write(&file, "").expect("a file");
        assert!(one(&file).is_err_and(|message| message.contains("empty")));
    }
}
