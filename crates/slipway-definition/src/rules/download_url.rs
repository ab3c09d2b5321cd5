use super::url::{credential, shown, url};
use crate::pointer::Pointer;
use crate::quote::tick;
use crate::rule::Rule;
use crate::spec::Spec;

/// Addresses of archives and packages.
pub(super) static RULE: Rule<Spec> = Rule {
    id: "download-url",
    why: "Nodes fetch from this address while they are made and run what they get: without TLS, anybody on the way may change it.",
    fix: "write an address that begins with `https://` and names a host",
    about: &["orchestratorProfile.kubernetesConfig.linuxMobyURL", "orchestratorProfile.kubernetesConfig.customWindowsPackageURL", "orchestratorProfile.kubernetesConfig.windowsNodeBinariesURL", "orchestratorProfile.kubernetesConfig.windowsContainerdURL", "orchestratorProfile.kubernetesConfig.windowsSdnPluginURL", "orchestratorProfile.kubernetesConfig.azureCNIURLLinux", "orchestratorProfile.kubernetesConfig.azureCNIURLWindows", "orchestratorProfile.kubernetesConfig.microsoftAptRepositoryURL"],
    check: |spec, found| {
        let config = spec.kubernetes();
        for (key, address) in [
            ("linuxMobyURL", &config.linux_moby_url),
            ("customWindowsPackageURL", &config.custom_windows_package_url),
            ("windowsNodeBinariesURL", &config.windows_node_binaries_url),
            ("windowsContainerdURL", &config.windows_containerd_url),
            ("windowsSdnPluginURL", &config.windows_sdn_plugin_url),
            ("azureCNIURLLinux", &config.azure_cni_url_linux),
            ("azureCNIURLWindows", &config.azure_cni_url_windows),
            ("microsoftAptRepositoryURL", &config.microsoft_apt_repository_url),
        ] {
            let address = address.as_deref().unwrap_or_default();
            // The machine puts its own architecture there.
            let fetched = if key == "azureCNIURLLinux" { address.replace("{arch}", "amd64") } else { address.to_owned() };
            let at = Pointer::from(Spec::KUBERNETES).key(key);
            match url(&fetched) {
                // `address-credential` speaks of those.
                _ if address.is_empty() || credential(address).is_some() => {}
                None => {
                    found.error(at, format!("{} is no web address", tick(shown(address))));
                }
                Some(url) if !url.is_https => {
                    found.warning(at, format!("{} is fetched without TLS", tick(shown(address))));
                }
                Some(_) => {}
            }
        }
    },
};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_secret_is_shown() {
        assert_eq!(shown("https://me:secret@h/p?sig=1"), "h/p");
        assert_eq!(shown("https://h/p"), "https://h/p");
    }
}
