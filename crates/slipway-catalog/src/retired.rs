//! What definitions of the older tools ask for, and nobody makes any more.

use std::collections::BTreeMap;

use semver::Version;
use serde::Deserialize;

/// All that is retired, `catalog/retired.toml`; the head of that file says what each key means.
#[derive(Clone, Debug, Deserialize)]
pub struct RetiredThings {
    /// One entry a thing.
    pub retired: Vec<Retired>,
}

/// One retired thing: values of fields.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(clippy::struct_excessive_bools, reason = "each is an independent fact")]
pub struct Retired {
    /// Name of the entry.
    pub id: String,
    /// What it is, as the beginning of a sentence.
    pub what: String,
    /// Fields, `[]` for every element of a list: `agentPoolProfiles[].distro`.
    pub field: Vec<String>,
    /// Values, to the letter.
    #[serde(default)]
    pub value: Vec<String>,
    /// Every value that says something.
    #[serde(default)]
    pub any: bool,
    /// Values match in any case.
    #[serde(default)]
    pub any_case: bool,
    /// Values that begin so.
    #[serde(default)]
    pub prefix: Vec<String>,
    /// Versions below this one.
    pub below: Option<Version>,
    /// Only where a sibling has one of these values.
    #[serde(default)]
    pub when: BTreeMap<String, Vec<String>>,
    /// Not where a sibling has one of these values.
    #[serde(default)]
    pub unless: BTreeMap<String, Vec<String>>,
    /// Day of the retirement.
    pub date: Option<toml::value::Datetime>,
    /// How it ended, before the day: `was retired on` when it says nothing.
    pub ended: Option<String>,
    /// What to do instead.
    pub instead: String,
    /// Whether migrating leaves it as it is.
    #[serde(default)]
    pub keep: bool,
    /// What migrating writes; nothing: the field is removed.
    pub to: Option<String>,
    /// The same on Azure Stack Hub, where it is another.
    pub azure_stack_to: Option<String>,
    /// Siblings that migrating sets as well, as booleans.
    #[serde(default)]
    pub needs: BTreeMap<String, bool>,
    /// Siblings that migrating removes as well.
    #[serde(default)]
    pub drops: Vec<String>,
    /// What the user has to know or do after migrating.
    pub lost: Option<String>,
    /// `keeps`: still needed on Azure Stack Hub.
    pub azure_stack: Option<Keeps>,
    /// It works for now: a warning, no error.
    #[serde(default)]
    pub warning: bool,
    /// Title of the page that says so.
    pub source: String,
}

/// That Azure Stack Hub still needs something.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Keeps {
    /// It does.
    Keeps,
}

impl Retired {
    /// Whether a value is retired. A neutral one (`false`, empty) only when the entry lists it.
    pub fn matches(&self, value: &str) -> bool {
        let same = |known: &String| if self.any_case { known.eq_ignore_ascii_case(value) } else { known == value };
        if self.any || self.value.iter().any(same) {
            return true;
        }
        if self.prefix.iter().any(|prefix| starts_with(value, prefix)) {
            return true;
        }
        let Some(below) = &self.below else { return false };
        Version::parse(value.trim_start_matches('v')).is_ok_and(|version| version < *below)
    }

    /// Whether it is retired on Azure Stack Hub (`on_hub`), or in public Azure.
    pub fn applies(&self, on_hub: bool) -> bool {
        !(on_hub && self.azure_stack == Some(Keeps::Keeps))
    }

    /// What it is and how it ended: `the Basic load balancer was retired on 2025-09-30`.
    pub fn sentence(&self) -> String {
        let date = self.date.as_ref().map(|date| format!(" {date}")).unwrap_or_default();
        format!("{} {}{date}", self.what, self.ended.as_deref().unwrap_or("was retired on"))
    }

    /// What migrating writes in its place.
    pub fn replacement(&self, on_hub: bool) -> Option<&str> {
        self.azure_stack_to.as_ref().filter(|_| on_hub).or(self.to.as_ref()).map(String::as_str)
    }
}

fn starts_with(value: &str, prefix: &str) -> bool {
    value.get(..prefix.len()).is_some_and(|start| start.eq_ignore_ascii_case(prefix))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use crate::Catalog;

    #[test]
    fn entries_are_whole() {
        let catalog = Catalog::builtin();
        let mut ids = BTreeSet::new();
        for entry in &catalog.retired().expect("a readable table").retired {
            assert!(ids.insert(entry.id.clone()), "{} is there twice", entry.id);
            let selects = entry.any || entry.below.is_some() || !entry.value.is_empty() || !entry.prefix.is_empty();
            assert!(selects && !entry.field.is_empty() && !entry.source.is_empty(), "{}", entry.id);
            assert!(entry.date.is_some() || entry.ended.is_some(), "{} has no end", entry.id);
            for text in [Some(&entry.instead), Some(&entry.what), entry.lost.as_ref()].into_iter().flatten() {
                assert!(!text.ends_with('.') && !text.is_empty(), "{}: {text}", entry.id);
            }
            assert!(
                entry.keep || !entry.to.as_ref().is_some_and(|to| entry.matches(to)),
                "{} leads to itself",
                entry.id
            );
            assert!(!entry.azure_stack_to.as_ref().is_some_and(|to| entry.matches(to)), "{} leads to itself", entry.id);
        }
    }

    #[test]
    fn values_match_as_the_entry_says() {
        let things = Catalog::builtin().retired().expect("a readable table").retired;
        let entry = |id: &str| things.iter().find(|entry| entry.id == id).expect("an entry").clone();
        assert!(entry("basic-load-balancer").matches("bASIC") && !entry("basic-load-balancer").applies(true));
        assert!(entry("ubuntu-16.04").matches("ubuntu") && !entry("ubuntu-16.04").matches("Ubuntu"));
        assert!(entry("old-etcd").matches("3.3.25") && !entry("old-etcd").matches("3.5.24"));
        assert!(!entry("old-etcd").matches("foo"));
        assert!(entry("gcr-images").matches("k8s.gcr.io/") && !entry("gcr-images").matches("registry.k8s.io/"));
        assert_eq!(entry("docker").sentence(), "Docker as the container runtime ended with Kubernetes 1.24");
        assert_eq!(entry("ubuntu-18.04").replacement(true), Some("aks-ubuntu-22.04"));
    }
}
