//! From a [`Tree`] to its text: two blanks a level, lists one level below their keys.

use super::scalar::{Place, line, literal};
use super::tree::{Collection, Entry, Form, Kind, Line, Scalar, Style, Tree, Value, Wrap, Wrapped};

/// A collection in brackets goes on one line up to this column.
const COLUMNS: usize = 120;
const STEP: usize = 2;

/// The text of a tree.
pub(super) fn write(tree: &Tree) -> String {
    let mut writer = Writer { tree, out: String::new(), is_kept: false };
    writer.document();
    writer.out
}

struct Writer<'t> {
    tree: &'t Tree,
    out: String,
    /// Whether the last value keeps the lines ends behind it: a blank line would be one more.
    is_kept: bool,
}

impl<'t> Writer<'t> {
    fn document(&mut self) {
        let tree = self.tree;
        self.lines(&tree.head, 0);
        self.lines(&tree.root.before, 0);
        match self.block(&tree.root.value) {
            Some(collection) => {
                if let Some(comment) = &tree.root.trailing {
                    self.comment(comment, 0);
                }
                self.collection(collection, 0);
            }
            None => {
                let text = match &tree.root.value {
                    Value::Scalar(scalar) => line(scalar, Place::Block),
                    value => self.flow(value, COLUMNS).unwrap_or_default(),
                };
                self.out.push_str(&text);
                self.end(tree.root.trailing.as_deref());
            }
        }
        self.lines(&tree.foot, 0);
    }

    fn pad(&mut self, columns: usize) {
        self.out.extend(std::iter::repeat_n(' ', columns));
    }

    fn comment(&mut self, comment: &str, indent: usize) {
        self.pad(indent);
        self.out.push_str(comment);
        self.out.push('\n');
        self.is_kept = false;
    }

    /// Several blank lines become one; at the start, and behind a value that would grow by them, there is none.
    fn lines(&mut self, lines: &[Line], indent: usize) {
        for line in lines {
            match line {
                Line::Comment(comment) => self.comment(comment, indent),
                Line::Blank if self.out.is_empty() || self.out.ends_with("\n\n") || self.is_kept => {}
                Line::Blank => self.out.push('\n'),
            }
        }
    }

    /// Ends a line.
    fn end(&mut self, comment: Option<&str>) {
        if let Some(comment) = comment {
            self.out.push(' ');
            self.out.push_str(comment);
        }
        self.out.push('\n');
        self.is_kept = false;
    }

    /// The columns of the line that is being written.
    fn column(&self) -> usize {
        self.out.rsplit('\n').next().unwrap_or_default().chars().count()
    }

    fn collection(&mut self, collection: &'t Collection, indent: usize) {
        for (index, entry) in self.tree.entries(collection).enumerate() {
            let above = above(&entry.before, index == 0 && indent > 0);
            self.lines(above, indent);
            self.lead(entry, indent, indent, collection.kind);
            self.pad(indent);
            self.entry(entry, indent);
        }
        self.lines(&collection.tail, indent);
    }

    /// The comments that would stand behind the dash in this column, or between it and the first key there.
    fn lead(&mut self, entry: &'t Entry, indent: usize, dash: usize, kind: Kind) {
        let inner = match kind {
            Kind::Sequence => self.block_at(&entry.value, dash + STEP),
            Kind::Mapping => None,
        };
        let Some(inner) = inner else { return };
        if let Some(comment) = &entry.trailing {
            self.comment(comment, indent);
        }
        if let Some(first) = self.tree.entries(inner).next() {
            self.lines(above(&first.before, true), indent);
            self.lead(first, indent, dash + STEP, inner.kind);
        }
    }

    /// An entry from its key or dash on; its indentation is written, and so are the lines above it.
    fn entry(&mut self, entry: &'t Entry, indent: usize) {
        match &entry.key {
            Some(key) => {
                self.out.push_str(&line(key, Place::Key));
                self.out.push(':');
                match self.block(&entry.value) {
                    Some(inner) => {
                        self.end(entry.trailing.as_deref());
                        self.collection(inner, indent + STEP);
                    }
                    None => self.inline(entry, indent),
                }
            }
            None => {
                self.out.push('-');
                match self.block(&entry.value) {
                    Some(inner) => self.behind_dash(inner, indent + STEP),
                    None => self.inline(entry, indent),
                }
            }
        }
    }

    /// A collection whose first entry stands behind a dash.
    fn behind_dash(&mut self, collection: &'t Collection, indent: usize) {
        for (index, entry) in self.tree.entries(collection).enumerate() {
            if index == 0 {
                self.out.push(' ');
            } else {
                self.lines(&entry.before, indent);
                self.lead(entry, indent, indent, collection.kind);
                self.pad(indent);
            }
            self.entry(entry, indent);
        }
        self.lines(&collection.tail, indent);
    }

