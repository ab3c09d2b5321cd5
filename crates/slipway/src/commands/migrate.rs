//! `slipway migrate`

mod file;
mod told;

use std::path::Path;

use slipway_definition::Document;
use slipway_migrate::{MigrateError, Migration};

use crate::args::{DefinitionArgs, Form, MigrateArgs, Output};
use crate::commands::definition;
use crate::exit::Failure;
use crate::inspect::Inspector;
use crate::report;
use crate::terminal::Terminal;

/// Rewrites a definition of the older tools, and says what was changed, what is still wrong, and what to look at.
pub(crate) fn run(args: &MigrateArgs, terminal: &mut Terminal) -> Result<(), Failure> {
    let source = source(args);
    let target = target(args, &source)?;
    let old = definition::read(&source, terminal)?;
    let inspector = Inspector::over(args.catalog.as_deref(), args.parts.as_deref())?;
    let migration = slipway_migrate::migrate(&old, inspector.catalog()).map_err(|error| match error {
        MigrateError::Refused { .. } => Failure::user(error.to_string()).help("write a definition for slipway anew"),
        MigrateError::Catalog(error) => Failure::built_in(error, args.catalog.as_deref()),
        error => Failure::ours(error).help("report it, with the definition without its secrets; nothing was written"),
    })?;
    // The text as it will be found: under its new name.
    let new = match target.filter(|target| !target.is_input) {
        None => migration.document.clone(),
        Some(target) => renamed(&migration.document, target.path),
    };
    let report =
        inspector.inspect(&new).map_err(|fault| fault.blame(args.catalog.as_deref(), args.parts.as_deref()))?;
    let is_changed = !migration.changes.is_empty();
    match &target {
        Some(target) if is_changed || !target.is_input => file::write(target.path, &new.file().text, target.is_input)?,
        None if args.output == Output::Human => terminal.data(new.file().text.as_bytes())?,
        _ => {}
    }
    match args.output {
        Output::Json => {
            let text = target.is_none().then_some(new.file().text.as_str());
            terminal.line(&format!("{:#}", told::object(&migration, &report, &new, text)))?;
        }
        Output::Human => say(&old, &migration, &report, &new, terminal)?,
    }
    if report.has_errors() { Err(Failure::Findings) } else { Ok(()) }
}

/// Where the new text goes.
#[derive(Clone, Copy)]
struct Target<'a> {
    path: &'a Path,
    /// Over the old one.
    is_input: bool,
}

fn source(args: &MigrateArgs) -> DefinitionArgs {
    DefinitionArgs {
        definition: args.definition.clone(),
        api_model: args.api_model.clone(),
        set: Vec::new(),
        // An unreadable definition is told as findings are.
        output: if args.output == Output::Json { Form::Json } else { Form::Human },
        catalog: args.catalog.clone(),
        parts: args.parts.clone(),
    }
}

fn target<'a>(args: &'a MigrateArgs, source: &'a DefinitionArgs) -> Result<Option<Target<'a>>, Failure> {
    let input = source.api_model.as_deref().or(source.definition.as_deref());
    let input = input.filter(|path| *path != Path::new("-"));
    if args.in_place {
        let path = input.ok_or_else(|| Failure::user("--in-place needs a file, not standard input"))?;
        return Ok(Some(Target { path, is_input: true }));
    }
    let Some(path) = args.output_file.as_deref() else { return Ok(None) };
    if input.is_some_and(|input| file::is_same(input, path)) {
        return Err(Failure::user(format!("{} is the definition itself", path.display()))
            .help("write over it with --in-place, or name another file"));
    }
    Ok(Some(Target { path, is_input: false }))
}

/// The same text as a file of another name. A name that makes it another language keeps the old one: it was read as that.
fn renamed(document: &Document, path: &Path) -> Document {
    let name = path.display().to_string();
    match Document::parse(&name, document.file().text.as_bytes()) {
        Ok(renamed) if renamed.is_yaml() == document.is_yaml() => renamed,
        _ => document.clone(),
    }
}

fn say(
    old: &Document,
    migration: &Migration,
    report: &slipway_definition::Report,
    new: &Document,
    terminal: &mut Terminal,
) -> Result<(), Failure> {
    told::say_changes(&old.file().name, migration, terminal);
    if report.has_errors() {
        report::show(&report.errors(), new, Form::Human, terminal)?;
        terminal.say(&format!("{} is not good yet: mend what is shown above", new.file().name));
    } else {
        report::say_good(report, new, Form::Human, terminal);
    }
    told::say_attention(migration, terminal);
    Ok(())
}
