//! Takes one document; generates its client, has it checked, and returns the row of both.

use super::checker::Checker;
use super::documents::Document;
use super::facts::Facts;
use super::library::Purpose;
use super::row::{Row, milliseconds};
use crate::commands::standalone;
use crate::tree::{Ownership, plan};
use crate::{Failure, bundle, input, specs};
use specwright_codegen::{Bundle, Generated, Level, Report, RuntimeDependency, Source};
use std::any::Any;
use std::fs::File;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::time::Instant;

/// The rules that tell of a constraint which no client enforces.
const UNENFORCED: [&str; 2] = ["unenforced_keyword", "unenforced_pattern"];

/// How a crate is checked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Scope {
    /// With all its features.
    Whole,
    /// With all, with none, and with each feature alone.
    EachFeature,
}

/// What is wrong with the document is in the row; a failure is one of this machine.
pub(crate) fn measure(
    document: &Document,
    checker: &Checker,
    (scope, purpose): (Scope, Purpose),
) -> Result<Row, Failure> {
    let mut row = Row::new(&document.name);
    let bundle = match read(document) {
        Ok(text) => {
            let source = Source { name: standalone::file_name(&document.path), text };
            bundle::read(source, Some(standalone::folder(&document.path)), Vec::new())
        }
        Err(failure) => {
            row.findings.add("input", Level::Error, &failure.headline());
            return Ok(row);
        }
    };
    let value = unpanicked(&mut row, || specwright_codegen::json(&bundle.document));
    let facts = value.as_ref().map(Facts::of);
    facts.iter().for_each(|facts| row.describe(facts));
    let start = Instant::now();
    let generated = facts.is_some().then(|| unpanicked(&mut row, || generate(&bundle))).flatten();
    row.generate_ms = Some(milliseconds(start.elapsed()));
    if let Some(generated) = generated {
        row.generated = true;
        row.operations_emitted = generated.summary.typed_operations;
        row.add_report(&generated.warnings);
        row.unchecked = Some([&generated.warnings, &generated.suggestions].into_iter().map(unenforced).sum());
        row.untyped = Some(generated.untyped.len());
        let folder = checker.folder()?;
        check(&generated, folder.path(), checker, scope, &mut row)?;
        if row.compiled && purpose == Purpose::Run {
            let value = specwright_codegen::bundled(&bundle)?;
            let done = checker.round_trip(folder.path(), &value, &generated.places)?;
            row.add_values(done);
        }
    }
    Ok(row)
}

/// How many constraints a report says no client enforces.
fn unenforced(report: &Report) -> usize {
    report.diagnostics().iter().filter(|diagnostic| UNENFORCED.contains(&diagnostic.rule)).count()
}

/// Its text; messages name the document as the row does, wherever it lies.
fn read(document: &Document) -> Result<String, Failure> {
    let unreadable = |error| Failure::io("read", Path::new(&document.name), &error, "check its permissions");
    input::read_stream(File::open(&document.path).map_err(unreadable)?, &document.name)
}

/// As `generate --spec` does, up to the files.
fn generate(bundle: &Bundle) -> Result<Generated, Report> {
    let settings = specs::settings_from(bundle)?;
    standalone::client(bundle, &settings, RuntimeDependency::Path("runtime".to_owned()), false)
}

fn check(generated: &Generated, folder: &Path, checker: &Checker, scope: Scope, row: &mut Row) -> Result<(), Failure> {
    plan(&generated.files, folder, &row.document, Ownership::Folder)?.apply()?;
    let checked = checker.check(folder)?;
    row.compiled = checked.compiled;
    row.check_ms = checked.took.map(milliseconds);
    row.peak_mb = checked.peak.map(|bytes| bytes / 1_000_000);
    row.findings.extend(checked.findings);
    if scope == Scope::EachFeature {
        let checked = checker.check_each_feature(folder)?;
        row.compiled &= checked.compiled;
        row.findings.extend(checked.findings);
    }
    Ok(())
}

/// The result, if there is one; a report or a panic goes into the row.
fn unpanicked<T>(row: &mut Row, work: impl FnOnce() -> Result<T, Report>) -> Option<T> {
    match catch_unwind(AssertUnwindSafe(work)) {
        Ok(Ok(result)) => return Some(result),
        Ok(Err(report)) => row.add_report(&report),
        Err(panic) => row.findings.add("panic", Level::Error, message(&*panic)),
    }
    None
}

fn message(panic: &(dyn Any + Send)) -> &str {
    let text = panic.downcast_ref::<String>().map(String::as_str);
    text.or_else(|| panic.downcast_ref::<&str>().copied()).unwrap_or("the generator gave no reason")
}

#[cfg(test)]
mod tests {
    use super::{Row, unpanicked};

    #[test]
    #[allow(clippy::panic, clippy::unwrap_used, reason = "a test may fail, and this one is about it")]
    fn a_panic_is_a_finding() {
        let mut row = Row::new("x.yaml");
        assert!(unpanicked::<()>(&mut row, || panic!("at {}", 1)).is_none());
        assert_eq!(row.findings.first(), Some("panic: at 1"));
        assert_eq!(unpanicked(&mut row, || Ok(1)), Some(1));
    }
}
