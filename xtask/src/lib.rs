//! The commands of Specwright: takes arguments and a [`Context`], does what they ask, and returns the exit code.
//!
//! A library as well as a binary, so that tests run commands in-process, on any repository root, and read what they
//! print.

mod bench;
mod bundle;
mod child;
mod commands;
pub mod conformance;
mod context;
mod exit;
mod failure;
mod flags;
mod given;
mod history;
mod input;
mod interop;
mod mock;
mod program;
mod runtime;
mod shown;
mod specs;
mod streams;
pub mod tree;

use std::ffi::OsString;
use std::process::ExitCode;
use std::thread;

pub use commands::generate::{Planned, plan_repository};
pub use context::Context;
pub use exit::Exit;
pub use failure::Failure;
pub use input::MAX_INPUT_BYTES;
pub use program::Program;
pub use streams::Look;

/// The same on every system, whatever its main thread has.
const STACK_BYTES: usize = 64 * 1024 * 1024;

/// Runs the command that the process was started with.
#[must_use]
pub fn main(program: Program) -> ExitCode {
    let command = move || run(std::env::args_os().skip(1), &Context::system().of(program));
    let worker = thread::Builder::new().stack_size(STACK_BYTES).spawn(command);
    // A worker that panics has said so.
    ExitCode::from(worker.ok().and_then(|worker| worker.join().ok()).unwrap_or(Exit::Failed.code()))
}

/// Runs one command; `args` come without the name of the program. Returns the exit code, see [`Exit`].
pub fn run<A>(args: impl IntoIterator<Item = A>, context: &Context) -> u8
where
    A: Into<OsString> + Clone,
{
    let exit = match flags::parse(context.program(), args) {
        Ok(command) => commands::run(&command, context).unwrap_or_else(|failure| context.show(&failure)),
        Err(error) => context.show_usage(&error),
    };
    context.close(exit).code()
}
