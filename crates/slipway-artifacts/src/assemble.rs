//! From a decided cluster and its keys to every file of the output directory.

use std::collections::{BTreeMap, BTreeSet};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};
use slipway_arm::{
    Bootstrap, Brought, Content, MachineFile, Parameter, ParameterKind, PartRole, SERVICE_PRINCIPAL_SECRET, SecretFile,
    Sizes,
};
use slipway_catalog::{Release, Removed};
use slipway_cluster::{Cluster, Identity};
use slipway_definition::Secret;
use slipway_pki::{Pki, PkiError, is_in_vault, kubeconfig};
use slipway_render::{Azure, Note, Parts, RenderError, Rendered, RoleFiles, archive};

use crate::user_secrets::UserSecret;
use crate::vault_reference::reference_of;
use crate::{Artifacts, Bytes, extension_parameters, oidc, pki_files, role_assignments, rotate_kms, user_secrets};

/// Parameter with the kubeconfig of the jumpbox's user.
const JUMPBOX_KUBECONFIG: &str = "jumpboxKubeconfig";

/// What the output is made from.
#[derive(Clone, Copy, Debug)]
pub struct Request<'a> {
    /// The definition as JSON in the model's spelling, `--set` applied.
    pub definition: &'a Value,
    /// The decided cluster.
    pub cluster: &'a Cluster,
    /// Its release.
    pub release: &'a Release,
    /// What the release no longer knows.
    pub removed: &'a Removed,
    /// The parts.
    pub parts: &'a Parts,
    /// Keys and certificates.
    pub pki: &'a Pki,
    /// Secret of the service principal, when the cluster has one.
    pub client_secret: Option<&'a str>,
    /// JSON with line breaks.
    pub pretty: bool,
}

/// The output, nothing written yet.
#[derive(Clone, Debug)]
pub struct Assembly {
    /// All files.
    pub artifacts: Artifacts,
    /// Remarks on the definition.
    pub notes: Vec<Note>,
    /// The template against Azure's limits.
    pub sizes: Sizes,
    /// Addons that are on.
    pub addons: Vec<String>,
    /// Commands that give the roles which the template does not, one line each, with `<name>` for the resource group, and whether
    /// they can be run before the deployment.
    pub roles: Vec<(String, bool)>,
}

