//! The script of the VM extension: `extension.sh` with the machine's values in its middle, put together by ARM.
//!
//! The values are an object that ARM itself writes as JSON, so a secret may hold any character: in JSON no line of it can
//! end the here-document. They reach the machine encrypted, in the extension's protected settings.

use slipway_cluster::{Identity, Role};

use crate::expression::Expr;
use crate::input::{Bootstrap, Content, MachineFile, SecretFile};
use crate::kind::Kind;
use crate::names::Context;
use crate::resources::key_vault;

/// Parameter that holds the secret of a service principal.
pub const SERVICE_PRINCIPAL_SECRET: &str = "servicePrincipalClientSecret";

const SCRIPT: &str = include_str!("extension.sh");
const PLACEHOLDER: &str = "@VALUES@";

/// Script of every machine of a group.
pub(crate) fn of_group(context: &Context<'_>, bootstrap: &Bootstrap) -> Expr {
    script_of(context, Role::Agent, bootstrap, &[])
}

/// Script of a master, which has files of its own.
pub(crate) fn of_master(context: &Context<'_>, bootstrap: &Bootstrap, own: &[MachineFile]) -> Expr {
    script_of(context, Role::Master, bootstrap, own)
}

fn script_of(context: &Context<'_>, role: Role, bootstrap: &Bootstrap, own: &[MachineFile]) -> Expr {
    let files = bootstrap.secret_files.iter().map(secret_file).chain(own.iter().map(machine_file));
    let mut values = vec![("azure", azure(context)), ("files", Expr::array(files))];
    // Which version of its key is there, Azure alone knows.
    if let Some(kms) = context.cluster.kms.as_ref().filter(|_| role == Role::Master) {
        values.push(("kms", Expr::object([("key", key_vault::key_address(kms))])));
    }
    script(Expr::object(values))
}

/// Script of the jumpbox, which is nobody to Azure: nothing but its files.
pub(crate) fn of_jumpbox(bootstrap: &Bootstrap) -> Expr {
    script(Expr::object([("files", Expr::array(bootstrap.secret_files.iter().map(secret_file)))]))
}

fn script(values: Expr) -> Expr {
    let (before, after) = SCRIPT.split_once(PLACEHOLDER).unwrap_or((SCRIPT, ""));
    let script = Expr::concat([Expr::text(before), values.into_json_text(), Expr::text(after)]);
    Expr::call("base64", [script])
}

fn secret_file(file: &SecretFile) -> Expr {
    entry(&file.path, &file.mode, parameter(&file.parameter, file.plain))
}

fn machine_file(file: &MachineFile) -> Expr {
    let content = match &file.content {
        Content::Literal(base64) => Expr::text(base64),
        Content::Parameter { name, plain } => parameter(name, *plain),
    };
    entry(&file.path, &file.mode, content)
}

fn parameter(name: &str, plain: bool) -> Expr {
    let value = Expr::parameter(name);
    if plain { Expr::call("base64", [value]) } else { value }
}

fn entry(path: &str, mode: &str, content: Expr) -> Expr {
    Expr::object([("path", Expr::text(path)), ("mode", Expr::text(mode)), ("content", content)])
}

/// The part of the cloud configuration that Azure knows, or that is secret.
fn azure(context: &Context<'_>) -> Expr {
    let mut members = vec![
        ("tenantId", Expr::subscription().member("tenantId")),
        ("subscriptionId", Expr::subscription().member("subscriptionId")),
        ("resourceGroup", Expr::resource_group().member("name")),
        ("location", Expr::parameter("location")),
    ];
    if let Some(id) = context.identity_id() {
        let client_id = Expr::reference(id, Kind::UserAssignedIdentity.api_version()).member("clientId");
        members.push(("userAssignedIdentityID", client_id));
    }
    if let Identity::ServicePrincipal { client_id, .. } = &context.cluster.identity {
        members.push(("aadClientId", Expr::text(client_id)));
        if context.cluster.cloud_provider.certificate_path.is_none() {
            members.push(("aadClientSecret", Expr::parameter(SERVICE_PRINCIPAL_SECRET)));
        }
    }
    Expr::object(members)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_script_has_one_place_for_the_values() {
        assert_eq!(SCRIPT.matches(PLACEHOLDER).count(), 1);
        assert!(SCRIPT.contains(&format!("<<'END_OF_VALUES'\n{PLACEHOLDER}\nEND_OF_VALUES\n")));
    }
}
