//! Takes a parsed command; runs it and returns how it ended.

mod bench;
mod check;
mod ci;
mod conformance;
mod demo;
mod diff;
mod explain;
pub(crate) mod fmt;
pub(crate) mod generate;
mod interop;
mod mock;
mod new;
mod report;
pub(crate) mod standalone;

use crate::flags::{Command, Target};
use crate::{Context, Exit, Failure};

pub(crate) fn run(command: &Command, context: &Context) -> Result<Exit, Failure> {
    match command {
        Command::Generate(flags) => {
            let done = match flags.target() {
                Target::Repository(apis) => generate::run(apis, flags.mode(), context),
                Target::Standalone(target) => standalone::run(&target, flags.mode(), context),
            };
            report::write(flags.report(), done, context)
        }
        Command::Check(flags) => check::run(flags, context),
        Command::Explain(flags) => explain::run(flags.rule.as_deref(), context),
        Command::Fmt(flags) => fmt::run(flags, context),
        Command::New(flags) => new::run(flags, context),
        Command::Diff(flags) => diff::run(flags, context),
        Command::Mock(flags) => mock::run(flags, context),
        Command::Demo(flags) => demo::run(flags, context),
        Command::Interop(flags) => interop::run(flags, context),
        Command::Conformance(flags) => conformance::run(flags, context),
        Command::Bench(flags) => bench::run(flags, context),
        Command::Ci(_) => ci::run(context),
    }
}
