//! Puts pki, render and arm together into the output directory, and writes it.

mod artifact;
mod assemble;
mod encryption_config;
mod extension_parameters;
mod oidc;
mod pki_files;
mod pki_request;
mod role_assignments;
mod rotate_kms;
mod shell;
mod user_secrets;
mod vault_reference;
mod write;

pub use artifact::{Artifact, Artifacts, Bytes};
pub use assemble::{AssembleError, Assembly, Request, assemble};
pub use pki_request::pki_request;
pub use shell::shell_word;
pub use write::WriteError;
