//! How a crate is generated: `client.toml`, and what the caller decides.

mod levels;
mod overrides;
mod package;
mod selection;
mod waivers;

use std::collections::BTreeMap;
use std::ops::Range;

use serde::Deserialize;
use toml::Spanned;

pub(crate) use levels::{Levels, Run};
pub(crate) use overrides::Overrides;
pub(crate) use package::name_from_title;
pub(crate) use selection::{Selectable, Selection};

use crate::names::variable;
use crate::parse::{Node, Place};
use crate::pointer::Pointer;
use crate::report::{Diagnostic, Level, Report};
use crate::source::Source;
use overrides::{Dependency, Line, Mistake, Table};
use package::{Package, TAKEN, is_crate_name, module_name};
use selection::Only;
use waivers::Waiver;

/// The settings of one crate.
#[derive(Clone, Debug)]
pub struct Settings {
    package: Package,
    only: Option<Only>,
    overlays: Vec<String>,
    rename: Vec<Line>,
    replace: Vec<Line>,
    dependencies: BTreeMap<String, Dependency>,
    waivers: Vec<Waiver>,
    levels: Vec<levels::Line>,
    /// What they were read from, for messages.
    source: Source,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    /// Selectors of operations.
    only: Option<Spanned<Vec<Spanned<String>>>>,
    package: Package,
    /// Overlays to apply to the document first, by their paths from this file.
    #[serde(default)]
    overlays: Vec<String>,
    /// Names by place in the document.
    #[serde(default)]
    rename: Table,
    /// Rust types by place in the document.
    #[serde(default)]
    replace: Table,
    /// Where the types of `replace` come from.
    #[serde(default)]
    dependencies: BTreeMap<String, Dependency>,
    /// Changes that need no new version.
    #[serde(default)]
    waive: Vec<Waiver>,
    /// How much what rules find weighs.
    #[serde(default, rename = "rule")]
    rules: Vec<levels::Table>,
}

/// Whose manifest the generated one inherits from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Layout {
    /// A member of a workspace that states edition, licence, lints and the runtime.
    Member,
    /// A crate that builds on its own.
    Standalone,
}

/// How the generated manifest names the runtime.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RuntimeDependency {
    /// From the workspace.
    Workspace,
    /// At a path, relative to the crate.
    Path(String),
    /// By a version requirement.
    Version(String),
}

impl Settings {
    /// Reads a `client.toml`.
    ///
    /// # Errors
    ///
    /// Rule `settings`: text that is no TOML, an unknown or missing key, a name that Cargo refuses.
    pub fn parse(source: &Source) -> Result<Self, Report> {
        let file: File = toml::from_str(&source.text).map_err(|error| {
            let place = error.span().unwrap_or(0..0);
            settings(
                source,
                place,
                error.message().to_owned(),
                "see the example that `new` writes for the keys of client.toml",
            )
        })?;
        let (rename, replace) = (lines(source, file.rename)?, lines(source, file.replace)?);
        let only = file.only.map(|only| selectors(source, only)).transpose()?;
        let waivers = waivers::read(source, file.waive)?;
        let levels = levels::lines(source, file.rules)?;
        let File { package, overlays, dependencies, .. } = file;
        let source = source.clone();
        let settings = Self { package, only, overlays, rename, replace, dependencies, waivers, levels, source };
        settings.package.check(&settings.source)?;
        settings.check_replacements()?;
        Ok(settings)
    }

    /// The settings of a crate of which only the name is given.
    ///
    /// # Errors
    ///
    /// Rule `settings`: a name that Cargo refuses.
    pub fn for_crate(name: &str) -> Result<Self, Report> {
        let source = Source::new("crate name", name);
        let settings = Self {
            package: Package::named(name),
            only: None,
            overlays: Vec::new(),
            rename: Vec::new(),
            replace: Vec::new(),
            dependencies: BTreeMap::new(),
            waivers: Vec::new(),
            levels: Vec::new(),
            source: source.clone(),
        };
        settings.package.check(&source)?;
        Ok(settings)
    }

