//! Takes a task from its arguments: lists what can be measured, serves, or calls and counts.

use std::alloc::System;
use std::env;
use std::hint::black_box;
use std::io::{self, Read};
use std::process::ExitCode;
use std::time::Instant;

use serde_json::json;
use specwright_bench::{CHECKED, Caller, Failure, LISTS, Server, Subject, VARIANTS};
use stats_alloc::{INSTRUMENTED_SYSTEM, Region, Stats, StatsAlloc};
use tokio::runtime::{Builder, Runtime};

#[global_allocator]
static ALLOCATOR: &StatsAlloc<System> = &INSTRUMENTED_SYSTEM;

/// So many calls fill the pool and all that is made once.
const WARM_UP: usize = 50;
const BATCHES: usize = 15;

const USAGE: &str =
    "usage: specwright-bench list | serve | (call | measure) URL SUBJECT VARIANT CALLS | pages URL VARIANT ITEMS";

fn main() -> ExitCode {
    let args: Vec<String> = env::args().skip(1).collect();
    let args: Vec<&str> = args.iter().map(String::as_str).collect();
    let done = match args[..] {
        ["list"] => list(),
        ["serve"] => serve(),
        ["call", url, subject, variant, calls] => task(url, subject, variant, calls).and_then(|task| task.call()),
        ["measure", url, subject, variant, calls] => task(url, subject, variant, calls).and_then(|task| task.measure()),
        ["pages", url, variant, items] => pages(url, variant, items),
        _ => Err(USAGE.into()),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

/// The subjects, and the variants of each, in the order of the table.
fn list() -> Result<(), Failure> {
    let variants: Vec<_> = VARIANTS.iter().map(|variant| variant.name).collect();
    let subjects = Subject::ALL.map(Subject::name);
    println!("{}", json!({ "subjects": subjects, "variants": variants, "checked": CHECKED, "lists": LISTS }));
    Ok(())
}

/// Serves until standard input ends, as it does when the caller is gone.
fn serve() -> Result<(), Failure> {
    let server = Server::bind()?;
    println!("{}", server.url());
    server.start();
    io::stdin().read_to_end(&mut Vec::new())?;
    Ok(())
}

/// Prints what a list of so many items takes: the most memory that is in use when an item is given, and allocations for each.
fn pages(url: &str, variant: &str, items: &str) -> Result<(), Failure> {
    let Task { runtime, caller, calls: items, .. } = task(url, Subject::GetConnection.name(), variant, items)?;
    let read = |items, look: &mut dyn FnMut()| runtime.block_on(caller.read_list(items, look));
    // The pool is filled, and what is made once is there.
    read(1, &mut || {})?;
    let region = Region::new(ALLOCATOR);
    let mut most = 0;
    let start = Instant::now();
    let count = read(u64::try_from(items)?, &mut || most = most.max(in_use(&region.change())))?;
    let change = region.change();
    let per_item = |figure: f64| figure / count as f64;
    println!(
        "{}",
        json!({
            "items": count,
            "bytes_in_use": most,
            "allocations": per_item((change.allocations + change.reallocations) as f64),
            "microseconds": per_item(start.elapsed().as_secs_f64() * 1e6),
        })
    );
    Ok(())
}

fn in_use(change: &Stats) -> isize {
    let of = |bytes: usize| isize::try_from(bytes).unwrap_or(isize::MAX);
    of(change.bytes_allocated).saturating_sub(of(change.bytes_deallocated))
}

struct Task {
    runtime: Runtime,
    caller: Caller,
    subject: Subject,
    calls: usize,
}

fn task(url: &str, subject: &str, variant: &str, calls: &str) -> Result<Task, Failure> {
    let subject = Subject::ALL.into_iter().find(|known| known.name() == subject).ok_or("unknown subject")?;
    let variant = VARIANTS.iter().find(|known| known.name == variant).ok_or("unknown variant")?;
    variant.prepare();
    // One thread, so that a run does the same as the next.
    let runtime = Builder::new_current_thread().enable_all().build()?;
    let caller = {
        let _guard = runtime.enter();
        variant.caller(url)?
    };
    Ok(Task { runtime, caller, subject, calls: calls.parse()? })
}

impl Task {
    /// Calls, and says nothing: somebody else counts.
    fn call(&self) -> Result<(), Failure> {
        self.run(self.calls)
    }

    /// Prints what one call takes of memory and time.
    fn measure(&self) -> Result<(), Failure> {
        self.run(WARM_UP)?;
        let region = Region::new(ALLOCATOR);
        self.run(self.calls)?;
        let change = black_box(region.change());
        let per_call = |count: usize| count as f64 / self.calls as f64;
        println!(
            "{}",
            json!({
                "allocations": per_call(change.allocations + change.reallocations),
                "bytes": per_call(change.bytes_allocated),
                "microseconds": self.time()?,
            })
        );
        Ok(())
    }

    /// The median of several batches, for one call.
    fn time(&self) -> Result<f64, Failure> {
        let calls = self.calls.div_ceil(BATCHES);
        let mut times = Vec::with_capacity(BATCHES);
        for _ in 0..BATCHES {
            let start = Instant::now();
            self.run(calls)?;
            times.push(start.elapsed().as_secs_f64() * 1e6 / calls as f64);
        }
        times.sort_by(f64::total_cmp);
        Ok(times.get(BATCHES / 2).copied().unwrap_or_default())
    }

    fn run(&self, calls: usize) -> Result<(), Failure> {
        self.runtime.block_on(async {
            for _ in 0..calls {
                self.caller.call(self.subject).await?;
            }
            Ok(())
        })
    }
}
