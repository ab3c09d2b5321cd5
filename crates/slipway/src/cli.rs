//! From arguments to the verb, and from its end to the exit code.

use std::io::ErrorKind;
use std::panic::PanicHookInfo;
use std::process::ExitCode;

use clap::Parser as _;

use crate::args::{Cli, Command};
use crate::commands;
use crate::exit::Failure;
use crate::terminal::Terminal;

/// Runs the program with the process's own arguments; its exit code.
pub fn main() -> ExitCode {
    std::panic::set_hook(Box::new(|fault| panicked(fault)));
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(answer) => return usage(&answer),
    };
    let mut terminal = Terminal::standard(cli.debug);
    let result = match &cli.command {
        Command::Generate(args) => commands::generate::run(args, &mut terminal),
        Command::Validate(args) => commands::validate::run(args, &mut terminal),
        Command::Explain(args) => commands::explain::run(args, &mut terminal),
        Command::Network(args) => commands::network::run(args, &mut terminal),
        Command::Schema(args) => commands::schema::run(args, &mut terminal),
        Command::Migrate(args) => commands::migrate::run(args, &mut terminal),
        Command::Version(args) => commands::version::run(args, &mut terminal),
        Command::GetVersions(args) => commands::get_versions::run(args, &mut terminal),
        Command::Completion(args) => commands::completion::run(args, &mut terminal),
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => failure.report(&mut terminal),
    }
}

/// Help that was asked for, or a mistake on the command line.
fn usage(answer: &clap::Error) -> ExitCode {
    match answer.print() {
        _ if answer.use_stderr() => ExitCode::from(2),
        Err(error) if error.kind() != ErrorKind::BrokenPipe => {
            Failure::output(error).report(&mut Terminal::standard(false))
        }
        _ => ExitCode::SUCCESS,
    }
}

/// One message in place of a trace. What the panic itself says is left out: it may quote a secret.
fn panicked(fault: &PanicHookInfo<'_>) -> ! {
    let place = fault.location().map(|at| format!(" at {}:{}", at.file(), at.line())).unwrap_or_default();
    let mut terminal = Terminal::standard(false);
    terminal.say(&format!("error: slipway {} has a fault{place}", env!("CARGO_PKG_VERSION")));
    let issues = concat!(env!("CARGO_PKG_REPOSITORY"), "/issues");
    terminal.say(&format!("  help: report it at {issues}, with the definition without its secrets"));
    std::process::exit(1)
}
