//! Why a definition cannot be rewritten.

use slipway_catalog::CatalogError;

/// A definition stays as it is.
#[derive(Debug, thiserror::Error)]
pub enum MigrateError {
    /// It is of a kind that has no counterpart here.
    #[error("{what}")]
    Refused {
        /// What it is, and why that cannot be rewritten.
        what: String,
    },
    /// The new text would not say what was planned: a fault of this program.
    #[error("failed to rewrite the definition: the new text would say something else than was planned")]
    Mismatch,
    /// Every rewriting asks for another one: a fault of this program.
    #[error("failed to rewrite the definition: the changes come to no end")]
    Endless,
    /// The catalog cannot be read.
    #[error(transparent)]
    Catalog(#[from] CatalogError),
}
