use super::syntax::is_word;
use crate::pointer::Pointer;
use crate::quote::tick;
use crate::rule::{Findings, Rule};
use crate::spec::{Container, Spec};

/// Images of containers are references of the form that registries have (distribution/reference).
pub(super) static RULE: Rule<Spec> = Rule {
    id: "container-image",
    why: "Kubernetes cannot pull an image by a name that is none; the Go tools pass on any text.",
    fix: "write `registry.example.com/path/name:tag`, the path in lower case",
    about: &[
        "orchestratorProfile.kubernetesConfig.addons[].containers",
        "orchestratorProfile.kubernetesConfig.components[].containers",
        "windowsProfile.windowsPauseImageURL",
    ],
    check: |spec, found| {
        for (at, addon) in spec.each_addon() {
            each(&at, &addon.containers, found);
        }
        for (at, component) in spec.each_component() {
            each(&at, &component.containers, found);
        }
        let windows = spec.properties().windows_profile.as_ref().filter(|_| spec.has_windows());
        let pause = windows.and_then(|windows| windows.windows_pause_image_url.as_deref());
        one("/properties/windowsProfile/windowsPauseImageURL".into(), pause, found);
    },
};

fn each(at: &Pointer, containers: &[Container], found: &mut Findings<'_>) {
    for (index, container) in containers.iter().enumerate() {
        one(at.key("containers").index(index).key("image"), container.image.as_deref(), found);
    }
}

fn one(at: Pointer, image: Option<&str>, found: &mut Findings<'_>) {
    let image = image.unwrap_or_default();
    if !image.is_empty() && !is_image(image) {
        found.error(at, format!("{} is no reference of an image", tick(image)));
    }
}

/// `[host[:port]/]path[:tag][@digest]`.
fn is_image(text: &str) -> bool {
    let (rest, digest) = text.split_once('@').map_or((text, None), |(rest, digest)| (rest, Some(digest)));
    let is_digest = |digest: &str| {
        digest.split_once(':').is_some_and(|(kind, hex)| {
            is_word(kind, 1..=32, b"+._-") && hex.len() >= 32 && hex.bytes().all(|byte| byte.is_ascii_hexdigit())
        })
    };
    let last = rest.rfind('/').map_or(0, |slash| slash + 1);
    let colon = rest.get(last..).and_then(|name| name.find(':')).map(|colon| last + colon);
    let (name, tag) = colon.map_or((rest, None), |colon| (rest.get(..colon).unwrap_or_default(), rest.get(colon + 1..)));
    let is_tag = |tag: &str| is_word(tag, 1..=128, b"_.-") && !tag.starts_with(['.', '-']);
    let (host, path) = match name.split_once('/') {
        Some((host, path)) if host.contains(['.', ':']) || host == "localhost" => (Some(host), path),
        _ => (None, name),
    };
    digest.is_none_or(is_digest)
        && tag.is_none_or(is_tag)
        && host.is_none_or(|host| is_word(host, 1..=261, b".:-[]"))
        && name.len() <= 255
        && path.split('/').all(is_path_component)
}

fn is_path_component(part: &str) -> bool {
    let is_plain = |letter: Option<&u8>| letter.is_some_and(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit());
    let bytes = part.as_bytes();
    is_plain(bytes.first())
        && is_plain(bytes.last())
        && bytes.iter().all(|byte| is_plain(Some(byte)) || b"._-".contains(byte))
        && !part.contains("..")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references() {
        let digest = format!("a/b@sha256:{}", "0".repeat(64));
        for text in ["nginx", "a/b", "mcr.microsoft.com/oss/kubernetes/pause:3.8", "localhost:5000/x:1", "r.io:443/a__b/c-d:v1_2", &digest] {
            assert!(is_image(text), "{text}");
        }
        for text in ["", "a b", "A/b", "a:", "a:b:c", "/a", "a/", "http://x/y", "a@sha256:1", "a/../b", "a:-x", "x\ny"] {
            assert!(!is_image(text), "{text}");
        }
    }
}
