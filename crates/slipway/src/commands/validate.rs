//! `slipway validate`

use crate::args::ValidateArgs;
use crate::commands::definition;
use crate::exit::Failure;
use crate::inspect::Inspector;
use crate::report;
use crate::terminal::Terminal;

/// Says everything that can be said of a definition without making its cluster.
pub(crate) fn run(args: &ValidateArgs, terminal: &mut Terminal) -> Result<(), Failure> {
    let source = &args.source;
    let document = definition::read(source, terminal)?;
    let (catalog, parts) = (source.catalog.as_deref(), source.parts.as_deref());
    let inspector = Inspector::over(catalog, parts)?;
    let report = inspector.inspect(&document).map_err(|fault| fault.blame(catalog, parts))?;
    report::show(&report, &document, source.output, terminal)?;
    report::point_to_migrate(&report, &document, source.output, terminal);
    if report.has_errors() {
        return Err(Failure::Findings);
    }
    report::say_good(&report, &document, source.output, terminal);
    Ok(())
}
