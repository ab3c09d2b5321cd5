//! What the user said of addons.

use std::collections::BTreeMap;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use slipway_catalog::{Catalog, CatalogError};
use slipway_definition::{Addon, Container, Pointer, Report, Secret, check_manifest, quote};

use crate::rules::{ADDON_DATA, ADDON_DUPLICATE, ADDON_MANIFEST, ADDON_NAME};
use crate::say::error;
use crate::view::View;
use crate::{AddonChoice, ContainerChoice};

/// By name. Which names there are is known to the parts alone.
/// Those of the catalog's table that no part makes are left out: [`crate::refuse_retired`] says what became of them.
pub(crate) fn choices(
    view: &View<'_>,
    catalog: &Catalog,
    report: &mut Report,
) -> Result<BTreeMap<String, AddonChoice>, CatalogError> {
    let old = catalog.old_addons()?;
    let at = Pointer::from("/properties/orchestratorProfile/kubernetesConfig/addons");
    let mut choices = BTreeMap::new();
    for (index, addon) in view.kubernetes().addons.iter().enumerate() {
        let at = at.index(index);
        let name = addon.name.clone().unwrap_or_default();
        if name.is_empty() {
            error(report, &ADDON_NAME, &at, "an addon has no name".to_owned(), "give it a `name`");
            continue;
        }
        let choice = choice(addon, &at, report);
        if choices.insert(name.clone(), choice).is_some() {
            error(
                report,
                &ADDON_DUPLICATE,
                &at.key("name"),
                format!("the addon `{name}` is there twice"),
                "keep one entry",
            );
        }
    }
    choices.retain(|name, _| old.addon.get(name).is_none_or(|entry| entry.made));
    Ok(choices)
}

fn choice(addon: &Addon, at: &Pointer, report: &mut Report) -> AddonChoice {
    AddonChoice {
        enabled: addon.enabled,
        mode: addon.mode.clone(),
        config: secrets(&addon.config),
        pools: addon.pools.iter().map(|pool| (pool.name.clone().unwrap_or_default(), said(&pool.config))).collect(),
        containers: containers(&addon.containers),
        data: addon
            .data
            .as_deref()
            .filter(|data| !data.is_empty())
            .map(|data| manifest(addon.name.as_deref().unwrap_or_default(), data, at, report)),
    }
}

fn secrets(config: &BTreeMap<String, String>) -> BTreeMap<String, Secret> {
    config.iter().map(|(key, value)| (key.clone(), Secret::new(value.clone()))).collect()
}

/// What says something: a pool's number may be left empty.
fn said(config: &BTreeMap<String, String>) -> BTreeMap<String, Secret> {
    secrets(config).into_iter().filter(|(_, value)| !value.expose().is_empty()).collect()
}

/// Images and resources by the container's name.
pub(crate) fn containers(given: &[Container]) -> BTreeMap<String, ContainerChoice> {
    let choice = |container: &Container| {
        let amounts = |cpu: Option<&String>, memory: Option<&String>| {
            [("cpu", cpu), ("memory", memory)]
                .into_iter()
                .filter_map(|(name, amount)| Some((name.to_owned(), amount.filter(|text| !text.is_empty())?.clone())))
                .collect()
        };
        let choice = ContainerChoice {
            image: container.image.clone().filter(|image| !image.is_empty()),
            requests: amounts(container.cpu_requests.as_ref(), container.memory_requests.as_ref()),
            limits: amounts(container.cpu_limits.as_ref(), container.memory_limits.as_ref()),
        };
        (container.name.clone().unwrap_or_default(), choice)
    };
    given.iter().map(choice).collect()
}

/// The text that stands in base64.
pub(crate) fn decoded(data: &str) -> Option<String> {
    // Lines of 76 characters are what `base64` writes by itself.
    let packed: String = data.split_whitespace().collect();
    STANDARD.decode(packed).ok().and_then(|bytes| String::from_utf8(bytes).ok())
}

/// A manifest in base64; an empty one where it is wrong, so that the addon is still known to have one.
fn manifest(addon: &str, data: &str, at: &Pointer, report: &mut Report) -> Secret {
    let Some(text) = decoded(data) else {
        let message = "the addon's `data` is no base64 of a text".to_owned();
        error(report, &ADDON_DATA, &at.key("data"), message, "encode the manifest with `base64 -w0`");
        return Secret::default();
    };
    if let Err(wrong) = check_manifest(&text) {
        let message = format!("`data` of the addon {} is no manifest, {wrong}", quote::tick(addon));
        error(report, &ADDON_MANIFEST, &at.key("data"), message, ADDON_MANIFEST.fix);
        return Secret::default();
    }
    Secret::new(text)
}
