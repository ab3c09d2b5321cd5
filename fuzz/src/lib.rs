//! What the fuzz targets do with their input. `crates/slipway/tests/regressions.rs` does the same with what once failed.
//!
//! The input is a definition; what follows each zero byte is a `--set` argument. Neither JSON nor YAML may hold that byte.

use std::sync::LazyLock;

use slipway::{Form, Inspector};
use slipway_definition::{Document, DocumentError, Report, Spec};

static INSPECTOR: LazyLock<Inspector> = LazyLock::new(|| Inspector::builtin().expect("facts and parts are whole"));

/// Reading, as JSON and as YAML: every place can be shown, and what was read can be written and read again.
pub fn reader(input: &[u8]) {
    let (definition, arguments) = split(input);
    for name in ["c.json", "c.yaml"] {
        let mut document = match Document::parse(name, definition) {
            Ok(document) => document,
            Err(error) => {
                check_unreadable(&error);
                continue;
            }
        };
        for argument in &arguments {
            if let Err(error) = document.set(argument) {
                assert!(error.argument.text.get(error.range.clone()).is_some(), "{error:?}");
            }
        }
        let mut report = Report::new();
        let _ = Spec::read(&document, &mut report);
        check_places(&report, &document);
        check_json(&document);
    }
}

/// All that `slipway validate` does, in each form.
pub fn validate(input: &[u8]) {
    let (definition, arguments) = split(input);
    let first = definition.iter().find(|byte| !byte.is_ascii_whitespace());
    let name = if first.is_none_or(|byte| b"{[/\"".contains(byte)) { "c.json" } else { "c.yaml" };
    let forms = [Form::Human, Form::Json, Form::Sarif];
    let mut document = match Document::parse(name, definition) {
        Ok(document) => document,
        Err(error) => return forms.iter().for_each(|form| check_said(&slipway::said_unreadable(&error, *form), *form)),
    };
    for argument in &arguments {
        if let Err(error) = document.set(argument) {
            return forms.iter().for_each(|form| check_said(&slipway::said_unusable(&error, *form), *form));
        }
    }
    let report = INSPECTOR.inspect(&document).expect("a fault of the definition is a finding");
    check_places(&report, &document);
    for form in forms {
        check_said(&slipway::said(&report, &document, form), form);
    }
}

fn split(input: &[u8]) -> (&[u8], Vec<&str>) {
    let mut pieces = input.split(|byte| *byte == 0);
    let definition = pieces.next().unwrap_or_default();
    // The system gives a program no more and no longer arguments.
    (definition, pieces.take(100).filter_map(|piece| str::from_utf8(piece).ok()).collect())
}

fn check_unreadable(error: &DocumentError) {
    if let Some(found) = error.snippet() {
        assert!(found.source.text.get(found.range.clone()).is_some(), "{error}");
    }
}

fn check_places(report: &Report, document: &Document) {
    for finding in report.findings() {
        assert!(!finding.labels.is_empty() && finding.help.is_some(), "{finding:?}");
        for (found, _) in finding.located(document) {
            assert!(found.source.text.get(found.range.clone()).is_some(), "{finding:?}");
        }
    }
}

fn check_json(document: &Document) {
    let json = document.to_json();
    let again = Document::parse("again.json", json.to_string().as_bytes());
    let again = again.unwrap_or_else(|error| panic!("what was read cannot be read again: {error}"));
    // A number with a fraction may lose its last digit.
    if !has_fraction(&json) {
        assert_eq!(again.to_json(), json);
    }
}

fn has_fraction(value: &serde_json::Value) -> bool {
    match value {
        serde_json::Value::Number(number) => number.is_f64(),
        serde_json::Value::Array(items) => items.iter().any(has_fraction),
        serde_json::Value::Object(members) => members.values().any(has_fraction),
        _ => false,
    }
}

fn check_said(said: &str, form: Form) {
    if form == Form::Human {
        assert!(!said.contains(|letter: char| letter.is_control() && letter != '\n'), "{said:?}");
        assert!(said.len() < 200_000, "{} bytes", said.len());
    } else {
        assert!(serde_json::from_str::<serde_json::Value>(said).is_ok(), "{said}");
    }
}
