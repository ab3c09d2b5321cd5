//! Parts and a decided cluster in; every file of every machine out. Pure: same input, same bytes.

mod addon;
mod addon_secret;
pub mod archive;
mod azure;
mod cloud_config;
mod component;
mod engine;
mod error;
mod expressions;
mod fields;
mod flags;
mod gates;
mod note;
mod part;
mod pools;
mod refusal;
mod render;
pub mod rules;
mod setting;
mod steps;
mod systemd;
mod user_addon;
mod yaml;

pub use azure::{Azure, PartRole, PartSubnet};
pub use cloud_config::{CUSTOM_DATA_LIMIT, CloudConfig};
pub use error::RenderError;
pub use note::{Note, Place, Weight};
pub use part::{AddonPart, ConfigPart, Part, Parts};
pub use refusal::{BringPart, RefusePart};
pub use render::{Input, MachineFile, Rendered, RoleFiles, SecretFile, notes, render};
