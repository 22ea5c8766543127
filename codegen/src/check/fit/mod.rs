//! Whether a value satisfies a schema: takes both, in the words of OpenAPI 3.0 with what JSON Schema has beyond them, and
//! returns the first breach.
//!
//! What cannot be judged counts as satisfied: a reference to nothing, a pattern beyond linear time, `unevaluatedProperties`,
//! and all that remains when a document asks for too much work. Formats are annotations but for those that a client reads.

mod breach;
mod collection;
mod composed;
mod demands;
mod format;
mod moment;
mod scalar;

use std::collections::HashMap;

use crate::openapi::{EXTENSION, is_of_type, resolve};
use crate::parse::Node;
pub(crate) use breach::{Breach, shown_text};
pub(crate) use scalar::is_same;

/// How often schemas are held against values in one document. Large public documents need some hundred thousand.
const MOST_JUDGED: usize = 1_000_000;

/// So many elements or keys without schemas of their own count as one more schema.
const COUNTED: usize = 32;

/// How many schemas may lead to one another here; parsers let values be nested half as deep.
const DEEPEST: usize = 256;

/// Which way a value travels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Way {
    Sent,
    Received,
    /// Nobody knows, or both.
    Either,
}

type Verdict = Result<(), Breach>;

/// Judges values by the schemas of one document.
pub(crate) struct Fit<'d> {
    root: &'d Node,
    /// Whether a schema that names properties and no type is that of an object: authors of 3.0 mean it so.
    implies_object: bool,
    way: Way,
    left: usize,
    depth: usize,
    /// Whether something was not judged: then nobody knows what fits too often, or should not fit.
    is_unsure: bool,
    patterns: HashMap<String, Option<regex_lite::Regex>>,
    /// How many more bytes may be matched with patterns.
    left_to_match: usize,
    /// Whether what `x-specwright` demands of requests is judged, too, and formats that authors take lightly.
    has_demands: bool,
}

impl<'d> Fit<'d> {
    pub(crate) fn new(root: &'d Node, implies_object: bool) -> Self {
        Self {
            root,
            implies_object,
            way: Way::Either,
            left: MOST_JUDGED,
            depth: 0,
            is_unsure: false,
            patterns: HashMap::new(),
            left_to_match: scalar::MOST_MATCHED,
            has_demands: false,
        }
    }

    /// One that judges a request or an answer while somebody waits: by all demands, and with less patience.
    pub(crate) fn of_message(root: &'d Node, implies_object: bool) -> Self {
        Self { left: MOST_JUDGED / 10, has_demands: true, ..Self::new(root, implies_object) }
    }

    /// Whether something was not judged since it was last asked for a breach.
    pub(crate) fn is_unsure(&self) -> bool {
        self.is_unsure
    }

    /// What a value breaks first, if anything.
    pub(crate) fn breach(&mut self, schema: &'d Node, value: &Node, way: Way) -> Option<Breach> {
        (self.way, self.is_unsure) = (way, false);
        self.judge(schema, value).err()
    }

    fn judge(&mut self, schema: &'d Node, value: &Node) -> Verdict {
        let holder = schema;
        let Some(schema) = resolve(self.root, schema).filter(|_| self.left > 0 && self.depth < DEEPEST) else {
            self.is_unsure = true;
            return Ok(());
        };
        self.left -= 1;
        self.depth += 1;
        // In 3.0 a reference hides what stands beside it, but nobody writes these two in vain.
        let is_taken = (holder.flag("nullable") && *value == Node::Null) || is_accepted(holder, value);
        let verdict = if is_taken { Ok(()) } else { self.whole(schema, value).map_err(|breach| breach.of(schema)) };
        let verdict = verdict.and_then(|()| self.demands(holder, schema, value));
        self.depth -= 1;
        verdict
    }

    fn whole(&mut self, schema: &'d Node, value: &Node) -> Verdict {
        if is_null_allowed(schema, value) || is_accepted(schema, value) {
            return Ok(());
        }
        self.is_unsure |=
            ["unevaluatedProperties", "unevaluatedItems", "$dynamicRef"].iter().any(|key| schema.get(key).is_some());
        self.of_type(schema, value)?;
        self.left = self.left.saturating_sub(schema.list("enum").len());
        scalar::listed(schema, value)?;
        match value {
            Node::String(text) => self.text(schema, text)?,
            Node::Number(number) => {
                scalar::number(schema, number)?;
                if self.has_demands {
                    scalar::of_width(schema, number)?;
                }
            }
            Node::Array(items) => {
                self.left = self.left.saturating_sub(items.len() / COUNTED);
                self.array(schema, items)?;
            }
            Node::Object(object) => {
                self.left = self.left.saturating_sub(object.iter().count() / COUNTED);
                self.object(schema, object)?;
            }
            Node::Null | Node::Bool(_) => {}
        }
        self.composed(schema, value)
    }

    fn of_type(&self, schema: &Node, value: &Node) -> Verdict {
        match schema.text("type") {
            Some(ty) if is_type(ty) && !is_of_type(value, ty) => {
                let why = format!("is {}, where its schema says `type: {ty}`", value.kind());
                Err(Breach::new("type", why).mended_by(requoted(value, ty)))
            }
            // A schema without a type takes null, too.
            None if self.implies_object
                && schema.get("properties").is_some()
                && !matches!(value, Node::Object(_) | Node::Null) =>
            {
                let why = format!("is {}, where its schema describes the keys of an object", value.kind());
                Err(Breach::new("type", why))
            }
            _ => Ok(()),
        }
    }
}

fn is_type(ty: &str) -> bool {
    ["array", "boolean", "integer", "number", "object", "string"].contains(&ty)
}

/// What to do about the quotes of a value that would be of the type with them, or without.
fn requoted(value: &Node, ty: &str) -> Option<String> {
    let remedy = match (value, ty) {
        (Node::Number(_) | Node::Bool(_), "string") => "put it in quotes",
        (Node::String(text), "boolean") if ["true", "false"].contains(&text.as_str()) => "remove the quotes",
        (Node::String(text), "integer" | "number") if is_number(text, ty) => "remove the quotes",
        (Node::String(text), "array") if is_between(text, '[', ']') => "write the list itself, not its text",
        (Node::String(text), "object") if is_between(text, '{', '}') => "write the object itself, not its text",
        _ => return None,
    };
    Some(remedy.to_owned())
}

fn is_between(text: &str, first: char, last: char) -> bool {
    let text = text.trim();
    text.starts_with(first) && text.ends_with(last)
}

fn is_number(text: &str, ty: &str) -> bool {
    Node::number(text).is_some_and(|number| is_of_type(&number, ty))
}

fn is_null_allowed(schema: &Node, value: &Node) -> bool {
    *value == Node::Null && (schema.flag("nullable") || schema.list("enum").contains(&Node::Null))
}

/// Whether a value is of one of the other types that `x-specwright` says may arrive.
fn is_accepted(schema: &Node, value: &Node) -> bool {
    let others = schema.get(EXTENSION).map(|said| said.list("accepts")).unwrap_or_default();
    let mut others = others.iter().filter_map(Node::as_str);
    others.any(|ty| is_of_type(value, ty) || (ty == "null" && *value == Node::Null))
}

#[cfg(test)]
mod tests;
