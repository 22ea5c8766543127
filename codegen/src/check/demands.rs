//! Rules on the members of `x-specwright` that demand something of several keys of an object at once.

use super::extension::{Holder, extension_value, misplaced_extension_member};
use super::findings::Findings;
use super::near::closest;
use super::shape::Kind;
use crate::openapi::{composed, resolve};
use crate::parse::{At, Node};
use crate::pointer::Pointer;

const MEMBERS: [&str; 4] = ["dependentRequired", "if", "then", "order"];

pub(super) fn check(holder: &Holder<'_>, extension: &Node, at: &Pointer, findings: &mut Findings) {
    let given: Vec<_> = MEMBERS.into_iter().filter_map(|name| Some((name, extension.get(name)?))).collect();
    if given.is_empty() {
        return;
    }
    let parts = composed(holder.root, holder.node);
    let keys: Vec<_> = parts.iter().flat_map(|part| part.members("properties")).map(|(key, _)| key).collect();
    // A union may add others.
    let is_whole = parts.iter().all(|part| part.get("oneOf").is_none() && part.get("anyOf").is_none());
    if holder.kind != Kind::Schema || (is_whole && keys.is_empty()) {
        for (name, _) in given {
            misplaced_extension_member(name, "a schema with properties", &at.key(name), findings);
        }
        return;
    }
    let mut names = Vec::new();
    for (name, value) in given {
        let pointer = at.key(name);
        match name {
            "dependentRequired" => dependent_required(value, &pointer, &mut names, findings),
            "if" => condition(value, &pointer, &mut names, findings),
            "then" => consequence(value, &pointer, &mut names, findings),
            _ => order(holder.root, &parts, value, &pointer, &mut names, findings),
        }
    }
    match (extension.get("if"), extension.get("then")) {
        (Some(alone), None) => extension_value(&at.key("if"), "a `then` beside `if`", alone, findings),
        (None, Some(alone)) => extension_value(&at.key("then"), "an `if` beside `then`", alone, findings),
        _ => {}
    }
    for name in names.iter().filter(|name| is_whole && !keys.contains(&name.text)) {
        unknown_property(name, &keys, findings);
    }
}

/// A key that a rule names, and where.
struct Named<'d> {
    text: &'d str,
    pointer: Pointer,
    at: At,
}

/// A list of keys that is not empty.
fn is_key_list<'d>(value: Option<&'d Node>, pointer: &Pointer, names: &mut Vec<Named<'d>>) -> bool {
    let Some(list) = value.and_then(Node::as_array).filter(|list| !list.is_empty()) else { return false };
    let texts: Option<Vec<_>> = list.iter().map(Node::as_str).collect();
    let named = texts.iter().flatten().enumerate();
    names.extend(named.map(|(index, text)| Named { text, pointer: pointer.index(index), at: At::Value }));
    texts.is_some()
}

fn dependent_required<'d>(value: &'d Node, pointer: &Pointer, names: &mut Vec<Named<'d>>, findings: &mut Findings) {
    let Some(object) = value.as_object() else {
        return extension_value(pointer, "an object from a key to the keys that it needs", value, findings);
    };
    for (text, needs) in object.iter() {
        let pointer = pointer.key(text);
        names.push(Named { text, pointer: pointer.clone(), at: At::Key });
        if !is_key_list(Some(needs), &pointer, names) {
            extension_value(&pointer, "a list of keys", needs, findings);
        }
    }
}

/// `{properties: {country: {enum: [US, CA]}}, required: [country]}`: keys that are there, each with one of some texts.
///
/// In JSON Schema, a condition on a key that is absent holds; so it has to say that the key is there.
fn condition<'d>(value: &'d Node, pointer: &Pointer, names: &mut Vec<Named<'d>>, findings: &mut Findings) {
    let keys: Vec<_> = value.members("properties").collect();
    let required = value.list("required");
    let is_there = |key: &str| required.iter().any(|name| name.as_str() == Some(key));
    let is_plain = !keys.is_empty()
        && keys.iter().all(|(key, schema)| is_enum_of_texts(schema) && is_there(key))
        && required.len() == keys.len()
        && size(value) == 2;
    if !is_plain {
        let expected = "`properties` that each have an `enum` of strings, and `required` with all of their names";
        return extension_value(pointer, expected, value, findings);
    }
    let at = pointer.key("properties");
    names.extend(keys.iter().map(|(text, _)| Named { text, pointer: at.key(text), at: At::Key }));
}

fn is_enum_of_texts(schema: &Node) -> bool {
    let texts = schema.list("enum");
    !texts.is_empty() && texts.iter().all(|text| text.as_str().is_some()) && size(schema) == 1
}

fn consequence<'d>(value: &'d Node, pointer: &Pointer, names: &mut Vec<Named<'d>>, findings: &mut Findings) {
    if size(value) != 1 || !is_key_list(value.get("required"), &pointer.key("required"), names) {
        extension_value(pointer, "`required` with a list of keys, and nothing else", value, findings);
    }
}

fn order<'d>(
    root: &'d Node,
    parts: &[&'d Node],
    value: &'d Node,
    pointer: &Pointer,
    names: &mut Vec<Named<'d>>,
    findings: &mut Findings,
) {
    let expected = "a list of `{earlier: start, later: end}`, with two keys that hold dates or times";
    let Some(list) = value.as_array().filter(|list| !list.is_empty()) else {
        return extension_value(pointer, expected, value, findings);
    };
    for (index, pair) in list.iter().enumerate() {
        let pointer = pointer.index(index);
        let side = |side| Some(Named { text: pair.text(side)?, pointer: pointer.key(side), at: At::Value });
        match (side("earlier"), side("later")) {
            (Some(earlier), Some(later)) if size(pair) == 2 => {
                for (key, place) in ["earlier", "later"].into_iter().filter_map(|side| Some((pair.get(side)?, side))) {
                    if !is_text(root, parts, key.as_str().unwrap_or_default()) {
                        extension_value(&pointer.key(place), "a key that holds dates or times", key, findings);
                    }
                }
                names.extend([earlier, later]);
            }
            _ => extension_value(&pointer, expected, pair, findings),
        }
    }
}

/// Whether the value of a key can be a string, as far as the parts of the schema tell.
fn is_text(root: &Node, parts: &[&Node], key: &str) -> bool {
    let properties = parts.iter().filter_map(|part| part.get("properties")?.get(key));
    properties.filter_map(|property| resolve(root, property)?.text("type")).all(|kind| kind == "string")
}

/// How many members an object has.
fn size(node: &Node) -> usize {
    node.as_object().map_or(0, |object| object.iter().count())
}

fn unknown_property(name: &Named<'_>, keys: &[&str], findings: &mut Findings) {
    let message = format!("`{}` is no property of this schema", name.text);
    let hint = match closest(name.text, keys.iter().copied()) {
        Some(near) => format!("did you mean `{near}`?"),
        None => "name a key under `properties`".to_owned(),
    };
    findings.error("unknown_property", &name.pointer, name.at, message, hint);
}
