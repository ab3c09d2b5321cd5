//! Writes the output directory: everything is staged first, then renamed into place, so that no failure leaves half of it.

use std::collections::HashSet;
use std::ffi::OsString;
use std::fs::{self, DirBuilder, File, OpenOptions, TryLockError};
use std::io::{self, ErrorKind, Write as _};
use std::os::unix::fs::{DirBuilderExt as _, MetadataExt as _, OpenOptionsExt as _, PermissionsExt as _};
use std::path::{Path, PathBuf};

use crate::{Artifact, Artifacts};

/// The one file that cannot be made again: it holds the keys. It comes last, and its predecessor is kept.
const MODEL: &str = "apimodel.json";
/// The folder that is replaced as a whole, so that files of an earlier run do not stay behind.
const MACHINES: &str = "machines";
/// A file that every `machines/` of slipway's has.
const MACHINES_MARK: &str = "master.cloud-config.yaml";
/// Ends the name of the folder that files are staged in.
const STAGE: &str = ".slipway-stage";
/// Folder of the stage that keeps what is replaced, until all is.
const OLD: &str = ".old";

/// The output directory could not be written. What stood there before still does.
#[derive(Debug, thiserror::Error)]
pub enum WriteError {
    /// A file or a broken link is where the directory should be, or the path names no directory.
    #[error("failed to write to {}: it is not a directory", path.display())]
    NotADirectory {
        /// The output directory.
        path: PathBuf,
    },
    /// The root of the file system, where a cluster has no business.
    #[error("failed to write to {}: it is the root of the file system", path.display())]
    Root {
        /// The output directory.
        path: PathBuf,
    },
    /// A file or folder is in the way that no run of slipway's has made.
    #[error("failed to write {}: something else has this name", path.display())]
    Foreign {
        /// What is in the way.
        path: PathBuf,
    },
    /// Another run writes there now, or has written there since this one began.
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
    |source| match source.kind() {
        ErrorKind::NotADirectory => WriteError::NotADirectory { path },
        _ => WriteError::Io { path, source },
    }
}

impl Artifacts {
    /// Writes all files below a directory, which is made when it is not there (mode 0700). Files of the user's in it stay.
    ///
    /// `model` is the `apimodel.json` that stood there when these files were made, if any: were there another one by now,
    /// these files would have other keys than it.
    ///
    /// # Errors
    /// When the disk is full or read-only, or the directory cannot be used. The directory is then as it was before.
    pub fn write_to(&self, directory: &Path, model: Option<&[u8]>) -> Result<(), WriteError> {
        // Without a slash at the end, which would hide that a path is a link.
        let directory: PathBuf = directory.components().collect();
        if is_directory(&directory)? { self.replace(&directory, model) } else { self.create(&directory) }
    }

    /// A directory that is not there yet appears whole, by one renaming.
    fn create(&self, directory: &Path) -> Result<(), WriteError> {
        let not_a_directory = |path: &Path| WriteError::NotADirectory { path: path.to_owned() };
        let name = directory.file_name().ok_or_else(|| not_a_directory(directory))?;
        let parent = match directory.parent() {
            Some(parent) if !parent.as_os_str().is_empty() => parent,
            _ => Path::new("."),
        };
        folders().create(parent).map_err(|error| match error.kind() {
            ErrorKind::AlreadyExists => not_a_directory(parent),
            _ => at(parent)(error),
        })?;
        let mut hidden = OsString::from(".");
        hidden.push(name);
        hidden.push(STAGE);
        let mut stage = Stage::enter(parent.join(hidden), directory)?;
        stage.write_all(self)?;
        fs::rename(&stage.path, directory).map_err(|error| match error.kind() {
            ErrorKind::DirectoryNotEmpty | ErrorKind::AlreadyExists => WriteError::Busy { path: directory.to_owned() },
            _ => at(directory)(error),
        })?;
        stage.is_renamed = true;
        Ok(())
    }

