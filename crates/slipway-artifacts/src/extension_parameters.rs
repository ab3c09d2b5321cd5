//! Parameters of the template with what extensions get, and with the query of their addresses.

use std::collections::BTreeMap;

use serde_json::{Value, json};
use slipway_arm::{Parameter, ParameterKind};
use slipway_cluster::{Cluster, Machines, parameters_of_extension, query_of_extension};

use crate::vault_reference::reference_of;

/// Those that some machine names.
pub(crate) fn of(definition: &Value, cluster: &Cluster) -> Vec<Parameter> {
    let profiles = definition.pointer("/properties/extensionProfiles").and_then(Value::as_array);
    let mut known: BTreeMap<String, Parameter> = BTreeMap::new();
    for profile in profiles.into_iter().flatten() {
        let name = profile["name"].as_str().unwrap_or_default();
        let (parameters, query) = (parameters_of_extension(name), query_of_extension(name));
        let reference = reference_of(&profile["parametersKeyvaultSecretRef"]);
        let (kind, value) = match reference {
            Some(reference) => (ParameterKind::VaultSecret, reference),
            None => (ParameterKind::SecureString, profile["extensionParameters"].clone()),
        };
        let says = format!("What the extension {name} gets.");
        known.insert(parameters.clone(), Parameter { name: parameters, kind, value, description: says });
        let (kind, value) = (ParameterKind::SecureString, profile["urlQuery"].clone());
        let says = format!("Query of the addresses of the extension {name}.");
        known.insert(query.clone(), Parameter { name: query, kind, value, description: says });
    }
    let groups = std::iter::once(&cluster.masters).chain(&cluster.pools).filter(|group| group.count > 0);
    let used = groups.flat_map(names);
    let mut parameters: BTreeMap<String, Parameter> = BTreeMap::new();
    for name in used {
        let empty = || Parameter {
            name: name.clone(),
            kind: ParameterKind::SecureString,
            value: json!(""),
            description: String::new(),
        };
        let parameter = known.get(&name).cloned().unwrap_or_else(empty);
        parameters.insert(name, parameter);
    }
    parameters.into_values().collect()
}

fn names(group: &Machines) -> Vec<String> {
    let linked = group.extensions.iter().flat_map(|extension| [&extension.parameters, &extension.query]);
    let before = group.pre_provision.iter().flat_map(|before| [&before.parameters, &before.query]);
    linked.chain(before).flatten().cloned().collect()
}
