//! Writes the output directory: everything beside it first, then renamed into place, so that no failure leaves half of it.

use std::collections::HashSet;
use std::ffi::{OsStr, OsString};
use std::fs::{self, DirBuilder, File, OpenOptions, TryLockError};
use std::io::{self, Write as _};
use std::os::unix::fs::{DirBuilderExt as _, OpenOptionsExt as _};
use std::path::{Path, PathBuf};

use crate::Artifacts;

/// The one file that cannot be made again: it holds the keys. It comes last, and its predecessor is kept.
const MODEL: &str = "apimodel.json";
/// The folder that is replaced as a whole, so that files of an earlier run do not stay behind.
const MACHINES: &str = "machines";

/// The output directory could not be written. What stood there before still does.
#[derive(Debug, thiserror::Error)]
pub enum WriteError {
    /// A file is where the directory should be, or the path names no directory.
    #[error("failed to write to {}: it is not a directory", path.display())]
    NotADirectory {
        /// The output directory.
        path: PathBuf,
    },
    /// Another run writes there now.
    #[error("failed to write to {}: another slipway is writing there", path.display())]
    Busy {
        /// The output directory.
        path: PathBuf,
    },
    /// The operating system refused.
    #[error("failed to write {}", path.display())]
    Io {
        /// File or folder.
        path: PathBuf,
        /// Why.
        #[source]
        source: io::Error,
    },
}

fn at(path: &Path) -> impl FnOnce(io::Error) -> WriteError {
    let path = path.to_owned();
    |source| WriteError::Io { path, source }
}

impl Artifacts {
    /// Writes all files below a directory, which is made when it is not there (mode 0700). Files of the user's in it stay.
    ///
    /// # Errors
    /// When the disk is full or read-only, or the directory cannot be used. The directory is then as it was before.
    pub fn write_to(&self, directory: &Path) -> Result<(), WriteError> {
        let not_a_directory = || WriteError::NotADirectory { path: directory.to_owned() };
        let name = directory.file_name().ok_or_else(not_a_directory)?;
        let parent = match directory.parent() {
            Some(parent) if !parent.as_os_str().is_empty() => parent,
            _ => Path::new("."),
        };
        let exists = match fs::metadata(directory) {
            Ok(found) if found.is_dir() => true,
            Ok(_) => return Err(not_a_directory()),
            Err(error) if error.kind() == io::ErrorKind::NotFound => false,
            Err(error) => return Err(at(directory)(error)),
        };
        folders().create(parent).map_err(at(parent))?;
        let mut stage = Stage::enter(parent, name, directory)?;
        for (path, artifact) in self.iter() {
            stage.write(path, artifact.bytes.as_ref(), artifact.mode)?;
        }
        if exists {
            stage.move_into(self, directory)
        } else {
            fs::rename(&stage.path, directory).map_err(at(directory))
        }
    }
}

fn folders() -> DirBuilder {
    let mut builder = DirBuilder::new();
    builder.recursive(true).mode(0o700);
    builder
}

/// A hidden folder beside the output directory, held by one process and gone when it is dropped.
struct Stage {
    path: PathBuf,
    /// Folders that are there.
    folders: HashSet<PathBuf>,
    _lock: File,
}

impl Drop for Stage {
    fn drop(&mut self) {
        // After the rename there is nothing left; after a failure what stays is only in the way.
        let _ = fs::remove_dir_all(&self.path);
    }
}

