//! How a run ends: 0 done, 1 our fault or the machine's, 2 the user's mistake.

use std::error::Error;
use std::fmt::Write as _;
use std::io::{self, ErrorKind};
use std::process::ExitCode;

use slipway_artifacts::WriteError;

use crate::terminal::Terminal;

/// Why a run ended early.
pub(crate) enum Failure {
    /// Findings in the definition that have been shown already.
    Findings,
    /// A mistake of the user's that has no place in the definition.
    User {
        /// What is wrong.
        message: String,
        /// What to do.
        help: Option<String>,
    },
    /// A fault of slipway's or of the machine it runs on.
    Ours {
        /// What is wrong.
        error: Box<dyn Error>,
        /// What to do.
        help: Option<String>,
    },
}

/// Data could not be printed.
#[derive(Debug)]
struct OutputError(io::Error);

impl std::fmt::Display for OutputError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("failed to write to standard output")
    }
}

impl Error for OutputError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        Some(&self.0)
    }
}

impl Failure {
    pub(crate) fn user(message: impl Into<String>) -> Self {
        Self::User { message: message.into(), help: None }
    }

    pub(crate) fn ours(error: impl Error + 'static) -> Self {
        Self::Ours { error: Box::new(error), help: None }
    }

    /// A mistake of the user's, told with all its causes.
    pub(crate) fn chain(error: impl Error) -> Self {
        let mut message = error.to_string();
        let mut cause = error.source();
        while let Some(error) = cause {
            let _ = write!(message, ": {error}");
            cause = error.source();
        }
        // Errors of TOML end their line.
        Self::user(message.trim_end())
    }

    /// The user's mistake when the facts or the parts that show it are the user's own; else ours.
    pub(crate) fn built_in(error: impl Error + 'static, own: Option<&std::path::Path>) -> Self {
        match own {
            Some(folder) => Self::chain(error).help(format!("mend the file in {}", folder.display())),
            None => Self::ours(error),
        }
    }

    /// Data could not be printed.
    pub(crate) fn output(error: io::Error) -> Self {
        Self::ours(OutputError(error))
    }

    /// Writing failed: a directory that cannot be one is the user's mistake, a full disk the machine's fault.
    pub(crate) fn writing(error: WriteError) -> Self {
        let help = match &error {
            WriteError::NotADirectory { .. } | WriteError::Root { .. } => "name another directory with -o",
            WriteError::Foreign { .. } => "move it away, or name another directory with -o",
            WriteError::Busy { .. } => "wait for it to end and see what it has written, then run again",
            WriteError::Io { source, .. } => match source.kind() {
                ErrorKind::StorageFull | ErrorKind::QuotaExceeded => "make room, or name another directory with -o",
                _ => "name a directory that can be written to with -o",
            },
        };
        match error {
            WriteError::Io { .. } => Self::ours(error),
            _ => Self::chain(error),
        }
        .help(help)
    }

    pub(crate) fn help(mut self, text: impl Into<String>) -> Self {
        match &mut self {
            Self::User { help, .. } | Self::Ours { help, .. } => *help = Some(text.into()),
            Self::Findings => {}
        }
        self
    }

    /// Says what happened, and gives the exit code.
    pub(crate) fn report(&self, terminal: &mut Terminal) -> ExitCode {
        let (code, help) = match self {
            Self::Findings => return ExitCode::from(2),
            Self::User { message, help } => {
                terminal.say(&format!("error: {message}"));
                (2, help)
            }
            Self::Ours { error, help } => {
                terminal.say(&format!("error: {error}"));
                let mut cause = error.source();
                while let Some(error) = cause {
                    terminal.say(&format!("  because: {error}"));
                    cause = error.source();
                }
                (1, help)
            }
        };
        if let Some(help) = help {
            terminal.say(&format!("  help: {help}"));
        }
        ExitCode::from(code)
    }
}
