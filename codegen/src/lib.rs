//! From an OpenAPI document to the files of a Rust client crate: text in, text out.
//!
//! [`generate`] reads no file, no clock and no environment, and gives the same bytes for the same input. What it refuses
//! comes back as a [`Report`] of located diagnostics, all at once. [`check`] says as much without generating anything, and more.
#![cfg_attr(
    test,
    allow(
        clippy::expect_used,
        clippy::indexing_slicing,
        clippy::panic,
        clippy::unwrap_used,
        reason = "a test may fail"
    )
)]

mod answers;
mod calls;
mod check;
mod contract;
mod diff;
mod doc;
mod emit;
mod expression;
mod findings;
mod format;
mod incoming;
mod link;
mod lower;
mod model;
mod names;
mod near;
mod openapi;
mod outline;
mod overlay;
mod parse;
mod pattern;
mod places;
mod pointer;
mod refine;
mod render;
mod report;
mod rules;
mod rust_type;
mod servers;
mod settings;
mod skeleton;
mod source;

use std::collections::BTreeMap;

pub use check::LeftOut;
pub use contract::{Alteration, Answer, Call, Contract, Mistake, Origin, Passage, Served};
pub use diff::{
    Bump, Cause, Change, Diff, Format, Impact, ItemChange, ItemKind, Review, Spot, Version, Versions, diff, render,
};
pub use format::format;
pub use link::refers_to;
pub use outline::outline;
pub use places::{Role, TypedPlace};
pub use report::{Diagnostic, Level, Report, Style, sarif};
pub use rules::{Command, Rule, rule, rules};
pub use settings::{Layout, RuntimeDependency, Settings};
pub use source::{Bundle, Source};

use check::Checked;
use findings::Findings;
use model::Api;
use parse::{Document, Place};
use pointer::Pointer;
use settings::{Levels, Run};

/// The words of schemas that the generator knows, of all versions of OpenAPI.
pub fn schema_keywords() -> impl Iterator<Item = &'static str> {
    check::schema_keywords()
}

/// The rules of a review, sorted by id, each with what it means to whoever speaks to the API.
pub fn diff_rules() -> impl Iterator<Item = (&'static str, Impact)> {
    diff::rules().into_iter().map(|rule| (rule.id, rule.level))
}

/// The version of the generator, which each crate that it makes names.
pub const VERSION: &str = env!("CARGO_PKG_VERSION");

/// The file that lists all generated files of a crate, itself included: one relative path a line, sorted.
pub const FILE_LIST: &str = "specwright.files";

/// One crate to generate.
#[derive(Debug)]
pub struct Request<'a> {
    /// The OpenAPI document.
    pub spec: &'a Bundle,
    /// How to generate it.
    pub settings: &'a Settings,
    /// Where the crate will live.
    pub layout: Layout,
    /// Where it finds the runtime.
    pub runtime: RuntimeDependency,
    /// Programs that show how the crate is used, by their paths as users know them. They come under `examples/` by the last part of
    /// that, and may use tokio.
    pub examples: &'a [Source],
    /// Whether what errors make hopeless is left out, as long as something is left.
    pub keep_going: bool,
    /// The command that makes it again, for the first line of each file.
    pub command: &'a str,
}

/// A generated crate.
#[derive(Debug)]
pub struct Generated {
    /// Relative path, with `/` separators, to text.
    pub files: BTreeMap<String, String>,
    /// What the crate holds.
    pub summary: Summary,
    /// What deserves a look, and the errors of what is left out.
    pub warnings: Report,
    /// What the document may hold beyond what it states.
    pub suggestions: Report,
    /// What is left out.
    pub left_out: Vec<LeftOut>,
    /// The places, written as in `$ref`, whose schemas state a type and whose values are any JSON value all the same.
    pub untyped: Vec<String>,
    /// The schemas that became a type: those that have one of their own, and the JSON bodies of all operations.
    pub places: Vec<TypedPlace>,
}

/// The size of a generated crate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Summary {
    /// The name of the package.
    pub package: String,
    /// How many operations it has.
    pub operations: usize,
    /// How many of them have every type that the document states for arguments and responses.
    pub typed_operations: usize,
    /// How many payloads of webhooks and callbacks.
    pub payloads: usize,
    /// How many types with a name of their own.
    pub types: usize,
    /// How many schemas state a type.
    pub stated: usize,
}

/// Generates a crate.
///
/// # Errors
///
/// All mistakes of the document at once.
pub fn generate(request: &Request<'_>) -> Result<Generated, Report> {
    let levels = request.settings.levels();
    let generated = generated(request, &levels);
    match (generated, request.settings.judge_levels(&levels, Run::Part)) {
        (generated, Ok(())) => generated,
        (Ok(_), Err(mistakes)) => Err(mistakes),
        (Err(report), Err(mistakes)) => Err(Report::merged([report, mistakes])),
    }
}

