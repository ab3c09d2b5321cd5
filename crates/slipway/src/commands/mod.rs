//! One file a verb.

pub(crate) mod completion;
pub(crate) mod definition;
pub(crate) mod explain;
pub(crate) mod facts;
pub(crate) mod generate;
pub(crate) mod get_versions;
pub(crate) mod migrate;
pub(crate) mod network;
pub(crate) mod notes;
pub(crate) mod schema;
pub(crate) mod validate;
pub(crate) mod version;
