//! Facts about the world, typed: releases, images, clouds, sizes, what is retired. The facts themselves are files under `catalog/`.

mod cloud;
mod digests;
mod error;
mod files;
mod flag_kind;
mod image;
mod insecure;
mod known;
mod old_addon;
mod release;
mod retired;
mod series;
mod size;
mod stages;
mod tls;
mod versions;

use std::any::Any;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use include_dir::{Dir, include_dir};
use serde::de::DeserializeOwned;

pub use cloud::{Cloud, DiskPlaces, Region};
pub use digests::Digests;
pub use error::CatalogError;
pub use files::Files;
pub use flag_kind::FlagKind;
pub use image::{MachineImage, Sku};
pub use insecure::{Insecure, InsecureFlag};
pub use known::{Known, Presence};
pub use old_addon::{AddonState, OldAddon, OldAddons};
pub use release::{Release, Removed, RemovedFlag, RemovedGate};
pub use retired::{Keeps, Retired, RetiredThings};
pub use series::{Gpu, Series, Which};
pub use size::{PLACEMENTS, Size, Sizes, is_size_name};
pub use stages::{AddonStages, Stage, Stages, release_of_image};
pub use tls::{Tls, TlsNames};
pub use versions::{KnownVersions, Versions};

static BUILTIN: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/../../catalog");
static PARSED: Dir<'static> = include_dir!("$OUT_DIR/parsed");

/// The catalog: the files in the binary, or those with a folder of the user's laid over them.
#[derive(Clone, Debug)]
pub struct Catalog {
    files: Files,
    /// What was read, for the next who asks: rules ask each by itself.
    read: Arc<Mutex<HashMap<String, Arc<dyn Any + Send + Sync>>>>,
}

impl Catalog {
    /// The catalog that the binary carries.
    pub fn builtin() -> Self {
        Self::of(Files::embedded(&BUILTIN, &PARSED))
    }

    /// A catalog of these files, which are named as under `catalog/`.
    pub fn of(files: Files) -> Self {
        Self { files, read: Arc::default() }
    }

    /// The files, to lay others over them.
    pub fn files(&self) -> &Files {
        &self.files
    }

