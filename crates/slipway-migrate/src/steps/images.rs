//! Images that a populated definition of the older tools pins: they belong to the old Kubernetes version.

use slipway_cluster::ADDONS;

use crate::plan::{Plan, text};

/// Registries that the older tools took their images from. One of the user's own stays.
const REGISTRIES: [&str; 7] =
    ["mcr.microsoft.com/", "k8s.gcr.io/", "gcr.io/", "us.gcr.io/", "registry.k8s.io/", "quay.io/", "docker.io/"];
const COMPONENTS: &str = "orchestratorProfile.kubernetesConfig.components[]";

pub(super) fn run(plan: &mut Plan<'_>, from: &str) {
    for list in [ADDONS, COMPONENTS] {
        for (at, node) in plan.document.each(&format!("{list}.containers[].image")) {
            let Some(image) = text(node) else { continue };
            if REGISTRIES.iter().any(|registry| image.starts_with(registry)) {
                plan.remove(&at, format!("the image belongs to Kubernetes {from}; the release has its own"));
            } else if !image.is_empty() {
                plan.attention(
                    &at,
                    format!("an image of your own, made for Kubernetes {from}: check that it is for the new one"),
                );
            }
        }
    }
}