impl Stage {
    fn enter(parent: &Path, name: &OsStr, directory: &Path) -> Result<Self, WriteError> {
        let mut hidden = OsString::from(".");
        hidden.push(name);
        hidden.push(".slipway-stage");
        let path = parent.join(hidden);
        folders().create(&path).map_err(at(&path))?;
        let lock = File::open(&path).map_err(at(&path))?;
        match lock.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => {
                return Err(WriteError::Busy { path: directory.to_owned() });
            }
            Err(TryLockError::Error(error)) => return Err(at(&path)(error)),
        }
        // A run that was killed leaves its stage behind.
        for entry in fs::read_dir(&path).map_err(at(&path))?.flatten() {
            let old = entry.path();
            let removed = if old.is_dir() { fs::remove_dir_all(&old) } else { fs::remove_file(&old) };
            removed.map_err(at(&old))?;
        }
        Ok(Self { folders: HashSet::from([path.clone()]), path, _lock: lock })
    }

    fn write(&mut self, path: &str, bytes: &[u8], mode: u32) -> Result<(), WriteError> {
        let file = self.path.join(path);
        if let Some(folder) = file.parent() {
            self.folder(folder)?;
        }
        let mut out = OpenOptions::new().write(true).create_new(true).mode(mode).open(&file).map_err(at(&file))?;
        out.write_all(bytes).map_err(at(&file))?;
        if path == MODEL {
            out.sync_all().map_err(at(&file))?;
        }
        Ok(())
    }

    /// Makes a folder of the stage and those above it, each once: file systems are slow at this.
    fn folder(&mut self, folder: &Path) -> Result<(), WriteError> {
        if self.folders.contains(folder) {
            return Ok(());
        }
        if let Some(above) = folder.parent() {
            self.folder(above)?;
        }
        DirBuilder::new().mode(0o700).create(folder).map_err(at(folder))?;
        self.folders.insert(folder.to_owned());
        Ok(())
    }

    /// Renames what is staged over an older output directory, file by file; `machines/` as a whole; the model last.
    fn move_into(&self, artifacts: &Artifacts, directory: &Path) -> Result<(), WriteError> {
        let machines = self.path.join(MACHINES);
        if machines.is_dir() {
            let old = directory.join(MACHINES);
            if old.exists() {
                fs::rename(&old, self.path.join(".old-machines")).map_err(at(&old))?;
            }
            fs::rename(&machines, &old).map_err(at(&old))?;
        }
        let single = |path: &str| path != MODEL && !path.starts_with("machines/");
        for (path, _) in artifacts.iter().filter(|(path, _)| single(path)) {
            let target = directory.join(path);
            if let Some(folder) = target.parent() {
                folders().create(folder).map_err(at(folder))?;
            }
            fs::rename(self.path.join(path), &target).map_err(at(&target))?;
        }
        if artifacts.get(MODEL).is_some() {
            let target = directory.join(MODEL);
            keep_previous(artifacts, &target)?;
            fs::rename(self.path.join(MODEL), &target).map_err(at(&target))?;
        }
        Ok(())
    }
}

/// The model of an earlier run may be the only place where a cluster's keys are: it stays beside, unless it is the same.
fn keep_previous(artifacts: &Artifacts, model: &Path) -> Result<(), WriteError> {
    let previous = match fs::read(model) {
        Ok(previous) => previous,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(at(model)(error)),
    };
    let is_same = artifacts.get(MODEL).is_some_and(|new| new.bytes.as_ref() == previous);
    if is_same {
        return Ok(());
    }
    let kept = (1..1000)
        .map(|n| model.with_file_name(format!("apimodel.previous-{n}.json")))
        .find(|path| !path.exists())
        .unwrap_or_else(|| model.with_file_name("apimodel.previous.json"));
    fs::rename(model, &kept).map_err(at(&kept))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Bytes;

    fn artifacts(model: &str) -> Artifacts {
        let mut artifacts = Artifacts::default();
        artifacts.add_secret(MODEL, model.as_bytes().to_vec());
        artifacts.add("machines/master/etc/a", Bytes::Owned(b"a".to_vec()));
        artifacts.add("kubeconfig/kubeconfig.westus2.json", Bytes::Owned(b"{}".to_vec()));
        artifacts
    }

    #[test]
    fn an_older_directory_keeps_foreign_files_and_its_keys() {
        let root = tempfile::tempdir().expect("a temporary folder");
        let out = root.path().join("deep/out");
        artifacts("one").write_to(&out).expect("first");
        fs::write(out.join("mine.txt"), "mine").expect("a file of the user's");
        fs::write(out.join("machines/master/etc/stale"), "old").expect("a stale file");
        artifacts("two").write_to(&out).expect("second");
        assert_eq!(fs::read_to_string(out.join(MODEL)).expect("model"), "two");
        assert_eq!(fs::read_to_string(out.join("apimodel.previous-1.json")).expect("kept"), "one");
        assert!(out.join("mine.txt").exists());
        assert!(!out.join("machines/master/etc/stale").exists());
        let left: Vec<_> = fs::read_dir(root.path().join("deep")).expect("list").flatten().collect();
        assert_eq!(left.len(), 1, "the stage is gone");
    }

    #[test]
    fn a_file_in_the_way_is_said_and_kept() {
        let root = tempfile::tempdir().expect("a temporary folder");
        let out = root.path().join("out");
        fs::write(&out, "file").expect("a file");
        let error = artifacts("one").write_to(&out).expect_err("must fail");
        assert!(matches!(error, WriteError::NotADirectory { .. }));
        assert_eq!(fs::read_to_string(&out).expect("kept"), "file");
    }
}
