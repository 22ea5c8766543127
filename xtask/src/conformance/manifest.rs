//! Takes the text of a generated manifest; returns what rustc must be told, as `cargo check --all-features` does.

use std::process::Command;
use toml_edit::{DocumentMut, Item};

/// What a manifest says to the compiler.
pub(super) struct Manifest {
    name: String,
    edition: String,
    features: Vec<String>,
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
        let features = features.flat_map(|features| features.iter()).map(|(name, _)| name.to_owned()).collect();
        Ok(Self { name: package("name")?.replace('-', "_"), edition: package("edition")?, features })
    }

    /// The crate as Rust names it.
    pub(super) fn name(&self) -> &str {
        &self.name
    }

    pub(super) fn tell(&self, rustc: &mut Command) {
        rustc.args(["--crate-type=lib", "--crate-name", &self.name, "--edition", &self.edition]);
        for feature in &self.features {
            rustc.args(["--cfg", &format!("feature=\"{feature}\"")]);
            rustc.args(["--check-cfg", &format!("cfg(feature, values(\"{feature}\"))")]);
        }
    }
}
