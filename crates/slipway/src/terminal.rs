//! Where output goes: data to stdout, all else to stderr.

use std::io::{self, IsTerminal as _, Write as _};

use crate::exit::Failure;

/// The two streams, and how to write on them.
pub(crate) struct Terminal {
    out: io::Stdout,
    err: io::Stderr,
    is_coloured: bool,
    debug: bool,
}

impl Terminal {
    /// The process's own streams.
    pub(crate) fn standard(debug: bool) -> Self {
        let err = io::stderr();
        let wants_colour = std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty());
        Self { out: io::stdout(), is_coloured: wants_colour && err.is_terminal(), err, debug }
    }

    /// Whether stderr is a terminal that may be coloured.
    pub(crate) fn is_coloured(&self) -> bool {
        self.is_coloured
    }

    /// A line of data.
    pub(crate) fn line(&mut self, text: &str) -> Result<(), Failure> {
        self.data(format!("{text}\n").as_bytes())
    }

    /// Data. A reader that has gone away (`| head`) is no failure.
    pub(crate) fn data(&mut self, bytes: &[u8]) -> Result<(), Failure> {
        let mut out = self.out.lock();
        match out.write_all(bytes).and_then(|()| out.flush()) {
            Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Err(Failure::ours(error)),
            _ => Ok(()),
        }
    }

    /// Text for people. There is nobody to tell when stderr is closed.
    pub(crate) fn say(&mut self, text: &str) {
        let _ = writeln!(self.err, "{text}");
    }

    /// Text for people who asked for more.
    pub(crate) fn debug(&mut self, text: impl FnOnce() -> String) {
        if self.debug {
            let text = text();
            self.say(&text);
        }
    }
}
