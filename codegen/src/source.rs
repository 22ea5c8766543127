//! The input texts, and the names under which messages speak of them.

use std::collections::BTreeMap;

/// A text given to the generator. The generator itself reads no file.
#[derive(Clone, Debug)]
pub struct Source {
    /// The path as users know it, with `/` separators.
    pub name: String,
    /// The whole text.
    pub text: String,
}

impl Source {
    /// A source from its name and text.
    pub fn new(name: impl Into<String>, text: impl Into<String>) -> Self {
        Self { name: name.into(), text: text.into() }
    }

    /// What a program in Rust says of itself: the first paragraph of its inner docs, on one line.
    pub fn about(&self) -> String {
        let docs = self.text.lines().map_while(|line| line.strip_prefix("//! "));
        docs.map(str::trim).collect::<Vec<_>>().join(" ")
    }

    /// The name of a program in Rust: that of its file, without the ending.
    pub fn stem(&self) -> &str {
        self.file().trim_end_matches(".rs")
    }

    /// The name of the file, without its folder.
    pub(crate) fn file(&self) -> &str {
        self.name.rsplit('/').next().unwrap_or_default()
    }

    /// The name that a file has whose path is relative to the folder of this one.
    pub(crate) fn beside(&self, path: &str) -> String {
        let folder = self.name.len() - self.file().len();
        format!("{}{path}", self.name.get(..folder).unwrap_or_default())
    }
}

/// An OpenAPI document: all that one client is generated from.
#[derive(Clone, Debug)]
pub struct Bundle {
    /// The document itself.
    pub document: Source,
    /// The other files that references lead to, by their paths from the folder of the document (see [`refers_to`]); the
    /// text, or why there is none.
    ///
    /// [`refers_to`]: crate::refers_to
    pub files: BTreeMap<String, Result<String, String>>,
    /// The overlays to apply to the document, in this order.
    pub overlays: Vec<Source>,
}

impl From<Source> for Bundle {
    fn from(document: Source) -> Self {
        Self { document, files: BTreeMap::new(), overlays: Vec::new() }
    }
}
