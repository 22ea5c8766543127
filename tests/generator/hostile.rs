//! No document makes the generator panic, overflow its stack or run for long: it gives a crate or a report.
//!
//! Each document has a process of its own, because an overflow ends the process that it happens in.

use std::process::Command;
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::thread;
use std::time::Duration;

use specwright_codegen::{Level, Report, Settings, Source, check};

use super::crate_parts::assert_whole;
use super::hostile_documents::documents;
use super::support::generate_text;

const NAME: &str = "SPECWRIGHT_HOSTILE_DOCUMENT";

/// Far more than any document needs, on any machine.
const BOUND: Duration = Duration::from_secs(60);

#[test]
fn every_document_gives_a_crate_or_a_report() {
    let mut broken = Vec::new();
    for (name, _) in documents() {
        let child = Command::new(std::env::current_exe().unwrap())
            .args(["generator::hostile::the_document_of_this_process_is_dealt_with", "--exact"])
            .env(NAME, name)
            .output()
            .unwrap();
        if !child.status.success() {
            broken.push(format!("{name}: {}\n{}", child.status, first_lines(&child.stdout, &child.stderr)));
        }
    }
    assert!(broken.is_empty(), "{} of {}:\n{}", broken.len(), documents().len(), broken.join("\n"));
}

fn first_lines(stdout: &[u8], stderr: &[u8]) -> String {
    let all = [String::from_utf8_lossy(stdout), String::from_utf8_lossy(stderr)].concat();
    let said = all
        .lines()
        .filter(|line| line.contains("panicked") || line.contains("overflow") || line.starts_with("the generator"));
    said.take(6).collect::<Vec<_>>().join("\n")
}

/// Does nothing unless another process names a document.
#[test]
fn the_document_of_this_process_is_dealt_with() {
    let Ok(wanted) = std::env::var(NAME) else { return };
    let (name, text) = documents().into_iter().find(|(name, _)| *name == wanted).unwrap();
    in_time(move || match generate_text(name, &text) {
        Ok(generated) => assert_whole(&generated),
        Err(report) => assert_refused(&report),
    });
    let (_, text) = documents().into_iter().find(|(name, _)| *name == wanted).unwrap();
    in_time(move || assert_checked(&text));
}

/// A check finds the errors that the generator finds, and no others.
pub fn assert_checked(text: &str) {
    let report = check(&Source::new("a.yaml", text).into(), &Settings::for_crate("test-client").unwrap());
    let refused = generate_text("a.yaml", text).err().unwrap_or_default();
    let errors = |report: &Report| {
        let all = report.diagnostics().iter().filter(|found| found.level == Level::Error);
        all.map(|found| (found.rule, found.pointer.clone(), found.message.clone())).collect::<Vec<_>>()
    };
    assert_eq!(errors(&report), errors(&refused), "{report}");
}

/// A report says what is wrong with the document, and does not say that the generator is.
pub fn assert_refused(report: &Report) {
    assert!(report.error_count() > 0, "refused without a reason");
    let text = report.to_string();
    assert!(report.diagnostics().iter().all(|found| found.rule != "generator"), "{text}");
}

/// Runs on the stack of a thread of Rust's own; fails if there is no end of it.
pub fn in_time(work: impl FnOnce() + Send + 'static) {
    let (done, end) = channel();
    let worker = thread::Builder::new().stack_size(2 << 20).spawn(move || {
        work();
        done.send(()).unwrap();
    });
    // A worker that panics hangs up, and `join` passes its panic on.
    assert_ne!(end.recv_timeout(BOUND), Err(RecvTimeoutError::Timeout), "panicked: still at work after {BOUND:?}");
    worker.unwrap().join().unwrap();
}
