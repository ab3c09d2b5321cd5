//! What migrating did, for people and for programs.

use serde_json::{Value, json};
use slipway_definition::{Document, Report};
use slipway_migrate::{Attention, Change, Migration};

use crate::report;
use crate::terminal::Terminal;

/// Changes and remarks that people are shown; of more only the number is said.
const SHOWN: usize = 1000;

/// `{"file", "changes": [{"path", "old", "new", "why"}], "attention": [{"path", "what", "manifest"}], "accepted", "definition", "findings"}`;
/// `definition` is null when the text went to a file.
pub(super) fn object(migration: &Migration, report: &Report, document: &Document, text: Option<&str>) -> Value {
    let changes = migration
        .changes
        .iter()
        .map(|change| json!({ "path": change.path, "old": change.old, "new": change.new, "why": change.why }));
    let attention = migration
        .attention
        .iter()
        .map(|attention| json!({ "path": attention.path, "what": attention.what, "manifest": attention.manifest }));
    json!({
        "file": document.file().name,
        "changes": changes.collect::<Vec<_>>(),
        "attention": attention.collect::<Vec<_>>(),
        "accepted": !report.has_errors(),
        "definition": text,
        "findings": report::value(report, document)["findings"],
    })
}

/// Every change, with its reason.
pub(super) fn say_changes(name: &str, migration: &Migration, terminal: &mut Terminal) {
    let arrow = if terminal.is_unicode() { "→" } else { "->" };
    terminal.say(&match migration.changes.len() {
        0 => format!("{name}: nothing to change"),
        1 => format!("{name}: 1 change"),
        number => format!("{name}: {number} changes"),
    });
    for Change { path, old, new, why } in migration.changes.iter().take(SHOWN) {
        let what = match (old, new) {
            (Some(old), Some(new)) => format!("{old} {arrow} {new}"),
            (Some(old), None) => format!("{old} {arrow} removed"),
            (None, Some(new)) => format!("added, {new}"),
            (None, None) => "changed".to_owned(),
        };
        terminal.say(&format!("  {path}: {what}\n    {why}"));
    }
    say_rest(migration.changes.len(), terminal);
}

fn say_rest(number: usize, terminal: &mut Terminal) {
    if number > SHOWN {
        terminal.say(&format!("  and {} more, which `--output json` has", number - SHOWN));
    }
}

/// What the user has to do. It comes last.
pub(super) fn say_attention(migration: &Migration, terminal: &mut Terminal) {
    if migration.attention.is_empty() {
        return;
    }
    terminal.say("what could not be kept, or needs you:");
    for Attention { path, what, manifest } in migration.attention.iter().take(SHOWN) {
        terminal.say(&format!("  {path}: {what}"));
        if let Some(manifest) = manifest {
            // Not indented, to be copied; between lines that kubectl passes over.
            terminal.say(&format!("---\n{}\n---", manifest.trim_end()));
        }
    }
    say_rest(migration.attention.len(), terminal);
}
