//! What a document means although it says it wrongly: takes a document, puts the right words in, and warns of each.
//!
//! All later stages see a document that is better than the one that was written. Nodes are put in place of others or
//! taken out of objects, and nothing that a message or a setting can point at moves. Where no meaning is plain and the
//! client needs to know it, the mistake stays, and the walk refuses it.

mod bounds;
mod convert;
mod enums;
mod members;
mod swagger;
mod types;
mod words;

use super::findings::Findings;
use super::roots::Roots;
use super::shape::{Kind, Members, Shape};
use super::version::{Since, Version};
use crate::parse::{At, Node, Object};
use crate::pointer::Pointer;
use convert::{Meaning, empty, fits, meaning};

/// Repairs what stands in the tables of OpenAPI, from the root of a document on.
pub(super) fn document(root: &mut Node, version: Version, findings: &mut Findings) {
    Repair { version, findings }.value(Shape::Object(Kind::Document), root, &Pointer::default());
}

/// Repairs what else references lead to.
pub(super) fn elsewhere(root: &mut Node, roots: &Roots, version: Version, findings: &mut Findings) {
    for (shape, pointer) in roots.iter().skip(1) {
        if let Some(node) = root.at_mut(pointer) {
            Repair { version, findings }.value(shape, node, pointer);
        }
    }
}

struct Repair<'f> {
    version: Version,
    findings: &'f mut Findings,
}

