//! The value tree of a document: keeps key order, integers of any size and the text of each number.

use foldhash::fast::RandomState;
use indexmap::IndexMap;

use crate::pointer::Pointer;

/// A text counts as one more value for each so many bytes.
const BYTES_OF_A_VALUE: usize = 64;

/// As how many values a text counts beside the one that it is.
pub(super) fn values_of_text(text: &str) -> usize {
    text.len() / BYTES_OF_A_VALUE
}

/// One value of a YAML or JSON text.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Node {
    Null,
    Bool(bool),
    Number(Number),
    String(String),
    Array(Vec<Node>),
    Object(Object),
}

/// A number as the source spells it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Number(pub(super) String);

impl Number {
    pub(crate) fn text(&self) -> &str {
        &self.0
    }

    /// Whether the value is whole, however it is spelled (`1`, `1.0` and `1e3` are).
    pub(crate) fn is_integer(&self) -> bool {
        self.0.parse::<i128>().is_ok() || self.0.parse::<f64>().is_ok_and(|value| value.fract() == 0.0)
    }
}

/// The members of an object in source order; of a repeated key the first counts, the others are kept for the report.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Object {
    pub(super) members: IndexMap<String, Node, RandomState>,
    pub(super) repeated: Vec<(String, Node)>,
}

impl Object {
    pub(crate) fn get(&self, key: &str) -> Option<&Node> {
        self.members.get(key)
    }

    pub(crate) fn contains(&self, key: &str) -> bool {
        self.members.contains_key(key)
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = (&str, &Node)> {
        self.members.iter().map(|(key, node)| (key.as_str(), node))
    }

    pub(crate) fn get_mut(&mut self, key: &str) -> Option<&mut Node> {
        self.members.get_mut(key)
    }

    pub(crate) fn insert(&mut self, key: &str, node: Node) {
        self.members.insert(key.to_owned(), node);
    }

    pub(crate) fn remove(&mut self, key: &str) -> Option<Node> {
        self.members.shift_remove(key)
    }

    /// Gives a member another key, in its place.
    pub(crate) fn rename(&mut self, key: &str, new: &str) {
        if let Some(index) = self.members.get_index_of(key) {
            // A member of that name would have to go first.
            let _taken = self.members.replace_index(index, new.to_owned());
        }
    }

    pub(crate) fn iter_mut(&mut self) -> impl Iterator<Item = (&str, &mut Node)> {
        self.members.iter_mut().map(|(key, node)| (key.as_str(), node))
    }

    /// The keys that stood there before, with their other values.
    pub(crate) fn repeated(&self) -> &[(String, Node)] {
        &self.repeated
    }
}

impl Node {
    /// An object of these members.
    pub(crate) fn object<K: Into<String>>(members: impl IntoIterator<Item = (K, Self)>) -> Self {
        let members = members.into_iter().map(|(key, node)| (key.into(), node)).collect();
        Self::Object(Object { members, repeated: Vec::new() })
    }

    /// The number that a text spells as JSON does.
    pub(crate) fn number(text: &str) -> Option<Self> {
        serde_json::from_str::<serde_json::Number>(text).ok().map(|_| Self::Number(Number(text.trim().to_owned())))
    }

    /// How many values a copy takes; long texts count as several.
    pub(crate) fn size(&self) -> usize {
        let inner: usize = match self {
            Self::Array(items) => items.iter().map(Self::size).sum(),
            Self::Object(object) => object.iter().map(|(_, node)| node.size()).sum(),
            _ => 0,
        };
        self.own_size() + inner
    }

    /// The same without its elements and the values of its members.
    pub(crate) fn own_size(&self) -> usize {
        1 + match self {
            Self::String(text) => values_of_text(text),
            Self::Number(number) => values_of_text(&number.0),
            Self::Object(object) => object.iter().map(|(key, _)| values_of_text(key)).sum(),
            _ => 0,
        }
    }

    /// What the node is, as messages call it.
    pub(crate) fn kind(&self) -> &'static str {
        match self {
            Self::Null => "null",
            Self::Bool(_) => "a boolean",
            Self::Number(_) => "a number",
            Self::String(_) => "a string",
            Self::Array(_) => "an array",
            Self::Object(_) => "an object",
        }
    }

    pub(crate) fn as_str(&self) -> Option<&str> {
        if let Self::String(text) = self { Some(text) } else { None }
    }

    pub(crate) fn as_bool(&self) -> Option<bool> {
        if let Self::Bool(value) = self { Some(*value) } else { None }
    }

    pub(crate) fn as_array(&self) -> Option<&[Node]> {
        if let Self::Array(items) = self { Some(items) } else { None }
    }

    pub(crate) fn as_object(&self) -> Option<&Object> {
        if let Self::Object(object) = self { Some(object) } else { None }
    }

    /// The member of an object; `None` on anything else.
    pub(crate) fn get(&self, key: &str) -> Option<&Node> {
        self.as_object().and_then(|object| object.get(key))
    }

    /// A member that holds text.
    pub(crate) fn text(&self, key: &str) -> Option<&str> {
        self.get(key).and_then(Self::as_str)
    }

    /// A member that is `true`.
    pub(crate) fn flag(&self, key: &str) -> bool {
        self.get(key).and_then(Self::as_bool).unwrap_or(false)
    }

    /// The elements of a member array, none when absent.
    pub(crate) fn list(&self, key: &str) -> &[Node] {
        self.get(key).and_then(Self::as_array).unwrap_or_default()
    }

    /// The members of a member object, none when absent.
    pub(crate) fn members(&self, key: &str) -> impl Iterator<Item = (&str, &Node)> {
        self.get(key).and_then(Self::as_object).into_iter().flat_map(Object::iter)
    }

    /// The node at a pointer, to be changed.
    pub(crate) fn at_mut(&mut self, pointer: &Pointer) -> Option<&mut Node> {
        pointer.parts().try_fold(self, |node, token| match node {
            Self::Object(object) => object.members.get_mut(&*token),
            Self::Array(items) => token.parse::<usize>().ok().and_then(|index| items.get_mut(index)),
            _ => None,
        })
    }

    /// The node at a pointer.
    pub(crate) fn at(&self, pointer: &Pointer) -> Option<&Node> {
        pointer.parts().try_fold(self, |node, token| match node {
            Self::Object(object) => object.get(&token),
            Self::Array(items) => token.parse::<usize>().ok().and_then(|index| items.get(index)),
            _ => None,
        })
    }
}
