//! Secrets that the user wrote, and that machines get as files.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::Value;
use slipway_cluster::{Cluster, HTTP_PROXY_ENVIRONMENT, custom_file_parameter, proxy_environment};
use slipway_definition::{HttpProxyConfig, Secret, pem};

use crate::encryption_config;

/// Parameter that holds the password of the account with which machines join a domain.
const REALM_PASSWORD: &str = "realmPassword";

/// Parameter that holds the certificate and key by which a service principal signs in.
const PRINCIPAL_CERTIFICATE: &str = "servicePrincipalCertificate";

/// A parameter of the template.
pub(crate) struct UserSecret {
    pub(crate) name: String,
    /// base64 of the file's bytes.
    pub(crate) base64: Secret,
    pub(crate) description: String,
}

impl UserSecret {
    fn of_text(name: &str, text: &Secret, says: &str) -> Self {
        let base64 = Secret::new(STANDARD.encode(text.expose()));
        Self { name: name.to_owned(), base64, description: format!("base64 of {says}") }
    }
}

/// Every secret that the definition, in the model's spelling, has for machines.
pub(crate) fn parameters(cluster: &Cluster, definition: &Value) -> Vec<UserSecret> {
    let text = |pointer: &str| {
        let text = definition.pointer(pointer).and_then(Value::as_str).filter(|text| !text.is_empty());
        text.map(|text| Secret::new(text.to_owned()))
    };
    let key = text("/properties/orchestratorProfile/kubernetesConfig/etcdEncryptionKey");
    let encryption = cluster.data_encryption.as_ref().zip(key).map(|(with, key)| encryption_config::file(with, &key));
    let says_encryption = "the API server's encryption configuration, which has the key of the encryption at rest";
    let proxy = "/properties/orchestratorProfile/kubernetesConfig/httpProxyConfig";
    let proxies = HttpProxyConfig {
        http_proxy: text(&format!("{proxy}/httpProxy")),
        https_proxy: text(&format!("{proxy}/httpsProxy")),
        ..HttpProxyConfig::default()
    };
    let says_proxy = "the environment file with the proxies' addresses";
    let says_realm = "the password of the account with which machines join the domain";
    let realm = text("/properties/linuxProfile/customSearchDomain/realmPassword");
    let says_certificate = "the certificate and key of the service principal";
    let certificate = text("/properties/servicePrincipalProfile/certificate");
    let certificate = certificate.and_then(|text| pem::certificate_with_key(text.expose()).ok()).map(Secret::new);
    let mut secrets: Vec<_> = [
        certificate.map(|value| UserSecret::of_text(PRINCIPAL_CERTIFICATE, &value, says_certificate)),
        proxy_environment(&proxies).map(|value| UserSecret::of_text(HTTP_PROXY_ENVIRONMENT, &value, says_proxy)),
        realm.map(|value| UserSecret::of_text(REALM_PASSWORD, &value, says_realm)),
        encryption.map(|value| UserSecret::of_text(encryption_config::PARAMETER, &value, says_encryption)),
    ]
    .into_iter()
    .flatten()
    .collect();
    secrets.extend(custom_files("master", definition.pointer("/properties/masterProfile")));
    let pools = definition.pointer("/properties/agentPoolProfiles").and_then(Value::as_array);
    for pool in pools.into_iter().flatten() {
        secrets.extend(custom_files(pool["name"].as_str().unwrap_or_default(), Some(pool)));
    }
    secrets
}

/// The files of a group of machines. Their bytes are in the definition by now, see `generate`.
fn custom_files(machines: &str, profile: Option<&Value>) -> Vec<UserSecret> {
    let files = profile.and_then(|profile| profile["customFiles"].as_array());
    let file = |(index, file): (usize, &Value)| UserSecret {
        name: custom_file_parameter(machines, index),
        base64: Secret::new(file["content"].as_str().unwrap_or_default().to_owned()),
        description: format!("base64 of {}", file["dest"].as_str().unwrap_or_default()),
    };
    files.into_iter().flatten().enumerate().map(file).collect()
}
