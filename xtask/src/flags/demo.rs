//! The command line of `demo`.

use clap::Args;

/// Run the examples of the clients against mocks of their APIs, which takes no account and no network
///
/// Builds them once, and prints what each one prints. A line of an example that begins with `//! Mock: ` names the faults that its
/// mock has. Exits with 0 if all examples end well.
#[derive(Debug, Args)]
pub(crate) struct Demo {
    /// Only these APIs, by the names of their folders under specs/ [default: all]
    #[arg(value_name = "API")]
    pub(crate) apis: Vec<String>,

    /// Only the example of this name
    #[arg(long, value_name = "NAME")]
    pub(crate) example: Option<String>,
}
