//! Writes YAML. Every string is quoted as JSON quotes it, so that no text is ever read as something else.

use std::fmt::Write as _;

use serde_json::Value;

/// A double-quoted scalar.
pub(crate) fn quoted(text: &str) -> String {
    Value::String(text.to_owned()).to_string()
}

/// Block style, ends with a newline.
pub(crate) fn block(value: &Value) -> String {
    let mut out = String::new();
    match value {
        Value::Object(map) if !map.is_empty() => members(value, 0, &mut out),
        Value::Array(list) if !list.is_empty() => members(value, 0, &mut out),
        scalar => {
            let _ = writeln!(out, "{scalar}");
        }
    }
    out
}

fn members(value: &Value, depth: usize, out: &mut String) {
    let indent = "  ".repeat(depth);
    match value {
        Value::Object(map) => {
            for (key, member) in map {
                let _ = write!(out, "{indent}{}:", key_text(key));
                after_colon(member, depth + 1, out);
            }
        }
        Value::Array(list) => {
            for member in list {
                let _ = write!(out, "{indent}-");
                after_dash(member, depth + 1, out);
            }
        }
        _ => {}
    }
}

fn after_colon(member: &Value, depth: usize, out: &mut String) {
    if is_nested(member) {
        out.push('\n');
        members(member, depth, out);
    } else {
        let _ = writeln!(out, " {member}");
    }
}

fn after_dash(member: &Value, depth: usize, out: &mut String) {
    if is_nested(member) {
        let mut nested = String::new();
        members(member, depth, &mut nested);
        // The first member stands on the dash's own line.
        let _ = write!(out, " {}", nested.trim_start_matches(' '));
    } else {
        let _ = writeln!(out, " {member}");
    }
}

fn is_nested(value: &Value) -> bool {
    match value {
        Value::Object(map) => !map.is_empty(),
        Value::Array(list) => !list.is_empty(),
        _ => false,
    }
}

/// Plain where the key is a plain word, quoted otherwise.
fn key_text(key: &str) -> String {
    let starts_well = key.starts_with(|c: char| c.is_ascii_alphabetic());
    let is_word = key.chars().all(|c| c.is_ascii_alphanumeric() || "-_./".contains(c));
    let is_other = matches!(
        key.to_ascii_lowercase().as_str(),
        "y" | "n" | "yes" | "no" | "on" | "off" | "true" | "false" | "null"
    );
    if starts_well && is_word && !is_other { key.to_owned() } else { quoted(key) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn nests_maps_and_lists() {
        let value = json!({"a": {"b": [1, {"c": "no", "d": []}]}, "on": true, "evil: key": null});
        let expected = "a:\n  b:\n    - 1\n    - c: \"no\"\n      d: []\n\"on\": true\n\"evil: key\": null\n";
        assert_eq!(block(&value), expected);
    }
}
