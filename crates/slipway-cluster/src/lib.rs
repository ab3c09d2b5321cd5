//! From what the user wrote to what is decided: defaults, addresses, names.

mod cluster;
mod id;
mod seed_table;

pub use cluster::*;
pub use id::id;
