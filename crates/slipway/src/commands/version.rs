//! `slipway version`

use serde_json::json;

use crate::args::{Output, VersionArgs};
use crate::exit::Failure;
use crate::terminal::Terminal;

/// Prints this program's version.
pub(crate) fn run(args: &VersionArgs, terminal: &mut Terminal) -> Result<(), Failure> {
    let version = env!("CARGO_PKG_VERSION");
    match args.output {
        Output::Human => terminal.line(&format!("slipway {version}")),
        Output::Json => terminal.line(&format!("{:#}", json!({"version": version}))),
    }
}
