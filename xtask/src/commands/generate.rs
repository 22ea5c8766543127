//! Takes names of APIs under specs/; brings their clients under generated/ up to date, or says what is stale.

use crate::flags::Mode;
use crate::specs::{self, Spec};
use crate::tree::{Change, Kind, Ownership, Plan, plan};
use crate::{Context, Exit, Failure, input, shown};
use specwright_codegen::{FILE_LIST, Generated, Layout, Request, RuntimeDependency, Summary, generate};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

/// The folder of the clients, below the root.
pub(crate) const FOLDER: &str = "generated";
const COMMAND: &str = "cargo xtask generate";

/// What one client needs.
pub struct Planned {
    /// What was generated; none for a client whose document is gone.
    pub summary: Option<Summary>,
    /// What this changes on disk.
    pub plan: Plan,
    label: String,
    took: Duration,
    /// How many things the document may hold beyond what it states.
    suggestions: usize,
}

pub(crate) fn run(apis: &[String], mode: Mode, context: &Context) -> Result<Exit, Failure> {
    let all = plan_repository(apis, context)?;
    let command = [&[COMMAND.to_owned()], apis].concat().join(" ");
    finish(&all, mode, &command, context)
}

/// Writes, or says what is stale.
pub(super) fn finish(all: &[Planned], mode: Mode, command: &str, context: &Context) -> Result<Exit, Failure> {
    all.iter().flat_map(|planned| planned.plan.warnings()).for_each(|warning| context.warn(warning));
    match mode {
        Mode::Write => {
            all.iter().for_each(|planned| planned.warn_of_foreign(context));
            all.iter().try_for_each(|planned| planned.write(context))?;
            Ok(Exit::Done)
        }
        Mode::Check => Ok(check(all, command, context)),
    }
}

/// Generates all named APIs, all there are if none is named, and compares them with the disk. Writes nothing.
///
/// # Errors
///
/// Any document is refused, or any folder cannot be written as planned; the failure holds all reasons.
pub fn plan_repository(apis: &[String], context: &Context) -> Result<Vec<Planned>, Failure> {
    let root = context.root()?;
    let known = specs::known(root)?;
    let selected = specs::select(&known, apis)?;
    let generated = generate_all(root, selected.iter().map(String::as_str), context)?;
    if known.is_empty() {
        context.warn("specs/ holds no API\n  help: `cargo xtask new <api>` starts one");
    }
    let mut all: Vec<Result<Planned, Failure>> = generated.into_iter().map(|one| one.plan(root)).collect();
    if apis.is_empty() {
        all.extend(folders_without_spec(root, |name| known.contains(name))?.iter().map(|name| removal(root, name)));
    }
    let (planned, failures): (Vec<_>, Vec<_>) = all.into_iter().partition(Result::is_ok);
    Failure::all(failures.into_iter().filter_map(Result::err).collect())?;
    Ok(planned.into_iter().filter_map(Result::ok).collect())
}

struct One<'a> {
    api: &'a str,
    generated: Generated,
    took: Duration,
}

impl One<'_> {
    fn plan(self, root: &Path) -> Result<Planned, Failure> {
        let label = format!("{FOLDER}/{}", self.api);
        let suggestions = self.generated.suggestions.diagnostics().len();
        let files = with_files(&self.generated.files, licences(root)?);
        let plan = plan(&files, &root.join(FOLDER).join(self.api), &label, Ownership::Folder)?;
        Ok(Planned::new(Some(self.generated.summary), plan, label, self.took).suggesting(suggestions))
    }
}

/// Generated files and others, all on one list.
pub(super) fn with_files(
    generated: &BTreeMap<String, String>,
    more: BTreeMap<String, String>,
) -> BTreeMap<String, String> {
    let mut files = generated.clone();
    files.extend(more);
    let comments = files.get(FILE_LIST).into_iter().flat_map(|list| list.lines()).filter(|line| line.starts_with('#'));
    let list = comments.chain(files.keys().map(String::as_str)).map(|line| format!("{line}\n")).collect();
    files.insert(FILE_LIST.to_owned(), list);
    files
}

/// The repository's licence texts by name: a crate that is published has to bring them.
fn licences(root: &Path) -> Result<BTreeMap<String, String>, Failure> {
    let mut texts = BTreeMap::new();
    for name in ["LICENSE-APACHE", "LICENSE-MIT"] {
        texts.extend(input::read_file_if_any(&root.join(name))?.map(|text| (name.to_owned(), text)));
    }
    Ok(texts)
}

