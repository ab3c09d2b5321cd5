use super::url::credential;
use crate::pointer::Pointer;
use crate::rule::Rule;
use crate::spec::{KubernetesConfig, Spec};

/// A field of `kubernetesConfig` that holds an address.
type Address = (&'static str, fn(&KubernetesConfig) -> &Option<String>);

const ADDRESSES: &[Address] = &[
    ("customKubeBinaryURL", |config| &config.custom_kube_binary_url),
    ("linuxMobyURL", |config| &config.linux_moby_url),
    ("linuxContainerdURL", |config| &config.linux_containerd_url),
    ("linuxRuncURL", |config| &config.linux_runc_url),
    ("customWindowsPackageURL", |config| &config.custom_windows_package_url),
    ("windowsNodeBinariesURL", |config| &config.windows_node_binaries_url),
    ("windowsContainerdURL", |config| &config.windows_containerd_url),
    ("windowsSdnPluginURL", |config| &config.windows_sdn_plugin_url),
    ("azureCNIURLLinux", |config| &config.azure_cni_url_linux),
    ("azureCNIURLWindows", |config| &config.azure_cni_url_windows),
    ("microsoftAptRepositoryURL", |config| &config.microsoft_apt_repository_url),
];

/// Addresses that machines get in customData.
pub(super) static RULE: Rule<Spec> = Rule {
    id: "address-credential",
    why: "The address goes to the machines in customData, and an extension's into the template: whoever may look at the \
          machine or its deployment reads it there, and so does every process on the machine.",
    fix: "put the file where the machines' network is enough to fetch it, without a credential",
    about: &[
        "orchestratorProfile.kubernetesConfig.customKubeBinaryURL",
        "orchestratorProfile.kubernetesConfig.linuxMobyURL",
        "orchestratorProfile.kubernetesConfig.linuxContainerdURL",
        "orchestratorProfile.kubernetesConfig.linuxRuncURL",
        "orchestratorProfile.kubernetesConfig.customWindowsPackageURL",
        "orchestratorProfile.kubernetesConfig.windowsNodeBinariesURL",
        "orchestratorProfile.kubernetesConfig.windowsContainerdURL",
        "orchestratorProfile.kubernetesConfig.windowsSdnPluginURL",
        "orchestratorProfile.kubernetesConfig.azureCNIURLLinux",
        "orchestratorProfile.kubernetesConfig.azureCNIURLWindows",
        "orchestratorProfile.kubernetesConfig.microsoftAptRepositoryURL",
        "orchestratorProfile.kubernetesConfig.packageMirror.distributionURL",
        "orchestratorProfile.kubernetesConfig.packageMirror.kubernetesURL",
        "orchestratorProfile.kubernetesConfig.packageMirror.nvidiaURL",
        "orchestratorProfile.kubernetesConfig.registryMirrors[].endpoints",
        "extensionProfiles[].rootURL",
    ],
    check: |spec, found| {
        let mut look = |at: Pointer, address: &Option<String>, help: Option<&str>| {
            if let Some(what) = credential(address.as_deref().unwrap_or_default()) {
                let finding = found.error(at, format!("the address has {what}, where it is not kept secret"));
                if let Some(help) = help {
                    finding.help(help);
                }
            }
        };
        let (config, at) = (spec.kubernetes(), Pointer::from(Spec::KUBERNETES));
        for (key, address) in ADDRESSES {
            look(at.key(key), address(config), None);
        }
        if let Some(mirror) = &config.package_mirror {
            let at = at.key("packageMirror");
            look(at.key("distributionURL"), &mirror.distribution_url, None);
            look(at.key("kubernetesURL"), &mirror.kubernetes_url, None);
            look(at.key("nvidiaURL"), &mirror.nvidia_url, None);
        }
        for (index, mirror) in config.registry_mirrors.iter().enumerate() {
            let at = at.key("registryMirrors").index(index).key("endpoints");
            for (index, endpoint) in mirror.endpoints.iter().enumerate() {
                look(at.index(index), &Some(endpoint.clone()), None);
            }
        }
        for (index, extension) in spec.properties().extension_profiles.iter().enumerate() {
            let at = Pointer::from("/properties/extensionProfiles").index(index).key("rootURL");
            look(at, &extension.root_url, Some("put a query with a signature into `urlQuery`, which is kept secret"));
        }
    },
};