fn generated(request: &Request<'_>, levels: &Levels<'_>) -> Result<Generated, Report> {
    let selection = request.settings.selection();
    let document = document(request.spec)?;
    let seen = document.root().clone();
    let (checked, mut left_out, errors) = match request.keep_going {
        true => Checked::in_part(document, selection, levels)?,
        false => (Checked::new(document, selection, levels)?, Vec::new(), Report::default()),
    };
    request.settings.judge_selection(checked.root())?;
    let overrides = request.settings.overrides();
    let mut findings = Findings::default();
    let api = Api::new(&checked, &seen, &overrides, selection, &mut findings);
    findings.weigh(levels, checked.document());
    let (without, lost) = checked.judge(findings, request.keep_going)?;
    left_out.extend(without);
    request.settings.judge(&overrides)?;
    let lowered = lower::lower(&api).map_err(|error| generator(&checked, &error.to_string()))?;
    let skeleton = skeleton::skeleton(&lowered).map_err(|error| generator(&checked, &error))?;
    let methods = refine::refine(skeleton, &api).map_err(|error| generator(&checked, &error))?;
    let settings = request.settings;
    let user_agent = format!("{}/{}", settings.name(), settings.version());
    let mut modules = emit::entry(&api, &user_agent, &settings.env_prefix());
    modules.extend(emit::types(&api));
    modules.extend(emit::operations(&api, &methods));
    modules.extend(emit::rules(&api));
    modules.extend(emit::webhooks(&api));
    modules.extend(emit::mocks(&api, settings.name()));
    let texts =
        [("Cargo.toml", "#", emit::manifest(&api, request)), ("README.md", "<!--", emit::readme(&api, request))];
    let header = render::Header { command: request.command, spec: &request.spec.document.name };
    let files =
        render::files(&modules, &texts, request.examples, &header).map_err(|error| generator(&checked, &error))?;
    let summary = Summary {
        package: settings.name().to_owned(),
        operations: api.operations.len(),
        typed_operations: api.operations.iter().filter(|operation| operation.is_typed).count(),
        payloads: api.payloads.len(),
        types: api.held_types().count(),
        stated: api.stated(),
    };
    let untyped = api.untyped().map(ToString::to_string).collect();
    let places = places::typed_places(&api);
    let (warnings, suggestions) = checked.into_reports();
    Ok(Generated {
        files,
        summary,
        warnings: Report::merged([errors, lost, warnings]),
        suggestions,
        left_out,
        untyped,
        places,
    })
}

/// Checks a document by all rules, those for authors of documents among them, and generates nothing.
///
/// Errors, warnings and suggestions come in one report, by file and place; an error among them refuses the document. `generate`
/// refuses it for the same errors, but for those that the settings make of rules for authors, and of what they say in vain.
pub fn check(spec: &Bundle, settings: &Settings) -> Report {
    let levels = settings.levels();
    let (run, mut reports) = match document(spec) {
        Ok(document) => checked(document, settings, &levels),
        Err(report) => (Run::Part, vec![report]),
    };
    reports.extend(settings.judge_levels(&levels, run).err());
    Report::merged(reports).sorted()
}

fn checked(document: Document, settings: &Settings, levels: &Levels<'_>) -> (Run, Vec<Report>) {
    let seen = document.root().clone();
    let (checked, report) = Checked::in_full(document, settings.selection(), levels);
    let Some(checked) = checked else { return (Run::Part, vec![report]) };
    let (overrides, mut findings) = (settings.overrides(), Findings::default());
    let api = Api::new(&checked, &seen, &overrides, settings.selection(), &mut findings);
    model::name_collision(&api, &mut findings);
    findings.weigh(levels, checked.document());
    let mistakes = [settings.judge_selection(checked.root()), settings.judge(&overrides)];
    let reports = [report, findings.locate(checked.document())].into_iter();
    (Run::Whole, reports.chain(mistakes.into_iter().filter_map(Result::err)).collect())
}

/// The environment variables that a client takes its credentials from, by security scheme, in document order.
///
/// # Errors
///
/// All mistakes of the document at once.
pub fn credential_variables(spec: &Bundle, settings: &Settings) -> Result<Vec<String>, Report> {
    let (levels, selection, overrides) = (settings.levels(), settings.selection(), settings.overrides());
    let document = document(spec)?;
    let seen = document.root().clone();
    let checked = Checked::new(document, selection, &levels)?;
    let api = Api::new(&checked, &seen, &overrides, selection, &mut Findings::default());
    Ok(emit::credential_variables(&api, &settings.env_prefix()))
}

/// A name for the crate of a document, made from its title.
///
/// # Errors
///
/// Rule `syntax`, when the document cannot be read, and what is wrong with its overlays.
pub fn crate_name(spec: &Bundle) -> Result<String, Report> {
    let document = document(spec)?;
    let title = document.root().get("info").and_then(|info| info.text("title")).unwrap_or_default();
    Ok(settings::name_from_title(title))
}

/// One document of all that was given.
fn document(spec: &Bundle) -> Result<Document, Report> {
    let mut document = Document::parse(&spec.document)?;
    overlay::apply(&mut document, &spec.overlays)?;
    link::link(&mut document, spec)?;
    Ok(document)
}

/// The value of a document, whether YAML or JSON, before anything is checked.
///
/// # Errors
///
/// Rule `syntax`, when the document cannot be read.
pub fn json(spec: &Source) -> Result<serde_json::Value, Report> {
    Document::parse(spec).map(|document| parse::value(document.root()))
}

/// The value of a document with its overlays and other files put in, in the places that [`Generated::places`] names.
///
/// # Errors
///
/// What is wrong with one of the texts, or with a reference from one to another.
pub fn bundled(spec: &Bundle) -> Result<serde_json::Value, Report> {
    document(spec).map(|document| parse::value(document.root()))
}

/// Rule `generator`: a stage was given what an earlier one should have refused. The fault is ours, and is said as such.
fn generator(checked: &Checked, error: &str) -> Report {
    let document = checked.document();
    let message = format!("the generator failed on this document: {error}");
    let hint = "this is a fault of the generator; please report it with the document".to_owned();
    let Source { name, text } = document.main();
    let place = Place::at_line_column(text, 1, 1);
    let diagnostic = Diagnostic::at("generator", Level::Error, name, place, &Pointer::default(), message, hint);
    Report::new(vec![diagnostic], name, text)
}
