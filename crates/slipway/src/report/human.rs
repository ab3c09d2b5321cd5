//! Draws findings: the user's own lines, every place involved, the fix.

use std::fmt::{self, Write as _};
use std::ops::Range;

use miette::{
    Diagnostic, GraphicalReportHandler, GraphicalTheme, LabeledSpan, SourceCode, ThemeCharacters, ThemeStyles,
};
use slipway_definition::{
    Document, DocumentError, DocumentErrorKind, Finding, Located, Report, SetError, Severity, Source,
};

use super::excerpt::{Excerpt, View};
use super::secrets;
use crate::rules::{SET, UNREADABLE};
use crate::terminal::{Terminal, printable};

/// Findings shown; of more only the number is said.
const SHOWN: usize = 20;
/// Characters shown of a message; a longer one quotes something endless.
const LONGEST: usize = 600;

/// One message with its places, as miette draws it.
struct Drawn {
    title: String,
    source: Option<Excerpt>,
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

/// Shows the first findings, errors before warnings, and says how many there are in all.
pub(super) fn show(report: &Report, document: &Document, terminal: &mut Terminal) {
    let of = |severity| report.findings().iter().filter(move |finding| finding.severity == severity);
    let all: Vec<_> = of(Severity::Error).chain(of(Severity::Warning)).collect();
    for finding in all.iter().take(SHOWN) {
        draw(&drawn(finding, document, cut(terminal)), terminal);
    }
    let errors = of(Severity::Error).count();
    // Warnings alone are counted by what follows.
    if all.len() > SHOWN || (errors > 0 && all.len() > 1) {
        terminal.say(&sum(errors, all.len() - errors, report.omitted()));
    }
}

/// `3 errors, 1 warning`, and that not all of them are shown.
fn sum(errors: usize, warnings: usize, omitted: usize) -> String {
    let number = |count: usize, what: &str| match count {
        1 => format!("1 {what}"),
        _ => format!("{count} {what}s"),
    };
    let mut parts = Vec::new();
    if errors > 0 {
        parts.push(number(errors, "error"));
    }
    if warnings > 0 {
        parts.push(number(warnings, "warning"));
    }
    if omitted > 0 {
        parts.push(format!("{omitted} more that are not kept"));
    }
    let sum = parts.join(", ");
    if errors + warnings > SHOWN {
        format!("{sum}; the first {SHOWN} are shown, `slipway validate --output json` has all")
    } else {
        sum
    }
}

/// Shows why a text could not be read at all.
pub(super) fn show_unreadable(error: &DocumentError, terminal: &mut Terminal) {
    let place = error.position().map(|at| format!(":{}:{}", at.line, at.column)).unwrap_or_default();
    let (source, label) =
        error.snippet().and_then(|found| unread(error.name(), &found, secrets::of_line, terminal)).unzip();
    let is_syntax = matches!(error.kind(), DocumentErrorKind::Syntax(_));
    let has_known_ending =
        [".json", ".yaml", ".yml"].iter().any(|ending| error.name().to_lowercase().ends_with(ending));
    let drawn = Drawn {
        title: printable(&format!("error[{}]: {}{place}: {}", UNREADABLE.id, error.name(), error.kind())),
        source,
        labels: label.into_iter().collect(),
        help: (is_syntax && !has_known_ending)
            .then(|| "this was read as JSON; the name of a YAML file ends in .yaml or .yml".to_owned()),
    };
    draw(&drawn, terminal);
}

/// Shows why a `--set` cannot be followed.
pub(super) fn show_unusable(error: &SetError, terminal: &mut Terminal) {
    let Source { name, .. } = &error.argument;
    let found = Located { source: &error.argument, range: error.range.clone() };
    let (source, label) = unread(name, &found, secrets::of_argument, terminal).unzip();
    let drawn = Drawn {
        title: printable(&format!("error[{}]: {name}: {}", SET.id, error.message)),
        source,
        labels: label.into_iter().collect(),
        help: Some(printable(error.help.as_deref().unwrap_or(SET.fix))),
    };
    draw(&drawn, terminal);
}

/// The line of a text of which nothing is known: not where its secrets are, either. None when it is empty.
fn unread(
    name: &str,
    found: &Located<'_>,
    secrets: fn(&str, Range<usize>) -> Vec<Range<usize>>,
    terminal: &Terminal,
) -> Option<(Excerpt, LabeledSpan)> {
    let text = found.source.text.as_str();
    let from = text.floor_char_boundary(found.range.start);
    let start = text[..from].rfind('\n').map_or(0, |newline| newline + 1);
    let end = text[from..].find('\n').map_or(text.len(), |length| from + length);
    if text[start..end].trim().is_empty() {
        return None;
    }
    let place = from..text.ceil_char_boundary(found.range.end).min(end).max(from);
    let hidden = secrets(text, start..end);
    let view =
        View { name, text, places: std::slice::from_ref(&place), hidden: &hidden, context: 0, cut: cut(terminal) };
    let excerpt = Excerpt::of(&view);
    let label = label("here", &excerpt.place(&place));
    Some((excerpt, label))
}

/// Stands for what is left out of a line.
fn cut(terminal: &Terminal) -> &'static str {
    if terminal.is_unicode() { "…" } else { "..." }
}

