//! A rule, and the table of all.

use serde_json::json;
use slipway_definition::RuleText;

use super::Said;
use super::page::Page;
use crate::rules;

include!(concat!(env!("OUT_DIR"), "/messages.rs"));

/// Lines of the example that are shown.
const SHOWN: usize = 24;

/// Why a rule is, what to do, and what it says of the smallest definition that breaks it.
pub(super) fn rule(rule: &RuleText) -> Said {
    let message = MESSAGES.iter().find(|(id, _)| *id == rule.id).map_or("", |(_, message)| *message).trim();
    let mut page = Page::titled(&format!("rule {}", rule.id));
    page.paragraph(rule.why);
    page.gap();
    page.entry("fix", rule.fix);
    page.entries("fields", rule.about.iter().map(|field| (*field).to_owned()));
    if rule.about.is_empty() {
        page.entry("fields", "any");
    }
    if !message.is_empty() {
        page.paragraph("For example:");
        page.gap();
        // The last line sums up the findings.
        let finding = message.split("\n\n").next().unwrap_or_default();
        for line in finding.lines().take(SHOWN) {
            page.verbatim(&format!("  {line}"));
        }
    }
    Said {
        page,
        json: json!({"id": rule.id, "why": rule.why, "fix": rule.fix, "about": rule.about, "example": message}),
    }
}

/// All rules.
pub(super) fn table() -> Said {
    let all = rules::all();
    let mut page = Page::titled(&format!("{} rules; `slipway explain RULE` says more", all.len()));
    page.gap();
    page.rows(all.iter().map(|rule| (rule.id, rule.why)));
    let rules: Vec<_> =
        all.iter().map(|rule| json!({"id": rule.id, "why": rule.why, "fix": rule.fix, "about": rule.about})).collect();
    Said { page, json: json!({"rules": rules}) }
}
