//! Takes the process's arguments, hands them to the library, and exits with the code that it returns.

use std::process::ExitCode;
use xtask::{Context, run};

fn main() -> ExitCode {
    ExitCode::from(run(std::env::args_os().skip(1), &Context::system()))
}
