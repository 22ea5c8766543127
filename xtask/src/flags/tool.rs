//! The command line of `specwright`, which takes documents anywhere; each command is one of `cargo xtask` for them.

use super::generate::How;
use super::{Check, Command, Conformance, Diff, DiffFormat, Explain, Fmt, Format, Generate, Mock, MockHow};
use clap::{Args, Parser, Subcommand};
use std::path::PathBuf;

/// From OpenAPI documents to Rust clients
#[derive(Debug, Parser)]
#[command(name = "specwright", bin_name = "specwright", version = specwright_codegen::VERSION, no_binary_name = true)]
pub(super) struct Flags {
    #[command(subcommand)]
    command: Tool,
}

#[derive(Debug, Subcommand)]
enum Tool {
    Generate(ToolGenerate),
    Check(ToolCheck),
    Explain(Explain),
    Fmt(ToolFmt),
    Diff(ToolDiff),
    Mock(ToolMock),
    Conformance(Conformance),
}

/// Write a client from any document into any folder, where it builds on its own
///
/// Only files that differ are written. Files of an earlier run that are no longer produced are removed; other files never are.
/// If the document has an error, all errors are printed and nothing is written.
#[derive(Debug, Args)]
#[command(mut_arg("out", |out| out.required(true)))]
struct ToolGenerate {
    /// The document to read, YAML or JSON; - reads it from standard input
    #[arg(value_name = "FILE")]
    spec: PathBuf,

    #[command(flatten)]
    how: How,
}

/// Check a document and its settings by all rules, and generate nothing
///
/// Beside the rules of `generate` these are rules for authors: what a document should say, although a client could do without.
/// `specwright explain` lists them all; `[[rule]]` in client.toml raises and lowers them.
#[derive(Debug, Args)]
struct ToolCheck {
    /// The document, YAML or JSON; - reads it from standard input
    #[arg(value_name = "FILE")]
    spec: PathBuf,

    /// The settings of its client
    #[arg(long, value_name = "CLIENT.TOML")]
    config: Option<PathBuf>,

    /// An OpenAPI Overlay to apply to the document first; may be given several times
    #[arg(long = "overlay", value_name = "FILE")]
    overlays: Vec<PathBuf>,

    /// How findings are shown; json and sarif go to standard output
    #[arg(long, value_enum, default_value_t = Format::Human)]
    format: Format,
}

/// Bring a document into the one layout that all have: indentation, order of keys, quotes; nothing it says changes
///
/// Comments and blank lines stay with what they stand above. Lines that people broke stay broken. A document that cannot be
/// laid out, because it has anchors, tags and the like, is refused and left as it is.
#[derive(Debug, Args)]
struct ToolFmt {
    /// A YAML or JSON file; - reads it from standard input and writes to standard output
    #[arg(value_name = "FILE")]
    spec: PathBuf,

    /// Write nothing; print what differs, and exit with 2 if anything does
    #[arg(long)]
    check: bool,
}

/// Say what changed between two versions of a document: on the wire, to Rust users, and why
///
/// Exits with 3 if anyone may break.
#[derive(Debug, Args)]
struct ToolDiff {
    /// The document as it was
    #[arg(value_name = "OLD")]
    old: PathBuf,

    /// The document as it is
    #[arg(value_name = "NEW")]
    new: PathBuf,

    /// How it is written
    #[arg(long, value_enum, default_value_t)]
    format: DiffFormat,

    /// The settings of the crate
    #[arg(long, value_name = "CLIENT.TOML")]
    config: Option<PathBuf>,
}

/// Serve the operations of a document on this machine: requests are checked, and answered by its examples
///
/// Answers without an example are made up from the schemas, which the header `X-Mock-Answer` says. A mistake in a request is
/// answered with what is wrong and where the document says so. A request that has the header `X-Mock-Fault` is answered wrongly,
/// as with --fault. Serves until it is interrupted.
#[derive(Debug, Args)]
struct ToolMock {
    /// The document, YAML or JSON; - reads it from standard input
    #[arg(value_name = "FILE")]
    spec: PathBuf,

    #[command(flatten)]
    how: MockHow,
}

impl From<Flags> for Command {
    fn from(Flags { command }: Flags) -> Self {
        match command {
            Tool::Generate(ToolGenerate { spec, how }) => {
                Self::Generate(Generate { apis: Vec::new(), spec: Some(spec), how })
            }
            Tool::Check(ToolCheck { spec, config, overlays, format }) => {
                Self::Check(Check { apis: Vec::new(), spec: Some(spec), config, overlays, format })
            }
            Tool::Explain(explain) => Self::Explain(explain),
            Tool::Fmt(ToolFmt { spec, check }) => Self::Fmt(Fmt { apis: Vec::new(), check, spec: Some(spec) }),
            Tool::Diff(ToolDiff { old, new, format, config }) => {
                let base = String::new();
                Self::Diff(Diff { names: Vec::new(), documents: Some((old, new)), base, format, config })
            }
            Tool::Mock(ToolMock { spec, how }) => Self::Mock(Mock { api: None, spec: Some(spec), how }),
            Tool::Conformance(conformance) => Self::Conformance(conformance),
        }
    }
}
