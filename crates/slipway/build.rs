//! Makes a table of what each rule says of its smallest definition, from `tests/errors`, for `explain`.

use std::env;
use std::error::Error;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

fn main() -> Result<(), Box<dyn Error>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/errors");
    println!("cargo:rerun-if-changed={}", folder.display());
    let mut rules = Vec::new();
    for entry in fs::read_dir(&folder)? {
        let path = entry?.path();
        let (message, id) = (path.join("stderr.txt"), path.file_name().unwrap_or_default().to_owned());
        if message.is_file() {
            rules.push((id.to_string_lossy().into_owned(), fs::canonicalize(message)?));
        }
    }
    rules.sort();
    let mut table = "/// Each rule's id and its message.\nstatic MESSAGES: &[(&str, &str)] = &[\n".to_owned();
    for (id, message) in rules {
        let message = message.to_str().ok_or("the path is no text")?;
        writeln!(table, "    ({id:?}, include_str!({message:?})),")?;
    }
    table.push_str("];\n");
    fs::write(Path::new(&env::var("OUT_DIR")?).join("messages.rs"), table)?;
    Ok(())
}
