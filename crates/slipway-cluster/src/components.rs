//! What the user said of components of the control plane.

use std::collections::BTreeMap;

use slipway_definition::Secret;

use crate::AddonChoice;
use crate::addons::{containers, decoded};
use crate::view::View;

/// By name. Which of them are made only the parts know; what a name is wrong with, the definition's own rules say.
pub(crate) fn choices(view: &View<'_>) -> BTreeMap<String, AddonChoice> {
    let mut choices = BTreeMap::new();
    for component in &view.kubernetes().components {
        let name = component.name.clone().unwrap_or_default();
        let data = component.data.as_deref().filter(|data| !data.is_empty());
        let is_on = component.enabled != Some(false);
        let choice = AddonChoice {
            // On is what it is in any case.
            enabled: component.enabled.filter(|is_on| !is_on),
            containers: containers(&component.containers),
            data: data.filter(|_| is_on).and_then(decoded).map(Secret::new),
            ..AddonChoice::default()
        };
        choices.entry(name).or_insert(choice);
    }
    choices
}

/// Images of the user's, by the definition's key.
pub(crate) fn images(view: &View<'_>) -> BTreeMap<String, String> {
    let config = view.kubernetes();
    [
        ("customKubeAPIServerImage", &config.custom_kube_apiserver_image),
        ("customKubeControllerManagerImage", &config.custom_kube_controller_manager_image),
        ("customKubeSchedulerImage", &config.custom_kube_scheduler_image),
        ("customKubeProxyImage", &config.custom_kube_proxy_image),
        ("customCcmImage", &config.custom_ccm_image),
    ]
    .into_iter()
    .filter_map(|(key, image)| Some((key.to_owned(), image.clone().filter(|image| !image.is_empty())?)))
    .collect()
}
