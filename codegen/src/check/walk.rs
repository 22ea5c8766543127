//! Walks a document along the tables of [`super::shape`]: finds what does not fit, and lists what the other rules look at.

use super::findings::Findings;
use super::roots::Roots;
use super::shape::{Kind, Members, Shape};
use super::version::Version;
use crate::parse::{At, Node, Object};
use crate::pointer::Pointer;

/// An OpenAPI object and where it stands.
pub(crate) struct Site<'d> {
    pub(crate) kind: Kind,
    pub(crate) pointer: Pointer,
    pub(crate) node: &'d Node,
}

/// A `$ref` and the kind of object that must stand behind it.
pub(crate) struct Reference<'d> {
    pub(crate) kind: Kind,
    /// The place of the `$ref` member itself.
    pub(crate) pointer: Pointer,
    pub(crate) target: &'d str,
    /// The object that holds it.
    pub(crate) holder: &'d Node,
}

/// All objects and references of a document, in source order.
#[derive(Default)]
pub(crate) struct Sites<'d> {
    pub(crate) objects: Vec<Site<'d>>,
    pub(crate) references: Vec<Reference<'d>>,
}

impl<'d> Sites<'d> {
    pub(crate) fn of(&self, kind: Kind) -> impl Iterator<Item = &Site<'d>> {
        self.objects.iter().filter(move |site| site.kind == kind)
    }
}

/// How many schemas may stand in one another. Every later stage recurses into them.
const DEEPEST_SCHEMA: usize = 64;

/// Walks the whole document.
pub(super) fn walk<'d>(root: &'d Node, roots: &Roots, version: Version, findings: &mut Findings) -> Sites<'d> {
    let mut walk = Walk { sites: Sites::default(), schema_depth: 0, version, findings };
    for (shape, pointer) in roots.iter() {
        if let Some(node) = root.at(pointer) {
            walk.value(shape, node, pointer.clone());
        }
    }
    walk.sites
}

struct Walk<'d, 'f> {
    sites: Sites<'d>,
    schema_depth: usize,
    version: Version,
    findings: &'f mut Findings,
}

impl<'d> Walk<'d, '_> {
    fn value(&mut self, shape: Shape, node: &'d Node, pointer: Pointer) {
        match (shape, node) {
            (Shape::Any, _) | (Shape::Flag | Shape::FlagOrSchema, Node::Bool(_)) | (Shape::Number, Node::Number(_)) => {
            }
            (Shape::Text | Shape::Word(_), Node::String(_)) => {}
            (Shape::Object(kind), node) => self.object(kind, node, pointer),
            (Shape::Ref(kind), node) => self.object_or_reference(kind, node, pointer),
            (Shape::FlagOrSchema, node @ Node::Object(_)) => self.object_or_reference(Kind::Schema, node, pointer),
            (Shape::List(item), Node::Array(items)) => {
                items.iter().enumerate().for_each(|(index, node)| self.value(*item, node, pointer.index(index)));
            }
            (Shape::Map(item), Node::Object(object)) => {
                duplicate_key(object, &pointer, self.findings);
                object.iter().for_each(|(key, node)| self.value(*item, node, pointer.key(key)));
            }
            (shape, node) => wrong_type(shape, node, &pointer, self.findings),
        }
    }

    fn object_or_reference(&mut self, kind: Kind, node: &'d Node, pointer: Pointer) {
        match node.get("$ref") {
            Some(Node::String(target)) => {
                self.sites.references.push(Reference { kind, pointer: pointer.key("$ref"), target, holder: node })
            }
            Some(other) => wrong_type(Shape::Text, other, &pointer.key("$ref"), self.findings),
            None => self.object(kind, node, pointer),
        }
    }

    fn object(&mut self, kind: Kind, node: &'d Node, pointer: Pointer) {
        let nested = usize::from(kind == Kind::Schema);
        self.schema_depth += nested;
        if self.schema_depth > DEEPEST_SCHEMA {
            deep_schema(&pointer, self.findings);
        } else {
            self.members(kind, node, pointer);
        }
        self.schema_depth -= nested;
    }

    fn members(&mut self, kind: Kind, node: &'d Node, pointer: Pointer) {
        let Node::Object(object) = node else {
            return wrong_type(Shape::Object(kind), node, &pointer, self.findings);
        };
        duplicate_key(object, &pointer, self.findings);
        self.sites.objects.push(Site { kind, pointer: pointer.clone(), node });
        match kind.members() {
            Members::Every(shape) => {
                for (key, node) in object.iter().filter(|(key, _)| !key.starts_with("x-")) {
                    self.value(shape, node, pointer.key(key));
                }
            }
            Members::Named(members) => {
                for (key, node) in object.iter().filter(|(key, _)| !key.starts_with("x-")) {
                    match members.iter().find(|member| member.name == key) {
                        Some(member) => self.value(member.shape, node, pointer.key(key)),
                        // JSON Schema takes any other keyword for a remark.
                        None if kind == Kind::Schema && self.version > Version::V30 => {}
                        None => unknown_member(kind, key, &pointer, self.findings),
                    }
                }
                let required = members.iter().filter(|member| member.required.holds(self.version));
                for member in required.filter(|member| !object.contains(member.name)) {
                    missing_member(kind, member.name, node, &pointer, self.findings);
                }
            }
        }
    }
}

