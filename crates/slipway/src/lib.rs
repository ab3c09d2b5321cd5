//! The command line of slipway. The program is [`main`]; the rest is public for tests and fuzzing, which look at many
//! definitions in one process.

mod args;
mod cli;
mod commands;
mod exit;
mod inspect;
mod report;
pub mod rules;
mod terminal;

pub use args::Form;
pub use cli::main;
pub use inspect::{Fault, Inspector};
pub use report::{said, said_unreadable, said_unusable};
