//! From a place in the model to bytes in a text.

use std::ops::Range;

use super::{Document, Position, Source};
use crate::node::{Member, Node, Span, Value};
use crate::pointer::Pointer;
use crate::read::Kind;
use crate::report::Place;
use crate::spec::Spec;

/// A place as a printer needs it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Located<'d> {
    /// The file or argument.
    pub source: &'d Source,
    /// The bytes of its text.
    pub range: Range<usize>,
}

impl Located<'_> {
    /// Line and column of the first byte.
    pub fn position(&self) -> Position {
        Position::of(&self.source.text, self.range.start)
    }
}

impl Document {
    /// The value at `pointer`, if it was written. Keys match as reading matches them: those of the model in any case,
    /// the last of several.
    pub fn value(&self, pointer: &Pointer) -> Option<&Node> {
        let steps = self.walk(pointer);
        steps.complete.then_some(steps.node)
    }

    /// Every written value of a field, which is spelt as [`Pointer::general`] does, `agentPoolProfiles[].distro`: with its
    /// place, in the written order.
    pub fn each(&self, field: &str) -> Vec<(Pointer, &Node)> {
        let first = field.split(['.', '[']).next().unwrap_or_default();
        let is_top = Spec::KIND.field(first).is_some();
        let root = (Pointer::ROOT, &self.root);
        let mut found = if is_top { vec![root] } else { members(vec![root], Spec::KIND, "properties").0 };
        let mut kind = if is_top { Some(Spec::KIND) } else { Spec::KIND.of_key("properties") };
        for step in field.split('.') {
            let (key, is_list) = step.strip_suffix("[]").map_or((step, false), |key| (key, true));
            let Some(within) = kind else { return Vec::new() };
            (found, kind) = members(found, within, key);
            if is_list {
                kind = kind.and_then(Kind::of_item);
                found = found.into_iter().flat_map(|(at, node)| items(&at, node)).collect();
            }
        }
        found
    }

    /// The bytes of a place. A value that is not there is located at the nearest object or list around it; objects and
    /// lists are located by their key, for their own bytes may be many lines.
    pub fn locate(&self, place: &Place) -> Located<'_> {
        let span = match place {
            Place::Span(span) => *span,
            Place::Key(pointer) => {
                let steps = self.walk(pointer);
                steps.member.filter(|_| steps.complete).map_or_else(|| steps.short(), |member| member.key_span)
            }
            Place::Value(pointer) => self.walk(pointer).short(),
        };
        let source = self.source(span.origin);
        Located { source, range: whole_characters(&source.text, span.range()) }
    }

    fn walk(&self, pointer: &Pointer) -> Steps<'_> {
        let mut steps = Steps { node: &self.root, member: None, complete: true };
        let mut kind = Some(Spec::KIND);
        for segment in pointer.segments() {
            let found = match &steps.node.value {
                Value::Object(members) => {
                    let matches = |member: &&Member| Kind::same_key(kind, &member.key, &segment);
                    let member = members.iter().rfind(matches);
                    kind = kind.and_then(|kind| kind.of_key(&segment));
                    member.map(|member| (&member.node, Some(member)))
                }
                Value::Array(items) => {
                    kind = kind.and_then(Kind::of_item);
                    let item = segment.parse::<usize>().ok().and_then(|index| items.get(index));
                    item.map(|item| (item, None))
                }
                _ => None,
            };
            let Some((node, member)) = found else {
                return Steps { complete: false, ..steps };
            };
            steps = Steps { node, member, complete: true };
        }
        steps
    }
}

/// The last member of that key of each object.
fn members<'d>(objects: Vec<(Pointer, &'d Node)>, kind: Kind, key: &str) -> (Vec<(Pointer, &'d Node)>, Option<Kind>) {
    let found = objects.into_iter().filter_map(|(at, node)| {
        let Value::Object(members) = &node.value else { return None };
        let member = members.iter().rfind(|member| Kind::same_key(Some(kind), &member.key, key))?;
        Some((at.key(key), &member.node))
    });
    (found.collect(), kind.of_key(key))
}

fn items<'d>(at: &Pointer, node: &'d Node) -> Vec<(Pointer, &'d Node)> {
    let Value::Array(items) = &node.value else { return Vec::new() };
    items.iter().enumerate().map(|(index, item)| (at.index(index), item)).collect()
}

/// The range, widened to whole characters and cut at the end of the text: always good to slice with.
fn whole_characters(text: &str, range: Range<usize>) -> Range<usize> {
    let is_edge = |offset: &usize| text.is_char_boundary(*offset);
    let start = (0..=range.start.min(text.len())).rev().find(is_edge).unwrap_or(0);
    let end = (range.end.max(start)..text.len()).find(is_edge).unwrap_or(text.len());
    start..end
}

/// How far a pointer leads into the tree.
struct Steps<'d> {
    node: &'d Node,
    /// The member whose value the node is.
    member: Option<&'d Member>,
    /// Whether the pointer leads to the node itself, not into something missing in it.
    complete: bool,
}

impl Steps<'_> {
    fn short(&self) -> Span {
        match (&self.node.value, self.member) {
            (Value::Object(_) | Value::Array(_), Some(member)) => member.key_span,
            (Value::Object(_) | Value::Array(_), None) => self.node.span.first_byte(),
            _ => self.node.span,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = r#"{"Properties": {"masterProfile": {"COUNT": 1, "count": 2},
        "agentPoolProfiles": [{"name": "a", "customNodeLabels": {"a/b": "c"}}]}}"#;

    fn found(place: impl Into<Place>) -> String {
        let document = Document::parse("c.json", TEXT.as_bytes()).expect("a definition");
        TEXT[document.locate(&place.into()).range].to_owned()
    }

    #[test]
    fn ranges_are_good_to_slice_with() {
        assert_eq!(whole_characters("ä", 0..1), 0..2);
        assert_eq!(whole_characters("ä", 1..1), 0..2);
        assert_eq!(whole_characters("a", 7..9), 1..1);
    }

    #[test]
    fn every_value_of_a_field() {
        let text =
            r#"{"location": "a", "properties": {"AGENTPOOLPROFILES": [{"count": 1}, {}, {"COUNT": 2, "count": 3}]}}"#;
        let document = Document::parse("c.json", text.as_bytes()).expect("a definition");
        let each = |field| {
            let found = document.each(field).into_iter();
            found.map(|(at, node)| format!("{at}={}", node.value.scalar().unwrap_or("?"))).collect::<Vec<_>>()
        };
        assert_eq!(each("agentPoolProfiles[].count"), ["agentPoolProfiles[0].count=1", "agentPoolProfiles[2].count=3"]);
        assert_eq!(each("location"), ["location=a"]);
        assert!(each("masterProfile.count").is_empty() && each("a.b").is_empty());
    }

    #[test]
    fn values_keys_and_what_is_missing() {
        let pools = Pointer::from("/properties/agentPoolProfiles");
        assert_eq!(found("/properties/masterProfile/count"), "2");
        assert_eq!(found("/properties/masterProfile"), "\"masterProfile\"");
        assert_eq!(found("/properties/masterProfile/vmSize"), "\"masterProfile\"");
        assert_eq!(found("/location"), "{");
        assert_eq!(found(pools.index(0).key("count")), "{");
        assert_eq!(found(pools.index(7)), "\"agentPoolProfiles\"");
        assert_eq!(found(Place::Key(pools.index(0).key("customNodeLabels").key("a/b"))), "\"a/b\"");
        assert_eq!(found(pools.index(0).key("customNodeLabels").key("A/b")), "\"customNodeLabels\"");
    }
}
