//! Roles that the user gives: a script, and its commands one by one.

use std::fmt::Write as _;

use slipway_arm::{AzureId, ManualRole, Principal};

use crate::shell_word;

/// Where the script stands in the output directory.
pub(crate) const FILE: &str = "role-assignments.sh";

const HEAD: &str = r#"#!/bin/sh
# Gives the cluster's identities their roles, which the template does not (`roleAssignments: Manual`). Run it after the
# deployment, signed in as somebody who may give roles; it may run again.
#
# usage: sh role-assignments.sh <resource group>
set -eu
group=$(az group show --name "${1:?the resource group of the cluster}" --query id --output tsv)

# assign PRINCIPAL ROLE SCOPE
assign() {
    az role assignment create --assignee-object-id "$1" --assignee-principal-type ServicePrincipal \
        --role "$2" --scope "$3" --output none
}

# principal ID PROPERTY: who a resource is.
principal() {
    az resource show --ids "$1" --query "$2" --output tsv
}

"#;

/// The script; `None` when there is nothing to give.
pub(crate) fn script(roles: &[ManualRole]) -> Option<String> {
    if roles.is_empty() {
        return None;
    }
    let mut script = HEAD.to_owned();
    for role in roles {
        let who = match &role.principal {
            Principal::Known(id) => format!("who={}", shell_word(id)),
            Principal::Of { resource, property } => {
                format!("who=$(principal {} {})", in_script(resource), shell_word(property))
            }
        };
        let _ = writeln!(script, "{who}\nassign \"$who\" {} {}", shell_word(&role.role), in_script(&role.scope));
    }
    Some(script)
}

/// One line each, with `<name>` for the resource group, and whether it can be run before the deployment.
pub(crate) fn commands(roles: &[ManualRole]) -> Vec<(String, bool)> {
    let command = |role: &ManualRole| {
        let who = match &role.principal {
            Principal::Known(id) => shell_word(id),
            Principal::Of { resource, property } => {
                let (id, property) = (in_command(resource), shell_word(property));
                format!("\"$(az resource show --ids {id} --query {property} --output tsv)\"")
            }
        };
        let text = format!(
            "az role assignment create --assignee-object-id {who} --assignee-principal-type ServicePrincipal --role {} --scope {}",
            shell_word(&role.role),
            in_command(&role.scope)
        );
        (text, role.is_before_deployment())
    };
    roles.iter().map(command).collect()
}

fn in_script(id: &AzureId) -> String {
    match id {
        AzureId::Whole(id) => shell_word(id),
        AzureId::InGroup(rest) if rest.is_empty() => "\"$group\"".to_owned(),
        AzureId::InGroup(rest) => format!("\"$group\"{}", shell_word(rest)),
    }
}

fn in_command(id: &AzureId) -> String {
    const GROUP: &str = "\"$(az group show --name <name> --query id --output tsv)\"";
    match id {
        AzureId::Whole(id) => shell_word(id),
        AzureId::InGroup(rest) if rest.is_empty() => GROUP.to_owned(),
        AzureId::InGroup(rest) => format!("{GROUP}{}", shell_word(rest)),
    }
}
