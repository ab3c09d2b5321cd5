//! Addons of the older tools that slipway does not make.

use std::collections::BTreeMap;

use serde::Deserialize;

/// By name, `catalog/addons.toml`; the head of that file says what each key means.
#[derive(Clone, Debug, Deserialize)]
pub struct OldAddons {
    /// One entry an addon.
    pub addon: BTreeMap<String, OldAddon>,
}

/// What became of an addon.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OldAddon {
    /// What became of it.
    pub state: AddonState,
    /// Why it is gone.
    #[serde(default)]
    pub why: String,
    /// Since when.
    pub date: Option<toml::value::Datetime>,
    /// What takes its place, or what it is part of.
    #[serde(default)]
    pub instead: String,
    /// The field that it comes with.
    #[serde(default)]
    pub field: String,
    /// Values of that field; none: any.
    #[serde(default)]
    pub value: Vec<String>,
    /// Settings that it cannot be without.
    #[serde(default)]
    pub requires: Vec<String>,
    /// Whether a part makes it: then only what it comes with is said here.
    #[serde(default)]
    pub made: bool,
    /// Whether the older tools refuse it without the field.
    #[serde(default)]
    pub refused_alone: bool,
    /// Containers that the older tools' addon has and the part has not, with the reason.
    #[serde(default)]
    pub without: BTreeMap<String, String>,
    /// The addon that took its place: migrating writes that name.
    #[serde(default)]
    pub becomes: Option<String>,
    /// Where it says so.
    #[serde(default)]
    pub source: String,
}

/// What became of an addon.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum AddonState {
    /// Gone, with a successor or none.
    Gone,
    /// Not made yet.
    Later,
    /// It comes and goes with a field.
    Follows,
    /// Part of something that is always there.
    Within,
    /// A part makes it as it is.
    Made,
}

impl OldAddon {
    /// Why it is gone, and since when: `Helm 2 ended, 2020-11-13`.
    pub fn reason(&self) -> String {
        self.date.as_ref().map_or_else(|| self.why.clone(), |date| format!("{} ({date})", self.why))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Catalog;

    #[test]
    fn entries_are_whole() {
        let addons = Catalog::builtin().old_addons().expect("a readable table");
        for (name, entry) in &addons.addon {
            let (gone, follows) = (entry.state == AddonState::Gone, entry.state == AddonState::Follows);
            assert_eq!(gone, !entry.why.is_empty() && !entry.source.is_empty(), "{name}");
            assert_eq!(follows, !entry.field.is_empty(), "{name}");
            assert!(follows || entry.made == (entry.state == AddonState::Made), "{name}");
            assert!(gone || entry.becomes.is_none(), "{name}");
            assert_eq!(gone || entry.state == AddonState::Within, !entry.instead.is_empty(), "{name}");
        }
    }
}
