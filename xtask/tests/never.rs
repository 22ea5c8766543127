//! Takes documents that no friend writes; checks that the command, run as a process under limits, gives files or a report.
#![cfg(unix)]

use crate::never_documents::{DOCUMENTS, Document};
use std::fs::{self, File};
use std::path::Path;
use std::process::{Command, ExitStatus, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, Instant};
use tempfile::TempDir;

/// Of a processor, so that a busy machine makes no difference; far more than any of the documents needs.
const MOST_SECONDS: u64 = 60;
/// After so long it waits for something that never comes.
const MOST_TIME: Duration = Duration::from_secs(1200);
const MOST_KIBIBYTES: u64 = 4 * 1024 * 1024;

#[test]
fn every_document_gives_files_or_a_report() {
    let next = AtomicUsize::new(0);
    let work = || {
        let mut broken = Vec::new();
        while let Some(document) = DOCUMENTS.get(next.fetch_add(1, Ordering::Relaxed)) {
            broken.extend(fault(document).map(|fault| format!("{} / {}: {fault}", document.class, document.name)));
        }
        broken
    };
    let broken = thread::scope(|scope| {
        let workers: Vec<_> = (0..2).map(|_| scope.spawn(work)).collect();
        workers.into_iter().flat_map(|worker| worker.join().unwrap()).collect::<Vec<_>>()
    });
    assert!(broken.is_empty(), "{} of {}:\n{}", broken.len(), DOCUMENTS.len(), broken.join("\n"));
}

#[test]
fn each_class_has_three_documents() {
    for document in DOCUMENTS {
        let class = DOCUMENTS.iter().filter(|other| other.class == document.class);
        assert!(class.count() >= 3, "{}", document.class);
    }
}

/// What is wrong with how a document was dealt with.
fn fault(document: &Document) -> Option<String> {
    let folder = TempDir::new().unwrap();
    let path = |name: &str| folder.path().join(name);
    fs::write(path("api.yaml"), (document.make)()).unwrap();
    let Some(status) = generate(folder.path(), &path("stdout"), &path("stderr")) else {
        return Some(format!("still there after {MOST_TIME:?}"));
    };
    let said = String::from_utf8_lossy(&fs::read(path("stderr")).unwrap()).into_owned();
    let written: Vec<_> = fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    let (expected, is_told) = match status.code() {
        Some(0) => (4, path("out/Cargo.toml").is_file()),
        Some(1) => (3, has_place(&said)),
        _ => (0, false),
    };
    let is_fault =
        written.len() != expected || !is_told || said.contains("panicked at") || said.contains("[generator]");
    is_fault.then(|| format!("{status}, {written:?}, {}", said.chars().take(800).collect::<String>()))
}

/// Whether a message names a line and a column of the document.
fn has_place(said: &str) -> bool {
    said.split("api.yaml:").skip(1).any(|place| {
        let mut numbers = place.split(|c: char| !c.is_ascii_digit());
        let mut number = || numbers.next().is_some_and(|number| !number.is_empty());
        number() && number()
    })
}

/// Runs the command in a folder; nothing where it had to be stopped.
fn generate(folder: &Path, stdout: &Path, stderr: &Path) -> Option<ExitStatus> {
    // Not every system can hold a process to so much.
    let memory = if cfg!(target_os = "linux") { format!("ulimit -v {MOST_KIBIBYTES} && ") } else { String::new() };
    let script = format!("ulimit -t {MOST_SECONDS} && {memory}")
        + "exec \"$0\" generate --spec api.yaml --out out --runtime 1.0";
    let mut child = Command::new("sh")
        .args(["-c", &script, env!("CARGO_BIN_EXE_xtask")])
        .current_dir(folder)
        .env("RUST_BACKTRACE", "0")
        .stdin(Stdio::null())
        .stdout(File::create(stdout).unwrap())
        .stderr(File::create(stderr).unwrap())
        .spawn()
        .unwrap();
    let start = Instant::now();
    while start.elapsed() < MOST_TIME {
        if let Some(status) = child.try_wait().unwrap() {
            return Some(status);
        }
        thread::sleep(Duration::from_millis(10));
    }
    child.kill().unwrap();
    child.wait().unwrap();
    None
}
