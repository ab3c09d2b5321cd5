//! `slipway generate`

mod input;
mod notes;
mod previous;
mod summary;

use std::path::{Path, PathBuf};

use serde_json::{Value, json};
use slipway_artifacts::{AssembleError, Assembly, Request, assemble, pki_request};
use slipway_catalog::{Catalog, Files};
use slipway_cluster::{Decision, Identity};
use slipway_definition::{Document, Report, Spec, check};
use slipway_pki::{Pki, SshKey};
use slipway_render::Parts;

use crate::args::GenerateArgs;
use crate::exit::Failure;
use crate::report;
use crate::terminal::Terminal;

/// The whole way from a definition to its output directory.
pub(crate) fn run(args: &GenerateArgs, terminal: &mut Terminal) -> Result<(), Failure> {
    let document = input::document(args, terminal)?;
    let catalog = catalog(args.catalog.as_deref())?;
    let mut report = Report::new();
    let mut decision = decide(&document, &catalog, &mut report, terminal)?;
    let directory = directory(args, &decision);

    let mut definition = document.to_json();
    let previous = previous::keys(&directory, &decision.cluster.dns_prefix, &definition, terminal);
    let ssh_key = ssh_key(&mut decision, &mut definition, &previous)?;
    let pki = pki(args, &decision, &definition, previous, terminal)?;

    let client_secret = client_secret(&decision, &definition);
    let assembly = assemble(Request {
        definition: &definition,
        cluster: &decision.cluster,
        release: &decision.release,
        removed: &catalog.removed().map_err(Failure::ours)?,
        parts: &parts(args.parts.as_deref())?,
        pki: &pki,
        client_secret: client_secret.as_deref(),
        pretty: !args.no_pretty_print,
    });
    let mut assembly = assembly.map_err(refused)?;
    notes::add(&assembly.notes, &decision.cluster, &document, &mut report);
    report.sort(&document);
    report::show(&report, &document, terminal);
    if report.has_errors() {
        return Err(Failure::Findings);
    }
    if let Some(key) = ssh_key {
        // The name is the one that scripts around aks-engine know.
        let name = format!("{}_rsa", decision.cluster.linux.admin_username);
        assembly.artifacts.add_secret(name, key.private.expose().as_bytes().to_vec());
    }
    finish(args, &directory, assembly, &decision, terminal)
}

fn decide(
    document: &Document,
    catalog: &Catalog,
    report: &mut Report,
    terminal: &mut Terminal,
) -> Result<Decision, Failure> {
    let spec = Spec::read(document, report);
    check(&spec, document, report);
    let decision = Decision::of(&spec, catalog, report).map_err(Failure::ours)?;
    if report.has_errors() {
        report.sort(document);
        report::show(report, document, terminal);
        return Err(Failure::Findings);
    }
    Ok(decision)
}

fn finish(
    args: &GenerateArgs,
    directory: &Path,
    mut assembly: Assembly,
    decision: &Decision,
    terminal: &mut Terminal,
) -> Result<(), Failure> {
    if args.parameters_only {
        assembly.artifacts.retain(|path| path == "azuredeploy.parameters.json");
    }
    if args.dry_run {
        for (path, _) in assembly.artifacts.iter() {
            terminal.line(&directory.join(path).display().to_string())?;
        }
    } else {
        assembly.artifacts.write_to(directory).map_err(Failure::writing)?;
    }
    summary::show(&assembly, &decision.cluster, directory, args.dry_run, terminal);
    Ok(())
}

/// `-o`, or `_output/<dnsPrefix>` below the working directory.
fn directory(args: &GenerateArgs, decision: &Decision) -> PathBuf {
    args.output_directory.clone().unwrap_or_else(|| Path::new("_output").join(&decision.cluster.dns_prefix))
}

/// The catalog, with the user's folder over it.
pub(crate) fn catalog(folder: Option<&Path>) -> Result<Catalog, Failure> {
    let catalog = Catalog::builtin();
    let Some(folder) = folder else {
        return Ok(catalog);
    };
    overlaid(catalog.files().clone(), folder).map(Catalog::of)
}

fn parts(folder: Option<&Path>) -> Result<Parts, Failure> {
    let parts = match folder {
        None => Parts::builtin(),
        Some(folder) => Parts::of(overlaid(Parts::builtin_files(), folder)?),
    };
    parts.map_err(Failure::ours)
}

fn overlaid(mut files: Files, folder: &Path) -> Result<Files, Failure> {
    files.overlay(folder).map_err(Failure::chain)?;
    Ok(files)
}

/// A definition without a key gets one, as deploy of the older tools does; an earlier run's is taken again, since machines keep the key they were made with.
fn ssh_key(
    decision: &mut Decision,
    definition: &mut Value,
    previous: &previous::Keys,
) -> Result<Option<SshKey>, Failure> {
    if !decision.cluster.linux.ssh_public_keys.is_empty() {
        return Ok(None);
    }
    let made = match previous.ssh_public_key {
        Some(_) => None,
        None => Some(SshKey::generate().map_err(Failure::ours)?),
    };
    let known = previous.ssh_public_key.as_ref().or(made.as_ref().map(|key| &key.public));
    let public = known.cloned().unwrap_or_default();
    definition["properties"]["linuxProfile"]["ssh"] = json!({"publicKeys": [{"keyData": public}]});
    decision.cluster.linux.ssh_public_keys.push(public);
    Ok(made)
}

fn pki(
    args: &GenerateArgs,
    decision: &Decision,
    definition: &Value,
    previous: previous::Keys,
    terminal: &mut Terminal,
) -> Result<Pki, Failure> {
    let request = pki_request(&decision.cluster).map_err(Failure::chain)?;
    let (given, token) = input::given_keys(args, definition, previous)?;
    let (pki, notes) = Pki::for_cluster(&request, &given, token, input::clock()?).map_err(Failure::chain)?;
    for remark in &notes.remarks {
        terminal.say(&format!("warning: {remark}"));
    }
    if !notes.made.is_empty() {
        terminal.debug(|| format!("made keys and certificates: {}", notes.made.join(", ")));
    }
    Ok(pki)
}

/// The service principal's secret, where the machines use one.
fn client_secret(decision: &Decision, definition: &Value) -> Option<String> {
    if !matches!(decision.cluster.identity, Identity::ServicePrincipal { .. }) {
        return None;
    }
    definition["properties"]["servicePrincipalProfile"]["secret"].as_str().map(str::to_owned)
}

/// Azure's limits are the definition's fault, the rest is ours.
fn refused(error: AssembleError) -> Failure {
    match error {
        AssembleError::Template(slipway_arm::Error::Limits(_)) => Failure::chain(error),
        other => Failure::ours(other),
    }
}
