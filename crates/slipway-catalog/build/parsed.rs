//! Writes the TOML files of a folder as JSON too, for the binary: that is read in a fifth of the time.

use std::env;
use std::error::Error;
use std::fs;
use std::path::Path;

/// Puts `<name>.toml` of `folder`, which is relative to the crate, into `$OUT_DIR/parsed/` under its own path.
pub(crate) fn write(folder: &str, except: &[&str]) -> Result<(), Box<dyn Error>> {
    let folder = Path::new(&env::var("CARGO_MANIFEST_DIR")?).join(folder);
    let target = Path::new(&env::var("OUT_DIR")?).join("parsed");
    println!("cargo:rerun-if-changed={}", folder.display());
    if target.exists() {
        fs::remove_dir_all(&target)?;
    }
    convert(&folder, &target, except)
}

fn convert(folder: &Path, target: &Path, except: &[&str]) -> Result<(), Box<dyn Error>> {
    fs::create_dir_all(target)?;
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let name = path.file_name().unwrap_or_default();
        if path.is_dir() {
            convert(&path, &target.join(name), except)?;
        } else if path.extension().is_some_and(|ending| ending == "toml") && !except.iter().any(|known| name == *known)
        {
            let value: toml::Value =
                toml::from_str(&fs::read_to_string(&path)?).map_err(|error| format!("{}: {error}", path.display()))?;
            fs::write(target.join(name), serde_json::to_string(&value)?)?;
        }
    }
    Ok(())
}
