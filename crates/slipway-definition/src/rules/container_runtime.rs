use super::word::instead_of;
use crate::pointer::Pointer;
use crate::quote::tick;
use crate::rule::Rule;
use crate::spec::Spec;

/// The container runtime, and its settings.
pub(super) static RULE: Rule<Spec> = Rule {
    id: "container-runtime",
    why: "The kubelet starts containers through the runtime; of its settings only the place of its data can be chosen.",
    fix: "leave `containerRuntime` off: it is `containerd`",
    about: &["orchestratorProfile.kubernetesConfig.containerRuntime", "orchestratorProfile.kubernetesConfig.containerRuntimeConfig", "orchestratorProfile.kubernetesConfig.containerdVersion", "orchestratorProfile.kubernetesConfig.windowsSdnPluginURL"],
    check: |spec, found| {
        let config = spec.kubernetes();
        let at = |key| Pointer::from(Spec::KUBERNETES).key(key);
        let runtime = config.container_runtime.as_deref().unwrap_or_default();
        match runtime {
            // Those that are gone are told of as retired.
            "" | "docker" | "containerd" | "kata-containers" | "clear-containers" => {}
            _ => {
                let finding = found.error(at("containerRuntime"), format!("{} is no container runtime", tick(runtime)));
                finding.help(instead_of(runtime, &["containerd", "docker"]));
            }
        }
        let moby = config.moby_version.as_deref().unwrap_or_default();
        let has_containerd = config.containerd_version.as_deref().is_some_and(|version| !version.is_empty());
        if matches!(runtime, "" | "docker") && has_containerd && brings_its_own_containerd(moby) {
            let message = format!("Moby {} brings its own containerd", tick(moby));
            let finding = found.error(at("containerdVersion"), message);
            finding.label(at("mobyVersion"), "the first without is 19.03").help("leave one of the two off");
        }
        let settings = at("containerRuntimeConfig");
        for (key, value) in &config.container_runtime_config {
            let at = settings.key(key);
            if key != "dataDir" {
                let finding = found.error(at, format!("{} is no setting of the container runtime", tick(key)));
                finding.help("the only one is `dataDir`");
            } else if !is_absolute(value) {
                let finding = found.error(at, format!("`dataDir` {} is no absolute path", tick(value)));
                finding.help("write a path that begins with `/`, such as `/mnt/containers`");
            }
        }
        let windows = spec.each_pool().find(|(_, pool)| pool.is_windows());
        let has_sdn = config.windows_sdn_plugin_url.as_deref().is_some_and(|url| !url.is_empty());
        if let Some((pool, _)) = windows.filter(|_| runtime == "containerd" && !has_sdn)
            && spec.network().0 == "kubenet"
        {
            let message = "`windowsSdnPluginURL` is missing: Windows, containerd and kubenet need the SDN plugins";
            let finding = found.error(at("windowsSdnPluginURL"), message).label(pool.key("osType"), "a Windows pool");
            finding.help("add the address of the plugins' archive, or use Azure CNI (`\"networkPlugin\": \"azure\"`)");
        }
    },
};

/// An absolute path of letters that need no quoting anywhere, without a step upwards.
fn is_absolute(path: &str) -> bool {
    let is_plain = |letter: char| !letter.is_control() && !letter.is_whitespace() && !"\"'`$\\;&|<>".contains(letter);
    path.starts_with('/') && path.len() <= 4096 && path.chars().all(is_plain) && !path.split('/').any(|part| part == "..")
}

/// Moby before 19.03.
fn brings_its_own_containerd(moby: &str) -> bool {
    let mut numbers = moby.split('.').map(|part| part.parse::<u32>().ok());
    match (numbers.next().flatten(), numbers.next().flatten()) {
        (Some(major), minor) => (major, minor.unwrap_or(0)) < (19, 3),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_and_versions() {
        assert!(is_absolute("/mnt/docker") && is_absolute("/"));
        assert!(!is_absolute("mnt") && !is_absolute("") && !is_absolute("/a b") && !is_absolute("/a/../b"));
        assert!(brings_its_own_containerd("3.0.6") && brings_its_own_containerd("18.09.1"));
        assert!(!brings_its_own_containerd("19.03.14") && !brings_its_own_containerd("") && !brings_its_own_containerd("x"));
    }
}
