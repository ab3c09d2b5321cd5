//! Keys, certificates and kubeconfigs of a cluster.
//!
//! [`Pki::for_cluster`] is the one entry: it takes what the cluster needs ([`Request`]), what the user already has
//! ([`CertificateProfile`], a [`BootstrapToken`]) and the time, keeps what is given and makes what is missing. It opens no
//! file and reads no clock; random bytes come from the operating system, and only when something is made.

mod algorithm;
mod authority;
mod error;
mod given;
mod identity;
mod jwks;
mod keys;
pub mod kubeconfig;
mod mint;
mod name;
mod notes;
mod pair;
mod pem_text;
mod pki;
mod profile;
mod random;
mod request;
mod seal;
mod secret;
mod settle;
mod ssh;
mod token;
mod validity;
mod vault;

pub use algorithm::{KeyAlgorithm, UnknownAlgorithm};
pub use error::PkiError;
pub use jwks::jwks;
pub use notes::{Note, Notes};
pub use pair::{Pair, ServiceAccount};
pub use pki::Pki;
pub use profile::CertificateProfile;
pub use random::{encryption_key, letters};
pub use request::Request;
pub use secret::Secret;
pub use ssh::SshKey;
pub use token::BootstrapToken;
pub use vault::is_in_vault;
