//! What a run takes in: the definition, keys of the user's, the clock.

use std::fs::File;
use std::io::{self, IsTerminal as _, Read};
use std::path::Path;

use slipway_definition::{Document, MAX_BYTES, Pointer};
use time::OffsetDateTime;

use crate::args::{DefinitionArgs, GenerateArgs};
use crate::exit::Failure;
use crate::report;
use crate::terminal::Terminal;

/// Where a service principal's secret is looked for: other processes cannot see it there, as they can see arguments.
const CLIENT_SECRET: &str = "SLIPWAY_CLIENT_SECRET";

/// Reads the definition and applies `--set` to it.
pub(crate) fn read(args: &DefinitionArgs, terminal: &mut Terminal) -> Result<Document, Failure> {
    let Some(path) = args.api_model.as_ref().or(args.definition.as_ref()) else {
        return Err(Failure::user("no definition is given").help("name its file, `cluster.json`"));
    };
    let (name, bytes) = if path == Path::new("-") {
        if io::stdin().is_terminal() {
            terminal.say("reading the definition from standard input, until Ctrl-D");
        }
        let failed = |error| Failure::user(format!("failed to read standard input: {error}"));
        ("standard input".to_owned(), read_some(io::stdin().lock()).map_err(failed)?)
    } else {
        (path.display().to_string(), read_file(path).map_err(|failure| failure.help("name the definition's file"))?)
    };
    let mut document = match Document::parse(&name, &bytes) {
        Ok(document) => document,
        Err(error) => return Err(report::show_unreadable(&error, args.output, terminal)),
    };
    for argument in &args.set {
        if let Err(error) = document.set(argument) {
            return Err(report::show_unusable(&error, args.output, terminal));
        }
    }
    Ok(document)
}

/// As [`read`], with the service principal of the command line.
pub(crate) fn read_with_principal(args: &GenerateArgs, terminal: &mut Terminal) -> Result<Document, Failure> {
    let mut document = read(&args.source, terminal)?;
    service_principal(args, &mut document, terminal)?;
    Ok(document)
}

/// The service principal of the command line, where the definition wants one and has none.
fn service_principal(args: &GenerateArgs, document: &mut Document, terminal: &mut Terminal) -> Result<(), Failure> {
    let environment = std::env::var_os(CLIENT_SECRET).filter(|secret| !secret.is_empty());
    let environment = environment
        .map(|secret| secret.into_string().map_err(|_| Failure::user(format!("{CLIENT_SECRET} is not UTF-8 text"))))
        .transpose()?;
    let managed = document.value(&"/properties/orchestratorProfile/kubernetesConfig/useManagedIdentity".into());
    let is_managed = managed.and_then(|node| node.value.scalar()) != Some("false");
    let flags = [
        ("--client-id", "clientId", &args.client_id, &None),
        ("--client-secret", "secret", &args.client_secret, &environment),
    ];
    for (flag, key, argument, environment) in flags {
        let Some(value) = argument.as_ref().or(environment.as_ref()) else {
            continue;
        };
        let at = |key: &str| Pointer::from("/properties/servicePrincipalProfile").key(key);
        let is_written = |key: &str| document.value(&at(key)).is_some_and(|node| !node.value.is_neutral());
        // A secret may be elsewhere.
        let others: &[&str] = if key == "secret" { &["keyvaultSecretRef", "certificate"] } else { &[] };
        let is_given = is_written(key) || others.iter().any(|other| is_written(other));
        if !is_managed && !is_given {
            document.put(flag, &["properties", "servicePrincipalProfile", key], value).map_err(Failure::chain)?;
        } else if argument.is_some() {
            let why = if is_given { "the definition has its own" } else { "`useManagedIdentity` is not false" };
            terminal.say(&format!("warning: {flag} is not used: {why}"));
        }
    }
    Ok(())
}

/// Reads a file, but never much more of it than a definition can be.
pub(crate) fn read_file(path: &Path) -> Result<Vec<u8>, Failure> {
    let shown = if path.as_os_str().is_empty() { "a file without a name".into() } else { path.display().to_string() };
    let failed = |error: io::Error| Failure::user(format!("failed to read {shown}: {error}"));
    let file = File::open(path).map_err(failed)?;
    if file.metadata().map_err(failed)?.is_dir() {
        return Err(Failure::user(format!("failed to read {shown}: it is a directory")));
    }
    read_some(file).map_err(failed)
}

fn read_some(source: impl Read) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    source.take(MAX_BYTES as u64 + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// Now, or `SOURCE_DATE_EPOCH`, which makes a run repeatable.
pub(crate) fn clock() -> Result<OffsetDateTime, Failure> {
    let Some(epoch) = std::env::var_os("SOURCE_DATE_EPOCH") else {
        return Ok(OffsetDateTime::now_utc());
    };
    let seconds = epoch.to_str().and_then(|text| text.parse().ok());
    let time = seconds.and_then(|seconds| OffsetDateTime::from_unix_timestamp(seconds).ok());
    time.ok_or_else(|| {
        Failure::user("SOURCE_DATE_EPOCH is no number of seconds since 1970").help("unset it, or set it to a number")
    })
}