/// Why there is no output.
#[derive(Debug, thiserror::Error)]
pub enum AssembleError {
    /// A fault of the parts or the catalog.
    #[error(transparent)]
    Render(#[from] RenderError),
    /// The template cannot be built, or Azure would refuse it.
    #[error("failed to build the template")]
    Template(#[from] slipway_arm::Error),
    /// The keys of service accounts cannot be read.
    #[error("failed to publish the keys of service accounts")]
    Keys(#[from] PkiError),
    /// JSON could not be written.
    #[error("failed to write JSON")]
    Json(#[from] serde_json::Error),
}

/// Makes every file. Pure: same input, same bytes.
///
/// # Errors
/// For faults of the parts or the catalog, and when the template exceeds one of Azure's limits.
pub fn assemble(request: Request<'_>) -> Result<Assembly, AssembleError> {
    let public = pki_files::Public::of(request.pki);
    let rendered = slipway_render::render(&slipway_render::Input {
        cluster: request.cluster,
        release: request.release,
        removed: request.removed,
        parts: request.parts,
        pki: &public,
    })?;
    let template = slipway_arm::build(&arm_input(request, &rendered))?;

    let mut artifacts = Artifacts::default();
    artifacts.add("azuredeploy.json", Bytes::Owned(json_bytes(template.value(), request.pretty)?));
    artifacts.add_secret("azuredeploy.parameters.json", json_bytes(template.parameters_file(), request.pretty)?);
    artifacts.add_secret("apimodel.json", model(request)?);
    if let Some(script) = role_assignments::script(template.manual_roles()) {
        artifacts.add(role_assignments::FILE, Bytes::Owned(script.into_bytes()));
    }
    if let Some(script) = rotate_kms::script(request.cluster) {
        artifacts.add(rotate_kms::FILE, Bytes::Owned(script.into_bytes()));
    }
    if let Some(issuer) = &request.cluster.oidc_issuer {
        for (path, document) in oidc::documents(issuer, request.pki)? {
            artifacts.add(path, Bytes::Owned(json_bytes(&document, true)?));
        }
    }
    pki_files::add(request.pki, &mut artifacts);
    add_kubeconfigs(request, &mut artifacts);
    for role in rendered.roles.iter().chain(&rendered.jumpbox) {
        add_machine(role, &mut artifacts);
    }
    let (notes, addons) = (rendered.notes, rendered.addons);
    let roles = role_assignments::commands(template.manual_roles());
    Ok(Assembly { artifacts, notes, sizes: template.sizes().clone(), addons, roles })
}

fn json_bytes(value: &Value, pretty: bool) -> Result<Vec<u8>, serde_json::Error> {
    let mut bytes = if pretty { serde_json::to_vec_pretty(value) } else { serde_json::to_vec(value) }?;
    bytes.push(b'\n');
    Ok(bytes)
}

/// The populated model: it holds every decision and every key, so that it makes the same output again.
fn model(request: Request<'_>) -> Result<Vec<u8>, serde_json::Error> {
    let mut model = request.definition.clone();
    // Beside another file, a relative reference would lead nowhere.
    let is_relative = model["$schema"].as_str().is_some_and(|schema| !schema.contains("://"));
    if is_relative && let Some(members) = model.as_object_mut() {
        members.shift_remove("$schema");
    }
    request.cluster.populate(&mut model);
    let token = &request.pki.bootstrap_token;
    let properties = &mut model["properties"];
    properties["certificateProfile"] = serde_json::to_value(request.pki.profile())?;
    properties["bootstrapProfile"] =
        json!({"tokenId": token.id, "tokenSecret": token.secret.expose(), "tokenExpires": token.expires});
    json_bytes(&model, true)
}

/// None is the administrator's where one half of that pair stays in a key vault. Where users sign in by Entra ID, the name that is
/// known for the file to hand out is theirs, and the administrator's another.
fn add_kubeconfigs(request: Request<'_>, artifacts: &mut Artifacts) {
    let Cluster { entra, dns_prefix, cloud, .. } = request.cluster;
    for endpoint in &request.cluster.endpoints {
        let admin = request.pki.kubeconfig.is_here().then(|| kubeconfig(request, &endpoint.fqdn).into_bytes());
        let add_admin = |path: String| {
            if let Some(admin) = admin {
                artifacts.add_secret(path, admin);
            }
        };
        let path = |more: &str| format!("kubeconfig/kubeconfig.{}.{more}json", endpoint.location);
        let Some(entra) = entra else {
            add_admin(path(""));
            continue;
        };
        let sign_in = [&entra.server_app_id, &entra.tenant_id, cloud].map(String::as_str);
        let server = server(request.cluster, &endpoint.fqdn);
        let users = kubeconfig::entra(dns_prefix, &server, &request.pki.ca.certificate, sign_in);
        add_admin(path("admin."));
        artifacts.add(path(""), Bytes::Owned(users.into_bytes()));
    }
}

/// The administrator's.
fn kubeconfig(request: Request<'_>, fqdn: &str) -> String {
    let Request { cluster, pki, .. } = request;
    kubeconfig::admin(&cluster.dns_prefix, &server(cluster, fqdn), &pki.ca.certificate, &pki.kubeconfig)
}

/// The API server's URL. No name of a private one is known outside, and its certificate has its address.
fn server(cluster: &Cluster, fqdn: &str) -> String {
    let api = &cluster.api;
    match (api.is_private, api.port) {
        (false, _) => format!("https://{fqdn}"),
        (true, 443) => format!("https://{}", api.internal_address),
        (true, port) => format!("https://{}:{port}", api.internal_address),
    }
}

fn add_machine(role: &RoleFiles, artifacts: &mut Artifacts) {
    for file in &role.files {
        artifacts.add(format!("machines/{}{}", role.name, file.path), Bytes::Shared(file.text.clone()));
    }
    let cloud_config = role.cloud_config.text.clone().into_bytes();
    artifacts.add(format!("machines/{}.cloud-config.yaml", role.name), Bytes::Owned(cloud_config));
}

fn arm_input<'a>(request: Request<'a>, rendered: &Rendered) -> slipway_arm::Input<'a> {
    let in_vault = pki_files::in_vault(request.pki);
    let bootstrap = |role: &RoleFiles| bootstrap(role, &in_vault);
    let mut roles = rendered.roles.iter().map(bootstrap);
    let master_files: Vec<_> =
        (0..request.cluster.masters.count as usize).map(|index| master_files(request.pki, index)).collect();
    slipway_arm::Input {
        cluster: request.cluster,
        masters: roles.next().unwrap_or_default(),
        pools: roles.collect(),
        jumpbox: rendered.jumpbox.as_ref().zip(request.cluster.jumpbox.as_ref()).map(|(role, jumpbox)| {
            let mut bootstrap = bootstrap(role);
            bootstrap.secret_files.push(SecretFile {
                path: format!("/home/{}/.kube/config", jumpbox.username),
                parameter: JUMPBOX_KUBECONFIG.to_owned(),
                mode: "0600".to_owned(),
                plain: false,
            });
            bootstrap
        }),
        parameters: parameters(request, rendered, &named(rendered, &master_files)),
        master_files,
        brought: brought(&rendered.azure),
    }
}

/// What parts bring, from one room to the other.
fn brought(azure: &Azure) -> Brought {
    let grant = |grant: &slipway_render::PartRole| {
        let slipway_render::PartRole { name, role, scope, to } = grant.clone();
        PartRole { name, role, scope, to }
    };
    Brought {
        resources: azure.resources.clone(),
        subnets: azure.subnets.iter().map(|subnet| (subnet.name.clone(), subnet.range.clone())).collect(),
        grants: azure.grants.iter().map(grant).collect(),
    }
}

/// Parameters that some machine's file comes from.
fn named(rendered: &Rendered, master_files: &[Vec<MachineFile>]) -> BTreeSet<String> {
    let shared = rendered.roles.iter().flat_map(|role| &role.secrets).map(|secret| secret.parameter.clone());
    let own = master_files.iter().flatten().filter_map(|file| match &file.content {
        Content::Parameter { name, .. } => Some(name.clone()),
        Content::Literal(_) => None,
    });
    shared.chain(own).collect()
}

/// `in_vault` are parameters whose values are in a key vault, as they are.
fn bootstrap(role: &RoleFiles, in_vault: &BTreeSet<String>) -> Bootstrap {
    Bootstrap {
        custom_data: role.cloud_config.custom_data.clone(),
        tags: role.tags.clone(),
        secret_files: role
            .secrets
            .iter()
            .map(|secret| SecretFile {
                path: secret.path.clone(),
                parameter: secret.parameter.clone(),
                mode: secret.mode.clone(),
                plain: secret.plain || in_vault.contains(&secret.parameter),
            })
            .chain(role.archive.iter().map(|_| SecretFile {
                path: archive::PATH.to_owned(),
                parameter: archive::PARAMETER.to_owned(),
                mode: "0600".to_owned(),
                plain: false,
            }))
            .collect(),
    }
}

/// What a master has for itself: its etcd peer pair.
fn master_files(pki: &Pki, index: usize) -> Vec<MachineFile> {
    let Some(peer) = pki.etcd_peers.get(index) else {
        return Vec::new();
    };
    let file = |end: &str, mode: &str, content: Content| MachineFile {
        path: format!("/etc/kubernetes/certs/etcdpeer.{end}"),
        mode: mode.to_owned(),
        content,
    };
    let parameter = |word: &str, value: &str| Content::Parameter {
        name: format!("etcdPeer{word}{index}"),
        plain: is_in_vault(value),
    };
    let certificate = if is_in_vault(&peer.certificate) {
        parameter("Certificate", &peer.certificate)
    } else {
        Content::Literal(STANDARD.encode(&peer.certificate))
    };
    vec![file("crt", "0644", certificate), file("key", "0600", parameter("PrivateKey", peer.private_key.expose()))]
}

fn parameters(request: Request<'_>, rendered: &Rendered, named: &BTreeSet<String>) -> Vec<Parameter> {
    let secret = |name: String, value: String, description: String| Parameter {
        name,
        kind: ParameterKind::SecureString,
        value: Value::String(value),
        description,
    };
    let mut parameters: Vec<_> =
        pki_files::parameters(request.pki).into_iter().filter(|parameter| named.contains(&parameter.name)).collect();
    let written = user_secrets::parameters(request.cluster, request.definition);
    for user_secret in written.into_iter().filter(|secret| named.contains(&secret.name)) {
        let UserSecret { name, base64, description } = user_secret;
        parameters.push(secret(name, base64.expose().to_owned(), description));
    }
    let mut composed: BTreeMap<&str, &Secret> = BTreeMap::new();
    for file in rendered.roles.iter().flat_map(|role| &role.secrets) {
        composed.extend(file.content.as_ref().map(|content| (file.parameter.as_str(), content)));
    }
    for (name, content) in composed {
        let says = "base64 of a manifest with secrets of an addon".to_owned();
        parameters.push(secret(name.to_owned(), STANDARD.encode(content.expose()), says));
    }
    if let Some(client_secret) = request.client_secret {
        let says = "Secret of the service principal.".to_owned();
        parameters.push(secret(SERVICE_PRINCIPAL_SECRET.to_owned(), client_secret.to_owned(), says));
    }
    for manifests in rendered.roles.iter().filter_map(|role| role.archive.clone()) {
        let says = "base64 of the archive with the addons' manifests".to_owned();
        parameters.push(secret(archive::PARAMETER.to_owned(), manifests, says));
    }
    parameters.extend(client_secret_in_vault(request));
    parameters.extend(extension_parameters::of(request.definition, request.cluster));
    if request.cluster.jumpbox.is_some() {
        let says = "base64 of the administrator's kubeconfig, for the jumpbox".to_owned();
        parameters.push(secret(JUMPBOX_KUBECONFIG.to_owned(), STANDARD.encode(kubeconfig(request, "")), says));
    }
    parameters
}

/// The secret of a service principal that Resource Manager fetches by itself.
fn client_secret_in_vault(request: Request<'_>) -> Option<Parameter> {
    let is_principal = matches!(request.cluster.identity, Identity::ServicePrincipal { .. });
    let reference = &request.definition["properties"]["servicePrincipalProfile"]["keyvaultSecretRef"];
    let reference = reference_of(reference).filter(|_| is_principal)?;
    Some(Parameter {
        name: SERVICE_PRINCIPAL_SECRET.to_owned(),
        kind: ParameterKind::VaultSecret,
        value: reference,
        description: "Secret of the service principal.".to_owned(),
    })
}
