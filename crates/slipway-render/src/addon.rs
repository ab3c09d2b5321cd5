//! Which addons are on, and with what settings.

use std::collections::BTreeMap;

use serde::Serialize;
use slipway_cluster::AddonChoice;
use slipway_cluster::rules::ADDON_SETTINGS;
use slipway_definition::{Secret, quote};

use crate::RenderError;
use crate::addon_secret::Data;
use crate::flags::Merge;
use crate::note::{Note, Place, Weight};
use crate::part::{AddonPart, ConfigPart, Part};
use crate::rules;

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
    let settings = config(merge, part, choice, &place, notes)?;
    let is_secret = |key: &String| part.config.get(key).is_some_and(|setting| setting.secret);
    let open = settings.iter().filter(|(key, _)| !is_secret(key));
    let hidden = settings.iter().filter(|(key, _)| is_secret(key));
    Ok(Some(Addon {
        mode: choice.mode.clone().filter(|mode| !mode.is_empty()).unwrap_or_else(|| addon.mode.clone()),
        config: open.map(|(key, value)| (key.clone(), value.expose().to_owned())).collect(),
        has_secret: hidden.map(|(key, value)| (key.clone(), !value.expose().is_empty())).collect(),
        containers: containers(merge, part, choice, &place, notes)?,
        data: choice.data.as_ref().map(|text| Data::of(text.expose())),
        settings,
        name,
    }))
}

fn config(
    merge: &Merge<'_, '_>,
    part: &Part,
    choice: &AddonChoice,
    place: &Place,
    notes: &mut Vec<Note>,
) -> Result<BTreeMap<String, Secret>, RenderError> {
    let mut config = BTreeMap::new();
    for (key, setting) in &part.config {
        let default = merge.inline(&format!("{} [config.{key}]", part.path), &setting.default)?;
        let given = choice.config.get(key);
        let is_missing = given.is_none_or(|given| given.expose().is_empty());
        if setting.required && is_missing && choice.data.is_none() {
            notes.push(Note {
                rule: &ADDON_SETTINGS,
                weight: Weight::Error,
                place: place.clone(),
                message: format!("the addon `{}` needs the setting `{key}`", part.name()),
                help: ADDON_SETTINGS.fix.to_owned(),
            });
        } else if let Some(given) = given.map(Secret::expose)
            && let Some(help) = refusal(merge, part, key, setting, given)?
        {
            let value = if setting.secret { "what it is".to_owned() } else { quote::tick(given) };
            notes.push(Note {
                rule: &rules::ADDON_CONFIG_VALUE,
                weight: Weight::Error,
                place: place.clone(),
                message: format!("the setting `{key}` of the addon `{}` cannot be {value}", part.name()),
                help,
            });
        }
        config.insert(key.clone(), given.cloned().unwrap_or_else(|| Secret::new(default)));
    }
    for key in choice.config.keys().filter(|key| !part.config.contains_key(*key)) {
        let known: Vec<_> = part.config.keys().map(|key| format!("`{key}`")).collect();
        notes.push(Note {
            rule: &rules::ADDON_CONFIG_UNKNOWN,
            weight: Weight::Error,
            place: place.clone(),
            message: format!("the addon `{}` has no setting `{key}`", part.name()),
            help: if known.is_empty() {
                "it has no settings".to_owned()
            } else {
                format!("its settings are {}", known.join(", "))
            },
        });
    }
    Ok(config)
}

/// What to write instead of a value that the setting cannot have.
fn refusal(
    merge: &Merge<'_, '_>,
    part: &Part,
    key: &str,
    setting: &ConfigPart,
    given: &str,
) -> Result<Option<String>, RenderError> {
    let mut instead = Vec::new();
    for template in &setting.values {
        let value = merge.inline(&format!("{} [config.{key}] values", part.path), template)?;
        if value == given {
            return Ok(None);
        }
        instead.push(if value.is_empty() { "nothing".to_owned() } else { format!("`{value}`") });
    }
    if let Some([least, most]) = setting.range {
        if given.parse().is_ok_and(|number: u32| (least..=most).contains(&number)) {
            return Ok(None);
        }
        instead.insert(0, format!("a number from {least} to {most}"));
    }
    let Some((last, rest)) = instead.split_last() else { return Ok(None) };
    let instead = if rest.is_empty() { last.clone() } else { format!("{} or {last}", rest.join(", ")) };
    let why = setting.why.as_ref().map(|why| format!(": {why}")).unwrap_or_default();
    Ok(Some(format!("write {instead}{why}")))
}

fn containers(
    merge: &Merge<'_, '_>,
    part: &Part,
    choice: &AddonChoice,
    place: &Place,
    notes: &mut Vec<Note>,
) -> Result<BTreeMap<String, Container>, RenderError> {
    let mut containers = BTreeMap::new();
    for (name, default) in &part.container {
        let given = choice.containers.get(name);
        let image = match given.and_then(|given| given.image.clone()) {
            Some(image) => image,
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
    for name in choice.containers.keys().filter(|name| !part.container.contains_key(*name)) {
        let known: Vec<_> = part.container.keys().map(|name| format!("`{name}`")).collect();
        notes.push(Note {
            rule: &rules::ADDON_CONTAINER_UNKNOWN,
            weight: Weight::Error,
            place: place.clone(),
            message: format!("the addon `{}` has no container `{name}`", part.name()),
            help: format!("its containers are {}", known.join(", ")),
        });
    }
    Ok(containers)
}
