//! Draws findings: the user's own lines, every place involved, the fix.

use std::fmt::{self, Write as _};

use miette::{Diagnostic, GraphicalReportHandler, GraphicalTheme, LabeledSpan, NamedSource, SourceCode};
use slipway_definition::{Document, DocumentError, Finding, Report, Severity};

use crate::terminal::Terminal;

/// Findings shown; of more only the number is said.
const SHOWN: usize = 20;

/// One message with its places, as miette draws it.
struct Drawn {
    title: String,
    source: Option<NamedSource<String>>,
    labels: Vec<LabeledSpan>,
    help: Option<String>,
}

impl fmt::Display for Drawn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.title)
    }
}

impl fmt::Debug for Drawn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.title)
    }
}

impl std::error::Error for Drawn {}

impl Diagnostic for Drawn {
    fn help<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        self.help.as_ref().map(|help| Box::new(help) as Box<dyn fmt::Display>)
    }

    fn source_code(&self) -> Option<&dyn SourceCode> {
        self.source.as_ref().map(|source| source as &dyn SourceCode)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        Some(Box::new(self.labels.iter().cloned()))
    }
}

/// Shows the first findings, errors before warnings, and says how many more there are.
pub(crate) fn show(report: &Report, document: &Document, terminal: &mut Terminal) {
    let of = |severity| report.findings().iter().filter(move |finding| finding.severity == severity);
    let all: Vec<_> = of(Severity::Error).chain(of(Severity::Warning)).collect();
    for finding in all.iter().take(SHOWN) {
        draw(&drawn(finding, document), terminal);
    }
    let rest = all.len().saturating_sub(SHOWN) + report.omitted();
    if rest > 0 {
        terminal.say(&format!("and {rest} more findings; mend these first"));
    }
}

/// Shows why a text could not be read at all.
pub(crate) fn show_unreadable(error: &DocumentError, terminal: &mut Terminal) {
    let place = error.position().map(|at| format!(":{}:{}", at.line, at.column)).unwrap_or_default();
    let snippet = error.snippet();
    let drawn = Drawn {
        title: format!("error: {}{place}: {}", error.name(), error.kind()),
        source: snippet.as_ref().map(|found| NamedSource::new(error.name(), found.source.text.clone())),
        labels: snippet
            .iter()
            .map(|found| LabeledSpan::new(Some("here".to_owned()), found.range.start, found.range.len()))
            .collect(),
        help: None,
    };
    draw(&drawn, terminal);
}

fn drawn(finding: &Finding, document: &Document) -> Drawn {
    let severity = match finding.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
    };
    let located = finding.located(document);
    let first = located.first().map(|(found, _)| found.source);
    let mut title = format!("{severity}[{}]: {}", finding.rule, finding.message);
    let mut labels = Vec::new();
    for (found, text) in &located {
        if first.is_some_and(|first| std::ptr::eq(first, found.source)) {
            let text = (!text.is_empty()).then(|| (*text).to_owned());
            labels.push(LabeledSpan::new(text, found.range.start, found.range.len()));
        } else {
            // A place in another text than the first: miette draws one source a message.
            let _ = write!(title, "\n{text} {}:{}", found.source.name, found.position());
        }
    }
    let source = first.map(|source| NamedSource::new(source.name.clone(), source.text.clone()));
    Drawn { title, source, labels, help: finding.help.clone() }
}

fn draw(drawn: &Drawn, terminal: &mut Terminal) {
    let mut theme = if terminal.is_coloured() { GraphicalTheme::unicode() } else { GraphicalTheme::unicode_nocolor() };
    // The severity stands in the title already.
    theme.characters.error = String::new();
    let handler = GraphicalReportHandler::new_themed(theme)
        .with_context_lines(1)
        .with_width(120)
        .with_links(false)
        .with_wrap_lines(false);
    let mut text = String::new();
    if handler.render_report(&mut text, drawn).is_ok() {
        // The theme has no sign before the title, but its indent.
        terminal.say(&format!("{}\n", text.trim()));
    } else {
        terminal.say(&drawn.title);
    }
}