    /// Into a directory that is there: staged inside it, since it may be a mount point or the only place to write to.
    fn replace(&self, directory: &Path, model: Option<&[u8]>) -> Result<(), WriteError> {
        let mut stage = Stage::enter(directory.join(STAGE), directory)?;
        let now = read(&directory.join(MODEL))?;
        if now.as_deref() != model {
            return Err(WriteError::Busy { path: directory.to_owned() });
        }
        self.look_for_foreign(directory)?;
        stage.write_all(self)?;
        let mut moves = Moves { stage: &stage.path, done: Vec::new() };
        let result = self.move_into(directory, &mut moves);
        if result.is_err() {
            moves.take_back();
        }
        result
    }

    /// Finds what could only be replaced by destroying something of the user's.
    fn look_for_foreign(&self, directory: &Path) -> Result<(), WriteError> {
        let machines = directory.join(MACHINES);
        let is_ours = !exists(&machines)
            || machines.join(MACHINES_MARK).is_file()
            || fs::read_dir(&machines).is_ok_and(|mut inside| inside.next().is_none());
        if !is_ours && self.get(&format!("{MACHINES}/{MACHINES_MARK}")).is_some() {
            return Err(WriteError::Foreign { path: machines });
        }
        for path in self.singles() {
            let target = directory.join(path);
            if target.is_dir() && !target.is_symlink() {
                return Err(WriteError::Foreign { path: target });
            }
            match target.parent() {
                Some(folder) if exists(folder) && !folder.is_dir() => {
                    return Err(WriteError::Foreign { path: folder.to_owned() });
                }
                _ => {}
            }
        }
        Ok(())
    }

    /// Files that are replaced one by one, the model last.
    fn singles(&self) -> impl Iterator<Item = &str> {
        let model = self.get(MODEL).map(|_| MODEL);
        let others = self.iter().map(|(path, _)| path).filter(|path| *path != MODEL && !path.starts_with("machines/"));
        others.chain(model)
    }

    /// Renames what is staged over an older output directory, file by file, `machines/` as a whole. What is the same stays,
    /// and all that can be done before is, so that little time is left in which a signal could come between two files.
    fn move_into(&self, directory: &Path, moves: &mut Moves<'_>) -> Result<(), WriteError> {
        let mut planned = Vec::new();
        if moves.stage.join(MACHINES).is_dir() {
            planned.push(moves.plan(MACHINES, directory)?);
        }
        for path in self.singles() {
            let Some(new) = self.get(path).filter(|new| !is_there(new, &directory.join(path))) else {
                continue;
            };
            if is_kept(path) {
                moves.keep(&directory.join(path), new.bytes.as_ref())?;
            }
            planned.push(moves.plan(path, directory)?);
        }
        planned.into_iter().try_for_each(|planned| moves.put(planned))
    }
}

/// Whether a file is there already, to the letter and to itself only.
fn is_there(new: &Artifact, file: &Path) -> bool {
    let has_mode = fs::metadata(file).is_ok_and(|found| found.permissions().mode() & 0o777 == new.mode);
    has_mode && fs::read(file).is_ok_and(|old| old == new.bytes.as_ref())
}

/// Whether there is a directory, links followed; something else of that name is an error.
fn is_directory(directory: &Path) -> Result<bool, WriteError> {
    let not_a_directory = || WriteError::NotADirectory { path: directory.to_owned() };
    match fs::canonicalize(directory) {
        Ok(found) if !found.is_dir() => Err(not_a_directory()),
        Ok(found) if found.parent().is_none() => Err(WriteError::Root { path: directory.to_owned() }),
        Ok(_) => Ok(true),
        Err(error) if error.kind() == ErrorKind::NotFound && directory.is_symlink() => Err(not_a_directory()),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(false),
        Err(error) => Err(at(directory)(error)),
    }
}

fn folders() -> DirBuilder {
    let mut builder = DirBuilder::new();
    builder.recursive(true).mode(0o700);
    builder
}

/// Whether there is anything of that name, a broken link too.
fn exists(path: &Path) -> bool {
    path.symlink_metadata().is_ok()
}

fn read(path: &Path) -> Result<Option<Vec<u8>>, WriteError> {
    match fs::read(path) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(at(path)(error)),
    }
}

