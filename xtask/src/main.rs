//! Takes the process's arguments, hands them to the library, and exits with the code that it returns.

use std::process::ExitCode;
use std::thread;
use xtask::{Context, Exit, run};

/// The same on every system, whatever its main thread has.
const STACK_BYTES: usize = 64 * 1024 * 1024;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    let command = || run(std::env::args_os().skip(1), &Context::system());
    let worker = thread::Builder::new().stack_size(STACK_BYTES).spawn(command);
    // A worker that panics has said so.
    ExitCode::from(worker.ok().and_then(|worker| worker.join().ok()).unwrap_or(Exit::Failed.code()))
}
