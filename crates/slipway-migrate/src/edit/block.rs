//! YAML's objects and lists by indentation.

use slipway_definition::{Node, Value};

use super::splice::Splices;
use super::text::Text;
use super::{Child, ChildPlace};
use crate::tree::children;

/// Takes out children with their lines, and puts new members in below. Comments beside them stay.
pub(super) fn edit(all: &[Child<'_>], text: &Text<'_>, splices: &mut Splices) {
    let is_emptied = all.iter().all(|child| child.goes);
    for (index, child) in all.iter().enumerate() {
        let end = end(&child.place, text);
        if child.goes {
            let start = if child.place.is_element { dash(child.place.start, text) } else { child.place.start };
            let is_alone = text.indent(start).is_some() && text.ends_line(end);
            // An element of a list that loses all its members is an empty object, not nothing.
            if is_emptied && index == 0 && !child.place.is_element {
                splices.replace(start..end, "{}".to_owned());
            } else if is_alone {
                splices.delete(text.line_start(start)..text.next_line(end));
            } else {
                // A comment that followed takes its place.
                let rest = text.all.get(end..text.line_end(end)).unwrap_or_default();
                splices.delete(start..end + (rest.len() - rest.trim_start().len()));
            }
        } else if !child.after.is_empty() {
            let column = child.place.start - text.line_start(child.place.start);
            let like = text.all.get(child.place.start..child.place.key_end).unwrap_or_default();
            let start = format!("{}{}", text.newline, " ".repeat(column));
            let lines: Vec<_> =
                child.after.iter().map(|(key, value)| format!("{start}{}", text.member(key, value, like))).collect();
            splices.insert(text.line_end(end), lines.concat());
        }
    }
}

/// Where the child ends, without the white space and comments that the parser counts to it.
fn end(place: &ChildPlace<'_>, text: &Text<'_>) -> usize {
    last_byte(place.node, text).unwrap_or_else(|| {
        // Nothing is written: the colon is the end.
        let rest = text.all.get(place.key_end..).unwrap_or_default();
        place.key_end + rest.find(':').map_or(0, |colon| colon + 1)
    })
}

fn last_byte(node: &Node, text: &Text<'_>) -> Option<usize> {
    let range = node.span.range();
    match &node.value {
        Value::Object(_) | Value::Array(_) if text.is_flow(node) => Some(range.end),
        Value::Object(members) => {
            let last = members.last()?;
            let key_end = last.key_span.range().end;
            let place = ChildPlace { start: key_end, key_end, node: &last.node, is_element: false };
            Some(end(&place, text))
        }
        Value::Array(_) => last_byte(children(node).last()?, text),
        _ => {
            let range = text.trimmed(range);
            (!range.is_empty()).then_some(range.end)
        }
    }
}

/// The dash before an element on its line; the element itself where there is none.
fn dash(start: usize, text: &Text<'_>) -> usize {
    let before = text.all.get(text.line_start(start)..start).unwrap_or_default();
    let trimmed = before.trim_end();
    if trimmed.ends_with('-') { text.line_start(start) + trimmed.len() - 1 } else { start }
}
