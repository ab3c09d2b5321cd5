//! From what the user wrote to what is decided: defaults, addresses, names.

mod cluster;

pub use cluster::*;
