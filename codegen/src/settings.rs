//! How a crate is generated: `client.toml`, and what the caller decides.

use std::ops::Range;

use serde::Deserialize;

use crate::names::snake;
use crate::parse::Place;
use crate::pointer::Pointer;
use crate::report::{Diagnostic, Level, Report};
use crate::source::Source;

/// The settings of one crate.
#[derive(Clone, Debug)]
pub struct Settings {
    package: Package,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    package: Package,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Package {
    name: String,
    #[serde(default = "first_version")]
    version: String,
    description: Option<String>,
    #[serde(default)]
    keywords: Vec<String>,
}

fn first_version() -> String {
    "0.1.0".to_owned()
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
        let settings = Self { package: file.package };
        settings.check(source)?;
        Ok(settings)
    }

    /// The settings of a crate of which only the name is given.
    ///
    /// # Errors
    ///
    /// Rule `settings`: a name that Cargo refuses.
    pub fn for_crate(name: &str) -> Result<Self, Report> {
        let package =
            Package { name: name.to_owned(), version: first_version(), description: None, keywords: Vec::new() };
        let settings = Self { package };
        settings.check(&Source::new("crate name", name))?;
        Ok(settings)
    }

    /// The same settings under another crate name.
    ///
    /// # Errors
    ///
    /// Rule `settings`: a name that Cargo refuses.
    pub fn with_crate_name(mut self, name: &str) -> Result<Self, Report> {
        self.package.name = name.to_owned();
        self.check(&Source::new("crate name", name))?;
        Ok(self)
    }

    /// What Cargo would refuse, in the words of this file.
    fn check(&self, source: &Source) -> Result<(), Report> {
        let Package { name, version, keywords, .. } = &self.package;
        let refuse = |text: &str, what: &str, hint: &str| {
            let message = format!("`{}` is {what}", text.escape_debug());
            let start = source.text.find(text).filter(|_| !text.is_empty());
            Err(settings(source, start.map_or(0..0, |start| start..start + text.len()), message, hint))
        };
        if !is_crate_name(name) {
            return refuse(name, "no name for a crate", "use lower-case letters, digits and hyphens, a letter first");
        }
        if TAKEN.contains(&name.as_str()) {
            return refuse(name, "the name of a crate that this one depends on", "choose another name");
        }
        if semver::Version::parse(version).is_err() {
            return refuse(version, "no version", "write three numbers, such as 0.1.0");
        }
        if keywords.len() > 5 {
            return refuse("keywords", "a list of more than five", "Cargo takes five keywords at most");
        }
        match keywords.iter().find(|keyword| !is_keyword(keyword)) {
            Some(keyword) => refuse(
                keyword,
                "no keyword",
                "use at most 20 letters, digits, `-`, `_` and `+`, a letter or digit first",
            ),
            None => Ok(()),
        }
    }

    pub(crate) fn name(&self) -> &str {
        &self.package.name
    }

    pub(crate) fn version(&self) -> &str {
        &self.package.version
    }

    pub(crate) fn description(&self) -> Option<&str> {
        self.package.description.as_deref()
    }

    pub(crate) fn keywords(&self) -> &[String] {
        &self.package.keywords
    }
}

/// Names that would stand for two things in a generated crate.
const TAKEN: [&str; 7] = ["alloc", "core", "proc_macro", "serde", "specwright-runtime", "std", "test"];

fn is_crate_name(name: &str) -> bool {
    let starts_well = name.starts_with(|first: char| first.is_ascii_lowercase());
    let is_plain = name.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-' || c == '_');
    starts_well && is_plain && syn::parse_str::<syn::Ident>(&name.replace('-', "_")).is_ok()
}

fn is_keyword(keyword: &str) -> bool {
    let starts_well = keyword.starts_with(|first: char| first.is_ascii_alphanumeric());
    let is_plain = keyword.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '+'));
    starts_well && is_plain && keyword.len() <= 20
}

/// A crate name made from a document's title: `Swagger Petstore` gives `swagger-petstore-client`.
pub(crate) fn name_from_title(title: &str) -> String {
    let ascii: String = title.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { ' ' }).collect();
    let name = snake(&ascii).replace('_', "-");
    let name = if name == "empty" { "api".to_owned() } else { name };
    if name.ends_with("-client") || name == "client" { name } else { format!("{name}-client") }
}

fn settings(source: &Source, span: Range<usize>, message: String, hint: &str) -> Report {
    let before = source.text.get(..span.start).unwrap_or_default();
    let line = before.matches('\n').count() + 1;
    let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
    let place = Place { line, column, bytes: span };
    let diagnostic =
        Diagnostic::at("settings", Level::Error, &source.name, place, &Pointer::default(), message, hint.to_owned());
    Report::new(vec![diagnostic], &source.name, &source.text)
}
