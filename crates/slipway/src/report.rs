//! Says what was found, in the form that was asked for.

mod excerpt;
mod human;
mod json;
mod sarif;
mod secrets;
mod told;

use slipway_definition::{Document, DocumentError, Finding, Report, SetError, Severity};

use crate::args::Form;
use crate::exit::Failure;
use crate::terminal::Terminal;
use told::Told;

/// Says all findings.
pub(crate) fn show(report: &Report, document: &Document, form: Form, terminal: &mut Terminal) -> Result<(), Failure> {
    match form {
        Form::Human => {
            human::show(report, document, terminal);
            Ok(())
        }
        Form::Json | Form::Sarif => tell(&Told::of(report, document), form, terminal),
    }
}

/// Rules whose findings `slipway migrate` mends.
const OF_OLD_DEFINITIONS: [&str; 4] = ["retired", "kubernetes-version", "flag-removed", "feature-gate-removed"];

/// Points to `slipway migrate`, once, where a definition of the older tools asks for what is gone.
pub(crate) fn point_to_migrate(report: &Report, document: &Document, form: Form, terminal: &mut Terminal) {
    let is_old = |finding: &Finding| finding.severity == Severity::Error && OF_OLD_DEFINITIONS.contains(&finding.rule);
    if form == Form::Human && report.findings().iter().any(is_old) {
        let name = &document.file().name;
        let name = if name == "standard input" { "-" } else { name };
        terminal.say(&format!(
            "`slipway migrate {name}` rewrites definitions of the older tools, and says what it changes"
        ));
    }
}

/// Says that nothing forbids to make the cluster.
pub(crate) fn say_good(report: &Report, document: &Document, form: Form, terminal: &mut Terminal) {
    if form == Form::Human {
        let name = &document.file().name;
        terminal.say(&match report.findings().len() {
            0 => format!("{name} is good"),
            1 => format!("{name} is good, but for 1 warning"),
            warnings => format!("{name} is good, but for {warnings} warnings"),
        });
    }
}

/// Says why a text could not be read at all; the failure to end with.
pub(crate) fn show_unreadable(error: &DocumentError, form: Form, terminal: &mut Terminal) -> Failure {
    let said = match form {
        Form::Human => {
            human::show_unreadable(error, terminal);
            Ok(())
        }
        Form::Json | Form::Sarif => tell(&Told::of_unreadable(error), form, terminal),
    };
    said.err().unwrap_or(Failure::Findings)
}

/// Says why a `--set` cannot be followed; the failure to end with.
pub(crate) fn show_unusable(error: &SetError, form: Form, terminal: &mut Terminal) -> Failure {
    let said = match form {
        Form::Human => {
            human::show_unusable(error, terminal);
            Ok(())
        }
        Form::Json | Form::Sarif => tell(&Told::of_unusable(error), form, terminal),
    };
    said.err().unwrap_or(Failure::Findings)
}

/// All findings as text, as they are said where there is no terminal.
pub fn said(report: &Report, document: &Document, form: Form) -> String {
    let mut terminal = Terminal::memory();
    // Memory takes all.
    let _ = show(report, document, form, &mut terminal);
    terminal.into_text()
}

/// As [`said`], of a text that cannot be read.
pub fn said_unreadable(error: &DocumentError, form: Form) -> String {
    let mut terminal = Terminal::memory();
    let _ = show_unreadable(error, form, &mut terminal);
    terminal.into_text()
}

/// As [`said`], of a `--set` that cannot be followed.
pub fn said_unusable(error: &SetError, form: Form) -> String {
    let mut terminal = Terminal::memory();
    let _ = show_unusable(error, form, &mut terminal);
    terminal.into_text()
}

/// All findings as one JSON object.
pub(crate) fn value(report: &Report, document: &Document) -> serde_json::Value {
    json::object(&Told::of(report, document))
}

fn tell(told: &Told, form: Form, terminal: &mut Terminal) -> Result<(), Failure> {
    let value = if form == Form::Sarif { sarif::log(told) } else { json::object(told) };
    terminal.line(&format!("{value:#}"))
}
