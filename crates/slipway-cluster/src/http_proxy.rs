//! The way out through an HTTP proxy.

use serde::Serialize;
use slipway_definition::{HttpProxyConfig, ProxyUrl, Secret};

use crate::view::View;
use crate::{Api, Network};

/// Parameter that holds the addresses of proxies with a password in them: base64 of an environment file.
pub const HTTP_PROXY_ENVIRONMENT: &str = "httpProxyEnvironment";

/// How machines reach what is outside through a proxy.
#[derive(Clone, Debug, Serialize)]
pub struct HttpProxy {
    /// Environment variables with the proxies' addresses, name and value; empty when an address has a user or a password: then
    /// a secret file has them.
    pub environment: Vec<(String, String)>,
    /// `host:port` of the proxies, without user and password, without repetition.
    pub authorities: Vec<String>,
    /// Whether an address has a user or a password.
    pub has_credentials: bool,
    /// What is reached without the proxy.
    pub no_proxy: Vec<String>,
}

/// The proxies' addresses as an environment file that a shell and systemd read alike; `None` when there is no proxy.
///
/// It may hold a password: it is for protected settings alone.
pub fn proxy_environment(config: &HttpProxyConfig) -> Option<Secret> {
    let lines: Vec<_> =
        variables(config).into_iter().map(|(name, value)| format!("{name}='{}'\n", value.expose())).collect();
    (!lines.is_empty()).then(|| Secret::new(lines.concat()))
}

pub(crate) fn decide(view: &View<'_>, network: &Network, api: &Api) -> Option<HttpProxy> {
    let config = view.kubernetes().http_proxy_config.as_ref()?;
    let variables = variables(config);
    let urls: Vec<_> = variables.iter().filter_map(|(_, url)| ProxyUrl::parse(url.expose()).ok()).collect();
    let has_credentials = urls.iter().any(|url| url.has_credentials);
    let mut authorities: Vec<String> = Vec::new();
    for url in &urls {
        if !authorities.iter().any(|known| known == url.authority) {
            authorities.push(url.authority.to_owned());
        }
    }
    if authorities.is_empty() {
        return None;
    }
    let plain = variables.iter().filter(|_| !has_credentials);
    Some(HttpProxy {
        environment: plain.map(|(name, url)| ((*name).to_owned(), url.expose().to_owned())).collect(),
        authorities,
        has_credentials,
        no_proxy: no_proxy(network, api, &config.no_proxy),
    })
}

/// Both spellings of each: curl reads `http_proxy` in small letters only, Go either. Without a proxy of its own, `https` takes
/// that of `http`, as on AKS.
fn variables(config: &HttpProxyConfig) -> Vec<(&'static str, &Secret)> {
    let given = |proxy: &'_ Option<Secret>| proxy.as_ref().is_some_and(|proxy| ProxyUrl::parse(proxy.expose()).is_ok());
    let http = config.http_proxy.as_ref().filter(|_| given(&config.http_proxy));
    let https = config.https_proxy.as_ref().filter(|_| given(&config.https_proxy)).or(http);
    [("HTTP_PROXY", http), ("HTTPS_PROXY", https), ("http_proxy", http), ("https_proxy", https)]
        .into_iter()
        .filter_map(|(name, proxy)| Some((name, proxy?)))
        .collect()
}

/// The machine, Azure's own addresses, the cluster, and what the user says. `127.0.0.1` and its like stand there as they are,
/// since not every program reads ranges.
fn no_proxy(network: &Network, api: &Api, written: &[String]) -> Vec<String> {
    let mut list: Vec<String> =
        ["localhost", "127.0.0.1", "::1", "168.63.129.16", "169.254.169.254"].map(str::to_owned).into();
    list.push(network.vnet.cidr.to_string());
    list.extend(network.vnet.cidr_v6.map(|range| range.to_string()));
    list.extend(network.node_cidrs.iter().map(ToString::to_string));
    list.push(network.pod_cidr.to_string());
    list.extend(network.pod_cidr_v6.map(|range| range.to_string()));
    list.push(network.service_cidr.to_string());
    list.extend(network.service_cidr_v6.map(|range| range.to_string()));
    list.push(api.internal_address.to_string());
    list.push(network.service_ip.to_string());
    list.extend(["kubernetes", "kubernetes.default", ".svc"].map(str::to_owned));
    list.push(format!(".{}", network.domain));
    // Azure's names for machines inside a network.
    list.push(".internal.cloudapp.net".to_owned());
    // Go takes `*.` off by itself, curl does not.
    list.extend(written.iter().map(|entry| entry.strip_prefix('*').unwrap_or(entry).to_owned()));
    let mut seen = std::collections::HashSet::new();
    list.retain(|entry| !entry.is_empty() && seen.insert(entry.clone()));
    list
}
