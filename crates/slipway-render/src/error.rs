//! What can be wrong with parts.

use slipway_catalog::CatalogError;

/// A part cannot be read or rendered. These are faults of the parts, not of the user's definition.
#[derive(Debug, thiserror::Error)]
pub enum RenderError {
    /// `part.toml` or `steps.toml` is not what it must be.
    #[error("failed to read parts/{path}")]
    Part {
        /// Path below `parts/`.
        path: String,
        /// Where and why.
        #[source]
        source: Box<toml::de::Error>,
    },
    /// A file that a part names is not there.
    #[error("failed to find parts/{path}")]
    MissingFile {
        /// Path below `parts/`.
        path: String,
    },
    /// A template or an expression fails.
    #[error("failed to render {name}")]
    Template {
        /// Template, or the place of the expression.
        name: String,
        /// Line and reason.
        #[source]
        source: Box<minijinja::Error>,
    },
    /// A default of a typed setting is not of its type.
    #[error("failed to read `{value}` as {kind} for {name}")]
    Typed {
        /// Flag or field.
        name: String,
        /// Expected type.
        kind: String,
        /// What was there.
        value: String,
    },
    /// Two parts write the same file on the same machine.
    #[error("failed to render: parts/{first} and parts/{second} both write {path}")]
    SameFile {
        /// Path on the machine.
        path: String,
        /// One part.
        first: String,
        /// The other part.
        second: String,
    },
    /// A template of Azure's resources is no JSON.
    #[error("failed to read parts/{name} as resources")]
    Resource {
        /// Path below `parts/`.
        name: String,
        /// Line and reason.
        #[source]
        source: Box<serde_json::Error>,
    },
    /// What a role is given on has no id.
    #[error("failed to read parts/{name}: the role's scope `{scope}` is no id of a resource")]
    Scope {
        /// Path below `parts/`.
        name: String,
        /// What stands there.
        scope: String,
    },
    /// A part that is no addon has a Secret of settings.
    #[error("failed to read parts/{path}: only an addon has settings for a Secret")]
    NoAddon {
        /// Path below `parts/`.
        path: String,
    },
    /// The catalog lacks something.
    #[error(transparent)]
    Catalog(#[from] CatalogError),
    /// A context could not be turned into a template's values.
    #[error("failed to describe the cluster to the templates")]
    Context(#[source] Box<minijinja::Error>),
}

impl RenderError {
    pub(crate) fn template(name: impl Into<String>) -> impl FnOnce(minijinja::Error) -> Self {
        let name = name.into();
        move |source| Self::Template { name, source: Box::new(source) }
    }
}
