//! `part.toml`, typed.

use std::collections::BTreeMap;
use std::sync::Arc;

use include_dir::{Dir, include_dir};
use serde::Deserialize;
use slipway_catalog::Files;
use slipway_cluster::Role;

use crate::RenderError;
use crate::refusal::{BringPart, RefusePart};

static BUILTIN: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/../../parts");
static PARSED: Dir<'static> = include_dir!("$OUT_DIR/parsed");

/// All parts, in the order of their paths.
#[derive(Clone, Debug)]
pub struct Parts {
    pub(crate) parts: Vec<Part>,
    pub(crate) files: Arc<Files>,
}

/// One folder under `parts/`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Part {
    /// Folder, `addon/coredns`.
    #[serde(skip)]
    pub path: String,
    /// Short name for people.
    pub title: String,
    /// What it does, and where its facts were read.
    pub doc: String,
    /// Expression: when it is there at all.
    pub when: Option<String>,
    /// Present in addons.
    pub addon: Option<AddonPart>,
    /// Containers whose image and resources a user may set.
    #[serde(default)]
    pub container: BTreeMap<String, ContainerPart>,
    /// Settings of an addon.
    #[serde(default)]
    pub config: BTreeMap<String, ConfigPart>,
    /// What an addon has for single pools.
    pub pools: Option<PoolsPart>,
    /// What an addon cannot work with.
    #[serde(default)]
    pub refuse: Vec<RefusePart>,
    /// What an addon brings of which a cluster has one.
    #[serde(default)]
    pub bring: Vec<BringPart>,
    /// Flags of a component, by flag with dashes.
    #[serde(default)]
    pub flag: BTreeMap<String, FlagPart>,
    /// Fields of a component's configuration file, by flag with dashes or by a name of their own.
    #[serde(default)]
    pub field: BTreeMap<String, FieldPart>,
    /// Files that machines get.
    #[serde(default)]
    pub file: Vec<FilePart>,
    /// Files that only protected settings carry.
    #[serde(default)]
    pub secret: Vec<SecretPart>,
    /// Resources of Azure's that the template has for it.
    #[serde(default)]
    pub resource: Vec<ResourcePart>,
    /// Subnets of the network that the template makes.
    #[serde(default)]
    pub subnet: Vec<SubnetPart>,
    /// Roles that machines have in Azure for it.
    #[serde(default)]
    pub role: Vec<RolePart>,
}

/// What makes a part an addon.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AddonPart {
    /// Expression: on when the user says nothing.
    pub enabled: String,
    /// The user cannot switch it off.
    #[serde(default)]
    pub required: bool,
    /// `Reconcile` or `EnsureExists`.
    pub mode: String,
}

/// A container of an addon.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ContainerPart {
    /// Name in the release's image table.
    pub image: String,
    /// The definition's key of an image in place of it.
    pub field: Option<String>,
    /// Requested `cpu` and `memory`.
    #[serde(default)]
    pub requests: BTreeMap<String, String>,
    /// At most `cpu` and `memory`.
    #[serde(default)]
    pub limits: BTreeMap<String, String>,
}

/// A setting of an addon.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ConfigPart {
    /// Template of the default; a secret has none, and what is gone has the last one.
    #[serde(default)]
    pub default: String,
    /// No template sees it: only an object of `[[secret]]` has it. Its name has to tell, for messages that quote the
    /// definition: a part of it is `secret`, `password`, `key` or `token`.
    #[serde(default)]
    pub secret: bool,
    /// Expression: whether the addon is nothing without it.
    pub required: Option<String>,
    /// Templates of the values that it may have; with neither these nor a range: any.
    #[serde(default)]
    pub values: Vec<String>,
    /// Or the least and the most of a whole number that it may be.
    pub range: Option<[u32; 2]>,
    /// Or what kind of text it is.
    #[serde(rename = "type")]
    pub kind: Option<SettingKind>,
    /// Another setting, a number, than which this one is not smaller.
    pub at_least: Option<String>,
    /// Why it may have no other value, where that is not plain.
    pub why: Option<String>,
    /// Why it does nothing any more: it is taken, that is said, and templates do not see it.
    pub gone: Option<String>,
    /// What it does.
    pub doc: String,
}

/// What kind of text a setting is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum SettingKind {
    /// Whole number.
    Integer,
    /// Number.
    Float,
    /// `true` or `false`.
    Boolean,
    /// Go duration, `15m`.
    Duration,
    /// An id as Azure gives them; nothing is none.
    Guid,
}

/// What an addon has for single pools.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PoolsPart {
    /// Expression that sees `pool`: whether the addon has this one.
    pub when: Option<String>,
    /// What is said when a cluster has another, `works on scale sets only`; without it, another is left alone.
    pub refuse: Option<String>,
    /// Settings for each; templates see `pool`.
    #[serde(default)]
    pub config: BTreeMap<String, ConfigPart>,
    /// Tags that the pools' scale sets get in Azure.
    #[serde(default)]
    pub tag: Vec<TagPart>,
}

/// A tag of a pool's scale set. Everything in it sees `pool`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TagPart {
    /// Expression of a list: the tag is there once for each element, which the others see as `item`.
    pub each: Option<String>,
    /// Template of its name.
    pub name: String,
    /// Template of its value.
    pub value: String,
}

/// A flag of a component.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FlagPart {
    /// Template of the value.
    pub value: String,
    /// A user's value is not taken.
    #[serde(default)]
    pub locked: bool,
    /// A list: a user's items are added to it.
    #[serde(default)]
    pub joins: bool,
    /// A user's value is in a file instead of a flag: nothing is lost.
    #[serde(default)]
    pub read_elsewhere: bool,
    /// Expression: when it has this value. A user's, where it may have one, it has in any case.
    pub when: Option<String>,
    /// What it does, where that is not plain; why it is never passed, where that is so.
    pub doc: Option<String>,
}

