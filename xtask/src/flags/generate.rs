//! The command line of `generate`: the clients of the repository, or one client from any document.

use clap::Args;
use std::path::{Path, PathBuf};

/// Write the clients under generated/ from the documents under specs/, or one client from any document
///
/// Reads specs/<api>/openapi.yaml (or openapi.json) and specs/<api>/client.toml and writes generated/<api>/. Only files
/// that differ are written. Files of an earlier run that are no longer produced are removed; other files never are. If
/// any document has an error, all errors are printed and nothing is written.
///
/// With --spec and --out, writes one client from any document into any folder. It builds there on its own.
#[derive(Debug, Args)]
pub(crate) struct Generate {
    /// Only these APIs, by the names of their folders under specs/ [default: all]
    #[arg(value_name = "API", conflicts_with_all = ["spec", "out"])]
    pub(super) apis: Vec<String>,

    /// The document to read, YAML or JSON; - reads it from standard input
    #[arg(long, value_name = "FILE", requires = "out")]
    pub(super) spec: Option<PathBuf>,

    #[command(flatten)]
    pub(super) how: How,
}

/// What all ways to generate know.
#[derive(Debug, Args)]
pub(crate) struct How {
    /// Write nothing; print what differs, and exit with 2 if anything does
    #[arg(long)]
    check: bool,

    /// The folder to write to: new, empty, or one that this command wrote before
    #[arg(long, value_name = "DIR", requires = "spec")]
    out: Option<PathBuf>,

    /// An OpenAPI Overlay to apply to the document first; may be given several times
    #[arg(long = "overlay", value_name = "FILE", requires = "spec")]
    overlays: Vec<PathBuf>,

    /// The name of the crate [default: from client.toml, else from the document's title]
    #[arg(long, value_name = "CRATE", requires = "spec")]
    name: Option<String>,

    /// The settings of the crate
    #[arg(long, value_name = "CLIENT.TOML", requires = "spec")]
    config: Option<PathBuf>,

    /// Only what this names, and the types that it needs: a tag, a path (/pets/{id}), all paths that begin so (/pets/*), an
    /// operationId, or the name of a webhook; may be given more than once [default: `only` of client.toml, else all]
    #[arg(long, value_name = "SELECTOR", requires = "spec")]
    only: Vec<String>,

    /// Leave out what errors make hopeless (operations, webhooks, components, and what needs them), name it with the rules
    /// that it breaks, and exit with 4; without this, a document with an error gives no client
    #[arg(long, requires = "spec")]
    keep_going: bool,

    /// Write all errors, warnings and suggestions to this file, also if a document is refused: a JSON array of objects with
    /// rule, level (error, warning, suggestion), file, line, column, pointer, message and hint
    #[arg(long, value_name = "FILE")]
    report: Option<PathBuf>,

    /// Where the crate finds specwright-runtime: a version (1.2), or a folder (./1.2) [default: a copy in DIR/runtime]
    #[arg(long, value_name = "PATH|VERSION", requires = "spec")]
    runtime: Option<String>,
}

/// Whether a command writes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Mode {
    Write,
    Check,
}

/// What `generate` works on.
#[derive(Debug)]
pub(crate) enum Target<'a> {
    Repository(&'a [String]),
    Standalone(Standalone<'a>),
}

/// One client from any document.
#[derive(Debug)]
pub(crate) struct Standalone<'a> {
    pub(crate) spec: &'a PathBuf,
    pub(crate) out: &'a PathBuf,
    pub(crate) overlays: &'a [PathBuf],
    pub(crate) name: Option<&'a String>,
    pub(crate) config: Option<&'a PathBuf>,
    pub(crate) only: &'a [String],
    pub(crate) keep_going: bool,
    pub(crate) runtime: Option<&'a String>,
}

impl Generate {
    pub(crate) fn mode(&self) -> Mode {
        if self.how.check { Mode::Check } else { Mode::Write }
    }

    /// Where all findings are written, too.
    pub(crate) fn report(&self) -> Option<&Path> {
        self.how.report.as_deref()
    }

    pub(crate) fn target(&self) -> Target<'_> {
        let how = &self.how;
        match (&self.spec, &how.out) {
            (Some(spec), Some(out)) => Target::Standalone(Standalone {
                spec,
                out,
                overlays: &how.overlays,
                name: how.name.as_ref(),
                config: how.config.as_ref(),
                only: &how.only,
                keep_going: how.keep_going,
                runtime: how.runtime.as_ref(),
            }),
            _ => Target::Repository(&self.apis),
        }
    }
}
