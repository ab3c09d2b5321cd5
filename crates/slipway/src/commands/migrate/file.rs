//! Writes one file whole or not at all. A definition holds secrets: nobody else reads it.

use std::fs::{self, File, OpenOptions, Permissions};
use std::io::{self, ErrorKind, Write as _};
use std::os::unix::fs::{MetadataExt as _, OpenOptionsExt as _, PermissionsExt as _};
use std::path::{Path, PathBuf};

use crate::exit::Failure;

/// Whether both paths lead to one file.
pub(super) fn is_same(left: &Path, right: &Path) -> bool {
    let of = |path: &Path| fs::metadata(path).ok().map(|data| (data.dev(), data.ino()));
    of(left).is_some_and(|file| of(right) == Some(file))
}

/// Writes beside the file, then renames. A new file gets mode 0600, one that is written over keeps its own when it is the
/// input.
pub(super) fn write(path: &Path, text: &str, keeps_mode: bool) -> Result<(), Failure> {
    write_whole(path, text, keeps_mode).map_err(|error| {
        let message = format!("failed to write {}: {error}", path.display());
        match error.kind() {
            ErrorKind::NotFound | ErrorKind::NotADirectory | ErrorKind::IsADirectory | ErrorKind::PermissionDenied => {
                Failure::user(message).help("name a file that can be written")
            }
            _ => Failure::ours(io::Error::other(message)),
        }
    })
}

fn write_whole(path: &Path, text: &str, keeps_mode: bool) -> io::Result<()> {
    // Through a link, to the file that it leads to.
    let path = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let old = fs::metadata(&path).ok();
    if old.as_ref().is_some_and(fs::Metadata::is_dir) {
        return Err(ErrorKind::IsADirectory.into());
    }
    let mode = old.filter(|_| keeps_mode).map_or(0o600, |data| data.mode() & 0o7777);
    let stage = stage(&path)?;
    let file = OpenOptions::new().write(true).create_new(true).mode(0o600).open(&stage)?;
    let written = fill(file, text, mode).and_then(|()| fs::rename(&stage, &path));
    if written.is_err() {
        // It holds secrets; that it could not be written is said already.
        let _ = fs::remove_file(&stage);
    }
    written
}

fn fill(mut file: File, text: &str, mode: u32) -> io::Result<()> {
    file.write_all(text.as_bytes())?;
    file.set_permissions(Permissions::from_mode(mode))?;
    file.sync_all()
}

/// A name beside the file.
fn stage(path: &Path) -> io::Result<PathBuf> {
    let name = path.file_name().ok_or(ErrorKind::IsADirectory)?;
    let mut stage = std::ffi::OsString::from(".");
    stage.push(name);
    stage.push(format!(".slipway-{}", std::process::id()));
    Ok(path.with_file_name(stage))
}
