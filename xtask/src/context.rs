//! Takes where a command runs and where its output goes; returns paths, streams and the root to the commands.

use crate::failure::Item;
use crate::streams::{Look, Stream};
use crate::{Exit, Failure, Program, input};
use specwright_codegen::{Diagnostic, Report, Style};
use std::cell::RefCell;
use std::ffi::OsString;
use std::path::{Path, PathBuf};

/// The surroundings of a command.
#[derive(Debug)]
pub struct Context {
    program: Program,
    root: Option<PathBuf>,
    folder: PathBuf,
    stdin: Option<Vec<u8>>,
    cargo: OsString,
    valgrind: OsString,
    pub(crate) out: Stream,
    pub(crate) err: Stream,
    reported: RefCell<Vec<Diagnostic>>,
}

impl Context {
    /// The process's own streams and folder; the repository is the one whose `xtask` runs, or the one around us.
    #[must_use]
    pub fn system() -> Self {
        let folder = std::env::current_dir().unwrap_or_else(|_| PathBuf::from("."));
        let manifest = std::env::var_os("CARGO_MANIFEST_DIR").map(PathBuf::from);
        let root = manifest.as_deref().and_then(root_around).or_else(|| root_around(&folder));
        Self {
            program: Program::Xtask,
            root,
            folder,
            stdin: None,
            cargo: std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()),
            valgrind: "valgrind".into(),
            out: Stream::stdout(),
            err: Stream::stderr(),
            reported: RefCell::default(),
        }
    }

    /// For tests: the given repository root, an empty standard input, output kept in memory.
    #[must_use]
    pub fn captured(root: impl Into<PathBuf>) -> Self {
        let root = root.into();
        Self {
            program: Program::Xtask,
            folder: root.clone(),
            root: Some(root),
            stdin: Some(Vec::new()),
            cargo: "cargo".into(),
            valgrind: "valgrind".into(),
            out: Stream::captured(),
            err: Stream::captured(),
            reported: RefCell::default(),
        }
    }

    /// The same for another program. One that takes documents anywhere knows no repository.
    #[must_use]
    pub fn of(self, program: Program) -> Self {
        let root = self.root.filter(|_| program == Program::Xtask);
        Self { program, root, ..self }
    }

    /// The same with this text on standard input.
    #[must_use]
    pub fn with_stdin(self, text: impl Into<Vec<u8>>) -> Self {
        Self { stdin: Some(text.into()), ..self }
    }

    /// The same with another current folder, against which relative paths are read.
    #[must_use]
    pub fn with_folder(self, folder: impl Into<PathBuf>) -> Self {
        Self { folder: folder.into(), ..self }
    }

    /// The same with another program in the place of `cargo`.
    #[must_use]
    pub fn with_cargo(self, cargo: impl Into<OsString>) -> Self {
        Self { cargo: cargo.into(), ..self }
    }

    /// The same with another program in the place of `valgrind`.
    #[must_use]
    pub fn with_valgrind(self, valgrind: impl Into<OsString>) -> Self {
        Self { valgrind: valgrind.into(), ..self }
    }

    /// What was written to standard output; empty unless captured.
    #[must_use]
    pub fn stdout(&self) -> String {
        self.out.text()
    }

    /// What was written to standard error; empty unless captured.
    #[must_use]
    pub fn stderr(&self) -> String {
        self.err.text()
    }

    pub(crate) fn program(&self) -> Program {
        self.program
    }

    pub(crate) fn cargo(&self) -> &OsString {
        &self.cargo
    }

    pub(crate) fn valgrind(&self) -> &OsString {
        &self.valgrind
    }

    pub(crate) fn root(&self) -> Result<&Path, Failure> {
        self.root.as_deref().ok_or_else(|| {
            Failure::refused("no Specwright repository here\n  help: run this inside one, or use --spec FILE --out DIR")
        })
    }

    /// The repository root, where there is one.
    pub(crate) fn known_root(&self) -> Option<&Path> {
        self.root.as_deref()
    }

    /// The current folder.
    pub(crate) fn folder(&self) -> &Path {
        &self.folder
    }

    /// The path as seen from the current folder.
    pub(crate) fn resolve(&self, path: &Path) -> PathBuf {
        self.folder.join(path)
    }

    pub(crate) fn read_stdin(&self) -> Result<String, Failure> {
        match &self.stdin {
            Some(bytes) => input::read_stream(bytes.as_slice(), "standard input"),
            None => input::read_stream(std::io::stdin().lock(), "standard input"),
        }
    }

    /// Prints a line that only somebody who watches needs.
    pub(crate) fn progress(&self, text: &str) {
        if self.err.look != Look::Plain {
            self.err.write(format!("{}\n", self.err.look.paint("2", text)));
        }
    }

    /// Shows how far a long command is, on one line that the next call replaces; an empty text leaves none.
    pub(crate) fn status(&self, text: &str) {
        if self.err.look != Look::Plain {
            self.err.write(format!("\r\u{1b}[K{}", self.err.look.paint("2", text)));
        }
    }

    pub(crate) fn warn(&self, message: &str) {
        self.err.write(format!("{}: {message}\n", self.err.look.paint("1;33", "warning")));
    }

    pub(crate) fn error(&self, message: &str) {
        self.err.write(format!("{}: {message}\n", self.err.look.paint("1;31", "error")));
    }

    pub(crate) fn show_report(&self, report: &Report) {
        if report.is_empty() {
            return;
        }
        self.reported.borrow_mut().extend_from_slice(report.diagnostics());
        let style = if self.err.look == Look::Colour { Style::Colour } else { Style::Plain };
        let text = report.render(style);
        self.err.write(format!("{}\n", text.trim_end()));
    }

    /// Keeps what documents may hold beyond what they state for whoever asks for a file of all findings.
    pub(crate) fn keep_suggestions(&self, suggestions: &Report) {
        self.reported.borrow_mut().extend_from_slice(suggestions.diagnostics());
    }

    /// All findings of the reports shown so far, and suggestions.
    pub(crate) fn reported(&self) -> Vec<Diagnostic> {
        self.reported.borrow().clone()
    }

    pub(crate) fn show(&self, failure: &Failure) -> Exit {
        for item in &failure.items {
            match item {
                Item::Message(message) => self.error(message),
                Item::Report(report) => self.show_report(report),
            }
        }
        failure.exit()
    }

    /// Prints what clap has to say: help and version are results, the rest is wrong usage.
    pub(crate) fn show_usage(&self, error: &clap::Error) -> Exit {
        let (stream, exit) = if error.use_stderr() { (&self.err, Exit::Usage) } else { (&self.out, Exit::Done) };
        let text = error.render();
        match stream.look {
            Look::Colour => stream.write(text.ansi().to_string()),
            Look::Plain | Look::Progress => stream.write(text.to_string()),
        }
        exit
    }

    /// The final word on a command: results that could not be written are a failure.
    pub(crate) fn close(&self, exit: Exit) -> Exit {
        match self.out.failure() {
            Some(kind) => {
                self.error(&format!("cannot write to standard output: {kind}\n  help: check where it is sent"));
                Exit::Failed
            }
            None => exit,
        }
    }
}

fn root_around(folder: &Path) -> Option<PathBuf> {
    folder.ancestors().find(|folder| folder.join("xtask/Cargo.toml").is_file()).map(Path::to_path_buf)
}
