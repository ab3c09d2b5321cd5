//! Puts pki, render and arm together into the output directory, and writes it.

mod artifact;
mod write;

pub use artifact::{Artifact, Artifacts, Bytes};
pub use write::WriteError;
