//! One file a verb.

pub(crate) mod completion;
pub(crate) mod generate;
pub(crate) mod get_versions;
pub(crate) mod version;
