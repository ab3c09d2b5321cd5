//! Settings of addons: the part's, the user's over them.

use std::collections::BTreeMap;

use slipway_catalog::FlagKind;
use slipway_cluster::rules::ADDON_SETTINGS;
use slipway_definition::{RuleText, Secret, is_guid, quote};

use crate::RenderError;
use crate::flags::Merge;
use crate::note::{Note, Place, Weight};
use crate::part::{ConfigPart, Part, SettingKind};
use crate::rules;

/// Settings that an addon has, by itself or for a pool.
#[derive(Clone, Copy)]
pub(crate) struct Settings<'a> {
    pub(crate) part: &'a Part,
    pub(crate) of: &'a BTreeMap<String, ConfigPart>,
    /// The pool that they are for.
    pub(crate) pool: Option<&'a str>,
    /// A manifest of the user's takes the place of the part's.
    pub(crate) is_replaced: bool,
}

impl Settings<'_> {
    /// Every setting with its value. `merge` sees what their templates may.
    pub(crate) fn decide(
        &self,
        merge: &Merge<'_, '_>,
        user: &BTreeMap<String, Secret>,
        notes: &mut Vec<Note>,
    ) -> Result<BTreeMap<String, Secret>, RenderError> {
        let mut config = BTreeMap::new();
        for (key, setting) in self.of {
            let given = user.get(key);
            if let Some(why) = &setting.gone {
                if given.is_some() {
                    let message = format!("the setting `{key}` of {} has no effect: {why}", self.whose());
                    let help = format!("remove `{key}`");
                    notes.push(self.note(Weight::Warning, &rules::ADDON_CONFIG_GONE, key, message, help));
                }
                continue;
            }
            let is_missing = given.is_none_or(|given| given.expose().is_empty());
            let name = format!("{} [config.{key}] required", self.part.path);
            let is_required = setting.required.is_some()
                && merge.expressions.hold(setting.required.as_deref(), merge.context, &name)?;
            if is_required && is_missing && !self.is_replaced {
                let message = format!("{} needs the setting `{key}`", self.whose());
                notes.push(self.note(Weight::Error, &ADDON_SETTINGS, key, message, ADDON_SETTINGS.fix.to_owned()));
            } else if let Some(given) = given.map(Secret::expose)
                && let Some(help) = self.refusal(merge, key, setting, given)?
            {
                let value = if setting.secret { "what it is".to_owned() } else { quote::tick(given) };
                let message = format!("the setting `{key}` of {} cannot be {value}", self.whose());
                notes.push(self.note(Weight::Error, &rules::ADDON_CONFIG_VALUE, key, message, help));
            }
            let value = match given {
                Some(given) => given.clone(),
                None => Secret::new(merge.inline(&format!("{} [config.{key}]", self.part.path), &setting.default)?),
            };
            config.insert(key.clone(), value);
        }
        for key in user.keys().filter(|key| !self.of.contains_key(*key)) {
            let known: Vec<_> = self.of.keys().map(|key| format!("`{key}`")).collect();
            let message = format!("{} has no setting {}", self.whose(), quote::tick(key));
            let help = if known.is_empty() {
                "it has no settings".to_owned()
            } else {
                format!("its settings are {}", known.join(", "))
            };
            notes.push(self.note(Weight::Error, &rules::ADDON_CONFIG_UNKNOWN, key, message, help));
        }
        self.order(user, &config, notes);
        Ok(config)
    }

    fn whose(&self) -> String {
        let addon = format!("the addon `{}`", self.part.name());
        self.pool.map_or_else(|| addon.clone(), |pool| format!("{addon} for the pool {}", quote::tick(pool)))
    }

    fn note(&self, weight: Weight, rule: &'static RuleText, key: &str, message: String, help: String) -> Note {
        Note { rule, weight, place: self.place(key), also: None, message, help }
    }

    fn place(&self, key: &str) -> Place {
        Place::Setting { addon: self.part.name().to_owned(), pool: self.pool.map(str::to_owned), key: key.to_owned() }
    }

    /// Says which numbers are smaller than the ones that they are at least. That one is no number is said already.
    fn order(&self, user: &BTreeMap<String, Secret>, config: &BTreeMap<String, Secret>, notes: &mut Vec<Note>) {
        let number = |key: &str| config.get(key)?.expose().parse::<u32>().ok();
        for (key, setting) in self.of {
            let Some(least) = &setting.at_least else { continue };
            let (Some(most), Some(fewest)) = (number(key), number(least)) else { continue };
            if most >= fewest {
                continue;
            }
            // One of the two may be a default.
            let (here, other) = if user.contains_key(key) { (key, least) } else { (least, key) };
            let message = format!("`{key}` of {} is {most}, less than `{least}`, which is {fewest}", self.whose());
            let help = format!("raise `{key}`, or lower `{least}`");
            let mut note = self.note(Weight::Error, &rules::ADDON_CONFIG_VALUE, here, message, help);
            note.also = user.contains_key(other).then(|| (self.place(other), String::new()));
            notes.push(note);
        }
    }

    /// What to write instead of a value that the setting cannot have.
    fn refusal(
        &self,
        merge: &Merge<'_, '_>,
        key: &str,
        setting: &ConfigPart,
        given: &str,
    ) -> Result<Option<String>, RenderError> {
        let mut instead = Vec::new();
        for template in &setting.values {
            let value = merge.inline(&format!("{} [config.{key}] values", self.part.path), template)?;
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
        if let Some(kind) = setting.kind {
            if takes(kind, given) {
                return Ok(None);
            }
            instead.insert(0, says(kind));
        }
        let Some((last, rest)) = instead.split_last() else { return Ok(None) };
        let instead = if rest.is_empty() { last.clone() } else { format!("{} or {last}", rest.join(", ")) };
        let why = setting.why.as_ref().map(|why| format!(": {why}")).unwrap_or_default();
        Ok(Some(format!("write {instead}{why}")))
    }
}

/// The texts of a kind are those that a flag of its type takes.
const fn flag(kind: SettingKind) -> Option<FlagKind> {
    match kind {
        SettingKind::Integer => Some(FlagKind::Int),
        SettingKind::Float => Some(FlagKind::Float),
        SettingKind::Boolean => Some(FlagKind::Bool),
        SettingKind::Duration => Some(FlagKind::Duration),
        SettingKind::Guid => None,
    }
}

fn takes(kind: SettingKind, text: &str) -> bool {
    flag(kind).map_or_else(|| text.is_empty() || is_guid(text), |kind| kind.takes(text))
}

fn says(kind: SettingKind) -> String {
    match flag(kind) {
        Some(kind) => format!("{}, such as {}", kind.says(), kind.example()),
        None => "a GUID, such as `11111111-2222-3333-4444-555555555555`".to_owned(),
    }
}
