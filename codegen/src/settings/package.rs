//! The crate that is generated: takes `[package]` of `client.toml`, refuses what Cargo would refuse.

use serde::Deserialize;

use super::settings;
use crate::names::snake;
use crate::report::Report;
use crate::source::Source;

/// `[package]`, as Cargo knows it.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Package {
    pub(super) name: String,
    #[serde(default = "first_version")]
    pub(super) version: String,
    pub(super) description: Option<String>,
    #[serde(default)]
    pub(super) keywords: Vec<String>,
}

fn first_version() -> String {
    "0.1.0".to_owned()
}

impl Package {
    /// One of which only the name is given.
    pub(super) fn named(name: &str) -> Self {
        Self { name: name.to_owned(), version: first_version(), description: None, keywords: Vec::new() }
    }

    /// What Cargo would refuse, in the words of this file.
    pub(super) fn check(&self, source: &Source) -> Result<(), Report> {
        let Package { name, version, keywords, .. } = self;
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
}

/// Names that would stand for two things in a generated crate.
pub(super) const TAKEN: [&str; 7] = ["alloc", "core", "proc_macro", "serde", "specwright-runtime", "std", "test"];

/// A crate's name as paths write it.
pub(super) fn module_name(name: &str) -> String {
    name.replace('-', "_")
}

pub(super) fn is_crate_name(name: &str) -> bool {
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
