//! The text of a YAML document as a tree: values as they are written, and the comments that belong to each.

/// A line between two values.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Line {
    Blank,
    /// From `#` on, without blanks at its end.
    Comment(String),
}

/// One document. Collections and entries name each other by index, so that no depth is too much for reading.
#[derive(Debug, Default)]
pub(super) struct Tree {
    /// What stands at the top and is about the whole file.
    pub(super) head: Vec<Line>,
    pub(super) root: Entry,
    pub(super) foot: Vec<Line>,
    pub(super) entries: Vec<Entry>,
    pub(super) collections: Vec<Collection>,
}

/// A member of a mapping, an element of a sequence, or the root.
#[derive(Debug, Default)]
pub(super) struct Entry {
    /// The lines above it.
    pub(super) before: Vec<Line>,
    /// The comment at the end of its line.
    pub(super) trailing: Option<String>,
    pub(super) key: Option<Scalar>,
    pub(super) value: Value,
}

#[derive(Debug, Default)]
pub(super) enum Value {
    #[default]
    None,
    Scalar(Scalar),
    Collection(usize),
}

#[derive(Debug)]
pub(super) struct Collection {
    pub(super) kind: Kind,
    pub(super) style: Style,
    /// The column of its entries in the text.
    pub(super) column: usize,
    pub(super) entries: Vec<usize>,
    /// The lines below its last entry.
    pub(super) tail: Vec<Line>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Mapping,
    Sequence,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Style {
    Block,
    Flow,
    /// `[a: b]`: a mapping of one member without braces.
    Bare,
}

/// A single value.
#[derive(Debug, Default)]
pub(super) struct Scalar {
    pub(super) value: String,
    pub(super) form: Form,
    /// Whether it is put in quotes although nobody would misread it.
    pub(super) is_quoted: bool,
}

/// How a scalar is written where that matters.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) enum Form {
    /// Without quotes: it may be a number, a flag or null.
    #[default]
    Plain,
    /// A text, however it was written.
    Text,
    /// A text whose author broke it into lines, which stay.
    Wrapped(Wrapped),
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Wrapped {
    /// Without their indentation.
    pub(super) lines: Vec<String>,
    pub(super) kind: Wrap,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Wrap {
    /// Plain or in quotes, from the line of its key on.
    Inline,
    /// The same, from the line below its key on.
    Below,
    /// Behind `>` and, unless its last line ends, `-`.
    Folded,
}

impl Tree {
    /// A collection of the tree; an index comes from the tree itself.
    pub(super) fn collection(&self, index: usize) -> Option<&Collection> {
        self.collections.get(index)
    }

    /// The entries of a collection.
    pub(super) fn entries<'a>(&'a self, collection: &'a Collection) -> impl Iterator<Item = &'a Entry> {
        collection.entries.iter().filter_map(|index| self.entries.get(*index))
    }
}
