//! What the steps want changed, and why.

use std::collections::BTreeSet;

use slipway_definition::{Document, Kind, Node, Pointer, Spec, Value};

use crate::tree::{Action, Actions, Path, find};

/// One change that was made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// The field, as `--set` spells it.
    pub path: String,
    /// What stood there; nothing when the field is new. Neither a secret nor anything long.
    pub old: Option<String>,
    /// What stands there now; nothing when it is gone.
    pub new: Option<String>,
    /// Why.
    pub why: String,
}

/// What could not be kept, or has to be looked at.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Attention {
    /// The field, as `--set` spells it.
    pub path: String,
    /// What it is and what to do.
    pub what: String,
    /// A manifest that goes with it, for kubectl.
    pub manifest: Option<String>,
}

/// Longest old value that is repeated.
const LONGEST: usize = 60;

/// Changes to one text.
pub(crate) struct Plan<'d> {
    pub(crate) document: &'d Document,
    pub(crate) actions: Actions,
    /// With the place of each, to put them in order.
    changes: Vec<(Path, Change)>,
    attention: Vec<(Path, Attention)>,
    /// Keys that go in, so that none does so twice.
    new: BTreeSet<Pointer>,
    /// What has been said, so that nothing is twice.
    said: BTreeSet<Attention>,
}

impl<'d> Plan<'d> {
    pub(crate) fn of(document: &'d Document) -> Self {
        Self {
            document,
            actions: Actions::default(),
            changes: Vec::new(),
            attention: Vec::new(),
            new: BTreeSet::new(),
            said: BTreeSet::new(),
        }
    }

    /// Puts another scalar in a value's place. False when something else happens to it already.
    pub(crate) fn set(&mut self, at: &Pointer, value: Value, why: impl Into<String>) -> bool {
        let Some((node, path, _)) = find(self.document, at) else { return false };
        if node.value == value || self.is_taken(&path) {
            return false;
        }
        self.change(&path, at, Some(shown(at, &node.value)), Some(shown(at, &value)), why.into());
        self.actions.at.insert(path, Action::Set(value));
        true
    }

    /// Takes a field or an element out, with all duplicates of its key. False when something else happens to it already.
    pub(crate) fn remove(&mut self, at: &Pointer, why: impl Into<String>) -> bool {
        let old = find(self.document, at).map(|(node, ..)| shown(at, &node.value));
        self.remove_shown(at, old, why)
    }

    /// As [`Self::remove`], with a name for what stood there.
    pub(crate) fn remove_shown(&mut self, at: &Pointer, old: Option<String>, why: impl Into<String>) -> bool {
        let Some((_, path, all)) = find(self.document, at) else { return false };
        if self.is_taken(&path) {
            return false;
        }
        self.change(&path, at, old, None, why.into());
        self.actions.at.extend(all.into_iter().map(|path| (path, Action::Remove)));
        true
    }

    /// Sets a field beside another one, or puts it in after it.
    pub(crate) fn need(&mut self, beside: &Pointer, key: &str, value: Value, why: impl Into<String>) {
        let at: Pointer = beside.as_str().rsplit_once('/').map_or("", |(parent, _)| parent).into();
        let at = at.key(key);
        if find(self.document, &at).is_some() {
            self.set(&at, value, why);
        } else if let Some((_, path, _)) = find(self.document, beside)
            && self.new.insert(at.clone())
        {
            self.change(&path, &at, None, Some(shown(&at, &value)), why.into());
            self.actions.after.entry(path).or_default().push((key.to_owned(), value));
        }
    }

    /// Says what has to be looked at.
    pub(crate) fn attention(&mut self, at: &Pointer, what: impl Into<String>) {
        self.attention_with(at, what, None);
    }

    /// Says what has to be looked at, with a manifest.
    pub(crate) fn attention_with(&mut self, at: &Pointer, what: impl Into<String>, manifest: Option<String>) {
        let attention = Attention { path: at.dotted(), what: what.into(), manifest };
        if self.said.insert(attention.clone()) {
            let path = find(self.document, at).map(|(_, path, _)| path).unwrap_or_default();
            self.attention.push((path, attention));
        }
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.changes.is_empty()
    }

    /// What is to be done, and what is to be said of it, in the order of the places.
    pub(crate) fn finish(mut self) -> (Actions, Vec<Change>, Vec<Attention>) {
        self.changes.sort_by(|(left, _), (right, _)| left.cmp(right));
        self.attention.sort_by(|(left, _), (right, _)| left.cmp(right));
        let changes = self.changes.into_iter().map(|(_, change)| change).collect();
        (self.actions, changes, self.attention.into_iter().map(|(_, attention)| attention).collect())
    }

    fn change(&mut self, path: &Path, at: &Pointer, old: Option<String>, new: Option<String>, why: String) {
        self.changes.push((path.clone(), Change { path: at.dotted(), old, new, why }));
    }

    /// Whether something happens to the value, or around it, already.
    fn is_taken(&self, path: &[usize]) -> bool {
        (0..=path.len()).any(|length| {
            let action = self.actions.at.get(&path[..length]);
            action.is_some_and(|action| length == path.len() || *action == Action::Remove)
        })
    }
}

/// A value as a message repeats it: never a secret, never the inside of an object, never much.
fn shown(at: &Pointer, value: &Value) -> String {
    let mut kind = Some(Spec::KIND);
    for segment in at.segments() {
        kind = kind.and_then(|kind| kind.of_item().or_else(|| kind.of_key(&segment)));
    }
    match value {
        Value::Object(members) if members.is_empty() => "{}".to_owned(),
        Value::Array(items) if items.is_empty() => "[]".to_owned(),
        Value::Object(_) => "{…}".to_owned(),
        Value::Array(_) => "[…]".to_owned(),
        _ if matches!(kind, None | Some(Kind::Secret)) => "(not shown)".to_owned(),
        Value::String(text) => quoted(text),
        scalar => scalar.scalar().unwrap_or("null").to_owned(),
    }
}

/// A text in quotes, cut.
pub(crate) fn quoted(text: &str) -> String {
    let cut: String = text.chars().take(LONGEST).collect();
    let dots = if cut.len() < text.len() { "…" } else { "" };
    format!("{}{dots}", serde_json::Value::from(cut))
}

/// The text of a value.
pub(crate) fn text(node: &Node) -> Option<&str> {
    match &node.value {
        Value::String(text) => Some(text),
        _ => None,
    }
}
