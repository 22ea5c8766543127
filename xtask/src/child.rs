//! Takes a command and its limits; runs it, stops it beyond them, and returns how it ended, its times and its memory.

use std::fs;
use std::io;
use std::process::{Child, Command};
use std::thread;
use std::time::{Duration, Instant};

/// How often a child is looked at.
const INTERVAL: Duration = Duration::from_millis(2);

/// What one child may take.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Limits {
    pub(crate) time: Duration,
    /// In bytes; held to where memory can be measured.
    pub(crate) memory: u64,
}

/// How a child ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum End {
    /// By itself, with this exit code; none if a signal has ended it.
    Ended(Option<i32>),
    /// It was stopped for the time that it took.
    TooSlow,
    /// It was stopped for the memory that it took.
    TooLarge,
}

impl End {
    pub(crate) fn is_success(self) -> bool {
        self == Self::Ended(Some(0))
    }
}

/// What became of a child.
#[derive(Debug)]
pub(crate) struct Ran {
    pub(crate) end: End,
    pub(crate) took: Duration,
    /// The most memory that was resident, in bytes, as of the last look before it ended; known on Linux.
    pub(crate) peak: Option<u64>,
    /// How long it has had a processor, as of the last look; known on Linux.
    pub(crate) processor: Option<Duration>,
}

pub(crate) fn run(command: &mut Command, limits: Limits) -> io::Result<Ran> {
    let start = Instant::now();
    let mut child = command.spawn()?;
    let (mut peak, mut processor) = (None, None);
    let end = loop {
        if let Some(status) = child.try_wait()? {
            break End::Ended(status.code());
        }
        peak = peak.max(high_water(&child));
        processor = processor.max(processor_time(&child));
        if start.elapsed() > limits.time {
            break stop(&mut child, End::TooSlow)?;
        }
        if peak.is_some_and(|peak| peak > limits.memory) {
            break stop(&mut child, End::TooLarge)?;
        }
        thread::sleep(INTERVAL);
    };
    Ok(Ran { end, took: start.elapsed(), peak, processor })
}

fn stop(child: &mut Child, end: End) -> io::Result<End> {
    child.kill()?;
    child.wait()?;
    Ok(end)
}

/// What the kernel knows as the most memory that was resident; where it says nothing, or not in this way, none.
fn high_water(child: &Child) -> Option<u64> {
    let status = fs::read_to_string(format!("/proc/{}/status", child.id())).ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    let kibibytes: u64 = line.trim().strip_suffix(" kB")?.parse().ok()?;
    Some(kibibytes * 1024)
}

/// What Linux calls a tick, in milliseconds.
const TICK: u64 = 10;

/// In user mode and in the kernel, of all threads.
fn processor_time(child: &Child) -> Option<Duration> {
    let text = fs::read_to_string(format!("/proc/{}/stat", child.id())).ok()?;
    // The name of the program, which may hold anything, ends at the last bracket; the times are the 12th and 13th behind it.
    let mut ticks = text.rsplit_once(')')?.1.split_whitespace().skip(11).map(str::parse::<u64>);
    let (user, kernel) = (ticks.next()?.ok()?, ticks.next()?.ok()?);
    Some(Duration::from_millis((user + kernel) * TICK))
}

#[cfg(all(test, unix))]
mod tests {
    use super::{End, Limits, run};
    use std::process::{Command, Stdio};
    use std::time::Duration;

    #[allow(clippy::unwrap_used, reason = "a test may fail")]
    fn end(script: &str, time: Duration, memory: u64) -> End {
        let mut command = Command::new("sh");
        command.args(["-c", script]).stdin(Stdio::null());
        run(&mut command, Limits { time, memory }).unwrap().end
    }

    #[test]
    fn a_child_ends_by_itself_or_is_stopped() {
        let (long, much) = (Duration::from_secs(60), u64::MAX);
        assert_eq!(end("exit 0", long, much), End::Ended(Some(0)));
        assert_eq!(end("exit 3", long, much), End::Ended(Some(3)));
        assert_eq!(end("exec sleep 60", Duration::from_millis(30), much), End::TooSlow);
        #[cfg(target_os = "linux")]
        assert_eq!(end("exec sleep 60", long, 1), End::TooLarge);
    }
}
