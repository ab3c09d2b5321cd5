//! From what the user wrote to what is decided: defaults, addresses, names.

mod addons;
mod address;
mod asked;
mod bound;
mod cloud_provider;
mod cluster;
mod custom_files;
mod decide;
mod http_proxy;
mod id;
mod load_balancer;
mod machines;
mod mirrors;
mod names;
mod network;
mod place;
mod plan;
mod populate;
mod retired;
pub mod rules;
mod say;
mod security;
mod seed_table;
mod version;
mod view;

pub use asked::Asked;
pub use cluster::*;
pub use custom_files::custom_file_parameter;
pub use decide::Decision;
pub use http_proxy::{HTTP_PROXY_ENVIRONMENT, HttpProxy, proxy_environment};
pub use id::id;
pub use mirrors::{PackageSources, RegistryMirror};
pub use plan::{Addressed, Plan};
pub use retired::{ADDONS, Found, is_azure_stack, refuse_retired, retired_values};
pub use security::{Answer, Flow, Need};
