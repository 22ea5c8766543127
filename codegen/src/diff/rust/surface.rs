//! The public API of a generated crate as data: each item under the path that users write, with all that they feel of it.

use std::collections::{BTreeMap, BTreeSet};

use crate::pointer::Pointer;

/// The public API of one version of a crate.
#[derive(Clone, Debug, Default)]
pub(in crate::diff) struct Surface {
    items: BTreeMap<String, Item>,
}

/// What an item is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Feature,
    Module,
    /// A name that stands for an item of another crate.
    Reexport,
    Alias,
    Struct,
    Enum,
    Field,
    Variant,
    Constant,
    Function,
}

/// An item, without its name.
#[derive(Clone, Debug)]
pub(super) struct Item {
    pub(super) kind: Kind,
    /// `&self`, `self` or nothing.
    pub(super) receiver: &'static str,
    pub(super) arguments: Vec<Argument>,
    /// What a function gives, the type of a field or constant, what a variant holds, an alias stands for or a feature brings.
    pub(super) ty: String,
    /// Any of these brings it; without any it is always there, as far as what it belongs to is.
    pub(super) features: BTreeSet<String>,
    pub(super) is_deprecated: bool,
    /// Whether users may write a value of it without what they do not name, or match it without a rest.
    pub(super) is_exhaustive: bool,
    /// The traits of a type that users feel.
    pub(super) traits: BTreeSet<String>,
    /// What the API knows it by.
    pub(super) wire: Option<String>,
    /// Where it comes from.
    pub(super) at: Vec<Pointer>,
}

/// An argument of a function.
#[derive(Clone, Debug)]
pub(super) struct Argument {
    pub(super) name: String,
    pub(super) ty: String,
    pub(super) at: Option<Pointer>,
}

impl Argument {
    pub(super) fn new(name: impl Into<String>, ty: impl Into<String>) -> Self {
        Self { name: name.into(), ty: ty.into(), at: None }
    }

    pub(super) fn at(self, pointer: Option<&Pointer>) -> Self {
        Self { at: pointer.cloned(), ..self }
    }
}

impl Item {
    pub(super) fn new(kind: Kind, ty: impl Into<String>) -> Self {
        Self {
            kind,
            receiver: "",
            arguments: Vec::new(),
            ty: ty.into(),
            features: BTreeSet::new(),
            is_deprecated: false,
            is_exhaustive: true,
            traits: BTreeSet::new(),
            wire: None,
            at: Vec::new(),
        }
    }

    /// A struct or an enum.
    pub(super) fn of_type(kind: Kind, traits: &[&str]) -> Self {
        Self { traits: traits.iter().map(|name| (*name).to_owned()).collect(), ..Self::new(kind, "") }
    }

    pub(super) fn function(receiver: &'static str, arguments: Vec<Argument>, ty: impl Into<String>) -> Self {
        Self { receiver, arguments, ..Self::new(Kind::Function, ty) }
    }

    pub(super) fn non_exhaustive(self) -> Self {
        Self { is_exhaustive: false, ..self }
    }

    pub(super) fn deprecated(self, is_deprecated: bool) -> Self {
        Self { is_deprecated, ..self }
    }

    pub(super) fn wire(self, wire: impl Into<String>) -> Self {
        Self { wire: Some(wire.into()), ..self }
    }

    pub(super) fn at(mut self, pointer: Option<&Pointer>) -> Self {
        self.at.extend(pointer.cloned());
        self
    }

    /// Whether nothing differs but names of arguments, traits, features and deprecation.
    pub(super) fn is_same(&self, other: &Self) -> bool {
        self.kind == other.kind
            && self.receiver == other.receiver
            && self.ty == other.ty
            && self.is_exhaustive == other.is_exhaustive
            && self.argument_types().eq(other.argument_types())
            && !self.is_reordered(other)
    }

    /// Whether nothing at all differs that users feel.
    pub(super) fn is_equal(&self, other: &Self) -> bool {
        self.is_same(other)
            && self.traits == other.traits
            && self.features == other.features
            && self.is_deprecated == other.is_deprecated
    }

