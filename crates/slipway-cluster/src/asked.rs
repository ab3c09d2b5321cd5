//! What was asked for, beside the facts that it is measured by.

use slipway_catalog::{Catalog, Cloud, Release};
use slipway_definition::Spec;

/// A definition, its release and its cloud: the subject of rules that need the catalog, but no decided cluster.
#[derive(Clone, Debug)]
pub struct Asked {
    /// What the user wrote.
    pub spec: Spec,
    /// The facts. What a rule cannot read of it, it passes over: deciding reads the same and fails with the reason.
    pub catalog: Catalog,
    /// The release at the patch that is asked for; the default one when the definition's cannot be had.
    pub release: Release,
    /// The cloud that the region belongs to.
    pub cloud: Cloud,
    /// Region, lower case without spaces.
    pub location: Option<String>,
}
