//! What a review is made of: changes, each with its weight on the wire and to Rust users.

use serde::Serialize;

/// How much a change weighs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Impact {
    /// Nothing changed.
    #[default]
    None,
    /// Only what people read.
    Documentation,
    /// Whoever relied on the old version can go on.
    Compatible,
    /// Some who relied on the old version may have to change something.
    Warning,
    /// Whoever relied on what is changed has to change something.
    Breaking,
}

/// The part of a version that a change raises, by Cargo's rules.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Bump {
    /// No new version is needed.
    #[default]
    None,
    /// Nothing that users can name is new or gone.
    Patch,
    /// Something is new.
    Minor,
    /// Something is gone or other than it was.
    Major,
}

/// Who changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Cause {
    /// The API.
    Vendor,
    /// What was written down of an API that stayed as it was.
    Correction,
    /// What is generated from the same document.
    Generator,
}

/// A place in one version of a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spot {
    /// The name of the source.
    pub file: String,
    /// 1-based line.
    pub line: usize,
    /// 1-based column, in characters.
    pub column: usize,
    /// The JSON pointer of the node, as a URI fragment (`#/paths/~1a`).
    pub pointer: String,
}

/// One change, and all that comes of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// The stable id of the rule, in snake case.
    pub id: &'static str,
    /// What it means to whoever speaks to the API.
    pub level: Impact,
    /// What it means to whoever uses the generated crate, by Cargo's rules; none where no item changes.
    pub rust_level: Impact,
    /// Who changed.
    pub cause: Cause,
    /// Where it stands in the new version, or stood in the old one.
    pub pointer: String,
    /// Where it stood.
    pub old: Option<Spot>,
    /// Where it stands.
    pub new: Option<Spot>,
    /// What changed, in one sentence.
    pub message: String,
    /// The items of the crate that it changes.
    pub rust: Vec<ItemChange>,
    /// The ids of the operations that it concerns.
    pub operations: Vec<String>,
    /// The pages that the nearest statement about the place rests on.
    pub sources: Vec<String>,
    /// How that statement is known, where the document says it.
    pub evidence: Option<String>,
    /// Why it needs no version of its own, where the settings say so.
    pub waived: Option<String>,
    /// What names this change in a waiver, the same as long as what it says stays the same.
    pub fingerprint: String,
}

/// What happened to an item of a crate.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum ItemKind {
    /// It is new.
    Added,
    /// It is gone.
    Removed,
    /// It has another signature.
    Changed,
    /// It has another name.
    Renamed,
}

/// A change to one item of the crate's public API.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ItemChange {
    /// The item as users write it, such as `types::Account::meters`; the new name where it has another.
    pub item: String,
    /// What happened to it.
    pub kind: ItemKind,
    /// By Cargo's rules: breaking, or compatible where something is added.
    pub level: Impact,
    /// What it was.
    pub old: Option<String>,
    /// What it is.
    pub new: Option<String>,
    /// What a user writes now, in a line.
    pub migration: String,
}
