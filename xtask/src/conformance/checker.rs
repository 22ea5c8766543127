//! Takes the folder of a generated crate; has rustc check it, and returns what it says and what that took.
//!
//! Cargo builds the run-time library once. Each crate is then a call of rustc of its own, so that crates do not wait
//! for Cargo's lock, and each can be timed, bounded and stopped.

use super::findings::Findings;
use super::library::{Library, Purpose};
use super::manifest::{Features, Manifest};
use super::messages;
use crate::child::{self, End, Limits};
use crate::{Context, Failure, input};
use specwright_codegen::Level;
use std::ffi::OsString;
use std::fs::{self, File};
use std::io::{self, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;
use tempfile::TempDir;

const LIMITS: Limits = Limits { time: Duration::from_secs(600), memory: 4_000_000_000 };

/// Machine code of three megabytes of document takes more than checking it.
const TO_BUILD: Limits = Limits { memory: 8_000_000_000, ..LIMITS };

/// A compiler that has the run-time library at hand.
#[derive(Debug)]
pub struct Checker {
    rustc: OsString,
    library: Library,
    /// Below the target folder; goes with this value.
    scratch: TempDir,
}

/// What became of a crate.
#[derive(Debug, Default)]
pub struct Checked {
    /// Whether it is valid Rust.
    pub compiled: bool,
    /// None if the compiler was not asked.
    pub(super) took: Option<Duration>,
    /// In bytes, where it is known.
    pub(super) peak: Option<u64>,
    pub(super) findings: Findings,
}

impl Checked {
    /// The first error, else the first warning, with its place.
    #[must_use]
    pub fn first_finding(&self) -> Option<&str> {
        self.findings.first()
    }
}

impl Checked {
    fn add(&mut self, other: Self) {
        self.compiled &= other.compiled;
        self.took = self.took.max(other.took);
        self.peak = self.peak.max(other.peak);
        self.findings.extend(other.findings);
    }
}

impl Checker {
    /// Builds the run-time library of the repository.
    ///
    /// # Errors
    ///
    /// There is no repository, or its run-time library does not compile.
    pub fn new(context: &Context, purpose: Purpose) -> Result<Self, Failure> {
        let library = Library::build(context, purpose)?;
        let scratch = tempfile::Builder::new().prefix("conformance-").tempdir_in(library.target());
        let scratch = scratch.map_err(|error| unwritable(library.target(), &error))?;
        let rustc = std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
        Ok(Self { rustc, library, scratch })
    }

    /// A new folder, which goes with the value.
    pub(super) fn folder(&self) -> Result<TempDir, Failure> {
        let folder = tempfile::tempdir_in(self.scratch.path());
        folder.map_err(|error| unwritable(self.scratch.path(), &error))
    }

    /// Checks the crate in a folder, with all its features. Writes nothing there.
    ///
    /// # Errors
    ///
    /// It has no manifest, or rustc cannot be run. Whatever is wrong with the crate is no error, but a finding.
    pub fn check(&self, folder: &Path) -> Result<Checked, Failure> {
        self.check_with(folder, |_| vec![Features::All])
    }

    /// Checks it without features, and with each of its features alone. The findings are those of all.
    ///
    /// # Errors
    ///
    /// As those of [`check`](Self::check).
    pub fn check_each_feature(&self, folder: &Path) -> Result<Checked, Failure> {
        self.check_with(folder, |manifest| {
            [Features::None].into_iter().chain(manifest.features().map(Features::One)).collect()
        })
    }

    fn check_with(
        &self,
        folder: &Path,
        choices: impl FnOnce(&Manifest) -> Vec<Features<'_>>,
    ) -> Result<Checked, Failure> {
        let mut all = Checked::default();
        match Manifest::parse(&input::read_file(&folder.join("Cargo.toml"))?) {
            Ok(manifest) => {
                all.compiled = true;
                for features in choices(&manifest) {
                    all.add(self.compile(folder, &manifest, features)?);
                }
            }
            Err(why) => all.findings.add("manifest", Level::Error, &why),
        }
        Ok(all)
    }

    fn compile(&self, folder: &Path, manifest: &Manifest, features: Features<'_>) -> Result<Checked, Failure> {
        let out = self.folder()?;
        let mut rustc = Command::new(&self.rustc);
        manifest.tell(features, &mut rustc);
        rustc.args(["--emit=metadata", "src/lib.rs"]).current_dir(folder);
        self.run(rustc, out.path(), LIMITS)
    }

    /// Makes a program that uses the crate in a folder, or returns what is wrong with one of them.
    pub(super) fn program(
        &self,
        folder: &Path,
        source: impl FnOnce(&str) -> String,
        out: &Path,
    ) -> Result<Result<PathBuf, Findings>, Failure> {
        let manifest = match Manifest::parse(&input::read_file(&folder.join("Cargo.toml"))?) {
            Ok(manifest) => manifest,
            Err(why) => return Ok(Err(Findings::one("manifest", Level::Error, &why))),
        };
        let mut library = Command::new(&self.rustc);
        // Values need no mocks, which would take memory.
        manifest.tell(Features::One("default"), &mut library);
        library.args(["--emit=link", "--cap-lints=allow", "src/lib.rs"]).current_dir(folder);
        let checked = self.run(library, out, TO_BUILD)?;
        if !checked.compiled {
            return Ok(Err(checked.findings));
        }
        let main = out.join("main.rs");
        fs::write(&main, source(manifest.name())).map_err(|error| unwritable(&main, &error))?;
        let mut program = Command::new(&self.rustc);
        program.args(["--crate-type=bin", "--crate-name=program", "--edition=2024", "--cap-lints=allow"]);
        program.args(["main.rs", "--extern", manifest.name(), "-L"]).arg(out).current_dir(out);
        let checked = self.run(program, out, TO_BUILD)?;
        Ok(if checked.compiled { Ok(out.join("program")) } else { Err(checked.findings) })
    }

    /// One call of rustc.
    fn run(&self, mut rustc: Command, out: &Path, limits: Limits) -> Result<Checked, Failure> {
        let log = out.join("messages");
        self.library.offer(&mut rustc);
        rustc.args(["--error-format=json", "--out-dir"]).arg(out);
        rustc.stdin(Stdio::null()).stdout(Stdio::null());
        rustc.stderr(File::create(&log).map_err(|error| unwritable(&log, &error))?);
        let unrunnable = |error| Failure::io("run", Path::new(&self.rustc), &error, "check that Rust is installed");
        let ran = child::run(&mut rustc, limits).map_err(unrunnable)?;
        let findings = File::open(&log).and_then(|log| messages::findings(BufReader::new(log)));
        let findings = findings.map_err(|error| Failure::io("read", &log, &error, "run the command again"))?;
        let explained = findings.count("rustc", Level::Error) > 0;
        let mut checked = Checked { compiled: ran.end.is_success(), took: Some(ran.took), peak: ran.peak, findings };
        let mut fail = |rule, why: &str| checked.findings.add(rule, Level::Error, why);
        match ran.end {
            End::TooSlow => fail("rustc::time", &format!("stopped after {} s", limits.time.as_secs())),
            End::TooLarge => fail("rustc::memory", &format!("stopped at {} MB", limits.memory / 1_000_000)),
            End::Ended(_) if !ran.end.is_success() && !explained => fail("rustc", "it failed without a word"),
            End::Ended(_) => {}
        }
        Ok(checked)
    }
}

fn unwritable(path: &Path, error: &io::Error) -> Failure {
    Failure::io("write to", path, error, "check its permissions, and the space there")
}
