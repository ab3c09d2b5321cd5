//! `slipway get-versions`

use std::fmt::Write as _;

use serde_json::json;
use slipway_catalog::{Catalog, CatalogError, Release};

use crate::args::{GetVersionsArgs, Output};
use crate::commands::facts;
use crate::exit::Failure;
use crate::terminal::Terminal;

/// Prints the versions that can be made or managed, and where each can be upgraded to.
pub(crate) fn run(args: &GetVersionsArgs, terminal: &mut Terminal) -> Result<(), Failure> {
    let catalog = facts::catalog(args.catalog.as_deref())?;
    if !catalog.clouds().contains(&args.azure_env.as_str()) {
        return Err(Failure::user(format!("there is no cloud `{}`", args.azure_env))
            .help(format!("the clouds are {}", catalog.clouds().join(", "))));
    }
    if args.windows {
        return Err(Failure::user("Windows pools are not made yet by this version"));
    }
    let rows = rows(&catalog).map_err(|error| Failure::built_in(error, args.catalog.as_deref()))?;
    let asked = |row: &&Row| {
        args.version.as_deref().map(|v| v.trim_start_matches('v')).is_none_or(|v| row.version == v || row.minor == v)
    };
    let shown: Vec<_> = rows.iter().filter(asked).collect();
    if shown.is_empty() {
        let known: Vec<_> = rows.iter().map(|row| row.version.as_str()).collect();
        let asked = args.version.as_deref().unwrap_or_default();
        return Err(Failure::user(format!("there is no version {asked}"))
            .help(format!("the versions are {}", known.join(", "))));
    }
    terminal.line(&match args.output {
        Output::Json => json(&shown),
        Output::Human => table(&shown),
    })
}

struct Row {
    version: String,
    minor: String,
    create: bool,
    default: bool,
    ends: String,
    upgrades: Vec<String>,
}

/// Newest first. A cluster moves up one minor at a time.
fn rows(catalog: &Catalog) -> Result<Vec<Row>, CatalogError> {
    let releases = catalog.releases()?;
    let mut rows: Vec<_> = releases
        .iter()
        .map(|release| Row {
            version: release.version.to_string(),
            minor: release.minor.clone(),
            create: release.create,
            default: release.default,
            ends: release.ends.map(|day| day.to_string()).unwrap_or_default(),
            upgrades: upgrades(release, &releases),
        })
        .collect();
    rows.reverse();
    Ok(rows)
}

fn upgrades(from: &Release, releases: &[Release]) -> Vec<String> {
    releases.iter().filter(|to| to.version.minor == from.version.minor + 1).map(|to| to.version.to_string()).collect()
}

fn json(rows: &[&Row]) -> String {
    let versions: Vec<_> = rows
        .iter()
        .map(|row| {
            json!({
                "version": row.version, "create": row.create, "default": row.default,
                "endOfSupport": row.ends, "upgrades": row.upgrades,
            })
        })
        .collect();
    format!("{:#}", json!({"orchestrators": versions}))
}

fn table(rows: &[&Row]) -> String {
    let mut out = String::from("Version     Upgrades    New clusters  Support ends\n");
    for row in rows {
        let upgrades = if row.upgrades.is_empty() { "none".to_owned() } else { row.upgrades.join(", ") };
        let create = match (row.create, row.default) {
            (true, true) => "default",
            (true, false) => "yes",
            (false, _) => "no",
        };
        let _ = writeln!(out, "{:<12}{upgrades:<12}{create:<14}{}", row.version, row.ends);
    }
    out.truncate(out.trim_end().len());
    out
}
