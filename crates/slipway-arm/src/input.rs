//! What the template is built from, besides the cluster.

use std::collections::BTreeMap;

use serde_json::Value;
use slipway_cluster::{Availability, Cluster, Owner, Role};

use crate::Error;

/// Everything that [`crate::build`] needs.
#[derive(Clone, Debug)]
pub struct Input<'a> {
    /// The decided cluster.
    pub cluster: &'a Cluster,
    /// What all masters share.
    pub masters: Bootstrap,
    /// What each master has for itself, in the order of `cluster.masters.machine_names`.
    pub master_files: Vec<Vec<MachineFile>>,
    /// What the machines of each pool share, in the order of `cluster.pools`.
    pub pools: Vec<Bootstrap>,
    /// What the jumpbox starts from.
    pub jumpbox: Option<Bootstrap>,
    /// Every parameter that the files name, with its value.
    pub parameters: Vec<Parameter>,
    /// What parts bring.
    pub brought: Brought,
}

/// What the template has besides the cluster's own resources.
#[derive(Clone, Debug, Default)]
pub struct Brought {
    /// Resources as they stand in a template, `dependsOn` in them; tags are the cluster's where there are none.
    pub resources: Vec<Value>,
    /// Subnets that no machine stands in, by name with their ranges, of the network that the template makes.
    pub subnets: Vec<(String, String)>,
    /// Roles of machines.
    pub grants: Vec<PartRole>,
}

/// A role that machines have for a part's sake.
#[derive(Clone, Debug)]
pub struct PartRole {
    /// Says it in the deployment's name.
    pub name: String,
    /// The GUID of the role's definition.
    pub role: String,
    /// What it is given on, a resource or a whole group, and where that is; the cluster's own group when there is none.
    pub scope: Option<(Owner, String)>,
    /// Whose machines have it.
    pub to: Role,
}

/// What the machines of one group start from.
#[derive(Clone, Debug, Default)]
pub struct Bootstrap {
    /// base64 of the gzip'd cloud-config; a literal in the template, the same for every machine of the group.
    pub custom_data: String,
    /// Files that only the protected settings of the extension carry.
    pub secret_files: Vec<SecretFile>,
    /// Tags besides the cluster's and the pool's own, on a scale set.
    pub tags: BTreeMap<String, String>,
}

/// A secret file of a group of machines.
#[derive(Clone, Debug)]
pub struct SecretFile {
    /// Absolute path on the machine.
    pub path: String,
    /// Name of the parameter whose value is base64 of the file's bytes.
    pub parameter: String,
    /// Octal, `0600`.
    pub mode: String,
    /// Whether the parameter's value is the text itself, which the template encodes.
    pub plain: bool,
}

/// A file of one machine.
#[derive(Clone, Debug)]
pub struct MachineFile {
    /// Absolute path on the machine.
    pub path: String,
    /// Octal, `0600`.
    pub mode: String,
    /// Its bytes.
    pub content: Content,
}

/// Bytes of a file of one machine.
#[derive(Clone, Debug)]
pub enum Content {
    /// base64 of the bytes: public, stands in the template.
    Literal(String),
    /// A parameter.
    Parameter {
        /// Its name.
        name: String,
        /// Whether its value is the text itself, which the template encodes; else base64 of the bytes.
        plain: bool,
    },
}

/// A parameter of the template, and its value for the parameters file.
#[derive(Clone, Debug)]
pub struct Parameter {
    /// Name; ARM compares names without case.
    pub name: String,
    /// Type.
    pub kind: ParameterKind,
    /// Value: a string, a number or an array, as `kind` says; of a secret in a key vault, the reference to it.
    pub value: Value,
    /// One sentence for who fills it in by hand.
    pub description: String,
}

/// Type of a parameter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ParameterKind {
    /// A text that Azure neither stores nor shows.
    SecureString,
    /// The same, which Resource Manager reads from a key vault during the deployment.
    VaultSecret,
    /// A text.
    String,
    /// A whole number.
    Int,
    /// An array.
    Array,
}

impl ParameterKind {
    /// The type's name in a template.
    pub const fn name(self) -> &'static str {
        match self {
            Self::SecureString | Self::VaultSecret => "securestring",
            Self::String => "string",
            Self::Int => "int",
            Self::Array => "array",
        }
    }

    /// Whether a value is of this type.
    pub(crate) fn admits(self, value: &Value) -> bool {
        match self {
            Self::SecureString | Self::String => value.is_string(),
            Self::VaultSecret => value["keyVault"]["id"].is_string() && value["secretName"].is_string(),
            Self::Int => value.is_i64() || value.is_u64(),
            Self::Array => value.is_array(),
        }
    }
}

impl Input<'_> {
    /// Whether the parts belong together.
    pub(crate) fn fits(&self) -> Result<(), Error> {
        let masters = &self.cluster.masters;
        if matches!(masters.availability, Availability::ScaleSet { .. }) {
            return Err(Error::Unsupported { what: "a control plane on a scale set of orchestration mode Uniform" });
        }
        let counts = [
            ("file lists of masters", self.master_files.len(), masters.count as usize),
            ("addresses of masters", masters.addresses.len(), masters.count as usize),
            ("bootstraps of pools", self.pools.len(), self.cluster.pools.len()),
            ("bootstraps of a jumpbox", self.jumpbox.iter().count(), self.cluster.jumpbox.iter().count()),
        ];
        match counts.into_iter().find(|(_, given, needed)| given != needed) {
            Some((what, given, needed)) => Err(Error::Mismatch { what, given, needed }),
            None => Ok(()),
        }
    }
}