/// Files whose predecessor may be the only place where a key is: the model, and the SSH key.
fn is_kept(path: &str) -> bool {
    path == MODEL || path.ends_with("_rsa")
}

/// A hidden folder on the output directory's file system, held by one process and gone when it is dropped.
struct Stage {
    path: PathBuf,
    /// Folders that are there.
    folders: HashSet<PathBuf>,
    /// Whether it has become the output directory.
    is_renamed: bool,
    _lock: File,
}

impl Drop for Stage {
    fn drop(&mut self) {
        // What stays after a failure is only in the way. After the renaming, a folder of this name is another run's.
        if !self.is_renamed {
            let _ = fs::remove_dir_all(&self.path);
        }
    }
}

impl Stage {
    /// Makes the folder anew. One that is there is another run's, or was left by a run that was killed.
    fn enter(path: PathBuf, directory: &Path) -> Result<Self, WriteError> {
        // Another run may remove its folder, or find ours before it is locked, between any two steps.
        for _ in 0..5 {
            let is_new = match DirBuilder::new().mode(0o700).create(&path) {
                Ok(()) => true,
                Err(error) if error.kind() == ErrorKind::AlreadyExists => false,
                Err(error) => return Err(at(&path)(error)),
            };
            let lock = match File::open(&path) {
                Ok(lock) => lock,
                Err(error) if error.kind() == ErrorKind::NotFound => continue,
                Err(error) => return Err(at(&path)(error)),
            };
            match lock.try_lock() {
                Ok(()) => {}
                Err(TryLockError::WouldBlock) => break,
                Err(TryLockError::Error(error)) => return Err(at(&path)(error)),
            }
            let held = lock.metadata().map_err(at(&path))?;
            let is_there = path.symlink_metadata().is_ok_and(|now| (now.dev(), now.ino()) == (held.dev(), held.ino()));
            if is_there && is_new {
                return Ok(Self { folders: HashSet::from([path.clone()]), path, is_renamed: false, _lock: lock });
            }
            if is_there {
                fs::remove_dir_all(&path).map_err(at(&path))?;
            } else if path.is_symlink() {
                return Err(WriteError::Foreign { path });
            }
        }
        Err(WriteError::Busy { path: directory.to_owned() })
    }

    fn write_all(&mut self, artifacts: &Artifacts) -> Result<(), WriteError> {
        artifacts.iter().try_for_each(|(path, artifact)| self.write(path, artifact.bytes.as_ref(), artifact.mode))
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
}

/// Renamings out of the stage, and how to take them back.
struct Moves<'a> {
    stage: &'a Path,
    done: Vec<Move>,
}

/// One file or folder and its place.
struct Move {
    target: PathBuf,
    /// Where it was staged.
    staged: PathBuf,
    /// Where its predecessor is, if it has one.
    old: Option<PathBuf>,
}

