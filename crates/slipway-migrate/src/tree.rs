//! Places in the tree of a definition, and the tree as it is to be.

use std::collections::BTreeMap;

use slipway_definition::{Document, Kind, Member, Node, Pointer, Spec, Value};

/// The way from the root: the index of a member or an element at each step. Unlike a pointer, it tells duplicates apart.
pub(crate) type Path = Vec<usize>;

/// What happens at a path.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Action {
    /// Another scalar takes the value's place.
    Set(Value),
    /// The member or element goes.
    Remove,
}

/// What is to be done to a tree.
#[derive(Clone, Debug, Default)]
pub(crate) struct Actions {
    /// At most one at each path.
    pub(crate) at: BTreeMap<Path, Action>,
    /// New members, each after the member at the path.
    pub(crate) after: BTreeMap<Path, Vec<(String, Value)>>,
}

/// The value at a pointer with its path, and the paths of all of its duplicates, itself included.
pub(crate) fn find<'d>(document: &'d Document, pointer: &Pointer) -> Option<(&'d Node, Path, Vec<Path>)> {
    let mut node = document.root();
    let (mut path, mut all) = (Path::new(), Vec::new());
    let mut kind = Some(Spec::KIND);
    for segment in pointer.segments() {
        match &node.value {
            Value::Object(members) => {
                let indexes: Vec<_> =
                    (0..members.len()).filter(|index| same_key(kind, &members[*index].key, &segment)).collect();
                let last = *indexes.last()?;
                all = indexes.iter().map(|index| [path.as_slice(), &[*index]].concat()).collect();
                path.push(last);
                node = &members[last].node;
                kind = kind.and_then(|kind| kind.of_key(&segment));
            }
            Value::Array(items) => {
                let index = segment.parse().ok()?;
                node = items.get(index)?;
                path.push(index);
                all = vec![path.clone()];
                kind = kind.and_then(Kind::of_item);
            }
            _ => return None,
        }
    }
    Some((node, path, all))
}

/// Keys of the model match in any case, those of maps to the letter.
fn same_key(kind: Option<Kind>, left: &str, right: &str) -> bool {
    left == right || (matches!(kind, Some(Kind::Object(_))) && left.eq_ignore_ascii_case(right))
}

/// The children of an object or a list.
pub(crate) fn children(node: &Node) -> Vec<&Node> {
    match &node.value {
        Value::Object(members) => members.iter().map(|member| &member.node).collect(),
        Value::Array(items) => items.iter().collect(),
        _ => Vec::new(),
    }
}

impl Actions {
    /// Where everything in a member's object or list goes, the member itself goes too, up to an element of a list.
    pub(crate) fn collapse(&mut self, root: &Node) {
        collapse(root, &mut Path::new(), self, true);
        // What stands inside of what goes needs no action of its own; it comes right after it.
        let mut gone: Option<Path> = None;
        self.at.retain(|at, action| {
            let is_within = gone.as_ref().is_some_and(|gone| at.len() > gone.len() && at.starts_with(gone));
            if !is_within && *action == Action::Remove {
                gone = Some(at.clone());
            }
            !is_within
        });
        let goes = |path: &Path| (0..=path.len()).any(|length| self.at.get(&path[..length]) == Some(&Action::Remove));
        self.after.retain(|at, _| !goes(at));
    }

    /// The tree after all actions.
    pub(crate) fn applied(&self, root: &Node) -> Node {
        apply(root, &mut Path::new(), self)
    }
}

/// Whether everything in the node goes.
fn collapse(node: &Node, path: &mut Path, actions: &mut Actions, is_element: bool) -> bool {
    if actions.at.get(path) == Some(&Action::Remove) {
        return true;
    }
    let is_list = matches!(node.value, Value::Array(_));
    let children = children(node);
    let mut all_go = !children.is_empty();
    for (index, child) in children.into_iter().enumerate() {
        path.push(index);
        all_go &= collapse(child, path, actions, is_list) && !actions.after.contains_key(path);
        path.pop();
    }
    if all_go && !is_element {
        actions.at.insert(path.clone(), Action::Remove);
    }
    all_go && !is_element
}

fn apply(node: &Node, path: &mut Path, actions: &Actions) -> Node {
    if let Some(Action::Set(value)) = actions.at.get(path) {
        return Node { span: node.span, value: value.clone() };
    }
    let value = match &node.value {
        Value::Object(members) => {
            let mut kept = Vec::new();
            for (index, member) in members.iter().enumerate() {
                path.push(index);
                if actions.at.get(path) != Some(&Action::Remove) {
                    kept.push(Member { node: apply(&member.node, path, actions), ..member.clone() });
                    for (key, value) in actions.after.get(path).into_iter().flatten() {
                        let node = Node { span: member.node.span, value: value.clone() };
                        kept.push(Member { key: key.clone(), key_span: member.key_span, node });
                    }
                }
                path.pop();
            }
            Value::Object(kept)
        }
        Value::Array(items) => {
            let mut kept = Vec::new();
            for (index, item) in items.iter().enumerate() {
                path.push(index);
                if actions.at.get(path) != Some(&Action::Remove) {
                    kept.push(apply(item, path, actions));
                }
                path.pop();
            }
            Value::Array(kept)
        }
        scalar => scalar.clone(),
    };
    Node { span: node.span, value }
}

/// Whether two trees say the same, in the same order, wherever they stand.
pub(crate) fn same(left: &Node, right: &Node) -> bool {
    match (&left.value, &right.value) {
        (Value::Object(left), Value::Object(right)) => {
            left.len() == right.len()
                && left.iter().zip(right).all(|(left, right)| left.key == right.key && same(&left.node, &right.node))
        }
        (Value::Array(left), Value::Array(right)) => {
            left.len() == right.len() && left.iter().zip(right).all(|(left, right)| same(left, right))
        }
        (left, right) => left == right,
    }
}
