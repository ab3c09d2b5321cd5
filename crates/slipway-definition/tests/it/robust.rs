//! No input makes the crate panic, and every place it names can be shown.

use slipway_definition::{Document, MAX_DEPTH};

use crate::{GOOD, checked};

/// All that can be done with a definition.
fn exercise(name: &str, bytes: &[u8]) {
    let mut document = match Document::parse(name, bytes) {
        Ok(document) => document,
        Err(error) => {
            assert!(error.to_string().starts_with(name));
            if let Some(found) = error.snippet() {
                assert!(found.source.text.get(found.range.clone()).is_some(), "{error}");
            }
            return;
        }
    };
    let _ = document.set("agentPoolProfiles[0].count=3,masterProfile.x=[1,{}]");
    let report = checked(&document);
    for finding in report.findings() {
        assert!(!finding.labels.is_empty() && finding.help.is_some(), "{finding:?}");
        for (found, _) in finding.located(&document) {
            assert!(found.source.text.get(found.range.clone()).is_some(), "{finding:?}");
        }
    }
    let _ = document.to_json();
}

/// The good definition as YAML.
fn yaml() -> String {
    let document = crate::document(GOOD);
    let mut text = String::new();
    write_yaml(&document.to_json(), 0, &mut text);
    text
}

fn write_yaml(value: &serde_json::Value, depth: usize, text: &mut String) {
    let indent = "  ".repeat(depth);
    match value {
        serde_json::Value::Object(members) => {
            for (key, value) in members {
                text.extend([format!("\n{indent}{key}: ")]);
                write_yaml(value, depth + 1, text);
            }
        }
        serde_json::Value::Array(items) => {
            for item in items {
                text.extend([format!("\n{indent}-")]);
                write_yaml(item, depth + 1, text);
            }
        }
        scalar => text.push_str(&scalar.to_string()),
    }
}

/// A small generator of numbers: the same ones in each run.
struct Numbers(u64);

impl Numbers {
    fn next(&mut self, below: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % below.max(1) as u64).unwrap_or_default()
    }
}

#[test]
fn the_yaml_form_is_the_same_definition() {
    let document = Document::parse("c.yaml", yaml().as_bytes()).expect("a definition");
    assert_eq!(document.to_json(), crate::document(GOOD).to_json());
}

#[test]
fn every_truncation_is_an_error_or_a_definition() {
    for end in 0..GOOD.len() {
        exercise("c.json", &GOOD.as_bytes()[..end]);
    }
    let yaml = yaml();
    for end in 0..yaml.len() {
        exercise("c.yaml", &yaml.as_bytes()[..end]);
    }
}

#[test]
fn flipped_bytes_do_no_harm() {
    let mut numbers = Numbers(0x5eed_5eed_5eed_5eed);
    for (name, text) in [("c.json", GOOD.to_owned()), ("c.yaml", yaml())] {
        for _ in 0..1500 {
            let mut bytes = text.clone().into_bytes();
            for _ in 0..=numbers.next(4) {
                let at = numbers.next(bytes.len());
                let other = u8::try_from(numbers.next(256)).unwrap_or_default();
                match numbers.next(4) {
                    0 => bytes[at] = other,
                    1 => bytes[at] ^= 1 << numbers.next(8),
                    2 => bytes.insert(at, b"{}[],:\"'\\/*-?&#"[numbers.next(15)]),
                    _ => drop(bytes.remove(at)),
                }
            }
            exercise(name, &bytes);
        }
    }
}

#[test]
fn wrong_types_in_every_place() {
    for value in ["null", "true", "-1", "1e400", "1.5", "\"\"", "\"é\\u0000\"", "[]", "[null]", "{}", "{\"\": []}"] {
        for (pointer, _) in slipway_definition::fields() {
            let mut text = value.to_owned();
            for segment in pointer.as_str().split('/').skip(1).collect::<Vec<_>>().into_iter().rev() {
                text = if segment == "*" { format!("[{text}]") } else { format!("{{\"{segment}\": {text}}}") };
            }
            exercise("c.json", text.as_bytes());
        }
    }
}

#[test]
fn odd_arguments_do_no_harm() {
    let mut numbers = Numbers(0x0dd_a29);
    let pieces =
        ["a", ".", "[", "]", "0", "=", ",", "'", "\"", "masterProfile", "count", "{", "}", "é", " ", "--x", ":"];
    for _ in 0..5000 {
        let argument: String = (0..numbers.next(12)).map(|_| pieces[numbers.next(pieces.len())]).collect();
        let mut document = crate::document(GOOD);
        match document.set(&argument) {
            Ok(()) => drop(checked(&document)),
            Err(error) => assert!(error.argument.text.get(error.range.clone()).is_some(), "{argument}: {error:?}"),
        }
    }
    let deep = "a.".repeat(MAX_DEPTH * 2) + "a=1";
    assert!(crate::document(GOOD).set(&deep).is_err());
}
