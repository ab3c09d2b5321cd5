//! Why no template was built.

use crate::graph::Defect;
use crate::sizes::Measure;

/// Failure of [`crate::build`].
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The cluster asks for something that this builder does not make.
    #[error("{what} is not supported yet")]
    Unsupported {
        /// What was asked for.
        what: &'static str,
    },
    /// The input does not fit the cluster.
    #[error("{needed} {what} needed, {given} given")]
    Mismatch {
        /// What is counted.
        what: &'static str,
        /// How many there are.
        given: usize,
        /// How many there should be.
        needed: usize,
    },
    /// Two parameters have one name, as ARM compares names.
    #[error("parameter {name} is given twice")]
    RepeatedParameter {
        /// The name.
        name: String,
    },
    /// A parameter's value is not of its type.
    #[error("value of parameter {name} is not of type {kind}")]
    ParameterType {
        /// The parameter's name.
        name: String,
        /// The type it has in the template.
        kind: &'static str,
    },
    /// A role that the user shall give cannot be written as a command: its principal or scope is computed in a way of its own.
    #[error("{deployment} gives a role that no command can give")]
    Role {
        /// Id of the deployment that would give it.
        deployment: String,
    },
    /// Azure would refuse the template for its size.
    #[error("template exceeds Azure's limits: {}", list(.0))]
    Limits(Vec<Measure>),
    /// A part's resource is no resource.
    #[error("failed to read a resource that a part brings: {what}")]
    Brought {
        /// What it lacks.
        what: String,
    },
    /// The template contradicts itself.
    #[error("template is inconsistent: {}", list(.0))]
    Inconsistent(Vec<Defect>),
}

fn list(items: &[impl ToString]) -> String {
    items.iter().map(ToString::to_string).collect::<Vec<_>>().join("; ")
}
