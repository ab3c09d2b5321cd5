//! Where output goes: data to stdout, all else to stderr.

use std::env;
use std::io::{self, IsTerminal as _, Write};

use crate::exit::Failure;

/// The two streams, and how to write on them.
pub(crate) struct Terminal {
    out: Stream,
    err: Stream,
    is_coloured: bool,
    is_unicode: bool,
    debug: bool,
}

/// Where text goes.
enum Stream {
    Out(io::Stdout),
    Err(io::Stderr),
    Memory(Vec<u8>),
}

impl Stream {
    fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        // Locked for all of it, so that one write does not end up inside another.
        let mut stream: Box<dyn Write + '_> = match self {
            Self::Out(stream) => Box::new(stream.lock()),
            Self::Err(stream) => Box::new(stream.lock()),
            Self::Memory(bytes) => Box::new(bytes),
        };
        stream.write_all(bytes).and_then(|()| stream.flush())
    }
}

impl Terminal {
    /// No terminal at all: what is said is kept, to be taken with [`Self::into_text`].
    pub(crate) fn memory() -> Self {
        let [out, err] = [Stream::Memory(Vec::new()), Stream::Memory(Vec::new())];
        Self { out, err, is_coloured: false, is_unicode: true, debug: false }
    }

    /// What was said to a terminal in memory, data and then text for people.
    pub(crate) fn into_text(self) -> String {
        let bytes =
            [self.out, self.err].map(|stream| if let Stream::Memory(bytes) = stream { bytes } else { Vec::new() });
        String::from_utf8_lossy(&bytes.concat()).into_owned()
    }

    /// The process's own streams.
    pub(crate) fn standard(debug: bool) -> Self {
        let err = io::stderr();
        let is_terminal = err.is_terminal();
        let set = |name| env::var(name).ok().filter(|value| !value.is_empty());
        let wants_colour = set("NO_COLOR").is_none() && set("TERM").is_some_and(|kind| kind != "dumb");
        let locale = set("LC_ALL").or_else(|| set("LC_CTYPE")).or_else(|| set("LANG")).unwrap_or_default();
        let locale = locale.to_ascii_uppercase();
        let knows_unicode = locale.ends_with("UTF-8") || locale.ends_with("UTF8");
        Self {
            out: Stream::Out(io::stdout()),
            err: Stream::Err(err),
            is_coloured: is_terminal && wants_colour,
            is_unicode: !is_terminal || knows_unicode,
            debug,
        }
    }

    /// Whether stderr is a terminal that may be coloured.
    pub(crate) fn is_coloured(&self) -> bool {
        self.is_coloured
    }

    /// Whether stderr shows more than ASCII.
    pub(crate) fn is_unicode(&self) -> bool {
        self.is_unicode
    }

    /// A line of data.
    pub(crate) fn line(&mut self, text: &str) -> Result<(), Failure> {
        self.data(format!("{text}\n").as_bytes())
    }

    /// Data. A reader that has gone away (`| head`) is no failure.
    pub(crate) fn data(&mut self, bytes: &[u8]) -> Result<(), Failure> {
        match self.out.write(bytes) {
            Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Err(Failure::output(error)),
            _ => Ok(()),
        }
    }

    /// Text for people. There is nobody to tell when stderr is closed.
    pub(crate) fn say(&mut self, text: &str) {
        let lines: Vec<_> = text.split('\n').map(printable).collect();
        self.say_drawn(&lines.join("\n"));
    }

    /// Text for people that may have colours, and holds nothing that is not printable otherwise.
    pub(crate) fn say_drawn(&mut self, text: &str) {
        let _ = self.err.write(format!("{text}\n").as_bytes());
    }

    /// Text for people who asked for more.
    pub(crate) fn debug(&mut self, text: impl FnOnce() -> String) {
        if self.debug {
            let text = text();
            self.say(&text);
        }
    }
}

/// The text with `?` for what would steer the terminal, as names in a definition or of files may.
pub(crate) fn printable(text: &str) -> String {
    text.chars().map(|letter| if is_printable(letter) { letter } else { '?' }).collect()
}

/// Whether a character only shows itself: no control, and none that turns the direction of writing.
pub(crate) fn is_printable(letter: char) -> bool {
    !letter.is_control()
        && !matches!(letter, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}