    fn read<T: DeserializeOwned + Clone + Send + Sync + 'static>(&self, path: &str) -> Result<T, CatalogError> {
        // A thread that panicked meanwhile has left nothing half done.
        let mut read = self.read.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = read.get(path).and_then(|known| known.downcast_ref::<T>()) {
            return Ok(known.clone());
        }
        let fresh: T = self.parse(path)?;
        read.insert(path.to_owned(), Arc::new(fresh.clone()));
        Ok(fresh)
    }

    fn parse<T: DeserializeOwned>(&self, path: &str) -> Result<T, CatalogError> {
        let read = self.files.read(path).ok_or_else(|| CatalogError::Missing { path: path.to_owned() })?;
        read.map_err(|source| CatalogError::Malformed { path: path.to_owned(), source: Box::new(source) })
    }

    /// Names of the files in a folder, without folder and ending, sorted.
    fn names<'a>(&'a self, folder: &'a str) -> Vec<&'a str> {
        self.files.under(folder).filter_map(|path| path.strip_suffix(".toml")).collect()
    }

    /// The release of a minor, `1.35`.
    pub fn release(&self, minor: &str) -> Result<Release, CatalogError> {
        self.read(&format!("kubernetes/{minor}.toml"))
    }

    /// All releases, oldest first.
    pub fn releases(&self) -> Result<Vec<Release>, CatalogError> {
        let mut releases = self
            .names("kubernetes")
            .into_iter()
            .filter(|name| name.starts_with(|c: char| c.is_ascii_digit()))
            .map(|minor| self.release(minor))
            .collect::<Result<Vec<_>, _>>()?;
        releases.sort_by(|a, b| a.version.cmp(&b.version));
        Ok(releases)
    }

    /// Digests of the releases' images.
    pub fn digests(&self) -> Result<Digests, CatalogError> {
        self.read("digests.toml")
    }

    /// Values of flags that open a cluster.
    pub fn insecure(&self) -> Result<Insecure, CatalogError> {
        self.read("insecure.toml")
    }

    /// Versions and cipher suites of TLS.
    pub fn tls(&self) -> Result<Tls, CatalogError> {
        self.read("tls.toml")
    }

    /// Flags and feature gates that components no longer know.
    pub fn removed(&self) -> Result<Removed, CatalogError> {
        self.read("kubernetes/removed.toml")
    }

    /// What definitions of the older tools ask for, and nobody makes any more.
    pub fn retired(&self) -> Result<RetiredThings, CatalogError> {
        self.read("retired.toml")
    }

    /// Addons of the older tools that `parts/addon` does not make.
    pub fn old_addons(&self) -> Result<OldAddons, CatalogError> {
        self.read("addons.toml")
    }

    /// What a running cluster goes through between releases of an addon's software.
    pub fn stages(&self) -> Result<Stages, CatalogError> {
        self.read("stages.toml")
    }

    /// A manifest that a [`Stage`] has deleted, with `@IPAM@` and `@POD_CIDR@` for what is each cluster's own.
    pub fn clean_up(&self, name: &str) -> Result<&str, CatalogError> {
        let path = format!("stages/{name}");
        self.files.text(&path).ok_or(CatalogError::Missing { path })
    }

    /// The flags that a component knows, `kubelet`.
    pub fn flags(&self, component: &str) -> Result<Known<'_>, CatalogError> {
        self.known(format!("flags/{component}.toml"), true)
    }

    /// The feature gates that a component knows.
    pub fn feature_gates(&self) -> Result<Known<'_>, CatalogError> {
        self.known("flags/feature-gates.toml".to_owned(), false)
    }

    /// The admission plugins of the API server.
    pub fn admission_plugins(&self) -> Result<Known<'_>, CatalogError> {
        self.known("flags/admission-plugins.toml".to_owned(), false)
    }

    fn known(&self, path: String, has_kind: bool) -> Result<Known<'_>, CatalogError> {
        let Some(text) = self.files.text(&path) else {
            return Err(CatalogError::Missing { path });
        };
        Known::read(text, has_kind).map_err(|source| CatalogError::Malformed { path, source: Box::new(source) })
    }

    /// Versions of components that definitions may ask for by name.
    pub fn versions(&self) -> Result<Versions, CatalogError> {
        self.read("versions.toml")
    }

    /// The marketplace image of a distribution, `ubuntu-24.04`; `None` when the catalog has no such name.
    pub fn machine_image(&self, distro: &str) -> Result<Option<MachineImage>, CatalogError> {
        let path = format!("images/{distro}.toml");
        if self.files.text(&path).is_none() {
            return Ok(None);
        }
        self.read(&path).map(Some)
    }

    /// Names of the distributions, sorted.
    pub fn distros(&self) -> Vec<&str> {
        self.names("images")
    }

    /// A cloud by its name, `AzurePublicCloud`.
    pub fn cloud(&self, name: &str) -> Result<Cloud, CatalogError> {
        self.read(&format!("clouds/{name}.toml"))
    }

    /// Names of the clouds, sorted.
    pub fn clouds(&self) -> Vec<&str> {
        self.names("clouds")
    }

    /// What whole series of sizes can do.
    pub fn series(&self) -> Result<Series, CatalogError> {
        self.read("series.toml")
    }

    /// The virtual machine sizes.
    pub fn sizes(&self) -> Result<Sizes<'_>, CatalogError> {
        let text =
            self.files.text(size::SIZES).ok_or_else(|| CatalogError::Missing { path: size::SIZES.to_owned() })?;
        Ok(Sizes::of(text, self.files.text(size::CACHES).unwrap_or_default()))
    }
}