    /// Whether arguments have changed places, which the compiler may not notice.
    pub(super) fn is_reordered(&self, other: &Self) -> bool {
        let sorted = |names| BTreeSet::<&str>::from_iter(names);
        !self.names().eq(other.names()) && sorted(self.names().collect::<Vec<_>>()) == sorted(other.names().collect())
    }

    fn names(&self) -> impl Iterator<Item = &str> {
        self.arguments.iter().map(|argument| argument.name.as_str())
    }

    fn argument_types(&self) -> impl Iterator<Item = &str> {
        self.arguments.iter().map(|argument| argument.ty.as_str())
    }

    /// The item as Rust writes it, under its name.
    pub(super) fn shown(&self, path: &str) -> String {
        let (name, ty) = (last(path), &self.ty);
        match self.kind {
            Kind::Feature => format!("{path} = [{ty}]"),
            Kind::Module => format!("mod {path}"),
            Kind::Reexport => format!("use {ty} as {name}"),
            Kind::Alias => format!("type {name} = {ty}"),
            Kind::Struct => format!("{}struct {name}", self.mark()),
            Kind::Enum => format!("{}enum {name}", self.mark()),
            Kind::Field => format!("{name}: {ty}"),
            Kind::Variant => format!("{name}{ty}"),
            Kind::Constant => format!("const {name}: {ty}"),
            Kind::Function => self.shown_function(name),
        }
    }

    fn mark(&self) -> &'static str {
        if self.is_exhaustive { "" } else { "#[non_exhaustive] " }
    }

    fn shown_function(&self, name: &str) -> String {
        let receiver = (!self.receiver.is_empty()).then(|| self.receiver.to_owned());
        let arguments = self.arguments.iter().map(|Argument { name, ty, .. }| format!("{name}: {ty}"));
        let inputs: Vec<_> = receiver.into_iter().chain(arguments).collect();
        format!("fn {name}({}) -> {}", inputs.join(", "), self.ty)
    }
}

impl Surface {
    /// Adds an item under its path; a function has `()` behind its name, as a field may be called the same.
    pub(super) fn add(&mut self, path: impl Into<String>, item: Item) {
        let mut path = path.into();
        if item.kind == Kind::Function {
            path.push_str("()");
        }
        self.items.insert(path, item);
    }

    pub(super) fn get(&self, key: &str) -> Option<&Item> {
        self.items.get(key)
    }

    pub(super) fn get_mut(&mut self, key: &str) -> Option<&mut Item> {
        self.items.get_mut(key)
    }

    /// An item, with its key as it stands here.
    pub(super) fn entry(&self, key: &str) -> Option<(&str, &Item)> {
        self.items.get_key_value(key).map(|(key, item)| (key.as_str(), item))
    }

    /// All items by key, sorted.
    pub(super) fn items(&self) -> impl Iterator<Item = (&str, &Item)> {
        self.items.iter().map(|(key, item)| (key.as_str(), item))
    }

    /// What belongs to a type or module, all that belongs to its members included.
    pub(super) fn members<'s>(&'s self, path: &str) -> impl Iterator<Item = (&'s str, &'s Item)> + use<'s> {
        let prefix = format!("{path}::");
        let from = self.items.range(prefix.clone()..);
        from.take_while(move |(key, _)| key.starts_with(&prefix)).map(|(key, item)| (key.as_str(), item))
    }
}

/// The path of an item as people write it.
pub(super) fn path(key: &str) -> &str {
    key.trim_end_matches("()")
}

/// The last name of a path.
pub(super) fn last(path: &str) -> &str {
    self::path(path).rsplit("::").next().unwrap_or_default()
}

/// What an item belongs to: a type or a module, nothing at the root of the crate.
pub(super) fn owner(key: &str) -> Option<&str> {
    key.rsplit_once("::").map(|(owner, _)| owner)
}
