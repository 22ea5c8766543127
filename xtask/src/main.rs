//! The commands of this repository.

use std::process::ExitCode;
use xtask::Program;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    xtask::main(Program::Xtask)
}
