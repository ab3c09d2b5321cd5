//! What can be wrong with a catalog.

/// The catalog lacks a file, or a file does not say what it must.
#[derive(Debug, thiserror::Error)]
pub enum CatalogError {
    /// No such file.
    #[error("failed to find {path} in the catalog")]
    Missing {
        /// Path below `catalog/`.
        path: String,
    },
    /// Not the TOML that is expected there.
    #[error("failed to read {path} of the catalog")]
    Malformed {
        /// Path below `catalog/`.
        path: String,
        /// Where and why.
        #[source]
        source: Box<toml::de::Error>,
    },
    /// A folder that was to be laid over the built-in files.
    #[error("failed to read {path}")]
    Folder {
        /// The file or folder.
        path: String,
        /// Why.
        #[source]
        source: std::io::Error,
    },
}
