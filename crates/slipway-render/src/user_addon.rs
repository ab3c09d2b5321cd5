//! Addons that no part makes: a manifest of the user's under a name of their own.

use std::collections::BTreeMap;

use slipway_cluster::{AddonChoice, Cluster};
use slipway_definition::quote;

use crate::addon::{self, Addon};
use crate::addon_secret::Data;
use crate::archive;
use crate::note::{Note, Place, Weight};
use crate::part::{Part, Parts};
use crate::rules;

/// Names of addons of the definition that are on and that no part makes, with what is said of them.
fn strangers<'a>(cluster: &'a Cluster, parts: &'a Parts) -> impl Iterator<Item = (&'a String, &'a AddonChoice)> {
    let is_known = |name: &str| parts.iter().any(|part| part.addon.is_some() && part.name() == name);
    cluster.addons.iter().filter(move |(name, choice)| choice.enabled != Some(false) && !is_known(name))
}

/// Those with a manifest.
pub(crate) fn all(cluster: &Cluster, parts: &Parts) -> Vec<Addon> {
    let with_data = strangers(cluster, parts).filter_map(|(name, choice)| Some((name, choice, choice.data.as_ref()?)));
    with_data
        .map(|(name, choice, data)| {
            let mode = addon::mode(choice, "Reconcile");
            Addon {
                name: name.clone(),
                config: BTreeMap::new(),
                has_secret: BTreeMap::new(),
                containers: BTreeMap::new(),
                settings: BTreeMap::new(),
                pools: Vec::new(),
                data: Some(Data::of(data.expose(), &mode)),
                mode,
            }
        })
        .collect()
}

/// Where the manifest of such an addon lies.
pub(crate) fn path(name: &str) -> String {
    format!("{}{name}.yaml", archive::FOLDER)
}

/// What is wrong with them.
pub(crate) fn notes(cluster: &Cluster, parts: &Parts) -> Vec<Note> {
    let mut notes = Vec::new();
    for (name, choice) in strangers(cluster, parts) {
        let mut say = |rule, message, help: &str| {
            let place = Place::Addon { name: name.clone() };
            notes.push(Note { rule, weight: Weight::Error, place, also: None, message, help: help.to_owned() });
        };
        if choice.data.is_none() {
            let help = "remove the entry, set `enabled` to false, or bring its manifest as `data`";
            say(&rules::ADDON_UNKNOWN, format!("there is no addon {}", quote::tick(name)), help);
        } else if !is_label(name) {
            let message = format!("{} is no name for a manifest", quote::tick(name));
            say(&rules::ADDON_FILE_NAME, message, "use at most 63 letters a to z, digits and `-` between them");
        } else if let Some(other) = alike(name, cluster, parts) {
            let message = format!("the name {} is taken by {other}", quote::tick(name));
            say(&rules::ADDON_FILE_NAME, message, "choose another name");
        }
    }
    notes
}

/// RFC 1123: it names a file and a parameter.
fn is_label(name: &str) -> bool {
    let is_end = |end: Option<char>| end.is_some_and(|letter| letter.is_ascii_lowercase() || letter.is_ascii_digit());
    name.len() <= 63
        && name.chars().all(|letter| letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == '-')
        && is_end(name.chars().next())
        && is_end(name.chars().last())
}

/// What has the same file, or whose parameter would have the same name.
fn alike(name: &str, cluster: &Cluster, parts: &Parts) -> Option<String> {
    let path = path(name);
    if let Some(part) = parts.iter().find(|part| part.file.iter().any(|file| file.path == path)) {
        return Some(format!("a manifest of `{}`", part.name()));
    }
    let letters = |name: &str| name.replace('-', "");
    let is_like = |other: &&str| *other != name && letters(other) == letters(name);
    // Of two of the user's own the later is told.
    let mut users = strangers(cluster, parts).map(|(other, _)| other.as_str()).filter(|other| *other < name);
    let mut of_parts = parts.iter().filter(|part| part.addon.is_some()).map(Part::name);
    let other = users.find(is_like).or_else(|| of_parts.find(is_like));
    other.map(|other| format!("`{other}`, which differs by `-` alone"))
}
