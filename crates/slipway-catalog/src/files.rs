//! Text files by relative path: embedded in the binary, with a folder of the user's laid over them.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use include_dir::{Dir, DirEntry};
use serde::de::{DeserializeOwned, Error as _};

use crate::CatalogError;

/// Path (with `/`) to text. Sorted, so that everything made from it comes in one order.
#[derive(Clone, Debug, Default)]
pub struct Files {
    by_path: BTreeMap<Cow<'static, str>, Cow<'static, str>>,
    /// TOML files as JSON, made when the binary was: that reads faster. Without those that a folder lies over.
    parsed: BTreeMap<&'static str, &'static str>,
}

impl Files {
    /// The files of an embedded folder; those that are not UTF-8 are left out (the folders hold text only). `parsed` has its
    /// TOML files as JSON, of the same paths.
    pub fn embedded(dir: &Dir<'static>, parsed: &Dir<'static>) -> Self {
        let mut files = Self::default();
        each(dir, &mut |path, text| {
            files.by_path.insert(Cow::Borrowed(path), Cow::Borrowed(text));
        });
        each(parsed, &mut |path, json| {
            files.parsed.insert(path, json);
        });
        files
    }

    /// What a TOML file says; `None` when it is not there.
    ///
    /// # Errors
    /// When it is no TOML, or says something else than `T`.
    pub fn read<T: DeserializeOwned>(&self, path: &str) -> Option<Result<T, toml::de::Error>> {
        let text = self.text(path)?;
        Some(match self.parsed.get(path) {
            Some(json) => serde_json::from_str(json).map_err(toml::de::Error::custom),
            None => toml::from_str(text),
        })
    }

    /// Lays a folder over these files: a file of the same path replaces, others are added.
    ///
    /// # Errors
    /// When the folder or a file in it cannot be read as UTF-8 text.
    pub fn overlay(&mut self, folder: &Path) -> Result<(), CatalogError> {
        self.overlay_below(folder, "")
    }

    fn overlay_below(&mut self, folder: &Path, prefix: &str) -> Result<(), CatalogError> {
        let failed = |source| CatalogError::Folder { path: folder.display().to_string(), source };
        for entry in fs::read_dir(folder).map_err(failed)? {
            let entry = entry.map_err(failed)?;
            let path = format!("{prefix}{}", entry.file_name().to_string_lossy());
            if entry.file_type().map_err(failed)?.is_dir() {
                self.overlay_below(&entry.path(), &format!("{path}/"))?;
            } else {
                let text = fs::read_to_string(entry.path())
                    .map_err(|source| CatalogError::Folder { path: entry.path().display().to_string(), source })?;
                self.parsed.remove(path.as_str());
                self.by_path.insert(Cow::Owned(path), Cow::Owned(text));
            }
        }
        Ok(())
    }

    /// A file's text.
    pub fn text(&self, path: &str) -> Option<&str> {
        self.by_path.get(path).map(AsRef::as_ref)
    }

    /// Paths below a folder, relative to it, sorted.
    pub fn under<'a>(&'a self, folder: &'a str) -> impl Iterator<Item = &'a str> {
        self.by_path
            .range(Cow::Borrowed(folder) as Cow<'_, str>..)
            .map(|(path, _)| path.as_ref())
            .take_while(move |path| path.starts_with(folder))
            .filter_map(move |path| path.strip_prefix(folder)?.strip_prefix('/'))
    }

    /// All paths, sorted.
    pub fn paths(&self) -> impl Iterator<Item = &str> {
        self.by_path.keys().map(AsRef::as_ref)
    }
}

/// Every text of an embedded folder, with its path.
fn each(dir: &Dir<'static>, see: &mut impl FnMut(&'static str, &'static str)) {
    for entry in dir.entries() {
        match entry {
            DirEntry::Dir(dir) => each(dir, see),
            DirEntry::File(file) => {
                if let (Some(path), Some(text)) = (file.path().to_str(), file.contents_utf8()) {
                    see(path, text);
                }
            }
        }
    }
}
