//! `slipway network`

mod flows;
mod plan;

use serde_json::json;
use slipway_cluster::{Cluster, Decision};
use slipway_definition::{Report, Spec, rules};

use crate::args::{DefinitionArgs, Form, NetworkArgs, Output};
use crate::commands::{definition, facts};
use crate::exit::Failure;
use crate::report;
use crate::terminal::{Terminal, printable};

/// Prints who has which addresses, and which rule of the security group decides each flow. What is wrong with the definition
/// is said first; the tables are those of what it asks for all the same.
pub(crate) fn run(args: &NetworkArgs, terminal: &mut Terminal) -> Result<(), Failure> {
    let source = DefinitionArgs {
        definition: args.definition.clone(),
        api_model: args.api_model.clone(),
        set: args.set.clone(),
        output: Form::Human,
        catalog: args.catalog.clone(),
        parts: None,
    };
    let document = definition::read(&source, terminal)?;
    let catalog = facts::catalog(args.catalog.as_deref())?;
    let mut report = Report::new();
    let spec = Spec::read(&document, &mut report);
    rules::run(&spec, &mut report);
    let decision = Decision::of(&spec, &catalog, &mut report);
    let cluster = decision.map_err(|error| Failure::built_in(error, args.catalog.as_deref()))?.cluster;
    report.sort(&document);
    report::show(&report, &document, Form::Human, terminal)?;
    match args.output {
        Output::Human => terminal.data(human(&cluster).as_bytes())?,
        Output::Json => terminal.line(&format!("{:#}", json(&cluster)))?,
    }
    if report.has_errors() { Err(Failure::Findings) } else { Ok(()) }
}

fn human(cluster: &Cluster) -> String {
    let text = format!("{}\n{}", plan::human(cluster), flows::human(cluster));
    // Names are the definition's.
    text.split('\n').map(printable).collect::<Vec<_>>().join("\n")
}

fn json(cluster: &Cluster) -> serde_json::Value {
    let mut all = plan::json(cluster);
    all["flows"] = json!(flows::json(&cluster.flows()));
    all
}
