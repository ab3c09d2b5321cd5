//! How a run ends: 0 done, 1 our fault or the machine's, 2 the user's mistake.

use std::error::Error;
use std::fmt::Write as _;
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
    Ours(Box<dyn Error>),
}

impl Failure {
    pub(crate) fn user(message: impl Into<String>) -> Self {
        Self::User { message: message.into(), help: None }
    }

    pub(crate) fn ours(error: impl Error + 'static) -> Self {
        Self::Ours(Box::new(error))
    }

    /// A mistake of the user's, told with all its causes.
    pub(crate) fn chain(error: impl Error) -> Self {
        let mut message = error.to_string();
        let mut cause = error.source();
        while let Some(error) = cause {
            let _ = write!(message, ": {error}");
            cause = error.source();
        }
        Self::user(message)
    }

    /// Writing failed: a directory that cannot be one is the user's mistake, a full disk the machine's fault.
    pub(crate) fn writing(error: WriteError) -> Self {
        match error {
            WriteError::Io { .. } => Self::ours(error),
            WriteError::NotADirectory { .. } | WriteError::Busy { .. } => Self::chain(error),
        }
    }

    pub(crate) fn help(self, text: impl Into<String>) -> Self {
        match self {
            Self::User { message, .. } => Self::User { message, help: Some(text.into()) },
            other => other,
        }
    }

    /// Says what happened, and gives the exit code.
    pub(crate) fn report(&self, terminal: &mut Terminal) -> ExitCode {
        match self {
            Self::Findings => ExitCode::from(2),
            Self::User { message, help } => {
                terminal.say(&format!("error: {message}"));
                if let Some(help) = help {
                    terminal.say(&format!("  help: {help}"));
                }
                ExitCode::from(2)
            }
            Self::Ours(error) => {
                terminal.say(&format!("error: {error}"));
                let mut cause = error.source();
                while let Some(error) = cause {
                    terminal.say(&format!("  because: {error}"));
                    cause = error.source();
                }
                ExitCode::from(1)
            }
        }
    }
}
