use super::url::{Url, credential, shown, url};
use crate::pointer::Pointer;
use crate::quote::tick;
use crate::rule::Rule;
use crate::spec::Spec;

/// Mirrors of package sources.
pub(super) static RULE: Rule<Spec> = Rule {
    id: "package-mirror",
    why: "The address takes the place of a package source's own, with the same folders below it; the keys of Kubernetes', \
          Microsoft's and NVIDIA's packages are fetched from there too.",
    fix: "write `https://host[:port][/path]`",
    about: &[
        "orchestratorProfile.kubernetesConfig.packageMirror.distributionURL",
        "orchestratorProfile.kubernetesConfig.packageMirror.kubernetesURL",
        "orchestratorProfile.kubernetesConfig.packageMirror.nvidiaURL",
        "orchestratorProfile.kubernetesConfig.microsoftAptRepositoryURL",
    ],
    check: |spec, found| {
        let (config, at) = (spec.kubernetes(), Pointer::from(Spec::KUBERNETES));
        let mirror = config.package_mirror.as_ref();
        let distribution = mirror.and_then(|mirror| mirror.distribution_url.as_deref()).unwrap_or_default();
        let kubernetes = mirror.and_then(|mirror| mirror.kubernetes_url.as_deref()).unwrap_or_default();
        let nvidia = mirror.and_then(|mirror| mirror.nvidia_url.as_deref()).unwrap_or_default();
        let microsoft = config.microsoft_apt_repository_url.as_deref().unwrap_or_default();
        for (at, address) in [
            (at.key("packageMirror").key("distributionURL"), distribution.replace("{arch}", "amd64")),
            (at.key("packageMirror").key("kubernetesURL"), kubernetes.to_owned()),
            (at.key("packageMirror").key("nvidiaURL"), nvidia.to_owned()),
            (at.key("microsoftAptRepositoryURL"), microsoft.to_owned()),
        ] {
            let is_microsoft = at.as_str().ends_with("/microsoftAptRepositoryURL");
            let brings_key = ["/kubernetesURL", "/nvidiaURL"].iter().any(|key| at.as_str().ends_with(key));
            match url(&address) {
                // `address-credential` speaks of those.
                _ if address.is_empty() || credential(&address).is_some() => {}
                // `download-url` speaks of that one.
                None if is_microsoft => {}
                None => {
                    found.error(at, "this is no web address");
                }
                // The package managers and the machine's scripts put names after it.
                Some(Url { path, .. }) if path.contains(|letter: char| !is_path(letter)) => {
                    found.error(at, format!("{} has more than scheme, host, port and a plain path", tick(shown(&address))));
                }
                // The distribution's key is on the image already.
                Some(url) if !url.is_https && brings_key => {
                    found.warning(at, format!("the key of the packages is fetched from {} without TLS", tick(shown(&address))));
                }
                Some(_) => {}
            }
        }
    },
};

fn is_path(letter: char) -> bool {
    letter.is_ascii_alphanumeric() || "/-._~+:".contains(letter)
}
