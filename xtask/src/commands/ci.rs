//! Takes the repository; runs every check that CI makes beyond the tests, and returns the worst outcome.

use super::{fmt, generate};
use crate::flags::Mode;
use crate::{Context, Exit, Failure};
use std::env;
use std::ffi::OsString;
use std::path::Path;
use std::process::{Command, Stdio};

/// The arguments of each call of Cargo.
const STEPS: [&str; 10] = [
    "fmt --all --check",
    "fmt --all --check --manifest-path xtask/Cargo.toml",
    "clippy --workspace --all-targets -- -D warnings",
    "clippy --manifest-path xtask/Cargo.toml --workspace --all-targets -- -D warnings",
    "clippy --package specwright-runtime --features blocking,mock --all-targets -- -D warnings",
    "clippy --package nectar-client --features blocking,mock -- -D warnings",
    "test --package specwright-runtime --features blocking,mock",
    BROWSER,
    DOC,
    "test --manifest-path xtask/Cargo.toml --workspace",
];
/// The clients, in a build for browsers. What is not for users is not for browsers either.
const BROWSER: &str = "clippy --target wasm32-unknown-unknown --workspace --all-features \
    --exclude specwright-codegen --exclude specwright-bench -- -D warnings";
const DOC: &str = "doc --workspace --no-deps --all-features";
const FMT: &str = "cargo xtask fmt --check";
const GENERATE: &str = "cargo xtask generate --check";

pub(crate) fn run(context: &Context) -> Result<Exit, Failure> {
    let root = context.root()?;
    let mut outcomes: Vec<(String, Exit)> = STEPS.iter().map(|step| cargo(step, root, context)).collect();
    outcomes.push(own(FMT, || fmt::repository(&[], Mode::Check, context), context));
    outcomes.push(own(GENERATE, || generate::run(&[], Mode::Check, context), context));
    context.out.write("\n");
    for (step, exit) in &outcomes {
        context.out.write(format!("{} {step}\n", mark(*exit, context)));
    }
    let worst = [Exit::Failed, Exit::Stale].into_iter().find(|exit| outcomes.iter().any(|(_, other)| other == exit));
    Ok(worst.unwrap_or(Exit::Done))
}

fn mark(exit: Exit, context: &Context) -> String {
    match exit {
        Exit::Done => context.out.look.paint("32", "ok    "),
        Exit::Stale => context.out.look.paint("31", "stale "),
        _ => context.out.look.paint("31", "failed"),
    }
}

/// A command of ours, which needs no other process.
fn own(step: &str, run: impl FnOnce() -> Result<Exit, Failure>, context: &Context) -> (String, Exit) {
    echo(step, context);
    let exit = run().unwrap_or_else(|failure| context.show(&failure));
    (step.to_owned(), exit)
}

fn echo(step: &str, context: &Context) {
    context.out.write(context.out.look.paint("1", &format!("$ {step}")) + "\n");
}

fn cargo(step: &str, root: &Path, context: &Context) -> (String, Exit) {
    let mut command = Command::new(context.cargo());
    command.args(step.split(' ')).current_dir(root).stdin(Stdio::null());
    let name = if step == DOC {
        command.env(FLAGS, doc_flags());
        format!("{FLAGS}=\"{}\" cargo {step}", doc_flags().to_string_lossy())
    } else {
        format!("cargo {step}")
    };
    echo(&name, context);
    let exit = match run_child(&mut command, context) {
        Ok(true) => Exit::Done,
        Ok(false) => Exit::Failed,
        Err(error) => {
            context.show(&Failure::io("run", Path::new(context.cargo()), &error, "check that Cargo is installed"))
        }
    };
    (name, exit)
}

const FLAGS: &str = "RUSTDOCFLAGS";

/// The caller's flags stay, and ours come after them.
fn doc_flags() -> OsString {
    let mut flags = env::var_os(FLAGS).unwrap_or_default();
    flags.push(if flags.is_empty() { "-D warnings" } else { " -D warnings" });
    flags
}

fn run_child(command: &mut Command, context: &Context) -> std::io::Result<bool> {
    if !context.out.is_captured() {
        return command.status().map(|status| status.success());
    }
    let output = command.output()?;
    context.out.write(&output.stdout);
    context.err.write(&output.stderr);
    Ok(output.status.success())
}
