//! Takes the command line; returns the command that it names, or clap's error.

mod bench;
mod demo;
mod generate;
mod interop;
mod mock;
mod tool;

use crate::conformance::{Purpose, Scope};
use crate::{Exit, Program};
pub(crate) use bench::{Bench, BenchCheck, BenchDiff, BenchMock, BenchPages, BenchRuntime, Benchmark};
use clap::{Args, Parser, Subcommand, ValueEnum};
pub(crate) use demo::Demo;
pub(crate) use generate::{Generate, Mode, Standalone, Target};
use glob::Pattern;
pub(crate) use interop::Interop;
pub(crate) use mock::{How as MockHow, Mock};
use std::ffi::OsString;
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};

/// Specwright: from OpenAPI documents to Rust clients
#[derive(Debug, Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask", version = specwright_codegen::VERSION, no_binary_name = true)]
struct Flags {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    Generate(Generate),
    Check(Check),
    Explain(Explain),
    Fmt(Fmt),
    New(New),
    Diff(Diff),
    Mock(Mock),
    Demo(Demo),
    Interop(Interop),
    Conformance(Conformance),
    Bench(Bench),
    Ci(Ci),
}

/// Check documents and their settings by all rules, and generate nothing
///
/// Beside the rules of `generate` these are rules for authors: what a specification should say, although a client could do
/// without. `cargo xtask explain` lists them all; `[[rule]]` in client.toml raises and lowers them.
#[derive(Debug, Args)]
pub(crate) struct Check {
    /// Only these APIs, by the names of their folders under specs/ [default: all]
    #[arg(value_name = "API", conflicts_with = "spec")]
    pub(crate) apis: Vec<String>,

    /// Any document instead, YAML or JSON; - reads it from standard input
    #[arg(long, value_name = "FILE")]
    pub(crate) spec: Option<PathBuf>,

    /// The settings of its client
    #[arg(long, value_name = "CLIENT.TOML", requires = "spec")]
    pub(crate) config: Option<PathBuf>,

    /// An OpenAPI Overlay to apply to the document first; may be given several times
    #[arg(long = "overlay", value_name = "FILE", requires = "spec")]
    pub(crate) overlays: Vec<PathBuf>,

    /// How findings are shown; json and sarif go to standard output
    #[arg(long, value_enum, default_value_t = Format::Human)]
    pub(crate) format: Format,
}

/// How findings are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// Each with the line that it points at, and a summary
    Human,
    /// An array of objects with rule, level (error, warning, suggestion), file, line, column, pointer, message and hint
    Json,
    /// SARIF 2.1.0, which services show on the lines of a change
    Sarif,
}

/// Print the page of a rule: what it finds, why that matters, what to do
#[derive(Debug, Args)]
pub(crate) struct Explain {
    /// The rule, by its id [default: a list of all rules]
    #[arg(value_name = "RULE")]
    pub(crate) rule: Option<String>,
}

/// Bring documents into the one layout that all have: indentation, order of keys, quotes; nothing they say changes
///
/// Comments and blank lines stay with what they stand above. Lines that people broke stay broken. A document that cannot be
/// laid out, because it has anchors, tags and the like, is refused and left as it is.
#[derive(Debug, Args)]
pub(crate) struct Fmt {
    /// Only these APIs, by the names of their folders under specs/ [default: all]
    #[arg(value_name = "API", conflicts_with = "spec")]
    pub(crate) apis: Vec<String>,

    /// Write nothing; print what differs, and exit with 2 if anything does
    #[arg(long)]
    check: bool,

    /// Any YAML or JSON file instead; - reads it from standard input and writes to standard output
    #[arg(long, value_name = "FILE")]
    pub(crate) spec: Option<PathBuf>,
}

impl Fmt {
    pub(crate) fn mode(&self) -> Mode {
        if self.check { Mode::Check } else { Mode::Write }
    }
}

/// Start an API: write specs/<api>/openapi.yaml and client.toml with places to fill
///
/// The document is valid, but `generate` refuses it until each place marked TODO(specwright) is filled.
#[derive(Debug, Args)]
pub(crate) struct New {
    /// The name of the API in lower kebab-case, such as `nectar` or `pet-store`
    #[arg(value_name = "API", value_parser = api_name)]
    pub(crate) api: String,

    /// The title of the API as its vendor writes it [default: from the name]
    #[arg(long)]
    pub(crate) title: Option<String>,
}

/// Say what changed between two versions: on the wire, to Rust users, and why
///
/// Two files are compared with each other; exits with 3 if anyone may break. Without files, what is under specs/ is compared
/// with what a revision had there, and its clients with those under generated/; exits with 5 if the version in a client.toml
/// does not say what changed. A change that nobody feels can be waived there: `[[waive]]` with `change`, its fingerprint, and
/// `reason`.
#[derive(Debug, Args)]
pub(crate) struct Diff {
    /// Two documents, the old one first; or the APIs that are meant [default: all APIs]
    #[arg(value_name = "OLD NEW | API")]
    names: Vec<String>,

