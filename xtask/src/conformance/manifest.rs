//! Takes the text of a generated manifest; returns what rustc must be told, as `cargo check` does with some features.

use std::collections::{BTreeMap, BTreeSet};
use std::process::Command;
use toml_edit::{DocumentMut, Item};

/// Which features of a crate are on.
#[derive(Clone, Copy)]
pub(super) enum Features<'a> {
    None,
    /// One, with those that it implies.
    One(&'a str),
    All,
}

/// What a manifest says to the compiler.
pub(super) struct Manifest {
    name: String,
    edition: String,
    /// Each feature with what it implies.
    features: BTreeMap<String, Vec<String>>,
}

impl Manifest {
    /// The error says what is wrong with the text.
    pub(super) fn parse(text: &str) -> Result<Self, String> {
        let document: DocumentMut = text.parse().map_err(|error: toml_edit::TomlError| error.message().to_owned())?;
        let package = |key: &str| {
            let text = document.get("package").and_then(|package| package.get(key)).and_then(Item::as_str);
            text.map(str::to_owned).ok_or_else(|| format!("there is no package.{key}"))
        };
        let features = document.get("features").and_then(Item::as_table_like).into_iter();
        let features = features.flat_map(|features| features.iter());
        let features = features.map(|(name, implied)| (name.to_owned(), texts(implied))).collect();
        Ok(Self { name: package("name")?.replace('-', "_"), edition: package("edition")?, features })
    }

    /// The crate as Rust names it.
    pub(super) fn name(&self) -> &str {
        &self.name
    }

    /// The names of all features.
    pub(super) fn features(&self) -> impl Iterator<Item = &str> {
        self.features.keys().map(String::as_str)
    }

    pub(super) fn tell(&self, features: Features<'_>, rustc: &mut Command) {
        rustc.args(["--crate-type=lib", "--crate-name", &self.name, "--edition", &self.edition]);
        for feature in self.features() {
            rustc.args(["--check-cfg", &format!("cfg(feature, values(\"{feature}\"))")]);
        }
        for feature in self.on(features) {
            rustc.args(["--cfg", &format!("feature=\"{feature}\"")]);
        }
    }

    fn on<'a>(&'a self, features: Features<'a>) -> BTreeSet<&'a str> {
        let mut open: Vec<&str> = match features {
            Features::None => Vec::new(),
            Features::One(name) => vec![name],
            Features::All => self.features().collect(),
        };
        let mut on = BTreeSet::new();
        while let Some(name) = open.pop() {
            // What else may be implied is a feature of another crate.
            if let Some(implied) = self.features.get(name).filter(|_| on.insert(name)) {
                open.extend(implied.iter().map(String::as_str));
            }
        }
        on
    }
}

fn texts(item: &Item) -> Vec<String> {
    let values = item.as_array().into_iter().flat_map(|array| array.iter());
    values.filter_map(|value| value.as_str().map(str::to_owned)).collect()
}