    /// The same settings under another crate name.
    ///
    /// # Errors
    ///
    /// Rule `settings`: a name that Cargo refuses.
    pub fn with_crate_name(mut self, name: &str) -> Result<Self, Report> {
        self.package.name = name.to_owned();
        self.package.check(&Source::new("crate name", name))?;
        Ok(self)
    }

    /// The overlays that the document is changed by, by their paths from the settings, in their order.
    pub fn overlays(&self) -> &[String] {
        &self.overlays
    }

    /// The same settings for a part of the document: what one of these selectors names.
    ///
    /// A selector is a tag, a path, a path that ends in `*` for all that begin so, an operationId (of an operation without
    /// one: `get /path`), or the name of a webhook. They go before those of `client.toml`.
    #[must_use]
    pub fn with_only(mut self, selectors: &[String]) -> Self {
        let mut source = Source::new("--only", "");
        let mut places = Vec::new();
        for selector in selectors {
            let start = source.text.len();
            source.text.push_str(selector);
            places.push((selector.clone(), start..source.text.len()));
            source.text.push('\n');
        }
        self.only = Some(Only { source, selectors: places });
        self
    }

    /// A replacement is a path to a type, in a crate that the generated one can name.
    fn check_replacements(&self) -> Result<(), Report> {
        for line in &self.replace {
            let refuse = |message, hint| Err(settings(&self.source, line.value.clone(), message, hint));
            let path = syn::parse_str::<syn::TypePath>(&line.text).ok();
            let Some(path) = path.filter(|path| path.qself.is_none() && path.path.segments.len() > 1) else {
                let message = format!("`{}` is no path of a type", line.text.escape_debug());
                return refuse(message, "write a path such as `rust_decimal::Decimal`");
            };
            let first = path.path.segments.first().map(|segment| segment.ident.to_string()).unwrap_or_default();
            let is_named =
                first == "specwright_runtime" || self.dependencies.keys().any(|name| module_name(name) == first);
            if !is_named && !["std", "core", "alloc"].contains(&first.as_str()) {
                let message = format!("`{}` is in no crate that the client depends on", line.text);
                return refuse(message, "name its crate under `[dependencies]`, and begin the path with it");
            }
        }
        let own = module_name(&self.package.name);
        let mut seen: Vec<_> = TAKEN.into_iter().map(module_name).chain([own]).collect();
        let mut is_taken = |name: &str| {
            let name = module_name(name);
            let is_taken = seen.contains(&name);
            seen.push(name);
            is_taken
        };
        match self.dependencies.keys().find(|name| !is_crate_name(name) || is_taken(name)) {
            Some(name) => {
                let start = self.source.text.find(name.as_str()).unwrap_or_default();
                let message = format!("`{}` cannot be a dependency", name.escape_debug());
                let hint = "name a crate that the generated one does not depend on yet";
                Err(settings(&self.source, start..start + name.len(), message, hint))
            }
            None => Ok(()),
        }
    }

    /// The selectors; none where the whole document is meant.
    pub(crate) fn only(&self) -> impl Iterator<Item = &str> {
        self.only.iter().flat_map(|only| &only.selectors).map(|(selector, _)| selector.as_str())
    }

