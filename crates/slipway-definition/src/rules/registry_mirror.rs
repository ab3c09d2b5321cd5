use std::collections::BTreeSet;

use super::url::{Url, credential, shown, url};
use crate::pointer::Pointer;
use crate::quote::tick;
use crate::registry::registry_folder;
use crate::rule::{Findings, Rule};
use crate::spec::{RegistryMirror, Spec};

/// Names of Docker Hub that no image has.
const DOCKER_HUB: &[&str] = &["index.docker.io", "registry-1.docker.io", "hub.docker.com", "registry.hub.docker.com"];

const CAPABILITIES: &[&str] = &["pull", "resolve", "push"];

/// Mirrors of registries.
pub(super) static RULE: Rule<Spec> = Rule {
    id: "registry-mirror",
    why: "containerd looks for a folder with the registry's name and takes the mirrors in it. What it does not understand it \
          passes over, and asks the registry itself.",
    fix: "write the registry as images name it, `mcr.microsoft.com` or `host:5000`, and the mirrors as `https://host[:port][/path]`",
    about: &["orchestratorProfile.kubernetesConfig.registryMirrors"],
    check: |spec, found| {
        let mut seen = BTreeSet::new();
        for (index, mirror) in spec.kubernetes().registry_mirrors.iter().enumerate() {
            let at = Pointer::from(Spec::KUBERNETES).key("registryMirrors").index(index);
            let registry = mirror.registry.as_deref().unwrap_or_default();
            let place = if registry.is_empty() { at.clone() } else { at.key("registry") };
            if registry.is_empty() {
                found.error(place, "the mirror has no `registry`");
            } else if DOCKER_HUB.contains(&registry) {
                let help = "write `docker.io`";
                found.error(place, format!("no image is of {}: Docker Hub's are of `docker.io`", tick(registry))).help(help);
            } else if registry_folder(registry).is_none() {
                found.error(place, format!("{} is no registry: neither `host` nor `host:port`", tick(registry)));
            } else if !seen.insert(registry) {
                let help = "put all endpoints into one element";
                found.error(place, format!("the registry {} has mirrors already", tick(registry))).help(help);
            }
            endpoints(&at, mirror, found);
            for (index, word) in mirror.capabilities.iter().enumerate() {
                if !CAPABILITIES.contains(&word.as_str()) {
                    let message = format!("{} is no capability: `pull`, `resolve` and `push` are", tick(word));
                    found.error(at.key("capabilities").index(index), message).help("leave the list off for `pull` and `resolve`");
                }
            }
        }
    },
};

fn endpoints(at: &Pointer, mirror: &RegistryMirror, found: &mut Findings<'_>) {
    if mirror.endpoints.is_empty() {
        found.error(at.clone(), "the mirror has no `endpoints`");
    }
    let overrides = mirror.override_path == Some(true);
    let mut seen = BTreeSet::new();
    for (index, endpoint) in mirror.endpoints.iter().enumerate() {
        let at = at.key("endpoints").index(index);
        match url(endpoint) {
            // `address-credential` speaks of those.
            _ if credential(endpoint).is_some() => {}
            None => {
                found.error(at, format!("{} is no address of a mirror", tick(shown(endpoint))));
            }
            Some(Url { path, .. }) if path.contains(['?', '#']) => {
                found.error(at, format!("{} has more than scheme, host, port and path", tick(shown(endpoint))));
            }
            Some(_) if !seen.insert(endpoint.trim_end_matches('/')) => {
                found.error(at, format!("{} is there already", tick(endpoint))).help("remove one of the two");
            }
            Some(Url { path, .. }) if path.starts_with("/v2/") && !overrides => {
                let help = "set `overridePath` to true when the address is the API's, or remove `/v2`";
                found.warning(at, format!("containerd appends `/v2` to {}", tick(endpoint))).help(help);
            }
            Some(url) if !url.is_https => {
                let help = "give the mirror a certificate, and its authority as `caCertificate`";
                found.warning(at, format!("images come from {} without TLS", tick(endpoint))).help(help);
            }
            Some(_) => {}
        }
    }
}
