//! Takes the name of a benchmark; runs it, prints a table, and says what costs more than it may.

mod check;
mod diff;
mod mock;

use crate::bench::{List, Plan, Program, Row, list_table, measure, table};
use crate::flags::{Bench, BenchPages, BenchRuntime, Benchmark};
use crate::{Context, Exit, Failure};

/// The most that a call may take where all that clients do by default is off, beside the same call by hand.
const MOST: f64 = 1.03;

/// How long the lists are that are read.
const ITEMS: [usize; 3] = [1_000, 10_000, 100_000];

/// The most memory that a longer list may take, beside a shorter one.
const MOST_GROWTH: f64 = 1.1;

pub(crate) fn run(flags: &Bench, context: &Context) -> Result<Exit, Failure> {
    match &flags.what {
        Benchmark::Runtime(flags) => runtime(flags, context),
        Benchmark::Pages(flags) => pages(flags, context),
        Benchmark::Check(flags) => check::run(flags, context),
        Benchmark::Diff(flags) => diff::run(flags, context),
        Benchmark::Mock(flags) => mock::run(flags, context),
    }
}

fn runtime(flags: &BenchRuntime, context: &Context) -> Result<Exit, Failure> {
    context.status("building the benchmark");
    let program = Program::with_valgrind(context);
    context.status("");
    let program = program?;
    let plan = program.plan()?;
    let server = program.serve()?;
    let mut too_much = Vec::new();
    for (at, subject) in plan.subjects.iter().enumerate() {
        let rows = plan.variants.iter().map(|variant| {
            context.status(&format!("{subject}: {variant}"));
            measure(&program, &server, subject, variant, flags.calls.get())
        });
        let rows: Result<Vec<_>, _> = rows.collect();
        context.status("");
        let rows = rows?;
        let blank = if at == 0 { "" } else { "\n" };
        context.out.write(format!("{blank}{}", table(subject, &rows)));
        too_much.extend(ratio(&plan, &rows).filter(|ratio| *ratio > MOST).map(|ratio| (subject, ratio)));
    }
    if !flags.check {
        return Ok(Exit::Done);
    }
    for (subject, ratio) in &too_much {
        let checked = &plan.checked;
        context.error(&format!("{subject}, {checked}: {ratio:.3} of the instructions by hand, {MOST} is the most"));
    }
    Ok(if too_much.is_empty() { Exit::Done } else { Exit::Failed })
}

/// What the variant that is checked takes of instructions, relative to the first.
fn ratio(plan: &Plan, rows: &[Row]) -> Option<f64> {
    let checked = rows.iter().find(|row| row.variant == plan.checked)?;
    Some(checked.instructions / rows.first()?.instructions)
}

fn pages(flags: &BenchPages, context: &Context) -> Result<Exit, Failure> {
    context.status("building the benchmark");
    let program = Program::build(context);
    context.status("");
    let program = program?;
    let (plan, server) = (program.plan()?, program.serve()?);
    let mut lists = Vec::new();
    for items in ITEMS {
        for variant in &plan.lists {
            context.status(&format!("{items} items: {variant}"));
            let list = program.list(server.url(), variant, items);
            context.status("");
            lists.push((variant.as_str(), list?));
        }
    }
    context.out.write(list_table(&lists));
    if !flags.check {
        return Ok(Exit::Done);
    }
    let grown = plan.lists.iter().filter_map(|variant| Some((variant, growth(variant, &lists)?)));
    let grown: Vec<_> = grown.filter(|(_, growth)| *growth > MOST_GROWTH).collect();
    for (variant, growth) in &grown {
        context.error(&format!(
            "{variant}: the longest list takes {growth:.3} of the memory of the shortest, {MOST_GROWTH} is the most"
        ));
    }
    Ok(if grown.is_empty() { Exit::Done } else { Exit::Failed })
}

/// What the longest list takes of memory, relative to the shortest.
fn growth(variant: &str, lists: &[(&str, List)]) -> Option<f64> {
    let own = || lists.iter().filter(|(of, _)| *of == variant).map(|(_, list)| list.bytes_in_use);
    Some(own().next_back()? / own().next()?)
}
