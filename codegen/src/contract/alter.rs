//! From a body that keeps to its schema to one that does not, in one value: the first that may be changed, and always the same.

use super::answer::Alteration;
use super::content::Words;
use crate::check::fit::{Way, is_same};
use crate::openapi::composed;
use crate::parse::{Node, Object};
use crate::pointer::Pointer;

/// Values below this are left alone.
const DEEPEST: usize = 64;

/// What an enum seldom lists.
const UNKNOWN: &str = "UNKNOWN_VALUE";

struct Search<'d> {
    words: Words<'d>,
    how: Alteration,
}

/// The same with one value changed, if there is any such place.
pub(super) fn altered<'d>(words: Words<'d>, schema: &'d Node, body: &Node, how: Alteration) -> Option<Node> {
    let (at, value) = Search { words, how }.place(&[schema], body, &Pointer::default(), &[])?;
    let mut body = body.clone();
    *body.at_mut(&at)? = value;
    Some(body)
}

impl<'d> Search<'d> {
    /// The first place in a value, and what is put there; the keys of discriminators are left alone.
    fn place(&self, schemas: &[&'d Node], value: &Node, at: &Pointer, tags: &[&str]) -> Option<(Pointer, Node)> {
        let is_tag = at.last().is_some_and(|key| tags.contains(&key.as_str()));
        if is_tag || at.tokens().count() > DEEPEST {
            return None;
        }
        let parts = self.parts(schemas, value);
        let is_root = at.text().is_empty();
        let own = || self.own(schemas, &parts, value).map(|value| (at.clone(), value));
        // Nothing at all in place of the whole body tells least.
        match (is_root, value) {
            (true, Node::Object(_) | Node::Array(_)) => self.below(&parts, value, at),
            _ => own().or_else(|| self.below(&parts, value, at)),
        }
    }

    fn own(&self, schemas: &[&'d Node], parts: &[&'d Node], value: &Node) -> Option<Node> {
        match self.how {
            Alteration::UnknownEnumValue => unlisted(parts, value),
            Alteration::UndocumentedNull => {
                let mut fit = self.words.fit();
                let is_refused = schemas.iter().any(|schema| fit.breach(schema, &Node::Null, Way::Received).is_some());
                (*value != Node::Null && is_refused).then_some(Node::Null)
            }
        }
    }

    fn below(&self, parts: &[&'d Node], value: &Node, at: &Pointer) -> Option<(Pointer, Node)> {
        let tags: Vec<_> = parts.iter().filter_map(|part| part.get("discriminator")?.text("propertyName")).collect();
        match value {
            Node::Object(object) => Object::iter(object).find_map(|(key, inner)| {
                let own: Vec<_> =
                    parts.iter().filter_map(|part| part.get("properties").and_then(|all| all.get(key))).collect();
                let more = || parts.iter().filter_map(|part| part.get("additionalProperties")).collect();
                let schemas = if own.is_empty() { more() } else { own };
                if schemas.is_empty() { None } else { self.place(&schemas, inner, &at.key(key), &tags) }
            }),
            Node::Array(items) => {
                let schemas: Vec<_> = parts.iter().filter_map(|part| part.get("items")).collect();
                if schemas.is_empty() {
                    return None;
                }
                items.iter().enumerate().find_map(|(index, item)| self.place(&schemas, item, &at.index(index), &[]))
            }
            _ => None,
        }
    }

    /// All that the schemas are composed of, and the members that the value is one of.
    fn parts(&self, schemas: &[&'d Node], value: &Node) -> Vec<&'d Node> {
        let mut parts: Vec<&'d Node> = Vec::new();
        let mut open: Vec<&'d Node> = schemas.to_vec();
        while let Some(schema) = open.pop().filter(|_| parts.len() < 256) {
            for part in composed(self.words.root, schema) {
                if parts.iter().any(|other| std::ptr::eq(*other, part)) {
                    continue;
                }
                parts.push(part);
                for keyword in ["oneOf", "anyOf"] {
                    let mut members = part.list(keyword).iter().take(64);
                    open.extend(members.find(|member| self.words.fits(member, value)));
                }
            }
        }
        parts
    }
}

/// A value of the same type that no list has.
fn unlisted(parts: &[&Node], value: &Node) -> Option<Node> {
    let listed: Vec<_> = parts.iter().flat_map(|part| part.list("enum")).collect();
    if !listed.iter().any(|listed| **listed != Node::Null) {
        return None;
    }
    let is_free = |value: &Node| !listed.iter().any(|listed| is_same(listed, value));
    let numbered = |first: &str| -> Option<Node> {
        let texts = std::iter::once(first.to_owned()).chain((2..1_000).map(|number| format!("{first}_{number}")));
        texts.map(Node::String).find(is_free)
    };
    match value {
        Node::String(_) => numbered(UNKNOWN),
        Node::Number(_) => (0..10_000).rev().filter_map(|number| Node::number(&number.to_string())).find(is_free),
        _ => None,
    }
}
