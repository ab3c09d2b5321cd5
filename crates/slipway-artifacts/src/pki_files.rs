//! The PKI as files of the output directory, as template parameters, and as the public part that templates see.

use std::collections::BTreeSet;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde::Serialize;
use serde_json::Value;
use slipway_arm::{Parameter, ParameterKind};
use slipway_definition::VaultSecret;
use slipway_pki::{Pair, Pki, is_in_vault};

use crate::vault_reference::vault_reference;
use crate::{Artifacts, Bytes};

/// Public things of the PKI, as templates see them under `pki`; none of what stays in a key vault.
#[derive(Debug, Serialize)]
pub(crate) struct Public<'a> {
    ca: &'a str,
    etcd_ca: &'a str,
    apiserver: Option<&'a str>,
    client: Option<&'a str>,
    etcd_server: Option<&'a str>,
    etcd_client: Option<&'a str>,
    proxy_ca: &'a str,
    proxy: Option<&'a str>,
    controller_manager: Option<&'a str>,
    scheduler: Option<&'a str>,
    cloud_controller_manager: Option<&'a str>,
    admin: Option<&'a str>,
    service_account: &'a str,
    bootstrap_token: Token<'a>,
}

/// The token without its secret.
#[derive(Debug, Serialize)]
struct Token<'a> {
    id: &'a str,
    expires: &'a str,
}

impl<'a> Public<'a> {
    pub(crate) fn of(pki: &'a Pki) -> Self {
        let here = |pair: &'a Pair| Some(pair.certificate.as_str()).filter(|text| !is_in_vault(text));
        Self {
            ca: &pki.ca.certificate,
            etcd_ca: pki.etcd_trust(),
            apiserver: here(&pki.api_server),
            client: here(&pki.client),
            etcd_server: here(&pki.etcd_server),
            etcd_client: here(&pki.etcd_client),
            proxy_ca: &pki.proxy_ca.certificate,
            proxy: here(&pki.proxy),
            controller_manager: here(&pki.controller_manager),
            scheduler: here(&pki.scheduler),
            cloud_controller_manager: here(&pki.cloud_controller_manager),
            admin: here(&pki.admin),
            service_account: &pki.service_account.public_key,
            bootstrap_token: Token { id: &pki.bootstrap_token.id, expires: &pki.bootstrap_token.expires },
        }
    }
}

/// Pairs that masters need, by what the template's parameters call them.
fn on_masters(pki: &Pki) -> [(&'static str, &Pair); 10] {
    [
        ("ca", &pki.ca),
        ("apiServer", &pki.api_server),
        ("client", &pki.client),
        ("etcdServer", &pki.etcd_server),
        ("etcdClient", &pki.etcd_client),
        ("proxyClient", &pki.proxy),
        ("controllerManager", &pki.controller_manager),
        ("scheduler", &pki.scheduler),
        ("cloudControllerManager", &pki.cloud_controller_manager),
        ("admin", &pki.admin),
    ]
}

/// Every secret parameter: base64 of a file's bytes, or the reference to a secret in a key vault, which is PEM or its base64.
pub(crate) fn parameters(pki: &Pki) -> Vec<Parameter> {
    let mut all = Vec::new();
    let mut add = |name: String, text: &str| {
        let says = says(&name);
        let (kind, value, description) = if let Some(reference) = reference(text) {
            (ParameterKind::VaultSecret, reference, format!("{says}, or base64 of it"))
        } else {
            (ParameterKind::SecureString, Value::String(STANDARD.encode(text)), format!("base64 of {says}"))
        };
        all.push(Parameter { name, kind, value, description });
    };
    for (name, pair) in on_masters(pki) {
        add(format!("{name}PrivateKey"), pair.private_key.expose());
        if is_in_vault(&pair.certificate) {
            add(format!("{name}Certificate"), &pair.certificate);
        }
    }
    add("serviceAccountPrivateKey".to_owned(), pki.service_account.private_key.expose());
    for (index, peer) in pki.etcd_peers.iter().enumerate() {
        add(format!("etcdPeerPrivateKey{index}"), peer.private_key.expose());
        if is_in_vault(&peer.certificate) {
            add(format!("etcdPeerCertificate{index}"), &peer.certificate);
        }
    }
    add("bootstrapToken".to_owned(), pki.bootstrap_token.text().expose());
    all
}

/// Names of the parameters that stay in a key vault.
pub(crate) fn in_vault(pki: &Pki) -> BTreeSet<String> {
    let stays = |parameter: &Parameter| parameter.kind == ParameterKind::VaultSecret;
    parameters(pki).into_iter().filter(stays).map(|parameter| parameter.name).collect()
}

/// The path of a secret in a key vault as a parameters file has it.
fn reference(path: &str) -> Option<Value> {
    let VaultSecret { vault, name, version } = VaultSecret::of(path).filter(|_| is_in_vault(path))?;
    Some(vault_reference(vault, name, version))
}

/// Certificates and keys under the names that aks-engine gives them, and ours beside.
pub(crate) fn add(pki: &Pki, artifacts: &mut Artifacts) {
    let mut pair = |name: &str, pair: &Pair| {
        if !is_in_vault(&pair.certificate) {
            artifacts.add(format!("{name}.crt"), Bytes::Owned(pair.certificate.clone().into_bytes()));
        }
        if !is_in_vault(pair.private_key.expose()) {
            artifacts.add_secret(format!("{name}.key"), pair.private_key.expose().as_bytes().to_vec());
        }
    };
    pair("ca", &pki.ca);
    pair("apiserver", &pki.api_server);
    pair("client", &pki.client);
    pair("kubectlClient", &pki.kubeconfig);
    pair("etcdserver", &pki.etcd_server);
    pair("etcdclient", &pki.etcd_client);
    for (index, peer) in pki.etcd_peers.iter().enumerate() {
        pair(&format!("etcdpeer{index}"), peer);
    }
    if let Some(authority) = &pki.etcd_ca {
        pair("etcd-ca", authority);
    }
    pair("proxy-ca", &pki.proxy_ca);
    pair("proxy", &pki.proxy);
    pair("controller-manager", &pki.controller_manager);
    pair("scheduler", &pki.scheduler);
    pair("cloud-controller-manager", &pki.cloud_controller_manager);
    pair("admin", &pki.admin);
    artifacts.add("sa.pub", Bytes::Owned(pki.service_account.public_key.clone().into_bytes()));
    if !is_in_vault(pki.service_account.private_key.expose()) {
        artifacts.add_secret("sa.key", pki.service_account.private_key.expose().as_bytes().to_vec());
    }
}

/// What a secret parameter holds, for the template's metadata.
fn says(parameter: &str) -> String {
    let kinds = [("PrivateKey", "the private key (PEM)"), ("Certificate", "the certificate (PEM)")];
    for (word, what) in kinds {
        if let Some(of) = parameter.strip_suffix(word) {
            return format!("{what} of `{of}`");
        }
        if let Some(index) = parameter.strip_prefix(&format!("etcdPeer{word}")) {
            return format!("{what} of etcd member {index}");
        }
    }
    "the bootstrap token".to_owned()
}
