//! Objects and lists in brackets: JSON, and YAML's flow style.

use std::ops::Range;

use super::splice::Splices;
use super::text::Text;
use super::{Child, ChildPlace};

/// Takes out children with their commas, and puts new members in. Comments stay.
pub(super) fn edit(children: &[Child<'_>], text: &Text<'_>, splices: &mut Splices) {
    let last_kept = children.iter().rposition(|child| !child.goes);
    // Nothing follows the last one that stays: its comma goes, unless there was one at the very end.
    let ends_bare = children.last().is_some_and(|last| text.comma(end(&last.place)).is_none());
    for (index, child) in children.iter().enumerate() {
        let comma = text.comma(end(&child.place));
        if child.goes {
            take_out(&child.place, comma, text, splices);
            continue;
        }
        let is_last = last_kept == Some(index) && index + 1 < children.len() && ends_bare;
        if !child.after.is_empty() {
            put_in(child, comma, is_last, text, splices);
        } else if let Some(comma) = comma.filter(|_| is_last) {
            splices.delete(comma..comma + 1);
        }
    }
}

fn end(place: &ChildPlace<'_>) -> usize {
    place.node.span.range().end
}

fn take_out(place: &ChildPlace<'_>, comma: Option<usize>, text: &Text<'_>, splices: &mut Splices) {
    let range = place.start..end(place);
    match comma {
        Some(comma) if text.all.get(range.end..comma).is_some_and(|between| between.trim().is_empty()) => {
            splices.delete(with_space(range.start..comma + 1, true, text));
        }
        Some(comma) => {
            splices.delete(comma..comma + 1);
            splices.delete(with_space(range, true, text));
        }
        None => splices.delete(with_space(range, false, text)),
    }
}

/// A range with the white space that would be left over: all of its lines, or what parts it from its neighbour.
fn with_space(range: Range<usize>, has_next: bool, text: &Text<'_>) -> Range<usize> {
    if text.indent(range.start).is_some() && text.ends_line(range.end) {
        return text.line_start(range.start)..text.next_line(range.end);
    }
    let is_space = |c: char| c == ' ' || c == '\t';
    if has_next {
        let rest = text.all.get(range.end..).unwrap_or_default();
        range.start..range.end + (rest.len() - rest.trim_start_matches(is_space).len())
    } else {
        let before = text.all.get(..range.start).unwrap_or_default();
        before.trim_end_matches(is_space).len()..range.end
    }
}

fn put_in(child: &Child<'_>, comma: Option<usize>, is_last: bool, text: &Text<'_>, splices: &mut Splices) {
    let end = end(&child.place);
    let like = text.all.get(child.place.start..child.place.key_end).unwrap_or_default();
    let members: Vec<_> = child.after.iter().map(|(key, value)| text.member(key, value, like)).collect();
    // A comment on the line stays with what it is about.
    let tail = comma.map_or(end, |comma| comma + 1);
    let line_end = text.line_end(tail);
    let rest = text.all.get(tail..line_end).unwrap_or_default();
    let only_comment = text.skip(tail) >= line_end && (!rest.contains("/*") || rest.trim_end().ends_with("*/"));
    if let Some(indent) = text.indent(child.place.start).filter(|_| only_comment) {
        let separator = format!("{}{indent}", text.newline);
        let ends_with_comma = if comma.is_some() && !is_last { "," } else { "" };
        if comma.is_none() {
            splices.insert(end, ",".to_owned());
        }
        let members = members.join(&format!(",{separator}"));
        splices.insert(line_end, format!("{separator}{members}{ends_with_comma}"));
    } else {
        splices.insert(end, format!(", {}", members.join(", ")));
        if let Some(comma) = comma.filter(|_| is_last) {
            splices.delete(comma..comma + 1);
        }
    }
}
