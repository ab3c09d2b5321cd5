//! The PKI as files of the output directory, as template parameters, and as the public part that templates see.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde::Serialize;
use slipway_pki::{Pair, Pki};

use crate::{Artifacts, Bytes};

/// Public things of the PKI, as templates see them under `pki`.
#[derive(Debug, Serialize)]
pub(crate) struct Public<'a> {
    ca: &'a str,
    etcd_ca: &'a str,
    apiserver: &'a str,
    client: &'a str,
    etcd_server: &'a str,
    etcd_client: &'a str,
    proxy_ca: &'a str,
    proxy: &'a str,
    controller_manager: &'a str,
    scheduler: &'a str,
    cloud_controller_manager: &'a str,
    admin: &'a str,
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
        Self {
            ca: &pki.ca.certificate,
            etcd_ca: pki.etcd_trust(),
            apiserver: &pki.api_server.certificate,
            client: &pki.client.certificate,
            etcd_server: &pki.etcd_server.certificate,
            etcd_client: &pki.etcd_client.certificate,
            proxy_ca: &pki.proxy_ca.certificate,
            proxy: &pki.proxy.certificate,
            controller_manager: &pki.controller_manager.certificate,
            scheduler: &pki.scheduler.certificate,
            cloud_controller_manager: &pki.cloud_controller_manager.certificate,
            admin: &pki.admin.certificate,
            service_account: &pki.service_account.public_key,
            bootstrap_token: Token { id: &pki.bootstrap_token.id, expires: &pki.bootstrap_token.expires },
        }
    }
}

/// Pairs that masters need, by the template parameter of their key.
fn on_masters(pki: &Pki) -> [(&'static str, &Pair); 10] {
    [
        ("caPrivateKey", &pki.ca),
        ("apiServerPrivateKey", &pki.api_server),
        ("clientPrivateKey", &pki.client),
        ("etcdServerPrivateKey", &pki.etcd_server),
        ("etcdClientPrivateKey", &pki.etcd_client),
        ("proxyClientPrivateKey", &pki.proxy),
        ("controllerManagerPrivateKey", &pki.controller_manager),
        ("schedulerPrivateKey", &pki.scheduler),
        ("cloudControllerManagerPrivateKey", &pki.cloud_controller_manager),
        ("adminPrivateKey", &pki.admin),
    ]
}

/// Name and value (base64 of the file's bytes) of every secret parameter.
pub(crate) fn parameters(pki: &Pki) -> Vec<(String, String)> {
    let encode = |text: &str| STANDARD.encode(text);
    let mut values: Vec<_> =
        on_masters(pki).iter().map(|(name, pair)| ((*name).to_owned(), encode(pair.private_key.expose()))).collect();
    values.push(("serviceAccountPrivateKey".to_owned(), encode(pki.service_account.private_key.expose())));
    for (index, peer) in pki.etcd_peers.iter().enumerate() {
        values.push((format!("etcdPeerPrivateKey{index}"), encode(peer.private_key.expose())));
    }
    values.push(("bootstrapToken".to_owned(), encode(pki.bootstrap_token.text().expose())));
    values
}

/// Certificates and keys under the names that aks-engine gives them, and ours beside.
pub(crate) fn add(pki: &Pki, artifacts: &mut Artifacts) {
    let mut pair = |name: &str, pair: &Pair| {
        artifacts.add(format!("{name}.crt"), Bytes::Owned(pair.certificate.clone().into_bytes()));
        artifacts.add_secret(format!("{name}.key"), pair.private_key.expose().as_bytes().to_vec());
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
    artifacts.add_secret("sa.key", pki.service_account.private_key.expose().as_bytes().to_vec());
}

/// What a secret parameter holds, for the template's metadata.
pub(crate) fn says(parameter: &str) -> String {
    match parameter.strip_suffix("PrivateKey") {
        Some(of) => format!("the private key (PEM) of `{of}`"),
        None => match parameter.strip_prefix("etcdPeerPrivateKey") {
            Some(index) => format!("the private key (PEM) of etcd member {index}"),
            None => "the bootstrap token".to_owned(),
        },
    }
}
