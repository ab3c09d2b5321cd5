use super::syntax::{has_control, is_dns_name, is_word};
use super::word::instead_of;
use crate::pointer::Pointer;
use crate::quote::tick;
use crate::rule::Rule;
use crate::spec::Spec;

/// Images of components, and where they come from.
///
/// Syntax: <https://github.com/distribution/reference>, the grammar in `reference.go`.
pub(super) static RULE: Rule<Spec> = Rule {
    id: "component-image",
    why: "A node that cannot pull an image of the control plane never becomes one, and the deployment ends only when its time is up.",
    fix: "write `registry/path/name:tag`, such as `registry.k8s.io/kube-apiserver:v1.35.6`",
    about: &["orchestratorProfile.kubernetesConfig.customKubeAPIServerImage", "orchestratorProfile.kubernetesConfig.customKubeControllerManagerImage", "orchestratorProfile.kubernetesConfig.customKubeProxyImage", "orchestratorProfile.kubernetesConfig.customKubeSchedulerImage", "orchestratorProfile.kubernetesConfig.customCcmImage", "orchestratorProfile.kubernetesConfig.kubernetesImageBaseType", "orchestratorProfile.kubernetesConfig.privateAzureRegistryServer"],
    check: |spec, found| {
        let config = spec.kubernetes();
        let at = |key| Pointer::from(Spec::KUBERNETES).key(key);
        for (key, image) in [
            ("customKubeAPIServerImage", &config.custom_kube_apiserver_image),
            ("customKubeControllerManagerImage", &config.custom_kube_controller_manager_image),
            ("customKubeProxyImage", &config.custom_kube_proxy_image),
            ("customKubeSchedulerImage", &config.custom_kube_scheduler_image),
            ("customCcmImage", &config.custom_ccm_image),
        ] {
            let image = image.as_deref().unwrap_or_default();
            if !image.is_empty() && !is_image(image) {
                found.error(at(key), format!("{} is no reference of an image", tick(image)));
            }
        }
        let style = config.kubernetes_image_base_type.as_deref().unwrap_or_default();
        if !matches!(style, "" | "gcr" | "mcr") {
            let message = format!("{} is no naming style of images", tick(style));
            found.error(at("kubernetesImageBaseType"), message).help(instead_of(style, &["mcr", "gcr"]));
        }
        let registry = config.private_azure_registry_server.as_deref().unwrap_or_default();
        if !registry.is_empty() && !is_registry(registry) {
            let finding =
                found.error(at("privateAzureRegistryServer"), format!("{} is no registry's name", tick(registry)));
            finding.help("write its host name, `example.azurecr.io`");
        }
    },
};

/// `[registry/]path[:tag][@digest]`.
fn is_image(text: &str) -> bool {
    if text.len() > 512 || has_control(text) {
        return false;
    }
    let (name, digest) = text.split_once('@').map_or((text, None), |(name, digest)| (name, Some(digest)));
    if !digest.is_none_or(is_digest) {
        return false;
    }
    // The last colon begins the tag, unless a slash follows it: then it begins a port.
    let (path, tag) = match name.rsplit_once(':') {
        Some((path, tag)) if !tag.contains('/') => (path, Some(tag)),
        _ => (name, None),
    };
    let is_tag = |tag: &str| is_word(tag, 1..=128, b"_.-") && !tag.starts_with(['.', '-']);
    tag.is_none_or(is_tag) && is_path(path)
}

/// A path of lower-case words, whose first may be a registry.
fn is_path(path: &str) -> bool {
    let mut parts = path.split('/');
    let Some(first) = parts.next() else { return false };
    let rest: Vec<&str> = parts.collect();
    let is_first = if rest.is_empty() { is_component(first) } else { is_component(first) || is_registry(first) };
    is_first && rest.into_iter().all(is_component)
}

fn is_component(part: &str) -> bool {
    let is_lower = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit();
    let bytes = part.as_bytes();
    bytes.first().is_some_and(|byte| is_lower(*byte))
        && bytes.last().is_some_and(|byte| is_lower(*byte))
        && bytes.iter().all(|byte| is_lower(*byte) || b"._-".contains(byte))
}

/// A host name, with a port or without.
fn is_registry(text: &str) -> bool {
    let (host, port) = text.split_once(':').map_or((text, None), |(host, port)| (host, Some(port)));
    is_dns_name(host) && port.is_none_or(|port| port.parse::<u16>().is_ok_and(|port| port > 0))
}

fn is_digest(digest: &str) -> bool {
    let Some((kind, hex)) = digest.split_once(':') else { return false };
    is_word(kind, 1..=32, b"+._-") && (32..=128).contains(&hex.len()) && hex.bytes().all(|byte| byte.is_ascii_hexdigit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references() {
        let digest = format!("a/b@sha256:{}", "0".repeat(64));
        for image in ["x:y", "nginx", "registry.k8s.io/kube-proxy:v1.35.6", "localhost:5000/a/b", &digest] {
            assert!(is_image(image), "{image}");
        }
        for image in ["", "a b", "https://a/b", "a/B", "a:", "a:b:c", "a//b", "a/b@sha256", "-a", "a/b:x/"] {
            assert!(!is_image(image), "{image}");
        }
    }
}
