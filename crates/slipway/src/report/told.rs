//! Findings as programs read them: every place resolved, nothing drawn.

use std::collections::HashMap;

use slipway_definition::{
    Document, DocumentError, Finding, Label, Located, Place, Position, Positions, Report, SetError, Severity, Source,
};

use crate::rules::{SET, UNREADABLE};

/// What was found in one definition.
pub(crate) struct Told {
    /// The definition's file, as the user named it.
    pub(crate) file: String,
    pub(crate) findings: Vec<ToldFinding>,
    /// Findings beyond those kept.
    pub(crate) omitted: usize,
}

/// One finding.
pub(crate) struct ToldFinding {
    pub(crate) rule: &'static str,
    pub(crate) severity: Severity,
    pub(crate) message: String,
    pub(crate) help: Option<String>,
    /// At least one; the first is where it is wrong.
    pub(crate) places: Vec<ToldPlace>,
}

/// One place of a finding.
pub(crate) struct ToldPlace {
    /// The file, or the flag that the text was given with.
    pub(crate) source: String,
    /// Whether `source` is the definition's file.
    pub(crate) is_file: bool,
    /// The field, as `--set` spells it; none when the place is no value of the model.
    pub(crate) path: Option<String>,
    /// First character, and the one after the last; none when the place is the whole text.
    pub(crate) range: Option<(Position, Position)>,
    /// A few words; may be empty.
    pub(crate) label: String,
}

impl Told {
    /// The findings of a definition.
    pub(crate) fn of(report: &Report, document: &Document) -> Self {
        let mut places = Places { document, positions: HashMap::new() };
        let finding = |finding: &Finding| ToldFinding {
            rule: finding.rule,
            severity: finding.severity,
            message: finding.message.clone(),
            help: finding.help.clone(),
            places: finding.labels.iter().map(|label| places.of(label)).collect(),
        };
        Self {
            file: document.file().name.clone(),
            findings: report.findings().iter().map(finding).collect(),
            omitted: report.omitted(),
        }
    }

    /// The one problem of a text that cannot be read.
    pub(crate) fn of_unreadable(error: &DocumentError) -> Self {
        let snippet = error.snippet().map(|found| range(&found));
        let place = ToldPlace {
            source: error.name().to_owned(),
            is_file: true,
            path: None,
            range: snippet.or_else(|| error.position().map(|at| (at, at))),
            label: String::new(),
        };
        Self::one(error.name(), UNREADABLE.id, error.kind().to_string(), UNREADABLE.fix, place)
    }

    /// The one problem of a `--set`.
    pub(crate) fn of_unusable(error: &SetError) -> Self {
        let place = ToldPlace {
            source: error.argument.name.clone(),
            is_file: false,
            path: None,
            range: Some(range(&Located { source: &error.argument, range: error.range.clone() })),
            label: String::new(),
        };
        Self::one("", SET.id, error.message.clone(), error.help.as_deref().unwrap_or(SET.fix), place)
    }

    fn one(file: &str, rule: &'static str, message: String, help: &str, place: ToldPlace) -> Self {
        let help = Some(help.to_owned());
        let finding = ToldFinding { rule, severity: Severity::Error, message, help, places: vec![place] };
        Self { file: file.to_owned(), findings: vec![finding], omitted: 0 }
    }

    /// The number of findings of a severity.
    pub(crate) fn count(&self, severity: Severity) -> usize {
        self.findings.iter().filter(|finding| finding.severity == severity).count()
    }
}

/// Resolves places, with the positions in each of the document's texts.
struct Places<'d> {
    document: &'d Document,
    /// By the address of the text.
    positions: HashMap<*const Source, Positions<'d>>,
}

impl Places<'_> {
    fn of(&mut self, label: &Label) -> ToldPlace {
        let found = self.document.locate(&label.place);
        let positions = self.positions.entry(found.source).or_insert_with(|| Positions::of(&found.source.text));
        ToldPlace {
            source: found.source.name.clone(),
            is_file: std::ptr::eq(found.source, self.document.file()),
            path: match &label.place {
                Place::Value(pointer) | Place::Key(pointer) => Some(pointer.dotted()),
                Place::Span(_) => None,
            },
            range: Some((positions.at(found.range.start), positions.at(found.range.end))),
            label: label.text.clone(),
        }
    }
}

fn range(found: &Located<'_>) -> (Position, Position) {
    let at = |offset| Position::of(&found.source.text, offset);
    (at(found.range.start), at(found.range.end))
}
