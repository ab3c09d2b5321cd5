//! From actions on the tree to a new text: only the bytes concerned change.

mod block;
mod flow;
mod splice;
mod text;

use slipway_definition::{Document, Node, Value};

use crate::tree::{Action, Actions, Path};
use splice::Splices;
use text::Text;

/// The new text.
pub(crate) fn edit(document: &Document, actions: &Actions) -> String {
    let text = Text::of(document);
    let mut splices = Splices::default();
    walk(document.root(), &mut Path::new(), actions, &text, &mut splices);
    splices.applied(text.all)
}

fn walk(node: &Node, path: &mut Path, actions: &Actions, text: &Text<'_>, splices: &mut Splices) {
    if let Some(Action::Set(value)) = actions.at.get(path) {
        return text.set(node, value, splices);
    }
    let places = places(node);
    if places.is_empty() {
        return;
    }
    let children: Vec<_> = places
        .into_iter()
        .enumerate()
        .map(|(index, place)| {
            path.push(index);
            let goes = actions.at.get(path) == Some(&Action::Remove);
            let after = actions.after.get(path).cloned().unwrap_or_default();
            if !goes {
                walk(place.node, path, actions, text, splices);
            }
            path.pop();
            Child { place, goes, after }
        })
        .collect();
    if children.iter().all(|child| !child.goes && child.after.is_empty()) {
        return;
    }
    if text.is_flow(node) {
        flow::edit(&children, text, splices);
    } else {
        block::edit(&children, text, splices);
    }
}

/// A member or an element.
struct ChildPlace<'n> {
    /// First byte: of the key, or of the element.
    start: usize,
    /// End of the key; the start for an element.
    key_end: usize,
    node: &'n Node,
    is_element: bool,
}

struct Child<'n> {
    place: ChildPlace<'n>,
    goes: bool,
    after: Vec<(String, Value)>,
}

fn places(node: &Node) -> Vec<ChildPlace<'_>> {
    match &node.value {
        Value::Object(members) => {
            let place = |member: &'_ slipway_definition::Member| member.key_span.range();
            members
                .iter()
                .map(|member| ChildPlace {
                    start: place(member).start,
                    key_end: place(member).end,
                    node: &member.node,
                    is_element: false,
                })
                .collect()
        }
        Value::Array(items) => items
            .iter()
            .map(|node| {
                let start = node.span.range().start;
                ChildPlace { start, key_end: start, node, is_element: true }
            })
            .collect(),
        _ => Vec::new(),
    }
}
