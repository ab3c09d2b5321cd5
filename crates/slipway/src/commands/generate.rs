//! `slipway generate`

mod by_hand;
mod custom_files;
mod encryption;
mod keys;
mod previous;
mod summary;

use std::os::unix::ffi::OsStrExt as _;
use std::path::{Path, PathBuf};

use serde_json::Value;
use slipway_artifacts::{AssembleError, Assembly, Request, assemble};
use slipway_catalog::Catalog;
use slipway_cluster::{Decision, Identity, refuse_retired};
use slipway_definition::{Document, Report, Severity, Spec, check};

use crate::args::GenerateArgs;
use crate::commands::generate::previous::Previous;
use crate::commands::{definition, facts, notes};
use crate::exit::Failure;
use crate::report;
use crate::terminal::Terminal;

/// The whole way from a definition to its output directory.
pub(crate) fn run(args: &GenerateArgs, terminal: &mut Terminal) -> Result<(), Failure> {
    let document = definition::read_with_principal(args, terminal)?;
    let catalog = facts::catalog(args.source.catalog.as_deref())?;
    let mut report = Report::new();
    let mut decision = decide(args, &document, &catalog, &mut report, terminal)?;
    let directory = directory(args, &decision);

    let mut definition = document.to_json();
    custom_files::read(&mut definition)?;
    let previous = previous::read(&directory, &decision.cluster.dns_prefix, terminal)?;
    let keys = keys::settle(args, &mut decision, &mut definition, &previous, terminal)?;
    if args.parameters_only && keys.any_made {
        return Err(Failure::user("--parameters-only would write keys that no apimodel.json has")
            .help("run without it first, or give the apimodel.json of an earlier run"));
    }

    let client_secret = client_secret(&decision, &definition);
    let assembly = assemble(Request {
        definition: &definition,
        cluster: &decision.cluster,
        release: &decision.release,
        removed: &catalog.removed().map_err(|error| Failure::built_in(error, args.source.catalog.as_deref()))?,
        parts: &facts::parts(args.source.parts.as_deref())?,
        pki: &keys.pki,
        client_secret: client_secret.as_deref(),
        pretty: !args.no_pretty_print,
    });
    let mut assembly = assembly.map_err(|error| refused(error, args))?;
    notes::add(&assembly.notes, &decision.cluster, &document, &mut report);
    report.sort(&document);
    report::show(&report, &document, args.source.output, terminal)?;
    if report.has_errors() {
        return Err(Failure::Findings);
    }
    if let Some(key) = keys.ssh {
        // The name is the one that scripts around aks-engine know.
        let name = format!("{}_rsa", decision.cluster.linux.admin_username);
        assembly.artifacts.add_secret(name, key.private.expose().as_bytes().to_vec());
    }
    finish(args, &directory, assembly, &decision, &previous, terminal)
}

fn decide(
    args: &GenerateArgs,
    document: &Document,
    catalog: &Catalog,
    report: &mut Report,
    terminal: &mut Terminal,
) -> Result<Decision, Failure> {
    let spec = Spec::read(document, report);
    check(&spec, document, report);
    let built_in = |error| Failure::built_in(error, args.source.catalog.as_deref());
    refuse_retired(document, catalog, Severity::Error, report).map_err(built_in)?;
    let decision = Decision::of(&spec, catalog, report).map_err(built_in)?;
    if report.has_errors() {
        report.sort(document);
        report::show(report, document, args.source.output, terminal)?;
        report::point_to_migrate(report, document, args.source.output, terminal);
        return Err(Failure::Findings);
    }
    Ok(decision)
}

fn finish(
    args: &GenerateArgs,
    directory: &Path,
    mut assembly: Assembly,
    decision: &Decision,
    previous: &Previous,
    terminal: &mut Terminal,
) -> Result<(), Failure> {
    if args.parameters_only {
        assembly.artifacts.retain(|path| path == "azuredeploy.parameters.json");
    }
    previous.guard(&assembly.artifacts, directory)?;
    if args.dry_run {
        let mut list = Vec::new();
        for (path, _) in assembly.artifacts.iter() {
            // As bytes: a path need not be text.
            list.extend_from_slice(directory.join(path).as_os_str().as_bytes());
            list.push(b'\n');
        }
        terminal.data(&list)?;
    } else {
        assembly.artifacts.write_to(directory, previous.model.as_deref()).map_err(Failure::writing)?;
    }
    summary::show(args, &assembly, &decision.cluster, directory, terminal);
    Ok(())
}

/// `-o`, or `_output/<dnsPrefix>` below the working directory.
fn directory(args: &GenerateArgs, decision: &Decision) -> PathBuf {
    args.output_directory.clone().unwrap_or_else(|| Path::new("_output").join(&decision.cluster.dns_prefix))
}

/// The service principal's secret, where the machines use one.
fn client_secret(decision: &Decision, definition: &Value) -> Option<String> {
    if !matches!(decision.cluster.identity, Identity::ServicePrincipal { .. }) {
        return None;
    }
    definition["properties"]["servicePrincipalProfile"]["secret"].as_str().map(str::to_owned)
}

/// Azure's limits are the definition's fault, what the parts say their author's.
fn refused(error: AssembleError, args: &GenerateArgs) -> Failure {
    match error {
        AssembleError::Template(slipway_arm::Error::Limits(_)) => Failure::chain(error),
        AssembleError::Render(_) => {
            Failure::built_in(error, args.source.parts.as_deref().or(args.source.catalog.as_deref()))
        }
        other => Failure::ours(other),
    }
}