impl Moves<'_> {
    /// Readies the place of a staged file or folder: what is above it, and a second name for the file that is there.
    fn plan(&self, path: &str, directory: &Path) -> Result<Move, WriteError> {
        let target = directory.join(path);
        let old = self.stage.join(OLD).join(path);
        for folder in [old.parent(), target.parent()].into_iter().flatten() {
            folders().create(folder).map_err(at(folder))?;
        }
        let has_predecessor = exists(&target);
        if has_predecessor && !is_folder(&target) {
            link(&target, &old)?;
        }
        Ok(Move { target, staged: self.stage.join(path), old: has_predecessor.then_some(old) })
    }

    /// Puts a file or folder in its place. A folder's predecessor has to go first.
    fn put(&mut self, planned: Move) -> Result<(), WriteError> {
        let Move { target, staged, old } = &planned;
        let folder = old.as_ref().filter(|_| is_folder(target));
        if let Some(old) = folder {
            fs::rename(target, old).map_err(at(target))?;
        }
        if let Err(error) = fs::rename(staged, target) {
            if let Some(old) = folder {
                let _ = fs::rename(old, target);
            }
            return Err(at(target)(error));
        }
        self.done.push(planned);
        Ok(())
    }

    /// Keeps a file beside, unless its content is the new one.
    fn keep(&mut self, file: &Path, new: &[u8]) -> Result<(), WriteError> {
        let Some(old) = read(file)?.filter(|old| old != new) else {
            return Ok(());
        };
        let stem = file.file_stem().unwrap_or_default().display();
        let ending = file.extension().map(|ending| format!(".{}", ending.display())).unwrap_or_default();
        let named = |n: u32| file.with_file_name(format!("{stem}.previous-{n}{ending}"));
        let next = (1..u32::MAX).find(|n| !exists(&named(*n))).unwrap_or(u32::MAX);
        // A run that was killed here has kept it already.
        if fs::read(named(next - 1)).is_ok_and(|kept| kept == old) {
            return Ok(());
        }
        let kept = named(next);
        link(file, &kept)?;
        self.done.push(Move { target: kept, staged: PathBuf::new(), old: None });
        Ok(())
    }

    /// Undoes all, as far as it goes: something has failed already.
    fn take_back(&self) {
        for Move { target, staged, old } in self.done.iter().rev() {
            let _ = match old {
                Some(old) if is_folder(target) => fs::rename(target, staged).and_then(|()| fs::rename(old, target)),
                Some(old) => fs::rename(old, target),
                None if is_folder(target) => fs::remove_dir_all(target),
                None => fs::remove_file(target),
            };
        }
    }
}

/// A second name for a file, or a copy where the file system knows no second names.
fn link(file: &Path, name: &Path) -> Result<(), WriteError> {
    fs::hard_link(file, name).or_else(|_| fs::copy(file, name).map(|_| ())).map_err(at(name))
}

