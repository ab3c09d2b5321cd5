//! The members of a model object, sorted into its fields.

use super::{Cx, Kind, Read, Shape};
use crate::node::{Member, Node, Origin, Value};
use crate::quote::tick;
use crate::report::Place;
use crate::rules::{DUPLICATE_KEY, OVERLAY_HELP, UNKNOWN_KEY, is_overlay_key};
use crate::spec::Spec;
use crate::suggest::nearest;

/// Where `apiVersion` and its like belong.
const TOP: &str = "at the top";

/// The node of each field, in the shape's order; reports unknown and duplicate keys. `None` when it is no object.
pub(crate) fn members<'n>(node: &'n Node, shape: &'static Shape, cx: &mut Cx<'_>) -> Option<Vec<Option<&'n Node>>> {
    let Value::Object(members) = &node.value else {
        return super::item::wrong_type(node, Kind::Object(shape), cx);
    };
    let mut nodes = vec![None; shape.fields.len()];
    for member in members {
        let field = shape.fields.iter().position(|field| field.key.eq_ignore_ascii_case(&member.key));
        match field.and_then(|index| nodes.get_mut(index)) {
            None => report_unknown(member, members, shape, cx),
            Some(slot) => {
                if slot.replace(&member.node).is_some() {
                    report_duplicate(member, cx);
                }
            }
        }
    }
    Some(nodes)
}

/// Reads one field.
pub(crate) fn field<T: Read>(node: Option<&Node>, key: &str, cx: &mut Cx<'_>) -> T {
    node.map_or(T::MISSING, |node| cx.within(key, |cx| T::read(node, cx)))
}

fn report_unknown(member: &Member, siblings: &[Member], shape: &'static Shape, cx: &mut Cx<'_>) {
    let place = match cx.pointer.dotted() {
        root if root.is_empty() => "at the top of a definition".to_owned(),
        dotted => format!("in `{dotted}`"),
    };
    let message = format!("unknown key {} {place}", tick(&member.key));
    let help = if cx.report.is_full() {
        None
    } else if is_overlay_key(&member.key) {
        Some(OVERLAY_HELP.to_owned())
    } else if let Some(known) = nearest(&member.key, shape.fields.iter().map(|field| field.key)) {
        // Then that field is misspelt, not missing.
        if !siblings.iter().any(|sibling| sibling.key.eq_ignore_ascii_case(known)) {
            cx.report.unreadable(cx.pointer.key(known));
        }
        Some(format!("did you mean `{known}`?"))
    } else {
        let is_out_of_reach = |home: &str| home == TOP && matches!(member.key_span.origin, Origin::Argument(_));
        home_of(&member.key).map(|home| {
            let reach = if is_out_of_reach(&home) { "; `--set` reaches only what is in `properties`" } else { "" };
            format!("`{}` belongs {home}{reach}", member.key)
        })
    };
    let finding = cx.report.error(UNKNOWN_KEY.id, message).label(Place::Span(member.key_span), "");
    finding.help(help.as_deref().unwrap_or(UNKNOWN_KEY.fix));
}

/// Reports that this member repeats an earlier one of the same object.
pub(super) fn report_duplicate(member: &Member, cx: &mut Cx<'_>) {
    let message = format!("{} is written more than once; the last one counts", tick(&member.key));
    let label = Place::Span(member.key_span);
    cx.report.warning(DUPLICATE_KEY.id, message).label(label, "again here").help(DUPLICATE_KEY.fix);
}

/// Where in the model a key belongs, for one that stands in the wrong object.
fn home_of(key: &str) -> Option<String> {
    fn find(kind: Kind, key: &str, path: &str) -> Option<String> {
        if let Some(field) = kind.field(key) {
            let at = |path: &str| if path.is_empty() { TOP.to_owned() } else { format!("in `{path}`") };
            return (field.key == key).then(|| at(path));
        }
        let Kind::Object(shape) = kind else { return None };
        shape.fields.iter().find_map(|field| {
            let inner = if let Kind::List(item) = field.kind { *item } else { field.kind };
            let dot = if path.is_empty() { "" } else { "." };
            let deeper = if field.key == "properties" { String::new() } else { format!("{path}{dot}{}", field.key) };
            find(inner, key, &deeper)
        })
    }
    find(Spec::KIND, key, "")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_in_the_wrong_object_is_told_its_home() {
        assert_eq!(home_of("location").as_deref(), Some("at the top"));
        assert_eq!(home_of("kubernetesConfig").as_deref(), Some("in `orchestratorProfile`"));
        assert_eq!(home_of("keyData").as_deref(), Some("in `linuxProfile.ssh.publicKeys`"));
        assert_eq!(home_of("nowhere"), None);
    }
}