fn deep_schema(pointer: &Pointer, findings: &mut Findings) {
    let message = format!("more than {DEEPEST_SCHEMA} schemas stand in one another here");
    findings.error(
        "deep_schema",
        pointer,
        At::Key,
        message,
        "give inner schemas a place in components, and refer to them",
    );
}

/// What has no plain meaning, and no client can do without.
fn wrong_type(shape: Shape, node: &Node, pointer: &Pointer, findings: &mut Findings) {
    let expected = shape.expected();
    let message = format!("this is {}, where OpenAPI asks for {expected}", node.kind());
    findings.error("wrong_type", pointer, At::Value, message, format!("write {expected} here"));
}

/// What has to be sent must have a name and a place; all else a client can do without.
fn missing_member(kind: Kind, name: &str, node: &Node, pointer: &Pointer, findings: &mut Findings) {
    let hint = format!("add `{name}`, which OpenAPI requires here");
    if kind == Kind::Parameter && (node.flag("required") || node.text("in") == Some("path")) {
        let message = format!("this {kind:?} object has no `{name}`, and no call can be made without it");
        return findings.error("missing_member", pointer, At::Key, message, hint);
    }
    let effect = match (kind, name) {
        (Kind::Parameter, _) => "it is left out",
        (Kind::RequestBody, _) => "no body can be given",
        (Kind::SecurityScheme, _) => "no credential for it can be given",
        (Kind::Server, _) => "it is left out",
        (Kind::Document, "paths") => "there are no operations",
        (Kind::Operation, _) => "whatever comes is an error",
        _ => "the client does without",
    };
    let message = format!("this {kind:?} object has no `{name}`; {effect}");
    findings.warning("missing_member", pointer, At::Key, message, hint);
}

fn unknown_member(kind: Kind, name: &str, pointer: &Pointer, findings: &mut Findings) {
    let message = format!("`{name}` is no member of {kind:?} objects in this version of OpenAPI; it has no effect");
    findings.warning(
        "unknown_member",
        &pointer.key(name),
        At::Key,
        message,
        "mend the spelling, or prefix an extension with `x-`",
    );
}

/// Of two that say the same one is enough, and so it is of two texts for people; else nobody knows which counts.
fn duplicate_key(object: &Object, pointer: &Pointer, findings: &mut Findings) {
    for (key, other) in object.repeated() {
        let at = pointer.key(key);
        let message = format!("the key `{key}` stands more than once in this object");
        let is_prose =
            ["description", "summary", "title", "example", "examples", "externalDocs"].contains(&key.as_str());
        if object.get(key) == Some(other) || is_prose {
            let message = format!("{message}; the first counts");
            findings.warning("duplicate_key", &at, At::Repeated, message, "remove the other");
        } else {
            let message = format!("{message}, with another value");
            findings.error("duplicate_key", &at, At::Repeated, message, "keep one of them; only one can count");
        }
    }
}
