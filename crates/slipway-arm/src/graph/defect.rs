//! What can be wrong with a template's references.

/// A fault that Azure would find at the start of a deployment, or in the middle of it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Defect {
    /// Two resources have one type and name.
    #[error("{id} is there twice")]
    RepeatedResource {
        /// Type and name.
        id: String,
    },
    /// An id names no resource of the template, nor a part of one.
    #[error("{from} refers to {to}, which is not in the template")]
    MissingResource {
        /// Type and name of the resource that refers, or `outputs`.
        from: String,
        /// Type and name of what it refers to.
        to: String,
    },
    /// A resource uses another one that may not be there yet.
    #[error("{from} uses {to} and does not wait for it")]
    MissingDependency {
        /// Type and name of the resource that uses.
        from: String,
        /// Type and name of the one that is used.
        to: String,
    },
    /// An entry of `dependsOn` is no `resourceId(…)` whose names are known, so that nothing can be said of it.
    #[error("{from} depends on {entry:?}, which is no resourceId")]
    OpaqueDependency {
        /// Type and name.
        from: String,
        /// The entry.
        entry: String,
    },
    /// A resource waits for itself.
    #[error("{id} depends on itself")]
    Cycle {
        /// Type and name.
        id: String,
    },
    /// Two interfaces have one static address.
    #[error("address {address} of {id} is taken already")]
    RepeatedAddress {
        /// Type and name of the second one.
        id: String,
        /// The address.
        address: String,
    },
    /// A parameter is used and not declared.
    #[error("parameter {name} is used and not declared")]
    UndeclaredParameter {
        /// Its name, in lower case.
        name: String,
    },
    /// A parameter is declared and not used.
    #[error("parameter {name} is declared and not used")]
    UnusedParameter {
        /// Its name, in lower case.
        name: String,
    },
    /// A string has the shape of an expression and is none.
    #[error("{text:?} is no expression: {error}")]
    NoExpression {
        /// Its first characters.
        text: String,
        /// Why.
        error: crate::ParseError,
    },
}
