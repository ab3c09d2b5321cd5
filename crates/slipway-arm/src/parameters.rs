//! The template's parameters, and the file that gives them values.
//!
//! Besides the secrets there are the location and, under the older tools' names, the sizes of machines: a region that is
//! out of a size is the one thing for which a user edits a deployment by hand. (Azure's schema wants a literal size to be
//! one of a list that ends with the third generation, an expression may be any.) Both have defaults and stay out of the file.

use std::collections::HashSet;

use serde_json::{Map, Value, json};
use slipway_cluster::{Cluster, Machines};

use crate::Error;
use crate::expression::{Expr, literal};
use crate::input::{Parameter, ParameterKind};
use crate::resources;
use crate::template::CONTENT_VERSION;

/// Name of the parameter for the region.
pub const LOCATION: &str = "location";

const FILE_SCHEMA: &str = "https://schema.management.azure.com/schemas/2019-04-01/deploymentParameters.json#";

/// The `parameters` of the template. A location that the definition has is the default; else the resource group's.
pub(crate) fn declare(cluster: &Cluster, parameters: &[Parameter]) -> Result<Value, Error> {
    let default = match &cluster.location {
        Some(location) => Expr::text(location),
        None => Expr::resource_group().member("location"),
    };
    let location = json!({
        "type": "string",
        "defaultValue": default.to_template(),
        "metadata": {"description": "Azure region of every resource."},
    });
    let mut all = vec![(LOCATION.to_owned(), location)];
    let groups = std::iter::once(&cluster.masters).chain(&cluster.pools);
    all.extend(groups.filter(|group| resources::has_machines(group)).map(size));
    all.extend(
        cluster
            .jumpbox
            .iter()
            .map(|jumpbox| (JUMPBOX_SIZE.to_owned(), size_declaration(&jumpbox.vm_size, "Azure size of the jumpbox."))),
    );
    for parameter in parameters {
        let Parameter { name, kind, value, description } = parameter;
        if !kind.admits(value) {
            return Err(Error::ParameterType { name: name.clone(), kind: kind.name() });
        }
        all.push((name.clone(), json!({"type": kind.name(), "metadata": {"description": description}})));
    }
    let mut taken = HashSet::new();
    match all.iter().find(|(name, _)| !taken.insert(name.to_ascii_lowercase())) {
        Some((name, _)) => Err(Error::RepeatedParameter { name: name.clone() }),
        None => Ok(Value::Object(Map::from_iter(all))),
    }
}

fn size(machines: &Machines) -> (String, Value) {
    let description = format!("Azure size of the machines of {}.", machines.name);
    (size_name(machines), size_declaration(&machines.vm_size, &description))
}

fn size_declaration(default: &str, description: &str) -> Value {
    json!({"type": "string", "defaultValue": literal(default), "metadata": {"description": description}})
}

/// Name of the parameter for the size of the jumpbox.
pub(crate) const JUMPBOX_SIZE: &str = "jumpboxVMSize";

/// Name of the parameter for the size of a group of machines.
pub(crate) fn size_name(machines: &Machines) -> String {
    format!("{}VMSize", machines.name)
}

/// The parameters file.
pub(crate) fn file(parameters: &[Parameter]) -> Value {
    let values = parameters.iter().map(|parameter| {
        let key = if parameter.kind == ParameterKind::VaultSecret { "reference" } else { "value" };
        (parameter.name.clone(), json!({key: parameter.value}))
    });
    json!({
        "$schema": FILE_SCHEMA,
        "contentVersion": CONTENT_VERSION,
        "parameters": Value::Object(values.collect()),
    })
}
