//! The command line of `interop`.

use clap::Args;
use std::path::PathBuf;

/// Have tools that others wrote judge our documents, mocks and clients
///
/// Redocly CLI lints each document, Schemathesis drives the mock of each, and Prism stands between clients and mocks, and in the
/// place of the mocks. A tool that is not there, or in another version, is skipped with the command that installs it. Prints what
/// was tried, and what the tools are told otherwise than they would have it, with the reasons.
#[derive(Debug, Args)]
pub(crate) struct Interop {
    /// Only these APIs, by the names of their folders under specs/ [default: all]
    #[arg(value_name = "API")]
    pub(crate) apis: Vec<String>,

    /// Fail where a tool is missing
    #[arg(long)]
    pub(crate) require: bool,

    /// A folder with tools, such as node_modules/.bin or the bin of a virtual environment; may be given several times [default: the
    /// folders of PATH]
    #[arg(long = "tools", value_name = "DIR")]
    pub(crate) folders: Vec<PathBuf>,
}
