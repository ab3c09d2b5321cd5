//! What generate makes: paths and bytes, nothing written yet.

use std::collections::BTreeMap;
use std::sync::Arc;

/// One file of the output directory.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Artifact {
    /// Content.
    pub bytes: Bytes,
    /// Permission bits; always without those of group and others.
    pub mode: u32,
    /// Whether it holds a key, token or password.
    pub secret: bool,
}

/// Content that may be shared with the room that made it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Bytes {
    /// Its own.
    Owned(Vec<u8>),
    /// Text that other places hold too.
    Shared(Arc<str>),
}

impl AsRef<[u8]> for Bytes {
    fn as_ref(&self) -> &[u8] {
        match self {
            Self::Owned(bytes) => bytes,
            Self::Shared(text) => text.as_bytes(),
        }
    }
}

/// The output directory, as relative paths with `/` between folders.
#[derive(Clone, Debug, Default)]
pub struct Artifacts {
    files: BTreeMap<String, Artifact>,
}

impl Artifacts {
    /// Adds a file that holds no secret.
    pub fn add(&mut self, path: impl Into<String>, bytes: Bytes) {
        self.files.insert(path.into(), Artifact { bytes, mode: 0o600, secret: false });
    }

    /// Adds a file that holds a secret.
    pub fn add_secret(&mut self, path: impl Into<String>, bytes: Vec<u8>) {
        self.files.insert(path.into(), Artifact { bytes: Bytes::Owned(bytes), mode: 0o600, secret: true });
    }

    /// All files, sorted by path.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Artifact)> {
        self.files.iter().map(|(path, artifact)| (path.as_str(), artifact))
    }

    /// One file.
    pub fn get(&self, path: &str) -> Option<&Artifact> {
        self.files.get(path)
    }

    /// Keeps only the files whose path satisfies a condition.
    pub fn retain(&mut self, keep: impl Fn(&str) -> bool) {
        self.files.retain(|path, _| keep(path));
    }
}