    /// A value on the line of its key or dash, or one that starts there.
    fn inline(&mut self, entry: &'t Entry, indent: usize) {
        let comment = entry.trailing.as_deref();
        match &entry.value {
            Value::Scalar(scalar) => self.scalar(scalar, comment, indent + STEP),
            value => {
                let text = self.flow(value, COLUMNS).unwrap_or_default();
                self.out.push(' ');
                self.out.push_str(&text);
                self.end(comment);
            }
        }
    }

    fn scalar(&mut self, scalar: &Scalar, comment: Option<&str>, indent: usize) {
        match &scalar.form {
            Form::Wrapped(wrapped) => return self.wrapped(wrapped, &scalar.value, comment, indent),
            Form::Text => {
                if let Some((header, lines)) = literal(&scalar.value) {
                    self.out.push(' ');
                    self.out.push_str(&header);
                    self.end(comment);
                    self.block_lines(lines.into_iter(), indent);
                    self.is_kept = header.ends_with('+');
                    return;
                }
            }
            Form::Plain => {}
        }
        self.out.push(' ');
        self.out.push_str(&line(scalar, Place::Block));
        self.end(comment);
    }

    fn wrapped(&mut self, wrapped: &Wrapped, value: &str, comment: Option<&str>, indent: usize) {
        let lines = wrapped.lines.iter().map(String::as_str);
        match wrapped.kind {
            Wrap::Folded => {
                self.out.push_str(if value.ends_with('\n') { " >" } else { " >-" });
                self.end(comment);
                self.block_lines(lines, indent);
            }
            Wrap::Below => {
                self.out.push('\n');
                self.block_lines(lines, indent);
                self.out.pop();
                self.end(comment);
            }
            Wrap::Inline => {
                let mut lines = lines;
                self.out.push(' ');
                self.out.push_str(lines.next().unwrap_or_default());
                self.out.push('\n');
                self.block_lines(lines, indent);
                self.out.pop();
                self.end(comment);
            }
        }
    }

    fn block_lines<'a>(&mut self, lines: impl Iterator<Item = &'a str>, indent: usize) {
        for line in lines {
            if !line.is_empty() {
                self.pad(indent);
                self.out.push_str(line);
            }
            self.out.push('\n');
        }
        self.is_kept = false;
    }

    /// The collection that a value is, if it takes lines of its own from here.
    fn block(&self, value: &Value) -> Option<&'t Collection> {
        self.block_at(value, self.column() + 1)
    }

    fn block_at(&self, value: &Value, column: usize) -> Option<&'t Collection> {
        let Value::Collection(index) = value else { return None };
        let collection = self.tree.collection(*index)?;
        let fits = || self.flow(value, COLUMNS.saturating_sub(column)).is_some();
        let is_bare = collection.entries.is_empty() && collection.tail.is_empty();
        (!is_bare && (collection.style == Style::Block || !fits())).then_some(collection)
    }

    /// The value on one line of at most so many columns, unless a comment stands in it.
    fn flow(&self, value: &Value, columns: usize) -> Option<String> {
        let text = match value {
            Value::None => "null".to_owned(),
            Value::Scalar(scalar) => line(scalar, Place::Flow),
            Value::Collection(index) => self.brackets(self.tree.collection(*index)?, columns)?,
        };
        (text.chars().count() <= columns).then_some(text)
    }

    fn brackets(&self, collection: &Collection, columns: usize) -> Option<String> {
        let has_comment = |lines: &[Line]| lines.iter().any(|line| *line != Line::Blank);
        if has_comment(&collection.tail) {
            return None;
        }
        let mut parts = Vec::new();
        let mut left = columns;
        for entry in self.tree.entries(collection) {
            if has_comment(&entry.before) || entry.trailing.is_some() {
                return None;
            }
            let key = entry.key.as_ref().map_or_else(String::new, |key| line(key, Place::Flow) + ": ");
            left = left.checked_sub(key.chars().count() + 1)?;
            let part = key + &self.flow(&entry.value, left)?;
            left = left.checked_sub(part.chars().count())?;
            parts.push(part);
        }
        let inner = parts.join(", ");
        Some(match collection.kind {
            Kind::Sequence => format!("[{inner}]"),
            Kind::Mapping if inner.is_empty() => "{}".to_owned(),
            Kind::Mapping => format!("{{ {inner} }}"),
        })
    }
}

/// Lines without the blank ones that they start with, where nothing is to be told apart.
fn above(lines: &[Line], is_first: bool) -> &[Line] {
    let start = lines.iter().position(|line| *line != Line::Blank).unwrap_or(lines.len());
    lines.get(if is_first { start } else { 0 }..).unwrap_or_default()
}
