//! All that `validate` finds.

use std::path::Path;

use slipway_catalog::{Catalog, CatalogError, Removed};
use slipway_cluster::{Decision, refuse_retired};
use slipway_definition::{Document, Report, Severity, Spec, refuse_unsupported, rules};
use slipway_render::{Input, Parts, RenderError};

use crate::commands::{facts, notes};
use crate::exit::Failure;

/// What definitions are measured by. One serves any number of them.
#[derive(Clone, Debug)]
pub struct Inspector {
    catalog: Catalog,
    removed: Removed,
    parts: Parts,
}

/// A fault of the catalog or the parts.
#[derive(Debug, thiserror::Error)]
pub enum Fault {
    /// A file of the catalog cannot be read.
    #[error(transparent)]
    Catalog(#[from] CatalogError),
    /// A part cannot be read, or one of its expressions fails.
    #[error(transparent)]
    Parts(#[from] RenderError),
}

impl Fault {
    /// The user's mistake where the folder that it lies in is the user's own, else ours.
    pub(crate) fn blame(self, catalog: Option<&Path>, parts: Option<&Path>) -> Failure {
        match self {
            Self::Catalog(error) => Failure::built_in(error, catalog),
            Self::Parts(error) => Failure::built_in(error, parts.or(catalog)),
        }
    }
}

impl Inspector {
    /// With the facts and the parts that the binary carries.
    ///
    /// # Errors
    /// [`Fault`], when one of them is broken.
    pub fn builtin() -> Result<Self, Fault> {
        let catalog = Catalog::builtin();
        Ok(Self { removed: catalog.removed()?, catalog, parts: Parts::builtin()? })
    }

    /// With the user's folders laid over them.
    pub(crate) fn over(catalog: Option<&Path>, parts: Option<&Path>) -> Result<Self, Failure> {
        let facts = facts::catalog(catalog)?;
        let removed = facts.removed().map_err(|error| Failure::built_in(error, catalog))?;
        Ok(Self { catalog: facts, removed, parts: facts::parts(parts)? })
    }

    /// The facts.
    pub(crate) fn catalog(&self) -> &Catalog {
        &self.catalog
    }

    /// Everything that can be said of a definition without making its cluster, sorted by place. What this version does
    /// not make yet is a warning: the definition itself is good.
    ///
    /// # Errors
    /// [`Fault`]. What is wrong with the definition is no error but in the report.
    pub fn inspect(&self, document: &Document) -> Result<Report, Fault> {
        let mut report = Report::new();
        let spec = Spec::read(document, &mut report);
        rules::run(&spec, &mut report);
        refuse_unsupported(document, Severity::Warning, &mut report);
        refuse_retired(document, &self.catalog, Severity::Warning, &mut report)?;
        let decision = Decision::of(&spec, &self.catalog, &mut report)?;
        let notes = slipway_render::notes(&Input {
            cluster: &decision.cluster,
            release: &decision.release,
            removed: &self.removed,
            parts: &self.parts,
            pki: &(),
        })?;
        notes::add(&notes, &decision.cluster, document, &mut report);
        report.sort(document);
        Ok(report)
    }
}
