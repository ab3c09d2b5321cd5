//! The way out through an HTTP proxy, in the words of AKS.

use super::Secret;
use crate::read::object;

object! {
    /// The way out of the network through an HTTP proxy.
    pub struct HttpProxyConfig {
        /// Proxy for `http` addresses. A password in it reaches machines by protected settings alone.
        http_proxy: Option<Secret> = "httpProxy" => Full;
        /// Proxy for `https` addresses.
        https_proxy: Option<Secret> = "httpsProxy" => Full;
        /// Hosts, domains and ranges that are reached without the proxy, besides the cluster's own.
        no_proxy: Vec<String> = "noProxy" => Full;
        /// Certificate authorities that machines trust besides their own, base64 of PEM: that of a proxy which looks into TLS.
        trusted_ca: Option<String> = "trustedCa" => Full;
    }
}