/// Whether it is a folder itself, not a link to one.
fn is_folder(path: &Path) -> bool {
    path.symlink_metadata().is_ok_and(|found| found.is_dir())
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::symlink;

    use super::*;
    use crate::Bytes;

    fn artifacts(model: &str) -> Artifacts {
        let mut artifacts = Artifacts::default();
        artifacts.add_secret(MODEL, model.as_bytes().to_vec());
        artifacts.add("machines/master/etc/a", Bytes::Owned(b"a".to_vec()));
        artifacts.add("machines/master.cloud-config.yaml", Bytes::Owned(b"#".to_vec()));
        artifacts.add("kubeconfig/kubeconfig.westus2.json", Bytes::Owned(b"{}".to_vec()));
        artifacts
    }

    fn text(path: &Path) -> String {
        fs::read_to_string(path).expect("a file")
    }

    fn names(folder: &Path) -> Vec<String> {
        let entries = fs::read_dir(folder).expect("a folder").flatten();
        let mut names: Vec<_> = entries.map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
        names.sort();
        names
    }

    #[test]
    fn an_older_directory_keeps_foreign_files_and_its_keys() {
        let root = tempfile::tempdir().expect("a temporary folder");
        let out = root.path().join("deep/out");
        let mut first = artifacts("one");
        first.add_secret("me_rsa", b"first".to_vec());
        first.write_to(&out, None).expect("first");
        fs::write(out.join("mine.txt"), "mine").expect("a file of the user's");
        fs::write(out.join("machines/master/etc/stale"), "old").expect("a stale file");
        let mut second = artifacts("two");
        second.add_secret("me_rsa", b"second".to_vec());
        second.write_to(&out, Some(b"one")).expect("second");
        assert_eq!(text(&out.join(MODEL)), "two");
        assert_eq!(text(&out.join("apimodel.previous-1.json")), "one");
        assert_eq!(text(&out.join("me_rsa.previous-1")), "first");
        assert!(out.join("mine.txt").exists());
        assert!(!out.join("machines/master/etc/stale").exists());
        second.write_to(&out, Some(b"two")).expect("the same again");
        assert!(!out.join("apimodel.previous-2.json").exists());
        assert_eq!(names(&root.path().join("deep")), ["out"], "the stage is gone");
        assert!(!out.join(STAGE).exists(), "the stage is gone");
    }

    #[test]
    fn what_is_no_directory_is_said_and_kept() {
        let root = tempfile::tempdir().expect("a temporary folder");
        let file = root.path().join("file");
        let dangling = root.path().join("dangling");
        fs::write(&file, "mine").expect("a file");
        symlink("nowhere", &dangling).expect("a link");
        for out in [file.clone(), file.join("below"), dangling.clone(), dangling.join("below"), PathBuf::new()] {
            let error = artifacts("one").write_to(&out, None).expect_err("must fail");
            assert!(matches!(error, WriteError::NotADirectory { .. }), "{}: {error:?}", out.display());
        }
        assert!(matches!(artifacts("one").write_to(Path::new("/"), None), Err(WriteError::Root { .. })));
        assert_eq!(text(&file), "mine");
        assert_eq!(names(root.path()), ["dangling", "file"]);
    }

    #[test]
    fn a_link_to_a_directory_stays_one() {
        let root = tempfile::tempdir().expect("a temporary folder");
        let real = root.path().join("real");
        let out = root.path().join("link");
        fs::create_dir(&real).expect("a folder");
        symlink("real", &out).expect("a link");
        artifacts("one").write_to(&out, None).expect("written");
        assert!(out.is_symlink());
        assert_eq!(text(&real.join(MODEL)), "one");
        assert_eq!(names(root.path()), ["link", "real"]);
    }

    #[test]
    fn a_failure_between_two_files_takes_all_back() {
        let root = tempfile::tempdir().expect("a temporary folder");
        let out = root.path().join("out");
        artifacts("one").write_to(&out, None).expect("first");
        let mut second = artifacts("two");
        second.add("new.txt", Bytes::Owned(b"new".to_vec()));
        second.add("machines/master/etc/b", Bytes::Owned(b"b".to_vec()));
        let before = names(&out);
        let mut stage = Stage::enter(out.join(STAGE), &out).expect("a stage");
        stage.write_all(&second).expect("staged");
        fs::remove_file(stage.path.join(MODEL)).expect("the last one to be moved");
        let mut moves = Moves { stage: &stage.path, done: Vec::new() };
        second.move_into(&out, &mut moves).expect_err("the model is not there");
        assert!(out.join("new.txt").exists());
        moves.take_back();
        drop(stage);
        assert_eq!(names(&out), before);
        assert_eq!(text(&out.join(MODEL)), "one");
        assert_eq!(names(&out.join("machines/master/etc")), ["a"]);
    }

    #[test]
    fn foreign_things_in_the_way_are_said_and_kept() {
        let root = tempfile::tempdir().expect("a temporary folder");
        for (path, says) in [("machines/mine", "machines"), ("apimodel.json/mine", MODEL), ("kubeconfig", "kubeconfig")]
        {
            let out = root.path().join(says);
            let mine = out.join(path);
            fs::create_dir_all(mine.parent().expect("a folder")).expect("a folder");
            fs::write(&mine, "mine").expect("a file");
            let error = artifacts("one").write_to(&out, None).expect_err("must fail");
            assert!(error.to_string().contains(says), "{error}");
            assert_eq!(text(&mine), "mine");
            assert_eq!(names(&out).len(), 1, "nothing else is there: {:?}", names(&out));
        }
    }

    #[test]
    fn two_runs_never_mix() {
        let root = tempfile::tempdir().expect("a temporary folder");
        let out = root.path().join("out");
        artifacts("one").write_to(&out, None).expect("first");
        let late = artifacts("two").write_to(&out, None).expect_err("begun before the first had ended");
        assert!(matches!(late, WriteError::Busy { .. }), "{late:?}");
        let held = Stage::enter(out.join(STAGE), &out).expect("a stage");
        let second = artifacts("two").write_to(&out, Some(b"one")).expect_err("the stage is held");
        assert!(matches!(second, WriteError::Busy { .. }), "{second:?}");
        assert!(held.path.exists());
        drop(held);
        fs::create_dir(out.join(STAGE)).expect("the stage of a run that was killed");
        fs::write(out.join(STAGE).join("litter"), "").expect("a file");
        artifacts("two").write_to(&out, Some(b"one")).expect("second");
        assert!(!out.join(STAGE).exists());
    }
}
