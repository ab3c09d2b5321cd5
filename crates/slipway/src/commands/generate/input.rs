//! What a run takes in: the definition, keys of the user's, the clock.

use std::fs::{self, File};
use std::io::Read as _;
use std::path::Path;

use serde_json::Value;
use slipway_definition::{Document, MAX_BYTES};
use slipway_pki::{BootstrapToken, CertificateProfile, Secret};
use time::OffsetDateTime;

use crate::args::GenerateArgs;
use crate::commands::generate::previous;
use crate::exit::Failure;
use crate::report;
use crate::terminal::Terminal;

/// Reads the definition and applies the command line's changes to it.
pub(crate) fn document(args: &GenerateArgs, terminal: &mut Terminal) -> Result<Document, Failure> {
    let Some(path) = args.api_model.as_ref().or(args.definition.as_ref()) else {
        return Err(Failure::user("no definition is given").help("slipway generate cluster.json"));
    };
    let name = path.display().to_string();
    let bytes = read(path)?;
    let mut document = match Document::parse(&name, &bytes) {
        Ok(document) => document,
        Err(error) => {
            report::show_unreadable(&error, terminal);
            return Err(Failure::Findings);
        }
    };
    for argument in &args.set {
        document.set(argument).map_err(Failure::chain)?;
    }
    for (flag, key, value) in
        [("--client-id", "clientId", &args.client_id), ("--client-secret", "secret", &args.client_secret)]
    {
        if let Some(value) = value {
            document.put(flag, &["properties", "servicePrincipalProfile", key], value).map_err(Failure::chain)?;
        }
    }
    Ok(document)
}

/// Reads a file, but never much more of it than a definition can be.
fn read(path: &Path) -> Result<Vec<u8>, Failure> {
    let failed = |error: std::io::Error| Failure::user(format!("failed to read {}: {error}", path.display()));
    let file = File::open(path).map_err(failed)?;
    if file.metadata().map_err(failed)?.is_dir() {
        return Err(Failure::user(format!("{} is a directory", path.display())).help("name the definition's file"));
    }
    let mut bytes = Vec::new();
    file.take(MAX_BYTES as u64 + 1).read_to_end(&mut bytes).map_err(failed)?;
    Ok(bytes)
}

/// Keys that need not be made: the command line's, the definition's, those of an earlier run.
pub(crate) fn given_keys(
    args: &GenerateArgs,
    definition: &Value,
    previous: previous::Keys,
) -> Result<(CertificateProfile, Option<BootstrapToken>), Failure> {
    let properties = &definition["properties"];
    let mut given = match &properties["certificateProfile"] {
        Value::Null => previous.profile,
        profile => serde_json::from_value(profile.clone()).map_err(Failure::ours)?,
    };
    if let (Some(certificate), Some(key)) = (&args.ca_certificate_path, &args.ca_private_key_path) {
        // What an earlier authority has signed is of no use under this one.
        let text = |path: &Path| {
            fs::read_to_string(path)
                .map_err(|error| Failure::user(format!("failed to read {}: {error}", path.display())))
        };
        let certificate = text(certificate)?;
        if given.ca_certificate.as_deref().map(str::trim) != Some(certificate.trim()) {
            given = CertificateProfile::default();
        }
        given.ca_certificate = Some(certificate);
        given.ca_private_key = Some(Secret::from(text(key)?));
    }
    Ok((given, token(&properties["bootstrapProfile"]).or(previous.token)))
}

/// The token of a `bootstrapProfile`, when all of it is there.
pub(crate) fn token(profile: &Value) -> Option<BootstrapToken> {
    let text = |key: &str| profile[key].as_str().filter(|text| !text.is_empty()).map(str::to_owned);
    Some(BootstrapToken {
        id: text("tokenId")?,
        secret: Secret::from(text("tokenSecret")?),
        expires: text("tokenExpires")?,
    })
}

/// Now, or `SOURCE_DATE_EPOCH`, which makes a run repeatable.
pub(crate) fn clock() -> Result<OffsetDateTime, Failure> {
    let Some(epoch) = std::env::var_os("SOURCE_DATE_EPOCH") else {
        return Ok(OffsetDateTime::now_utc());
    };
    let seconds = epoch.to_str().and_then(|text| text.parse().ok());
    let time = seconds.and_then(|seconds| OffsetDateTime::from_unix_timestamp(seconds).ok());
    time.ok_or_else(|| Failure::user("SOURCE_DATE_EPOCH is no number of seconds since 1970"))
}
