//! What of a definition no message repeats.

use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::LazyLock;

use slipway_definition::{Addon, Document, Kind, Member, Node, Shape, Source, Spec, Value};

/// Parts of the names under which secrets stand.
const NAMES: [&str; 7] = ["secret", "password", "key", "token", "cert", "param", "proxy"];

/// Parts of the names of an addon's settings that are secret; a test of the parts holds their settings against it.
const SETTINGS: [&str; 4] = ["secret", "password", "key", "token"];

/// Bytes of one of the document's texts that hold secrets, sorted: values of the model's secret fields, and those whose
/// field is not known, for the name may be that of a secret misspelt.
pub(crate) fn of(document: &Document, source: &Source) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut add = |node: &Node| {
        if std::ptr::eq(document.source(node.span.origin), source) {
            found.push(node.span.range());
        }
    };
    walk(document.root(), Some(Spec::KIND), &mut add);
    found.sort_by_key(|range| range.start);
    found
}

fn walk(node: &Node, kind: Option<Kind>, add: &mut impl FnMut(&Node)) {
    match &node.value {
        Value::Null | Value::Bool(_) => {}
        _ if matches!(kind, Some(Kind::Secret)) => add(node),
        Value::String(_) | Value::Number(_) if kind.is_none() => add(node),
        Value::String(text) if may_open(text) => add(node),
        Value::String(_) | Value::Number(_) => {}
        Value::Array(items) => items.iter().for_each(|item| walk(item, kind.and_then(Kind::of_item), add)),
        Value::Object(members) => {
            for member in members {
                let kind = match kind {
                    Some(Kind::Object(shape)) if is_addon(shape) && member.key.eq_ignore_ascii_case("config") => {
                        settings(&member.node, add);
                        continue;
                    }
                    Some(Kind::Object(shape)) if is_addon(shape) && member.key.eq_ignore_ascii_case("data") => {
                        Some(Kind::Secret)
                    }
                    _ => kind.and_then(|kind| kind.of_key(&member.key)),
                };
                walk(&member.node, kind, add);
            }
        }
    }
}

/// Whether a text is an address with a password before its host, or with a query, which may be a signature.
fn may_open(text: &str) -> bool {
    text.split_once("://").is_some_and(|(_, rest)| rest.contains(['@', '?']))
}

fn is_addon(shape: &Shape) -> bool {
    std::ptr::eq(shape, Addon::SHAPE)
}

/// Which settings of an addon are secret only its part knows, and there may be none: their names tell.
fn settings(node: &Node, add: &mut impl FnMut(&Node)) {
    let Value::Object(members) = &node.value else { return walk(node, None, add) };
    for Member { key, node, .. } in members {
        let is_open = !is_secret_setting(key) && matches!(node.value, Value::String(_));
        if !is_open {
            walk(node, None, add);
        }
    }
}

/// Whether the setting of this name is hidden where a message quotes the definition.
fn is_secret_setting(key: &str) -> bool {
    let key = key.to_ascii_lowercase();
    SETTINGS.iter().any(|part| key.contains(part))
}

/// Bytes of a line that may hold secrets, in a text that cannot be read: all but keys, short numbers and signs.
pub(crate) fn of_line(text: &str, line: Range<usize>) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut at = line.start;
    while at < line.end {
        let rest = &text[at..line.end];
        let (word, whole) = match word(rest) {
            Some(word) => word,
            None => (0..0, rest.chars().next().map_or(1, char::len_utf8)),
        };
        // What is between words is no key; looking ahead from each blank would take long in a line of blanks.
        let is_key = !word.is_empty() && text[at + whole..line.end].trim_start().starts_with(':');
        let name = text[at..][word.clone()].to_ascii_lowercase();
        if is_key && NAMES.iter().any(|part| name.contains(part)) {
            // Its value may have quotes and colons of its own.
            found.push(at + whole..line.end);
            break;
        }
        if !is_key && !is_harmless(&name) {
            found.push(at + word.start..at + word.end);
        }
        at += whole;
    }
    found
}

/// As [`of_line`] for `path=value` pairs, with the model's keys in the paths shown.
pub(crate) fn of_argument(text: &str, line: Range<usize>) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    for range in of_line(text, line.clone()) {
        let before = &text[line.start..range.start];
        let pair = before.rfind(',').map_or(before, |comma| &before[comma..]);
        let path = text[range.clone()].find('=').map_or(range.end, |equals| range.start + equals);
        if pair.contains('=') {
            found.push(range);
            continue;
        }
        let mut at = range.start;
        for key in text[range.start..path].split('.') {
            if !is_key(key) && !is_harmless(key) {
                found.push(at..at + key.len());
            }
            at += key.len() + 1;
        }
        if path + 1 < range.end {
            found.push(path + 1..range.end);
        }
    }
    found
}

/// The model's keys in lower case. Made once: a path may have thousands of steps.
static KEYS: LazyLock<BTreeSet<String>> = LazyLock::new(|| {
    let keys = slipway_definition::fields().into_iter().map(|(_, field)| field.key.to_ascii_lowercase());
    keys.chain(["properties".to_owned()]).collect()
});

/// Whether the model has a key of that name, in any case.
fn is_key(word: &str) -> bool {
    KEYS.contains(&word.to_ascii_lowercase())
}

