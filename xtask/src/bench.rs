//! Takes the repository; measures what a call through a generated client costs beside the same call by hand, and what the
//! commands take for a large document.
//!
//! The program that calls is the crate `specwright-bench`, which knows what there is to measure. It is built and run here,
//! so that the commands depend on no generated crate.

mod documents;
mod load;
mod program;
mod synthetic;
mod table;

pub(crate) use documents::{Cost, DocumentRow, Most, cost, document_table, too_much};
pub(crate) use load::{Rate, load};
pub(crate) use program::{Plan, Program, Server, built};
pub(crate) use synthetic::{changed, document};
pub(crate) use table::{list_table, table};

use crate::Failure;
use serde::Deserialize;

/// So many calls are made in the run that the other one is compared with: start-up is in both, and goes out.
const FIRST_CALLS: usize = 200;

/// What one call takes.
#[derive(Clone, Debug)]
pub(crate) struct Row {
    pub(crate) variant: String,
    pub(crate) instructions: f64,
    pub(crate) memory: Memory,
}

/// What the program measures of itself.
#[derive(Clone, Debug, Deserialize)]
pub(crate) struct Memory {
    pub(crate) allocations: f64,
    pub(crate) bytes: f64,
    pub(crate) microseconds: f64,
}

/// What a list takes that is read to its end.
#[derive(Clone, Debug, Deserialize)]
pub(crate) struct List {
    pub(crate) items: u64,
    /// The most memory in use when an item is given.
    pub(crate) bytes_in_use: f64,
    /// For each item.
    pub(crate) allocations: f64,
    /// For each item.
    pub(crate) microseconds: f64,
}

/// Measures one variant, for one call of `calls`.
pub(crate) fn measure(
    program: &Program<'_>,
    server: &Server,
    subject: &str,
    variant: &str,
    calls: usize,
) -> Result<Row, Failure> {
    let of = |calls| program.instructions(server.url(), subject, variant, calls);
    let (few, many) = (of(FIRST_CALLS)?, of(FIRST_CALLS + calls)?);
    let instructions = many.saturating_sub(few) as f64 / calls as f64;
    let memory = program.memory(server.url(), subject, variant, calls)?;
    Ok(Row { variant: variant.to_owned(), instructions, memory })
}
