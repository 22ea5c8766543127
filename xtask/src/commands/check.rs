//! Takes names of APIs under specs/, or any document; says all that is wrong with them, and generates nothing.

use super::report;
use crate::flags::{Check, Format};
use crate::given::{Given, from_root};
use crate::specs::{self, Spec};
use crate::{Context, Exit, Failure, shown};
use specwright_codegen::{Diagnostic, Report, Settings, check, sarif};
use std::path::Path;
use std::time::{Duration, Instant};

/// What came of one document.
struct Checked {
    name: String,
    reports: Vec<Report>,
    /// What went wrong before anything could be checked.
    failure: Option<Failure>,
    took: Duration,
}

pub(crate) fn run(flags: &Check, context: &Context) -> Result<Exit, Failure> {
    let all = match &flags.spec {
        Some(spec) => vec![document(spec, flags, context)],
        None => repository(&flags.apis, context)?,
    };
    let shown = match flags.format {
        Format::Human => {
            all.iter().for_each(|one| one.show(context));
            Ok(())
        }
        Format::Json => json(&all, context),
        Format::Sarif => {
            context.out.write(sarif(all.iter().flat_map(|one| &one.reports)));
            Ok(())
        }
    };
    for failure in all.iter().filter_map(|one| one.failure.as_ref()) {
        context.show(failure);
    }
    shown.map(|()| if all.iter().any(Checked::is_refused) { Exit::Failed } else { Exit::Done })
}

/// The named APIs, all there are if none is named.
fn repository(apis: &[String], context: &Context) -> Result<Vec<Checked>, Failure> {
    let root = context.root()?;
    let known = specs::known(root)?;
    let selected = specs::select(&known, apis)?;
    if known.is_empty() {
        context.warn("specs/ holds no API\n  help: `cargo xtask new <api>` starts one");
    }
    Ok(selected.into_iter().map(|api| Checked::of(&api, || specs::read(root, &api))).collect())
}

fn document(spec: &Path, flags: &Check, context: &Context) -> Checked {
    let given = Given { spec, config: flags.config.as_ref(), overlays: &flags.overlays };
    Checked::of(&shown::path(spec), || {
        let (bundle, settings) = given.read(context, from_root(context))?;
        // No rule looks at the name, so the title need not be read for one.
        let settings = settings.map_or_else(|| Settings::for_crate("client"), Ok)?;
        Ok(Spec { bundle, settings, examples: Vec::new() })
    })
}

/// As `generate --report` writes it.
fn json(all: &[Checked], context: &Context) -> Result<(), Failure> {
    let found = all.iter().flat_map(|one| &one.reports).flat_map(Report::diagnostics);
    let text = report::json(found.cloned().collect::<Vec<Diagnostic>>());
    let unwritable = |error| Failure::io("write", Path::new("standard output"), &error, "report this as a bug");
    context.out.write(text.map_err(unwritable)?);
    Ok(())
}

impl Checked {
    fn of(name: &str, read: impl FnOnce() -> Result<Spec, Failure>) -> Self {
        let start = Instant::now();
        let (reports, failure) = match read() {
            Ok(spec) => (vec![check(&spec.bundle, &spec.settings)], None),
            Err(failure) => failure.parted(),
        };
        Self { name: name.to_owned(), reports, failure, took: start.elapsed() }
    }

    fn is_refused(&self) -> bool {
        self.failure.is_some() || self.reports.iter().any(|report| report.error_count() > 0)
    }

    /// The findings, and a line that counts them unless something kept the document from being looked at.
    fn show(&self, context: &Context) {
        self.reports.iter().for_each(|report| context.show_report(report));
        if self.failure.is_some() {
            return;
        }
        let count = |of: fn(&Report) -> usize| self.reports.iter().map(of).sum::<usize>();
        let errors = some(count(Report::error_count), "error");
        let warnings = some(count(Report::warning_count), "warning");
        let suggestions = some(count(Report::suggestion_count), "suggestion");
        let took = self.took.as_millis();
        context.out.write(format!("{}: {errors}, {warnings}, {suggestions}, {took} ms\n", self.name));
    }
}

/// `no error`, `1 error`, `2 errors`.
fn some(number: usize, noun: &str) -> String {
    if number == 0 { format!("no {noun}") } else { shown::count(number, noun) }
}
