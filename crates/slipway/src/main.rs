//! The command line of slipway.

mod args;
mod commands;
mod exit;
mod report;
mod terminal;

use std::process::ExitCode;

use clap::Parser as _;

use crate::args::{Cli, Command};
use crate::terminal::Terminal;

fn main() -> ExitCode {
    let cli = Cli::parse();
    let mut terminal = Terminal::standard(cli.debug);
    let result = match &cli.command {
        Command::Generate(args) => commands::generate::run(args, &mut terminal),
        Command::Version(args) => commands::version::run(args, &mut terminal),
        Command::GetVersions(args) => commands::get_versions::run(args, &mut terminal),
        Command::Completion(args) => commands::completion::run(args, &mut terminal),
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => failure.report(&mut terminal),
    }
}
