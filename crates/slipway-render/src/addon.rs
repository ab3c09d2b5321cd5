//! Which addons are on, and with what settings.

use std::collections::BTreeMap;

use serde::Serialize;
use slipway_cluster::AddonChoice;
use slipway_definition::Secret;

use crate::RenderError;
use crate::addon_secret::Data;
use crate::flags::Merge;
use crate::note::{Note, Place, Weight};
use crate::part::{AddonPart, Part};
use crate::pools::{self, Pool};
use crate::rules;
use crate::setting::Settings;

/// An addon that is on, as its templates see it.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Addon {
    pub(crate) name: String,
    pub(crate) mode: String,
    pub(crate) config: BTreeMap<String, String>,
    /// Whether each of the secret settings is given.
    pub(crate) has_secret: BTreeMap<String, bool>,
    pub(crate) containers: BTreeMap<String, Container>,
    /// All settings, secret ones too: for the part's Secrets alone.
    #[serde(skip)]
    pub(crate) settings: BTreeMap<String, Secret>,
    /// The pools that it has, in the cluster's order.
    pub(crate) pools: Vec<Pool>,
    /// A manifest of the user's in place of the part's.
    #[serde(skip)]
    pub(crate) data: Option<Data>,
}

/// A container's image and resources, decided.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Container {
    pub(crate) image: String,
    pub(crate) requests: BTreeMap<String, String>,
    pub(crate) limits: BTreeMap<String, String>,
}

/// The addon as it will be, or `None` when it is off.
pub(crate) fn decide(
    merge: &Merge<'_, '_>,
    part: &Part,
    addon: &AddonPart,
    choice: Option<&AddonChoice>,
    custom: &BTreeMap<String, String>,
    notes: &mut Vec<Note>,
) -> Result<Option<Addon>, RenderError> {
    let name = part.name().to_owned();
    let place = Place::Addon { name: name.clone() };
    let default =
        merge.expressions.hold(Some(&addon.enabled), merge.context, &format!("{} [addon] enabled", part.path))?;
    let asked = choice.and_then(|choice| choice.enabled);
    if addon.required && asked == Some(false) {
        notes.push(Note {
            rule: &rules::ADDON_REQUIRED,
            weight: Weight::Error,
            also: None,
            place,
            message: format!("the addon `{name}` cannot be switched off: {}", part.title),
            help: "remove the entry, or set `enabled` to true".to_owned(),
        });
        return Ok(None);
    }
    if !asked.unwrap_or(default) {
        return Ok(None);
    }
    let empty = AddonChoice::default();
    let choice = choice.unwrap_or(&empty);
    let of = Settings { part, of: &part.config, pool: None, is_replaced: choice.data.is_some() };
    let settings = of.decide(merge, &choice.config, notes)?;
    let is_secret = |key: &String| part.config.get(key).is_some_and(|setting| setting.secret);
    let open = settings.iter().filter(|(key, _)| !is_secret(key));
    let hidden = settings.iter().filter(|(key, _)| is_secret(key));
    let mode = mode(choice, &addon.mode);
    Ok(Some(Addon {
        config: open.map(|(key, value)| (key.clone(), value.expose().to_owned())).collect(),
        has_secret: hidden.map(|(key, value)| (key.clone(), !value.expose().is_empty())).collect(),
        containers: containers(merge, part, choice, custom, &place, notes)?,
        data: choice.data.as_ref().map(|text| Data::of(text.expose(), &mode)),
        mode,
        pools: pools::decide(merge, part, choice, &place, notes)?,
        settings,
        name,
    }))
}

/// The user's mode, or the default.
pub(crate) fn mode(choice: &AddonChoice, default: &str) -> String {
    choice.mode.as_deref().filter(|mode| !mode.is_empty()).unwrap_or(default).to_owned()
}

/// Images and resources. An image of a field of its own comes before the container's.
pub(crate) fn containers(
    merge: &Merge<'_, '_>,
    part: &Part,
    choice: &AddonChoice,
    custom: &BTreeMap<String, String>,
    place: &Place,
    notes: &mut Vec<Note>,
) -> Result<BTreeMap<String, Container>, RenderError> {
    let mut containers = BTreeMap::new();
    for (name, default) in &part.container {
        let given = choice.containers.get(name);
        let own = default.field.as_ref().and_then(|field| custom.get(field));
        let image = match own.or_else(|| given.and_then(|given| given.image.as_ref())) {
            Some(image) => image.clone(),
            None => merge.inline(
                &format!("{} [container.{name}]", part.path),
                &format!("{{{{ image('{}') }}}}", default.image),
            )?,
        };
        let over = |base: &BTreeMap<String, String>, given: Option<&BTreeMap<String, String>>| {
            let mut amounts = base.clone();
            amounts.extend(given.into_iter().flatten().map(|(key, value)| (key.clone(), value.clone())));
            amounts
        };
        containers.insert(
            name.clone(),
            Container {
                image,
                requests: over(&default.requests, given.map(|given| &given.requests)),
                limits: over(&default.limits, given.map(|given| &given.limits)),
            },
        );
    }
    let what = if part.addon.is_some() { "addon" } else { "component" };
    for name in choice.containers.keys().filter(|name| !part.container.contains_key(*name)) {
        let known: Vec<_> = part.container.keys().map(|name| format!("`{name}`")).collect();
        notes.push(Note {
            rule: &rules::ADDON_CONTAINER_UNKNOWN,
            weight: Weight::Error,
            also: None,
            place: place.clone(),
            message: format!("the {what} `{}` has no container `{name}`", part.name()),
            help: format!("its containers are {}", known.join(", ")),
        });
    }
    Ok(containers)
}
