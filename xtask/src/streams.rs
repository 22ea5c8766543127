//! Takes text; writes it to a stream of the process or keeps it in memory, and returns how the stream may look.

use std::cell::{Cell, RefCell};
use std::io::{self, IsTerminal, Write};

/// What a stream may show.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Look {
    /// Not a terminal: neither progress nor colour.
    Plain,
    /// A terminal whose user set `NO_COLOR`: progress only.
    Progress,
    /// A terminal: progress and colour.
    Colour,
}

impl Look {
    fn of(stream: &impl IsTerminal) -> Self {
        let colourless = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
        match (stream.is_terminal(), colourless) {
            (false, _) => Self::Plain,
            (true, true) => Self::Progress,
            (true, false) => Self::Colour,
        }
    }

    /// The text in the given ANSI style, where colour is allowed.
    pub(crate) fn paint(self, style: &str, text: &str) -> String {
        match self {
            Self::Colour => format!("\u{1b}[{style}m{text}\u{1b}[0m"),
            Self::Plain | Self::Progress => text.to_owned(),
        }
    }
}

#[derive(Debug)]
enum Sink {
    Stdout,
    Stderr,
    Captured(RefCell<Vec<u8>>),
}

/// One of the two output streams.
#[derive(Debug)]
pub(crate) struct Stream {
    sink: Sink,
    pub(crate) look: Look,
    failed: Cell<Option<io::ErrorKind>>,
}

impl Stream {
    pub(crate) fn stdout() -> Self {
        Self { sink: Sink::Stdout, look: Look::of(&io::stdout()), failed: Cell::new(None) }
    }

    pub(crate) fn stderr() -> Self {
        Self { sink: Sink::Stderr, look: Look::of(&io::stderr()), failed: Cell::new(None) }
    }

    pub(crate) fn captured() -> Self {
        Self { sink: Sink::Captured(RefCell::default()), look: Look::Plain, failed: Cell::new(None) }
    }

    /// Whether the stream is kept in memory, so that a child process cannot write to it by itself.
    pub(crate) fn is_captured(&self) -> bool {
        matches!(self.sink, Sink::Captured(_))
    }

    /// Writes and flushes; a failure is remembered for [`Stream::failure`].
    pub(crate) fn write(&self, text: impl AsRef<[u8]>) {
        let text = text.as_ref();
        let written = match &self.sink {
            Sink::Stdout => io::stdout().write_all(text).and_then(|()| io::stdout().flush()),
            Sink::Stderr => io::stderr().write_all(text),
            Sink::Captured(bytes) => bytes.borrow_mut().write_all(text),
        };
        if let Err(error) = written {
            self.failed.set(Some(error.kind()));
        }
    }

    /// The first failure that loses results; a reader that went away wanted no more of them.
    pub(crate) fn failure(&self) -> Option<io::ErrorKind> {
        self.failed.get().filter(|kind| *kind != io::ErrorKind::BrokenPipe)
    }

    /// What was captured so far.
    pub(crate) fn text(&self) -> String {
        match &self.sink {
            Sink::Captured(bytes) => String::from_utf8_lossy(&bytes.borrow()).into_owned(),
            Sink::Stdout | Sink::Stderr => String::new(),
        }
    }
}
