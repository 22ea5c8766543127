//! Takes nothing; says what the command line of `bench` may hold.

use clap::{Args, Subcommand};
use std::num::NonZeroUsize;
use std::path::PathBuf;

/// Measure what the code costs that all clients share, and what commands take for large documents
#[derive(Debug, Args)]
pub(crate) struct Bench {
    #[command(subcommand)]
    pub(crate) what: Benchmark,
}

/// What can be measured.
#[derive(Debug, Subcommand)]
pub(crate) enum Benchmark {
    Runtime(BenchRuntime),
    Pages(BenchPages),
    Check(BenchCheck),
    Diff(BenchDiff),
    Mock(BenchMock),
}

/// Measure a call through a generated client beside the same call written by hand with reqwest and serde
///
/// Prints a table in Markdown for each call: instructions in user mode (counted by Valgrind, which has to be there), their
/// ratio to the call by hand, allocations, bytes and time. Instructions and allocations hardly differ from run to run, time
/// does.
#[derive(Debug, Args)]
pub(crate) struct BenchRuntime {
    /// How many calls each figure is the mean of
    #[arg(long, value_name = "N", default_value = "1000")]
    pub(crate) calls: NonZeroUsize,

    /// Exit with 1 if a call with everything off takes more than 1.03 of the instructions of the call by hand
    #[arg(long)]
    pub(crate) check: bool,
}

/// Measure how much memory it takes to read a list of 1,000, 10,000 and 100,000 items page by page, beside the same by hand
///
/// Prints a table in Markdown: the most memory that is in use when an item is given, allocations and time for each item.
#[derive(Debug, Args)]
pub(crate) struct BenchPages {
    /// Exit with 1 if a long list takes more than 1.1 of the memory of a short one
    #[arg(long)]
    pub(crate) check: bool,
}

/// Measure what `check` takes for a made-up document of 3 MB, for each API under specs/, and for other documents
///
/// Prints a table in Markdown: the length of each document, and the time, the time with a processor
/// and the memory of the whole process, the best of three.
#[derive(Debug, Args)]
pub(crate) struct BenchCheck {
    /// Another document to check; may be given several times
    #[arg(long = "spec", value_name = "FILE")]
    pub(crate) specs: Vec<PathBuf>,

    /// Exit with 1 if a document takes more than a second of a processor, or 300 MB
    #[arg(long)]
    pub(crate) check: bool,
}

/// Measure what `diff` takes for two made-up documents of 3 MB that differ in hundreds of places, or for two others
///
/// Prints a table in Markdown: the length of both documents, and the time and memory of the whole process, the best of three.
#[derive(Debug, Args)]
pub(crate) struct BenchDiff {
    /// Two other documents to compare, the old one first
    #[arg(num_args = 2, value_names = ["OLD", "NEW"])]
    pub(crate) documents: Vec<PathBuf>,

    /// Exit with 1 if a comparison takes more than two seconds or 400 MB
    #[arg(long)]
    pub(crate) check: bool,
}

/// Measure how many requests a second a mock of an API answers
///
/// Prints a table in Markdown: requests a second over eight connections, and the times of single requests.
#[derive(Debug, Args)]
pub(crate) struct BenchMock {
    /// The program of Prism, which is measured beside it
    #[arg(long, value_name = "PROGRAM")]
    pub(crate) prism: Option<PathBuf>,

    /// Exit with 1 if it answers fewer than 1,000 a second
    #[arg(long)]
    pub(crate) check: bool,
}
