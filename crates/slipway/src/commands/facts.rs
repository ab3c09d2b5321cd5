//! The catalog and the parts, with the user's folders over them.

use std::path::Path;

use slipway_catalog::{Catalog, Files};
use slipway_render::Parts;

use crate::exit::Failure;

/// The catalog, with the user's folder over it.
pub(crate) fn catalog(folder: Option<&Path>) -> Result<Catalog, Failure> {
    let catalog = Catalog::builtin();
    let Some(folder) = folder else {
        return Ok(catalog);
    };
    overlaid(catalog.files().clone(), folder).map(Catalog::of)
}

/// The parts, with the user's folder over them.
pub(crate) fn parts(folder: Option<&Path>) -> Result<Parts, Failure> {
    let parts = match folder {
        None => Parts::builtin(),
        Some(folder) => Parts::of(overlaid(Parts::builtin_files(), folder)?),
    };
    parts.map_err(|error| Failure::built_in(error, folder))
}

fn overlaid(mut files: Files, folder: &Path) -> Result<Files, Failure> {
    files.overlay(folder).map_err(Failure::chain)?;
    Ok(files)
}
