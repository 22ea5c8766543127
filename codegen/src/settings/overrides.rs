//! What `client.toml` says of single places of the document: takes pointers, gives other names and other types.
//!
//! An override that matches nothing, or whose name is taken, is a mistake of the settings, told after the run.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::ops::Range;

use serde::Deserialize;
use toml::Spanned;

use crate::names::Names;
use crate::pointer::Pointer;

/// A table of `client.toml` from places of the document to texts.
pub(super) type Table = BTreeMap<Spanned<String>, Spanned<String>>;

/// One line of `[rename]` or `[replace]`.
#[derive(Clone, Debug)]
pub(super) struct Line {
    pub(super) pointer: Pointer,
    pub(super) text: String,
    /// Where the pointer stands in the file.
    pub(super) key: Range<usize>,
    /// Where the text stands in the file.
    pub(super) value: Range<usize>,
}

/// Something wrong with a line, once the document is known.
pub(super) struct Mistake {
    pub(super) place: Range<usize>,
    pub(super) message: String,
    pub(super) hint: &'static str,
}

/// The overrides of one run, and which of them have had an effect.
#[derive(Debug)]
pub(crate) struct Overrides<'s> {
    rename: &'s [Line],
    replace: &'s [Line],
    named: RefCell<Vec<Pointer>>,
    replaced: RefCell<Vec<Pointer>>,
    /// Names that something else has already.
    taken: RefCell<Vec<Pointer>>,
}

impl<'s> Overrides<'s> {
    pub(super) fn new(rename: &'s [Line], replace: &'s [Line]) -> Self {
        Self { rename, replace, named: RefCell::default(), replaced: RefCell::default(), taken: RefCell::default() }
    }

    /// The name that the settings give to what stands at a pointer, made an identifier and taken from `names`.
    pub(crate) fn name(&self, at: &Pointer, names: &mut Names, style: fn(&str) -> String) -> Option<String> {
        let line = self.rename.iter().find(|line| line.pointer == *at)?;
        self.named.borrow_mut().push(at.clone());
        let wanted = style(&line.text);
        let given = names.unique(wanted.clone());
        if given != wanted {
            self.taken.borrow_mut().push(at.clone());
        }
        Some(given)
    }

    /// The same for a type that has its place in common with a field: where the name is taken, the type does without.
    pub(crate) fn type_name(&self, at: &Pointer, names: &mut Names, style: fn(&str) -> String) -> Option<String> {
        let line = self.rename.iter().find(|line| line.pointer == *at)?;
        let is_field = at.parent().and_then(|parent| parent.last()).as_deref() == Some("properties");
        let wanted = style(&line.text);
        if is_field && names.is_given(&wanted) { None } else { self.name(at, names, style) }
    }

    /// The Rust type that the settings give to the schema at a pointer.
    pub(crate) fn replacement(&self, at: &Pointer) -> Option<&'s str> {
        let line = self.replace.iter().find(|line| line.pointer == *at)?;
        self.replaced.borrow_mut().push(at.clone());
        Some(&line.text)
    }

    /// What is wrong with the overrides, once everything has had its name and type.
    pub(super) fn mistakes(&self) -> Vec<Mistake> {
        let (named, replaced, taken) = (self.named.borrow(), self.replaced.borrow(), self.taken.borrow());
        let lines =
            self.rename.iter().map(|line| (line, &named)).chain(self.replace.iter().map(|line| (line, &replaced)));
        lines
            .filter_map(|(line, used)| {
                if !used.contains(&line.pointer) {
                    let message = format!("`{}` is nothing that can be overridden here", line.pointer);
                    let hint = "point at a schema, property, enum value, parameter, operation, server or security \
                                scheme that has a name or a type of its own in the crate";
                    Some(Mistake { place: line.key.clone(), message, hint })
                } else if taken.contains(&line.pointer) {
                    let message = format!("the name `{}` is taken", line.text);
                    Some(Mistake { place: line.value.clone(), message, hint: "choose another name" })
                } else {
                    None
                }
            })
            .collect()
    }
}

/// A dependency of the generated crate, as Cargo writes it.
#[derive(Clone, Debug, Deserialize)]
#[serde(untagged)]
pub(super) enum Dependency {
    Version(String),
    Detailed(toml::Table),
}

impl Dependency {
    /// As the value of a key in `[dependencies]`.
    pub(super) fn to_toml(&self) -> String {
        match self {
            Self::Version(version) => toml::Value::String(version.clone()).to_string(),
            Self::Detailed(table) => toml::Value::Table(table.clone()).to_string(),
        }
    }
}
