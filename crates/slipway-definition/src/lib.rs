//! What the user wrote: from text to a typed [`Spec`], with every mistake found at its place.
//!
//! ```
//! use slipway_definition::{Document, Report, Spec, check};
//!
//! let mut document = Document::parse("cluster.json", br#"{"apiVersion": "vlabs", "properties": {}}"#)?;
//! document.set("masterProfile.count=2")?;
//! let mut report = Report::new();
//! let spec = Spec::read(&document, &mut report);
//! check(&spec, &document, &mut report);
//! report.sort(&document);
//! for finding in report.findings() {
//!     for (found, _) in finding.located(&document) {
//!         println!("{}:{}: {}", found.source.name, found.position(), finding.message);
//!     }
//! }
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! Values in the [`Spec`] carry no spans. Findings name a place by [`Pointer`], in the model's spelling, and
//! [`Document::locate`] turns it into bytes of the file or of a `--set` argument: so later rooms can report with nothing
//! but a pointer, and a value that is missing has a place too.

mod check;
mod document;
mod effects;
mod facts;
mod manifest;
mod node;
pub mod pem;
mod pointer;
mod proxy_url;
pub mod quote;
mod read;
mod registry;
mod report;
mod resource_id;
mod rule;
pub mod rules;
mod schema;
mod spec;
mod suggest;
mod unsupported;
mod vault_secret;

pub use check::check;
pub use document::{
    Document, DocumentError, DocumentErrorKind, Located, MAX_BYTES, MAX_DEPTH, MAX_VALUES, Position, Positions,
    SetError, Source,
};
pub use effects::effects;
pub use facts::{Allowed, Fact, Unset, fact, json_value, shows_in};
pub use manifest::{ManifestError, check_manifest};
pub use node::{Member, Node, Origin, Span, Value};
pub use pointer::Pointer;
pub use proxy_url::ProxyUrl;
pub use read::{Field, Kind, Shape, Support};
pub use registry::{DEFAULT_REGISTRY, registry_folder};
pub use report::{Finding, Label, MAX_FINDINGS, MAX_LABELS, Place, Report, Severity};
pub use resource_id::{ResourceId, SUBNET, TableId};
pub use rule::{Findings, Rule, RuleText};
pub use rules::is_guid;
pub use schema::schema;
pub use spec::*;
pub use suggest::nearest;
pub use unsupported::{fields, refuse_unsupported};
pub use vault_secret::VaultSecret;
