//! The JSON types of a value: stated, or implied by what else is said.

use super::super::{Part, Walk};
use super::rules;
use super::view::View;
use super::{Sides, view};
use crate::openapi::resolve;
use crate::parse::Node;

/// Among so many schemas the types of a union are looked for, and so deep.
const MOST_LOOKED_AT: usize = 256;
const DEEPEST: usize = 16;

/// A set of JSON types.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Types(u8);

impl Types {
    pub(super) const ANY: Self = Self(0b111_1111);
    const NONE: Self = Self(0);
    const STRING: Self = Self(1);
    pub(super) const INTEGER: Self = Self(2);
    /// Every integer is a number.
    const NUMBER: Self = Self(6);
    const BOOLEAN: Self = Self(8);
    const ARRAY: Self = Self(16);
    const OBJECT: Self = Self(32);
    const NULL: Self = Self(64);

    const NAMES: [(Self, &'static str); 7] = [
        (Self::STRING, "string"),
        (Self::NUMBER, "number"),
        (Self::INTEGER, "integer"),
        (Self::BOOLEAN, "boolean"),
        (Self::ARRAY, "array"),
        (Self::OBJECT, "object"),
        (Self::NULL, "null"),
    ];

    fn named(word: &str) -> Self {
        Self::NAMES.iter().find(|(_, name)| *name == word).map_or(Self::ANY, |(types, _)| *types)
    }

    fn of_value(value: &Node) -> Self {
        match value {
            Node::Null => Self::NONE,
            Node::Bool(_) => Self::BOOLEAN,
            Node::Number(number) if number.is_integer() => Self::INTEGER,
            Node::Number(_) => Self::NUMBER,
            Node::String(_) => Self::STRING,
            Node::Array(_) => Self::ARRAY,
            Node::Object(_) => Self::OBJECT,
        }
    }

    fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    fn and(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }

    /// Whether all of these are among others.
    pub(super) fn is_within(self, others: Self) -> bool {
        self.and(others) == self
    }

    /// Whether some of these are among others.
    pub(super) fn meets(self, others: Self) -> bool {
        self.and(others) != Self::NONE
    }

    fn words(self) -> String {
        if self == Self::ANY {
            return "any value".to_owned();
        }
        let mut rest = self;
        let mut words = Vec::new();
        for (types, name) in Self::NAMES {
            if types.is_within(rest) && rest.meets(types) {
                rest = Self(rest.0 & !types.0);
                words.push(format!("`{name}`"));
            }
        }
        words.join(" or ")
    }
}

/// Whether the values have something in common.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Verdict {
    /// What else is said of them can be compared.
    Together,
    /// All that is said of them is another thing.
    Apart,
}

/// The types that a view allows.
pub(super) fn of<'d>(root: &'d Node, view: &View<'d>) -> Types {
    let mut search = Search { root, around: Vec::new(), left: MOST_LOOKED_AT };
    search.view(view)
}

struct Search<'d> {
    root: &'d Node,
    /// The members of unions that are being looked at; one that stands within itself adds nothing.
    around: Vec<*const Node>,
    left: usize,
}

impl<'d> Search<'d> {
    fn view(&mut self, view: &View<'d>) -> Types {
        let stated = view.layers.iter().filter(|layer| layer.node.get("$ref").is_none()).map(stated);
        let own = stated.fold(Types::ANY, narrowed);
        view.unions.iter().fold(own, |types, union| {
            let chosen = union.members.iter().fold(Types::NONE, |types, member| types.or(self.member(member)));
            narrowed(types, if chosen == Types::NONE { Types::ANY } else { chosen })
        })
    }

    fn member(&mut self, member: &Part<'d>) -> Types {
        let Some(end) = resolve(self.root, member.node).map(std::ptr::from_ref) else { return Types::ANY };
        if self.around.contains(&end) {
            return Types::NONE;
        }
        if self.left == 0 || self.around.len() >= DEEPEST {
            return Types::ANY;
        }
        let view = View::flat(self.root, std::slice::from_ref(member));
        self.left = self.left.saturating_sub(view.layers.len().max(1));
        self.around.push(end);
        let types = self.view(&view);
        self.around.pop();
        types
    }
}

/// What two schemas allow together; the first counts where they have nothing in common.
fn narrowed(types: Types, more: Types) -> Types {
    if types.meets(more) { types.and(more) } else { types }
}

/// What one schema says itself.
fn stated(layer: &Part<'_>) -> Types {
    if let Some(word) = layer.node.text("type") {
        return Types::named(word);
    }
    let implied = [
        ("properties", Types::OBJECT),
        ("items", Types::ARRAY),
        ("prefixItems", Types::ARRAY),
        ("additionalProperties", Types::OBJECT),
    ];
    if let Some((_, types)) = implied.iter().find(|(key, _)| view::said(layer, key).is_some_and(says_something)) {
        return *types;
    }
    match layer.node.list("enum") {
        [] => Types::ANY,
        [Node::Null] => Types::NULL,
        values => values.iter().fold(Types::NONE, |types, value| types.or(Types::of_value(value))),
    }
}

/// Whether something else is said than that all is allowed.
fn says_something(node: &Node) -> bool {
    *node != Node::Bool(true) && *node != Node::object::<&str>([])
}

/// Compares the types, and whether null is one.
pub(super) fn compare(walk: &mut Walk<'_>, sides: &Sides<'_, '_>) -> Verdict {
    let (old, new) = (sides.old.types, sides.new.types);
    if old != Types::ANY && new != Types::ANY {
        nullability(walk, sides);
    }
    if old == new {
        return Verdict::Together;
    }
    let pair = match () {
        () if old.is_within(new) => rules::TYPE_WIDENED,
        () if new.is_within(old) => rules::TYPE_NARROWED,
        () => rules::TYPE_CHANGED,
    };
    let place = |view: &View<'_>| ["type", "oneOf", "anyOf"].iter().find_map(|key| view.first(key)).map(|part| part.at);
    let message = format!("{} is {} instead of {}", sides.name(), new.words(), old.words());
    sides.tell(walk, pair, place(sides.old).as_ref(), place(sides.new).as_ref(), message);
    if old.meets(new) { Verdict::Together } else { Verdict::Apart }
}

fn nullability(walk: &mut Walk<'_>, sides: &Sides<'_, '_>) {
    let (pair, message) = match (sides.old.is_nullable, sides.new.is_nullable) {
        (false, true) => (rules::BECAME_NULLABLE, "may be null now"),
        (true, false) => (rules::BECAME_NOT_NULLABLE, "is never null any more"),
        _ => return,
    };
    let place = |view: &View<'_>| view.first("nullable").filter(|_| view.is_nullable).map(|part| part.at);
    let message = format!("{} {message}", sides.name());
    sides.tell(walk, pair, place(sides.old).as_ref(), place(sides.new).as_ref(), message);
}