    /// The overrides of one run.
    pub(crate) fn overrides(&self) -> Overrides<'_> {
        Overrides::new(&self.rename, &self.replace)
    }

    /// What of a document is selected.
    pub(crate) fn selection(&self) -> Selection<'_> {
        Selection::new(self.only.as_ref())
    }

    /// How much what one run finds weighs.
    pub(crate) fn levels(&self) -> Levels<'_> {
        Levels::new(&self.levels)
    }

    /// What is wrong with the levels after a run.
    pub(crate) fn judge_levels(&self, levels: &Levels<'_>, run: Run) -> Result<(), Report> {
        self.judged(levels.mistakes(run))
    }

    /// What is wrong with the selection from a document: selectors that select nothing.
    pub(crate) fn judge_selection(&self, root: &Node) -> Result<(), Report> {
        let Some(only) = &self.only else { return Ok(()) };
        let mistakes = only.mistakes(root).into_iter();
        let diagnostics: Vec<_> =
            mistakes.map(|(place, message, hint)| diagnostic(&only.source, place, message, &hint)).collect();
        if diagnostics.is_empty() {
            return Ok(());
        }
        Err(Report::new(diagnostics, &only.source.name, &only.source.text))
    }

    /// What is wrong with the overrides after a run.
    pub(crate) fn judge(&self, overrides: &Overrides<'_>) -> Result<(), Report> {
        self.judged(overrides.mistakes())
    }

    fn judged(&self, mistakes: Vec<Mistake>) -> Result<(), Report> {
        let mistakes = mistakes.into_iter();
        let diagnostics: Vec<_> =
            mistakes.map(|mistake| diagnostic(&self.source, mistake.place, mistake.message, mistake.hint)).collect();
        if diagnostics.is_empty() {
            return Ok(());
        }
        Err(Report::new(diagnostics, &self.source.name, &self.source.text))
    }

    /// Crates beside the runtime: name and value in the manifest.
    pub(crate) fn dependencies(&self) -> impl Iterator<Item = (&str, String)> {
        self.dependencies.iter().map(|(name, dependency)| (name.as_str(), dependency.to_toml()))
    }

    /// The name of the crate.
    pub(crate) fn name(&self) -> &str {
        &self.package.name
    }

    /// What the names of environment variables begin with: `NECTAR` of `nectar-client`.
    pub fn env_prefix(&self) -> String {
        let name = self.name();
        let prefix = variable(name.strip_suffix("-client").unwrap_or(name));
        // No shell takes a name that begins with a digit.
        if prefix.starts_with(|c: char| c.is_ascii_digit()) { format!("_{prefix}") } else { prefix }
    }

    /// The version of the crate.
    pub fn version(&self) -> &str {
        &self.package.version
    }

    pub(crate) fn description(&self) -> Option<&str> {
        self.package.description.as_deref()
    }

    pub(crate) fn keywords(&self) -> &[String] {
        &self.package.keywords
    }
}

/// The lines of a table, once each key is a pointer.
fn lines(source: &Source, table: Table) -> Result<Vec<Line>, Report> {
    table
        .into_iter()
        .map(|(key, value)| {
            let pointer = Pointer::from_place(key.get_ref()).ok_or_else(|| {
                let message = format!("`{}` is no place in the document", key.get_ref().escape_debug());
                settings(source, key.span(), message, "write a reference such as `#/components/schemas/Account`")
            })?;
            if !value.get_ref().contains(char::is_alphanumeric) {
                let message = format!("`{}` is no name", value.get_ref().escape_debug());
                return Err(settings(source, value.span(), message, "write letters and digits"));
            }
            Ok(Line { pointer, key: key.span(), value: value.span(), text: value.into_inner() })
        })
        .collect()
}

fn selectors(source: &Source, only: Spanned<Vec<Spanned<String>>>) -> Result<Only, Report> {
    if only.get_ref().is_empty() {
        let message = "`only` selects nothing".to_owned();
        return Err(settings(source, only.span(), message, "name a tag, a path or an operationId, or leave it out"));
    }
    let selectors = only.into_inner().into_iter().map(|one| (one.get_ref().clone(), one.span())).collect();
    Ok(Only { source: source.clone(), selectors })
}

fn settings(source: &Source, span: Range<usize>, message: String, hint: &str) -> Report {
    Report::new(vec![diagnostic(source, span, message, hint)], &source.name, &source.text)
}

fn diagnostic(source: &Source, span: Range<usize>, message: String, hint: &str) -> Diagnostic {
    let before = source.text.get(..span.start).unwrap_or_default();
    let line = before.matches('\n').count() + 1;
    let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
    let place = Place { line, column, bytes: span };
    Diagnostic::at("settings", Level::Error, &source.name, place, &Pointer::default(), message, hint.to_owned())
}
