//! `slipway completion`

use clap::CommandFactory as _;

use crate::args::{Cli, CompletionArgs};
use crate::exit::Failure;
use crate::terminal::Terminal;

/// Prints a completion script.
pub(crate) fn run(args: &CompletionArgs, terminal: &mut Terminal) -> Result<(), Failure> {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut Cli::command(), "slipway", &mut script);
    terminal.data(&script)
}
