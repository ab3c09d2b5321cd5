//! Which flags a component knows in which minor, `catalog/flags/<component>.toml`, and which feature gates.

use std::collections::BTreeMap;

use serde::de::Error as _;

use crate::FlagKind;
use crate::release::ordinal;

/// Names that some minor of the catalog knows.
#[derive(Clone, Debug, Default)]
pub struct Known<'c> {
    rows: BTreeMap<&'c str, Row<'c>>,
}

#[derive(Clone, Copy, Debug)]
struct Row<'c> {
    kind: FlagKind,
    since: &'c str,
    until: Option<&'c str>,
}

/// Whether a minor knows a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Presence<'c> {
    /// It does; of a flag, what it takes.
    Here(FlagKind),
    /// It comes with this later minor.
    Later(&'c str),
    /// It is gone since this minor.
    Gone(&'c str),
    /// No minor knows it.
    Never,
}

impl<'c> Known<'c> {
    /// Reads a list, whose head says what a line holds. Only flags have a type.
    pub(crate) fn read(text: &'c str, has_kind: bool) -> Result<Self, toml::de::Error> {
        let mut rows = BTreeMap::new();
        for line in text.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
            let (name, row) = row(line, has_kind)
                .ok_or_else(|| toml::de::Error::custom(format!("`{line}` is not a line of this list")))?;
            rows.insert(name, row);
        }
        Ok(Self { rows })
    }

    /// Whether a minor knows a name, which has no dashes in front.
    pub fn presence(&self, name: &str, minor: &str) -> Presence<'c> {
        let Some(row) = self.rows.get(name) else {
            return Presence::Never;
        };
        if ordinal(minor) < ordinal(row.since) {
            return Presence::Later(row.since);
        }
        match row.until.filter(|until| ordinal(minor) >= ordinal(until)) {
            Some(until) => Presence::Gone(until),
            None => Presence::Here(row.kind),
        }
    }

    /// The first minor that knows a name (empty when all of the list's do) and the first that does not any more; `None` when
    /// none knows it.
    pub fn minors(&self, name: &str) -> Option<(&'c str, Option<&'c str>)> {
        self.rows.get(name).map(|row| (row.since, row.until))
    }

    /// What a flag takes, in whichever minor.
    pub fn kind(&self, name: &str) -> Option<FlagKind> {
        self.rows.get(name).map(|row| row.kind)
    }

    /// All names, sorted.
    pub fn names(&self) -> impl Iterator<Item = &'c str> + '_ {
        self.rows.keys().copied()
    }

    /// The names that a minor knows, sorted.
    pub fn of_minor<'k>(&'k self, minor: &'k str) -> impl Iterator<Item = &'c str> {
        self.rows.keys().copied().filter(move |name| matches!(self.presence(name, minor), Presence::Here(_)))
    }
}

/// `name = ["int", "1.33", "1.35"]`
fn row(line: &str, has_kind: bool) -> Option<(&str, Row<'_>)> {
    let (name, list) = line.split_once(" = ")?;
    let list = list.strip_prefix('[')?.strip_suffix(']')?;
    let mut items = list.split(", ").filter(|item| !item.is_empty()).map(|item| item.trim_matches('"'));
    let kind = if has_kind { FlagKind::of(items.next()?) } else { FlagKind::Text };
    Some((name, Row { kind, since: items.next().unwrap_or_default(), until: items.next() }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Catalog;

    #[test]
    fn every_component_has_a_list() {
        let catalog = Catalog::builtin();
        let kubelet = catalog.flags("kubelet").expect("a readable list");
        assert_eq!(kubelet.presence("max-pods", "1.36"), Presence::Here(FlagKind::Int));
        assert_eq!(kubelet.presence("pod-infra-container-image", "1.35"), Presence::Gone("1.35"));
        assert_eq!(kubelet.presence("network-plugin", "1.33"), Presence::Never);
        let server = catalog.flags("kube-apiserver").expect("a readable list");
        assert_eq!(server.presence("min-compatibility-version", "1.33"), Presence::Later("1.35"));
        for component in ["kube-controller-manager", "kube-scheduler", "cloud-controller-manager"] {
            let known = catalog.flags(component).expect("a readable list");
            assert_eq!(known.presence("leader-elect", "1.34"), Presence::Here(FlagKind::Bool));
        }
        let gates = catalog.feature_gates().expect("a readable list");
        assert_eq!(gates.presence("SystemdWatchdog", "1.36"), Presence::Here(FlagKind::Text));
    }
}