/// A field of a configuration file.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FieldPart {
    /// Where in the file, dots between levels.
    pub path: String,
    /// Type of the value.
    #[serde(rename = "type")]
    pub kind: FieldKind,
    /// Template of the default; without one the field appears only when the user sets its flag.
    pub default: Option<String>,
    /// A user's value is not taken.
    #[serde(default)]
    pub locked: bool,
    /// Expression: when it has its default. A user's value, where it may have one, it has in any case.
    pub when: Option<String>,
    /// What it does, where that is not plain; why it is never there, where that is so.
    pub doc: Option<String>,
}

/// Types of fields.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum FieldKind {
    /// Text.
    String,
    /// Whole number.
    Integer,
    /// Number.
    Float,
    /// `true` or `false`.
    Boolean,
    /// Go duration, `15m`.
    Duration,
    /// `a,b`.
    List,
    /// `a=b,c=d` or `a<b`.
    Map,
    /// `Gate=true,Other=false`.
    Gates,
    /// `key=value:effect,…`
    Taints,
}

/// A file of a machine.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FilePart {
    /// Absolute path. With `each` a template that sees `item`.
    pub path: String,
    /// Expression of a list: the file is there once for each element, which path, expression and template see as `item`.
    pub each: Option<String>,
    /// Template beside `part.toml`.
    pub template: Option<String>,
    /// Plain file beside `part.toml`.
    pub source: Option<String>,
    /// Octal.
    #[serde(default = "default_mode")]
    pub mode: String,
    /// Roles.
    #[serde(default = "both")]
    pub on: Vec<RoleName>,
    /// Expression.
    pub when: Option<String>,
}

/// A file that only protected settings carry.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SecretPart {
    /// Absolute path. With `each`, path, parameter and mode are templates that see `item`.
    pub path: String,
    /// Expression of a list: the file is there once for each element.
    pub each: Option<String>,
    /// Template parameter with the base64 of the bytes.
    pub parameter: String,
    /// The parameter's value is the text itself, which is encoded when it is sent.
    #[serde(default)]
    pub plain: bool,
    /// Octal.
    #[serde(default = "secret_mode")]
    pub mode: String,
    /// Roles.
    #[serde(default = "both")]
    pub on: Vec<RoleName>,
    /// Expression.
    pub when: Option<String>,
    /// A Kubernetes Secret that is the file, in place of one that the parameter's name tells.
    pub object: Option<ObjectPart>,
}

/// A Kubernetes Secret of an addon's settings. It is not there when none of them is given.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ObjectPart {
    /// Namespace.
    pub namespace: String,
    /// Name.
    pub name: String,
    /// Names of settings, by the keys that their values have in the object.
    pub data: BTreeMap<String, String>,
}

/// Resources of Azure's.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ResourcePart {
    /// Template beside `part.toml`: one resource, or a list of them, in the JSON of Azure's templates.
    pub template: String,
    /// Expression.
    pub when: Option<String>,
}

/// A subnet of the network that the template makes. Where the network is the user's, so is every subnet of it.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SubnetPart {
    /// Template of its name.
    pub name: String,
    /// Template of its range.
    pub range: String,
    /// Expression.
    pub when: Option<String>,
}

/// A role that machines have.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RolePart {
    /// The GUID of the role's definition.
    pub role: String,
    /// Template of the full id of what the role is given on; an empty one is the cluster's resource group.
    #[serde(default)]
    pub scope: String,
    /// Whose machines have it: `master` or `agent`.
    pub to: RoleName,
    /// Expression.
    pub when: Option<String>,
}

/// A role as parts spell it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum RoleName {
    /// Masters.
    Master,
    /// Workers.
    Agent,
    /// The machine to work from, which is no node.
    Jumpbox,
}

impl From<Role> for RoleName {
    fn from(role: Role) -> Self {
        match role {
            Role::Master => Self::Master,
            Role::Agent => Self::Agent,
        }
    }
}

fn default_mode() -> String {
    "0644".to_owned()
}

fn secret_mode() -> String {
    "0600".to_owned()
}

fn both() -> Vec<RoleName> {
    vec![RoleName::Master, RoleName::Agent]
}

impl Part {
    /// The folder's own name: the addon's or component's name.
    pub fn name(&self) -> &str {
        self.path.rsplit('/').next().unwrap_or(&self.path)
    }
}

impl Parts {
    /// The parts that the binary carries.
    pub fn builtin() -> Result<Self, RenderError> {
        Self::of(Self::builtin_files())
    }

    /// The files of the parts that the binary carries, to lay others over them.
    pub fn builtin_files() -> Files {
        Files::embedded(&BUILTIN, &PARSED)
    }

    /// Parts of these files, which are named as under `parts/`.
    pub fn of(files: Files) -> Result<Self, RenderError> {
        let mut parts = Vec::new();
        for path in files.paths() {
            let Some(folder) = path.strip_suffix("/part.toml") else {
                continue;
            };
            let Some(part) = files.read(path) else { continue };
            let mut part: Part =
                part.map_err(|source| RenderError::Part { path: path.to_owned(), source: Box::new(source) })?;
            folder.clone_into(&mut part.path);
            parts.push(part);
        }
        Ok(Self { parts, files: Arc::new(files) })
    }

    /// All parts.
    pub fn iter(&self) -> impl Iterator<Item = &Part> {
        self.parts.iter()
    }
}