fn label(text: &str, place: &Range<usize>) -> LabeledSpan {
    LabeledSpan::new((!text.is_empty()).then(|| printable(text)), place.start, place.len())
}

fn drawn(finding: &Finding, document: &Document, cut: &'static str) -> Drawn {
    let severity = match finding.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
    };
    let mut title = printable(&format!("{severity}[{}]: {}", finding.rule, finding.message));
    if let Some((end, _)) = title.char_indices().nth(LONGEST) {
        title.truncate(end);
        title.push_str(cut);
    }
    let located = finding.located(document);
    let first = located.first().map(|(found, _)| found.source);
    let (here, elsewhere): (Vec<_>, Vec<_>) =
        located.iter().partition(|(found, _)| first.is_some_and(|first| std::ptr::eq(first, found.source)));
    for (found, text) in elsewhere {
        // A place in another text than the first: miette draws one source a message.
        let _ = write!(title, "\n{}", printable(&format!("{text} {}:{}", found.source.name, found.position())));
    }
    let places: Vec<_> = here.iter().map(|(found, _)| found.range.clone()).collect();
    let source = first.map(|source| {
        let hidden = secrets::of(document, source);
        let (name, text) = (source.name.as_str(), source.text.as_str());
        Excerpt::of(&View { name, text, places: &places, hidden: &hidden, context: 1, cut })
    });
    let labels = source
        .iter()
        .flat_map(|source| here.iter().zip(&places).map(|((_, text), place)| label(text, &source.place(place))));
    Drawn { title, labels: labels.collect(), source, help: finding.help.as_deref().map(printable) }
}

fn draw(drawn: &Drawn, terminal: &mut Terminal) {
    let mut characters = if terminal.is_unicode() { ThemeCharacters::unicode() } else { ThemeCharacters::ascii() };
    // The severity stands in the title already.
    characters.error = String::new();
    let styles = if terminal.is_coloured() { ThemeStyles::ansi() } else { ThemeStyles::none() };
    let theme = GraphicalTheme { characters, styles };
    let handler = GraphicalReportHandler::new_themed(theme)
        .with_context_lines(1)
        .with_width(120)
        .with_links(false)
        .with_wrap_lines(false);
    let mut text = String::new();
    if handler.render_report(&mut text, drawn).is_err() {
        return terminal.say(&drawn.title);
    }
    // The theme has no sign before the title, but its indent and its colours.
    let title = drawn.title.lines().next().unwrap_or_default();
    let text = text.find(title).map_or(text.as_str(), |start| &text[start..]).trim();
    let kind = text.split(['[', ':']).next().unwrap_or_default();
    match (terminal.is_coloured(), kind) {
        (true, "error") => terminal.say_drawn(&format!("\x1b[1;31m{kind}\x1b[0m{}\n", &text[kind.len()..])),
        (true, "warning") => terminal.say_drawn(&format!("\x1b[1;33m{kind}\x1b[0m{}\n", &text[kind.len()..])),
        _ => terminal.say_drawn(&format!("{text}\n")),
    }
}
