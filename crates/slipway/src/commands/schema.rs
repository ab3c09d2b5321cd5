//! `slipway schema`

use crate::args::SchemaArgs;
use crate::commands::facts;
use crate::exit::Failure;
use crate::terminal::Terminal;

/// Prints the JSON Schema of a definition.
pub(crate) fn run(args: &SchemaArgs, terminal: &mut Terminal) -> Result<(), Failure> {
    let catalog = facts::catalog(args.catalog.as_deref())?;
    let retired = catalog.retired().map_err(|error| Failure::built_in(error, args.catalog.as_deref()))?.retired;
    // What some cloud still needs, or what only some values are of, is not marked.
    let is_retired = |path: &str| {
        let mut whole = retired.iter().filter(|entry| entry.any && entry.when.is_empty() && entry.unless.is_empty());
        whole.any(|entry| entry.applies(true) && entry.field.iter().any(|field| field == path))
    };
    terminal.line(&format!("{:#}", slipway_definition::schema(&is_retired)))
}
