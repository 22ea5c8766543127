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
            (Shape::Any, _) | (Shape::Text, Node::String(_)) | (Shape::Flag | Shape::FlagOrSchema, Node::Bool(_)) => {}
            (Shape::Number, Node::Number(_)) => {}
            // `version: 1.0` and `200` as text are read as people mean them.
            (Shape::Text, Node::Number(_)) => {}
            (Shape::Word(words), Node::String(word)) => invalid_value(words, word, &pointer, self.findings),
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
                    match members.iter().find(|member| member.name == key && member.known.holds(self.version)) {
                        Some(member) => self.value(member.shape, node, pointer.key(key)),
                        // JSON Schema takes any other keyword for a remark.
                        None if kind == Kind::Schema && self.version == Version::V31 => {}
                        None => unknown_member(kind, key, &pointer, self.findings),
                    }
                }
                let required = members.iter().filter(|member| member.required.holds(self.version));
                for member in required.filter(|member| !object.contains(member.name)) {
                    missing_member(kind, member.name, &pointer, self.findings);
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

fn wrong_type(shape: Shape, node: &Node, pointer: &Pointer, findings: &mut Findings) {
    let expected = match shape {
        Shape::Text | Shape::Word(_) => "a string".to_owned(),
        Shape::Flag => "a boolean".to_owned(),
        Shape::Number => "a number".to_owned(),
        Shape::List(_) => "an array".to_owned(),
        Shape::FlagOrSchema => "a boolean or a schema".to_owned(),
        Shape::Object(kind) | Shape::Ref(kind) => format!("an object ({kind:?})"),
        Shape::Map(_) | Shape::Any => "an object".to_owned(),
    };
    let message = format!("this is {}, where OpenAPI asks for {expected}", node.kind());
    let hint = match (shape, node, pointer.last().as_deref()) {
        (Shape::List(_), Node::Bool(_), Some("required")) => {
            "list the property's name in the `required` of the schema around it".to_owned()
        }
        (_, Node::Null, _) => format!("write {expected} here; what stands below may be indented too little"),
        _ => format!("write {expected} here"),
    };
    findings.error("wrong_type", pointer, At::Value, message, hint);
}

fn invalid_value(words: &[&str], word: &str, pointer: &Pointer, findings: &mut Findings) {
    if words.contains(&word) {
        return;
    }
    let message = format!("`{word}` is none of the values that OpenAPI allows here");
    findings.error("invalid_value", pointer, At::Value, message, format!("use one of: {}", words.join(", ")));
}

fn missing_member(kind: Kind, name: &str, pointer: &Pointer, findings: &mut Findings) {
    let message = format!("this {kind:?} object has no `{name}`");
    findings.error("missing_member", pointer, At::Key, message, format!("add `{name}`, which OpenAPI requires here"));
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

fn duplicate_key(object: &Object, pointer: &Pointer, findings: &mut Findings) {
    for key in object.repeated() {
        let message = format!("the key `{key}` stands more than once in this object");
        findings.error(
            "duplicate_key",
            &pointer.key(key),
            At::Repeated,
            message,
            "keep one of them; only one can count",
        );
    }
}
