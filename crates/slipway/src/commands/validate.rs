//! `slipway validate`

use slipway_cluster::Decision;
use slipway_definition::{Document, Report, Severity, Spec, refuse_unsupported, rules};
use slipway_render::Input;

use crate::args::{DefinitionArgs, ValidateArgs};
use crate::commands::{definition, facts, notes};
use crate::exit::Failure;
use crate::report;
use crate::terminal::Terminal;

/// Says everything that can be said of a definition without making its cluster.
pub(crate) fn run(args: &ValidateArgs, terminal: &mut Terminal) -> Result<(), Failure> {
    let document = definition::read(&args.source, terminal)?;
    let report = inspect(&args.source, &document)?;
    report::show(&report, &document, args.source.output, terminal)?;
    if report.has_errors() {
        return Err(Failure::Findings);
    }
    report::say_good(&report, &document, args.source.output, terminal);
    Ok(())
}

/// All findings. What this version does not make yet is a warning: the definition itself is good.
fn inspect(args: &DefinitionArgs, document: &Document) -> Result<Report, Failure> {
    let mut report = Report::new();
    let spec = Spec::read(document, &mut report);
    rules::run(&spec, &mut report);
    refuse_unsupported(document, Severity::Warning, &mut report);
    let catalog = facts::catalog(args.catalog.as_deref())?;
    let built_in = |error| Failure::built_in(error, args.catalog.as_deref());
    let decision = Decision::of(&spec, &catalog, &mut report).map_err(built_in)?;
    let notes = slipway_render::notes(&Input {
        cluster: &decision.cluster,
        release: &decision.release,
        removed: &catalog.removed().map_err(built_in)?,
        parts: &facts::parts(args.parts.as_deref())?,
        pki: &(),
    });
    let own = args.parts.as_deref().or(args.catalog.as_deref());
    let notes = notes.map_err(|error| Failure::built_in(error, own))?;
    notes::add(&notes, &decision.cluster, document, &mut report);
    report.sort(document);
    Ok(report)
}