/// Reports are printed for every document before the first failure stops anything.
fn generate_all<'a>(
    root: &Path,
    apis: impl Iterator<Item = &'a str>,
    context: &Context,
) -> Result<Vec<One<'a>>, Failure> {
    let (mut all, mut failures, mut packages) = (Vec::new(), Vec::new(), BTreeMap::new());
    for api in apis {
        context.progress(&format!("generating {api}"));
        let start = Instant::now();
        let generated = match specs::read(root, api).and_then(|spec| Ok(generate(&request(&spec))?)) {
            Ok(generated) => generated,
            Err(failure) => {
                failures.push(failure);
                continue;
            }
        };
        context.show_report(&generated.warnings);
        context.keep_suggestions(&generated.suggestions);
        if let Some(other) = packages.insert(generated.summary.package.clone(), api) {
            let package = &generated.summary.package;
            let message = format!("specs/{other} and specs/{api} both generate the package {package}");
            failures.push(Failure::refused(format!("{message}\n  help: rename one in its client.toml")));
        }
        all.push(One { api, generated, took: start.elapsed() });
    }
    Failure::all(failures).map(|()| all)
}

fn request(spec: &Spec) -> Request<'_> {
    Request {
        spec: &spec.bundle,
        settings: &spec.settings,
        layout: Layout::Member,
        runtime: RuntimeDependency::Workspace,
        examples: &spec.examples,
        keep_going: false,
        command: COMMAND,
    }
}

/// The plan that leaves nothing of ours in a folder whose document is gone.
fn removal(root: &Path, name: &str) -> Result<Planned, Failure> {
    let label = format!("{FOLDER}/{}", shown::text(name));
    let plan = plan(&BTreeMap::new(), &root.join(FOLDER).join(name), &label, Ownership::Folder)?;
    Ok(Planned::new(None, plan, label, Duration::ZERO))
}

fn folders_without_spec(root: &Path, has_spec: impl Fn(&str) -> bool) -> Result<Vec<String>, Failure> {
    let folder = root.join(FOLDER);
    if !folder.exists() {
        return Ok(Vec::new());
    }
    let failed = |error| Failure::io("read", &folder, &error, "check its permissions");
    let mut names = Vec::new();
    for entry in fs::read_dir(&folder).map_err(failed)? {
        let entry = entry.map_err(failed)?;
        let name = entry.file_name().to_string_lossy().into_owned();
        let file_type = entry.file_type().map_err(failed)?;
        if (file_type.is_dir() || file_type.is_symlink()) && !has_spec(&name) {
            names.push(name);
        }
    }
    names.sort();
    Ok(names)
}

fn check(all: &[Planned], command: &str, context: &Context) -> Exit {
    let (fresh, stale): (Vec<&Planned>, Vec<&Planned>) = all.iter().partition(|planned| planned.plan.is_fresh());
    for planned in fresh {
        context.out.write(format!("{}: up to date\n", planned.name()));
    }
    for planned in &stale {
        context.out.write(planned.plan.diff(context.out.look));
    }
    let changes: Vec<&Change> = stale.iter().flat_map(|planned| planned.plan.changes()).collect();
    if changes.is_empty() {
        return Exit::Done;
    }
    let by_hand = changes.iter().filter(|change| change.kind == Kind::Foreign).count();
    let mut message = format!("generated files are stale: {}", shown::count(changes.len(), "difference"));
    if by_hand > 0 {
        message += "\n  help: remove by hand what is not ours";
    }
    if by_hand < changes.len() {
        message += &format!("\n  help: run `{command}`");
    }
    context.error(&message);
    Exit::Stale
}

impl Planned {
    pub(super) fn new(summary: Option<Summary>, plan: Plan, label: String, took: Duration) -> Self {
        Self { summary, plan, label, took, suggestions: 0 }
    }

    /// The same for a document that may hold more than it states.
    pub(super) fn suggesting(self, suggestions: usize) -> Self {
        Self { suggestions, ..self }
    }

    fn name(&self) -> &str {
        self.summary.as_ref().map_or(&self.label, |summary| &summary.package)
    }

    fn warn_of_foreign(&self, context: &Context) {
        for change in self.plan.changes().iter().filter(|change| change.kind == Kind::Foreign) {
            let help = "it makes the folder stale: remove it by hand";
            context.warn(&format!("{} is not ours\n  help: {help}", change.path));
        }
    }

    fn write(&self, context: &Context) -> Result<(), Failure> {
        let start = Instant::now();
        self.plan.apply()?;
        let took = (self.took + start.elapsed()).as_millis();
        let files = shown::count(self.plan.files(), "file");
        let line = match &self.summary {
            Some(summary) => {
                let operations = shown::count(summary.operations, "operation");
                let payloads = Some(summary.payloads).filter(|count| *count > 0);
                let payloads =
                    payloads.map(|count| format!(", {}", shown::count(count, "payload"))).unwrap_or_default();
                let types = shown::count(summary.types, "type");
                format!("{}: {operations}{payloads}, {types}, {files} changed, {took} ms\n", summary.package)
            }
            None => format!("{}: no document any more, {files} removed, {took} ms\n", self.label),
        };
        context.out.write(line);
        if self.suggestions > 0 {
            let suggestions = shown::count(self.suggestions, "suggestion");
            context.out.write(format!("{}: {suggestions} for its document; `--report FILE` has them\n", self.name()));
        }
        Ok(())
    }
}
