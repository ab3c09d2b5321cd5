//! Rewrites a definition of acs-engine or aks-engine to one that slipway accepts, and says what it changed and why.
//!
//! Steps look at the [`Document`](slipway_definition::Document) and plan what to change; edits go into the text at their
//! spans, so that comments, order and layout of everything else stay. The new text is read again and compared with what was
//! planned before anybody sees it.

mod edit;
mod error;
mod migrate;
mod plan;
mod steps;
mod tree;

pub use error::MigrateError;
pub use migrate::{Migration, migrate};
pub use plan::{Attention, Change};