impl Repair<'_> {
    /// Repairs what is in a value that fits its shape.
    fn value(&mut self, shape: Shape, node: &mut Node, pointer: &Pointer) {
        match (shape, node) {
            (Shape::Ref(kind), Node::Object(object)) => self.object_or_reference(kind, object, pointer),
            (Shape::FlagOrSchema, Node::Object(object)) => self.object_or_reference(Kind::Schema, object, pointer),
            (Shape::Object(kind), Node::Object(object)) => self.object(kind, object, pointer),
            (Shape::Ref(Kind::Schema), Node::Bool(_)) => newer_member("a boolean here", Since::From31, self, pointer),
            (Shape::List(item), Node::Array(items)) => self.list(*item, items, pointer),
            (Shape::Map(item), Node::Object(object)) => self.entries(*item, object, pointer, |_| true),
            _ => {}
        }
    }

    fn object_or_reference(&mut self, kind: Kind, object: &mut Object, pointer: &Pointer) {
        match object.get("$ref") {
            // What stands beside it is a schema of its own since 3.1.
            Some(Node::String(text)) if !text.is_empty() => {
                if kind == Kind::Schema && self.version > Version::V30 {
                    self.object(kind, object, pointer);
                }
            }
            Some(node) => {
                let expected = "the place of something; it is left out";
                wrong_type(expected, node, &pointer.key("$ref"), self.findings);
                object.remove("$ref");
                self.object(kind, object, pointer);
            }
            None => self.object(kind, object, pointer),
        }
    }

    fn object(&mut self, kind: Kind, object: &mut Object, pointer: &Pointer) {
        match kind {
            Kind::Schema => types::types(object, pointer, self),
            Kind::SecurityScheme => words::scheme(object, pointer, self.findings),
            other => swagger::swagger_member(other, object, pointer, self.findings),
        }
        match kind.members() {
            Members::Every(shape) => self.entries(shape, object, pointer, |key| !key.starts_with("x-")),
            Members::Named(members) => {
                let keys = keys(object, |key| !key.starts_with("x-"));
                for key in keys {
                    let Some(member) = members.iter().find(|member| member.name == key) else { continue };
                    if !member.known.holds(self.version) {
                        newer_member(&format!("`{key}`"), member.known, self, &pointer.key(&key));
                    }
                    self.member(kind, member.shape, &key, object, &pointer.key(&key));
                }
            }
        }
        match kind {
            Kind::Schema => {
                enums::check(object, pointer, self.findings);
                bounds::check(object, pointer, self.findings);
            }
            Kind::Parameter => words::style(object, pointer, self.findings),
            _ => {}
        }
    }

    /// A member that OpenAPI names: without meaning it is left out, where a client can do without it.
    fn member(&mut self, kind: Kind, shape: Shape, key: &str, object: &mut Object, pointer: &Pointer) {
        let Some(node) = object.get_mut(key) else { return };
        if *node == Node::Null && !matches!(shape, Shape::Any) {
            wrong_type(&format!("{}; it is taken as absent", shape.expected()), node, pointer, self.findings);
            object.remove(key);
        } else if let (Shape::Word(known), Node::String(_)) = (shape, &*node) {
            if !words::is_known(kind, key, node, known, pointer, self.findings) {
                object.remove(key);
            }
        } else if self.fit(shape, node, pointer) {
            self.value(shape, node, pointer);
        } else if !members::is_needed(kind, key) {
            wrong_type(&format!("{}; it is left out", shape.expected()), node, pointer, self.findings);
            object.remove(key);
        }
    }

    /// Members whose names are the document's own.
    fn entries(&mut self, shape: Shape, object: &mut Object, pointer: &Pointer, is_entry: fn(&str) -> bool) {
        for key in keys(object, is_entry) {
            let pointer = pointer.key(&key);
            let Some(node) = object.get_mut(&key) else { continue };
            self.element(shape, node, &pointer);
            if !fits(shape, node) && members::is_left_out(shape) {
                wrong_type(&format!("{}; it is left out", shape.expected()), node, &pointer, self.findings);
                object.remove(&key);
            }
        }
    }

    /// Elements keep their places; texts alone, which nothing points at, make room.
    fn list(&mut self, item: Shape, items: &mut Vec<Node>, pointer: &Pointer) {
        for (index, node) in items.iter_mut().enumerate() {
            self.element(item, node, &pointer.index(index));
        }
        if matches!(item, Shape::Text) {
            for (index, node) in items.iter().enumerate().filter(|(_, node)| !fits(item, node)) {
                wrong_type("a string; it is left out", node, &pointer.index(index), self.findings);
            }
            items.retain(|node| fits(item, node));
        }
    }

    fn element(&mut self, shape: Shape, node: &mut Node, pointer: &Pointer) {
        if let (Node::Null, Some(nothing)) = (&*node, empty(shape)) {
            wrong_type(&format!("{}; it is taken as empty", shape.expected()), node, pointer, self.findings);
            *node = nothing;
        }
        if self.fit(shape, node, pointer) {
            self.value(shape, node, pointer);
        }
    }

    /// Makes a value fit, if what it means is plain.
    fn fit(&mut self, shape: Shape, node: &mut Node, pointer: &Pointer) -> bool {
        if fits(shape, node) {
            return true;
        }
        match meaning(shape, node) {
            Meaning::None => return false,
            Meaning::Same(meant) => *node = meant,
            Meaning::Plain(meant, said) => {
                wrong_type(&format!("{}; it is taken as {said}", shape.expected()), node, pointer, self.findings);
                *node = meant;
            }
        }
        true
    }
}

fn keys(object: &Object, is_entry: impl Fn(&str) -> bool) -> Vec<String> {
    object.iter().map(|(key, _)| key).filter(|key| is_entry(key)).map(str::to_owned).collect()
}

/// The warnings of this rule; where nothing can be made of the value, the walk refuses it under the same name.
fn wrong_type(expected: &str, node: &Node, pointer: &Pointer, findings: &mut Findings) {
    let message = format!("this is {}, where OpenAPI asks for {expected}", node.kind());
    let hint = match (node, pointer.last().as_deref()) {
        (Node::Bool(_), Some("required")) => "list the property's name in the `required` of the schema around it",
        (Node::Null, _) => "remove it; or what stands below is indented too little",
        _ => "write what OpenAPI asks for",
    };
    findings.warning("wrong_type", pointer, At::Value, message, hint);
}

/// What later versions brought is read as they mean it.
fn newer_member(what: &str, since: Since, repair: &mut Repair<'_>, pointer: &Pointer) {
    if since.holds(repair.version) {
        return;
    }
    let message = format!("{what} came with OpenAPI {}; it is read as there", since.first());
    let hint = "raise the version in `openapi`, or write it in the words of this one";
    repair.findings.warning("newer_member", pointer, At::Key, message, hint);
}