/// The word that a text begins with, without its quotes, and the length of all of it.
fn word(text: &str) -> Option<(Range<usize>, usize)> {
    let quote = text.chars().next()?;
    if matches!(quote, '"' | '\'') {
        let mut escaped = false;
        let end = text.char_indices().skip(1).find(|(_, letter)| {
            let ends = *letter == quote && !escaped;
            escaped = *letter == '\\' && !escaped;
            ends
        });
        return Some(end.map_or((1..text.len(), text.len()), |(end, _)| (1..end, end + 1)));
    }
    let is_between = |letter: char| letter.is_whitespace() || "{}[],:\"'".contains(letter);
    let end = text.find(is_between).unwrap_or(text.len());
    (end > 0).then_some((0..end, end))
}

fn is_harmless(word: &str) -> bool {
    let is_number = word.len() <= 6 && word.parse::<f64>().is_ok();
    is_number || matches!(word, "true" | "false" | "null") || !word.contains(char::is_alphanumeric)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn without(text: &str, hidden: &[Range<usize>]) -> String {
        let mut out = text.to_owned();
        for range in hidden.iter().rev() {
            out.replace_range(range.clone(), "…");
        }
        out
    }

    #[test]
    fn secret_and_unknown_fields_of_a_definition() {
        let text = r#"{"apiVersion": "vlabs", "properties": {"servicePrincipalProfile": {"secret": "a", "secert": "b"},
            "certificateProfile": {"etcdPeerPrivateKeys": ["c", 4], "caPrivateKey": {"x": "d"}}, "location": {"y": 5}}}"#;
        let document = Document::parse("c.json", text.as_bytes()).expect("a definition");
        let shown = without(text, &of(&document, document.file()));
        assert!(shown.contains(r#""apiVersion": "vlabs""#), "{shown}");
        assert!(shown.contains(r#""secret": …, "secert": …}"#), "{shown}");
        assert!(
            shown.contains(
                r#"["etcdPeerPrivateKeys": […, …], "caPrivateKey": …}, "location": {"y": …}"#.trim_start_matches('[')
            ),
            "{shown}"
        );
    }

    #[test]
    fn secret_settings_of_addons() {
        let text = r#"{"properties": {"orchestratorProfile": {"kubernetesConfig": {"addons": [
            {"name": "x", "config": {"a": "b", "clientSecret": "c", "d": {"e": "f"}}, "data": "g"}]}}}}"#;
        let document = Document::parse("c.json", text.as_bytes()).expect("a definition");
        let shown = without(text, &of(&document, document.file()));
        assert!(shown.contains(r#"{"a": "b", "clientSecret": …, "d": {"e": …}}, "data": …}"#), "{shown}");
    }

    #[test]
    fn parts_name_secret_settings_so_that_messages_hide_them() {
        let parts = slipway_render::Parts::builtin().expect("parts");
        for part in parts.iter() {
            for (key, _) in part.config.iter().filter(|(_, setting)| setting.secret) {
                assert!(is_secret_setting(key), "{}: {key}", part.path);
            }
        }
    }

    #[test]
    fn paths_of_arguments_are_shown_as_far_as_they_are_the_models() {
        let shown = |text: &str| without(text, &of_argument(text, 0..text.len()));
        assert_eq!(shown("agentPoolProfiles[2].count=x"), "agentPoolProfiles[2].count=…");
        assert_eq!(shown("servicePrincipalProfile.secret='a"), "servicePrincipalProfile.secret='…");
        assert_eq!(shown("secret=name,hush.count"), "secret=…,….count");
        assert_eq!(shown("hush"), "…");
    }

    #[test]
    fn arguments_have_secrets_too() {
        let mut document = Document::parse("c.json", b"{}").expect("a definition");
        document.set("masterProfile.count=3,servicePrincipalProfile.secret='a b'").expect("a good argument");
        document.put("--client-secret", &["properties", "servicePrincipalProfile", "secret"], "c").expect("an object");
        document.set("servicePrincipalProfile.secert=d").expect("a good argument");
        let shown = |argument| {
            let source = document.source(slipway_definition::Origin::Argument(argument));
            without(&source.text, &of(&document, source))
        };
        assert_eq!(shown(1), "…");
        assert_eq!(shown(2), "servicePrincipalProfile.secert=…");
    }

    #[test]
    fn lines_that_cannot_be_read_show_keys_only() {
        for (line, shown) in [
            (r#"  "count": 3 "vmSize": "x", "#, r#"  "count": 3 "vmSize": "…", "#),
            (r#"  "secret": "pa"ss:word"}, "a": 1"#, r#"  "secret"…"#),
            (r#"  "secret": "top"#, r#"  "secret"…"#),
            ("  - name: top secret # x", "  - name: … … # …"),
            ("      MIIEowIBAAKCAQEA+/=", "      …"),
            ("caPrivateKey: |", "caPrivateKey…"),
            (r#""a\"b": "c\"d: e""#, r#""a\"b": "…""#),
            ("ä: ö 1234567 12", "ä: … … 12"),
            ("", ""),
        ] {
            assert_eq!(without(line, &of_line(line, 0..line.len())), shown);
        }
    }
}
