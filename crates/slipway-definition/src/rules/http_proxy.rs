use ipnet::IpNet;

use super::syntax::is_dns_name;
use crate::pointer::Pointer;
use crate::proxy_url::ProxyUrl;
use crate::quote::tick;
use crate::rule::Rule;
use crate::spec::{Secret, Spec};

const AT: &str = "/properties/orchestratorProfile/kubernetesConfig/httpProxyConfig";

/// The proxies' addresses, and what goes past them. Messages repeat nothing of an address: there may be a password in it.
pub(super) static RULE: Rule<Spec> = Rule {
    id: "http-proxy",
    why: "Machines reach package sources and registries through the proxy from their first minute on: with a wrong address \
          none of them becomes a node.",
    fix: "write `http://host:port`; in `noProxy` one host, domain, address or range an element",
    about: &[
        "orchestratorProfile.kubernetesConfig.httpProxyConfig",
        "orchestratorProfile.kubernetesConfig.httpProxyConfig.noProxy",
    ],
    check: |spec, found| {
        let Some(config) = &spec.kubernetes().http_proxy_config else { return };
        let at = Pointer::from(AT);
        let proxies = [("httpProxy", &config.http_proxy), ("httpsProxy", &config.https_proxy)];
        let given = proxies.map(|(key, proxy)| (key, proxy.as_ref().map_or("", Secret::expose)));
        for (key, address) in given.iter().filter(|(_, address)| !address.is_empty()) {
            if let Err(problem) = ProxyUrl::parse(address) {
                found.error(at.key(key), format!("the address in `{key}` {problem}"));
            }
        }
        for (index, entry) in config.no_proxy.iter().enumerate() {
            let at = at.key("noProxy").index(index);
            if entry.contains([',', ' ']) {
                found.error(at, format!("{} is more than one entry", tick(entry))).help("write each as an element of its own");
            } else if !is_exception(entry) {
                found.error(at, format!("{} is no host, domain, address or range", tick(entry)));
            }
        }
        if !config.no_proxy.is_empty() && given.iter().all(|(_, address)| address.is_empty()) {
            let message = "`noProxy` says what goes past a proxy, but there is none";
            found.error(at.key("noProxy"), message).help("give `httpProxy` or `httpsProxy`, or remove `noProxy`");
        }
    },
};

/// `host`, `.domain`, `*.domain`, an address, a range, or a host or address with a port.
fn is_exception(entry: &str) -> bool {
    if entry.parse::<IpNet>().is_ok() || entry.parse::<std::net::IpAddr>().is_ok() {
        return true;
    }
    let domain = entry.strip_prefix('*').unwrap_or(entry);
    if let Some(domain) = domain.strip_prefix('.') {
        return is_dns_name(domain);
    }
    let (host, port) = entry.split_once(':').unwrap_or((entry, "80"));
    is_dns_name(host) && port.bytes().all(|byte| byte.is_ascii_digit()) && port.parse::<u16>().is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn exceptions() {
        for entry in ["a", "a.b", ".b", "*.b", "a:8080", "10.0.0.0/8", "10.1.2.3", "2001:db8::/32", "::1", "10.1.2.3:80"] {
            assert!(is_exception(entry), "{entry}");
        }
        for entry in ["", "*", "http://a", "a/b", "a b", "a:b", "10.0.0.0/33", "it's", "$(id)"] {
            assert!(!is_exception(entry), "{entry}");
        }
    }
}
