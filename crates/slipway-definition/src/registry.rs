//! Image registries as containerd names their folders.

use crate::rules::is_dns_name;

/// containerd's word for every registry that has no folder of its own.
pub const DEFAULT_REGISTRY: &str = "_default";

/// The folder below `/etc/containerd/certs.d` of a registry, `mcr.microsoft.com` or `localhost_5000_`; `None` when it is no
/// `host` or `host:port`.
pub fn registry_folder(registry: &str) -> Option<String> {
    if registry == DEFAULT_REGISTRY {
        return Some(registry.to_owned());
    }
    let (host, port) = match registry.split_once(':') {
        Some((host, port)) => (host, Some(port)),
        None => (registry, None),
    };
    let is_port = |port: &str| port.bytes().all(|byte| byte.is_ascii_digit()) && port.parse::<u16>().is_ok();
    let fits = is_dns_name(host) && host == host.to_ascii_lowercase() && port.is_none_or(is_port);
    // The colon is no letter of every file system: containerd looks for this one first.
    fits.then(|| port.map_or_else(|| host.to_owned(), |port| format!("{host}_{port}_")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folders_of_registries() {
        for (registry, folder) in [
            ("mcr.microsoft.com", Some("mcr.microsoft.com")),
            ("localhost:5000", Some("localhost_5000_")),
            ("10.1.0.4:80", Some("10.1.0.4_80_")),
            ("_default", Some("_default")),
            ("", None),
            ("..", None),
            ("a/b", None),
            ("Docker.io", None),
            ("a:b", None),
            ("a:99999", None),
            ("https://a", None),
        ] {
            assert_eq!(registry_folder(registry).as_deref(), folder, "{registry}");
        }
    }
}
