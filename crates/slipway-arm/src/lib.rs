//! Builds the ARM template of a cluster, checks that it holds together and measures it against Azure's limits.
//!
//! [`build`] is pure: the same [`Input`] gives the same template, byte for byte. One resource kind is one file under
//! `resources/`; API versions stand in `kind.rs`, names in `names.rs`, ARM's expression syntax in [`expression`] alone.
//! A resource's `dependsOn` follows from the ids in its properties.

mod brought;
mod error;
pub mod expression;
pub mod graph;
mod input;
mod kind;
mod manual_role;
mod names;
mod outputs;
mod parameters;
mod parse;
mod resource;
mod resources;
mod script;
mod sizes;
mod tags;
mod template;

pub use error::Error;
pub use input::{Bootstrap, Brought, Content, Input, MachineFile, Parameter, ParameterKind, PartRole, SecretFile};
pub use manual_role::{AzureId, ManualRole, Principal};
pub use parameters::LOCATION;
pub use parse::ParseError;
pub use script::SERVICE_PRINCIPAL_SECRET;
pub use sizes::{Limit, Measure, Sizes};
pub use template::{Template, build};
