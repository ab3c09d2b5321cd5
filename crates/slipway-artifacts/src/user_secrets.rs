//! Secrets that the user wrote, and that machines get as files.

use serde_json::Value;
use slipway_cluster::{HTTP_PROXY_ENVIRONMENT, proxy_environment};
use slipway_definition::{HttpProxyConfig, Secret};

/// Parameter that holds the password of the account with which machines join a domain.
const REALM_PASSWORD: &str = "realmPassword";

/// Name, value and description of every secret that the definition, in the model's spelling, has for machines.
pub(crate) fn parameters(definition: &Value) -> Vec<(&'static str, Secret, &'static str)> {
    let text = |pointer: &str| {
        let text = definition.pointer(pointer).and_then(Value::as_str).filter(|text| !text.is_empty());
        text.map(|text| Secret::new(text.to_owned()))
    };
    let proxy = "/properties/orchestratorProfile/kubernetesConfig/httpProxyConfig";
    let proxies = HttpProxyConfig {
        http_proxy: text(&format!("{proxy}/httpProxy")),
        https_proxy: text(&format!("{proxy}/httpsProxy")),
        ..HttpProxyConfig::default()
    };
    let says_proxy = "the environment file with the proxies' addresses";
    let says_realm = "the password of the account with which machines join the domain";
    let realm = text("/properties/linuxProfile/customSearchDomain/realmPassword");
    [
        proxy_environment(&proxies).map(|value| (HTTP_PROXY_ENVIRONMENT, value, says_proxy)),
        realm.map(|value| (REALM_PASSWORD, value, says_realm)),
    ]
    .into_iter()
    .flatten()
    .collect()
}