    /// Two documents, whatever they are called.
    #[arg(skip)]
    documents: Option<(PathBuf, PathBuf)>,

    /// The revision to compare with: the last commit that it shares with what is checked out
    #[arg(long, value_name = "REV", default_value = "HEAD")]
    pub(crate) base: String,

    /// How it is written
    #[arg(long, value_enum, default_value_t)]
    pub(crate) format: DiffFormat,

    /// The settings of the crate, for two documents
    #[arg(long, value_name = "CLIENT.TOML")]
    pub(crate) config: Option<PathBuf>,
}

/// How a review is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum DiffFormat {
    /// Lines for a terminal
    #[default]
    Human,
    /// A comment on a pull request, below 60 kB
    Markdown,
    /// An entry of a changelog, by cause
    Changelog,
    /// One JSON object
    Json,
}

/// What `diff` compares.
#[derive(Debug)]
pub(crate) enum Compared<'a> {
    Documents(&'a Path, &'a Path),
    Repository(&'a [String]),
    /// One document, or more than two.
    Neither,
}

impl Diff {
    /// No name of an API has a dot or a slash, and hardly a file lacks both.
    pub(crate) fn compared(&self) -> Compared<'_> {
        let is_file = |name: &String| name.contains(['.', '/', '\\']);
        if let Some((old, new)) = &self.documents {
            return Compared::Documents(old, new);
        }
        match self.names.as_slice() {
            [old, new] if is_file(old) || is_file(new) => Compared::Documents(Path::new(old), Path::new(new)),
            names if names.iter().any(is_file) => Compared::Neither,
            apis => Compared::Repository(apis),
        }
    }
}

/// Generate a client from each of many documents, have the compiler check every one, and measure both
///
/// Prints a table with a row a document, and totals. Exits with 0 if every document gave a client that compiles, and with
/// --round-trip if no value was lost. All that is written lies below the target folder, or a temporary one, and is removed at
/// the end, but for the file of --json.
#[derive(Debug, Args)]
pub(crate) struct Conformance {
    /// Documents, or folders of them: all files below that end in .yaml, .yml or .json
    #[arg(value_name = "PATH", required = true)]
    pub(crate) paths: Vec<PathBuf>,

    /// How many documents are worked on at a time; each may take 4 GB, or 8 GB with --round-trip [default: one a core]
    #[arg(long, value_name = "N")]
    pub(crate) jobs: Option<NonZeroUsize>,

    /// Write what was measured to this file, too: a JSON object a line, in the order of the table
    #[arg(long, value_name = "FILE")]
    pub(crate) json: Option<PathBuf>,

    /// Send values through the types, too: samples made from the schemas, and the document's own examples
    ///
    /// A value that its schema allows and that does not come back as it was is a failure.
    #[arg(long)]
    round_trip: bool,

    /// Only documents whose file name matches, such as 'pet*'
    #[arg(long, value_name = "GLOB")]
    pub(crate) filter: Option<Pattern>,

    /// Check every crate without any feature and with each one alone, too
    #[arg(long)]
    each_feature: bool,
}

impl Conformance {
    pub(crate) fn scope(&self) -> Scope {
        if self.each_feature { Scope::EachFeature } else { Scope::Whole }
    }
}

impl Conformance {
    pub(crate) fn purpose(&self) -> Purpose {
        if self.round_trip { Purpose::Run } else { Purpose::Check }
    }
}

/// Everything that CI checks beyond the tests: format, lints, documentation, xtask's own tests, fresh generated files
///
/// Every step runs, even after one that failed.
#[derive(Debug, Args)]
pub(crate) struct Ci {}

/// Reads the command line, given without the name of the program.
pub(crate) fn parse<A>(program: Program, args: impl IntoIterator<Item = A>) -> Result<Command, clap::Error>
where
    A: Into<OsString> + Clone,
{
    match program {
        Program::Xtask => parsed::<Flags, A>(args).map(|flags| flags.command),
        Program::Specwright => parsed::<tool::Flags, A>(args).map(Command::from),
    }
}

/// Every help ends with the exit codes.
fn parsed<F: Parser, A>(args: impl IntoIterator<Item = A>) -> Result<F, clap::Error>
where
    A: Into<OsString> + Clone,
{
    let explain = |command: clap::Command| command.after_help(Exit::table());
    let command = explain(F::command()).mut_subcommands(|command| explain(command).mut_subcommands(explain));
    F::from_arg_matches(&command.try_get_matches_from(args)?)
}

/// Accepts `[a-z][a-z0-9-]*`.
pub(crate) fn api_name(text: &str) -> Result<String, String> {
    let first = text.starts_with(|c: char| c.is_ascii_lowercase());
    let rest = text.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-');
    if first && rest {
        Ok(text.to_owned())
    } else {
        Err("an API's name is lower kebab-case: a to z first, then a to z, 0 to 9 and -".to_owned())
    }
}
