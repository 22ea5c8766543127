//! How schemas are put together: takes a schema, returns its members in a union or the keys of all it is composed of.

use std::collections::HashSet;

use crate::parse::Node;
use crate::pointer::Pointer;

/// Whether null is all that a schema allows.
pub(super) fn is_null_schema(node: &Node) -> bool {
    matches!(node.list("enum"), [Node::Null])
}

/// `oneOf` and `anyOf` of a schema that holds nothing else of its own.
pub(super) fn union_members(node: &Node) -> Option<(&'static str, &[Node])> {
    let has_own = node.get("properties").is_some() || node.get("allOf").is_some();
    ["oneOf", "anyOf"].into_iter().map(|key| (key, node.list(key))).find(|(_, members)| !members.is_empty() && !has_own)
}

/// A member of `allOf` that adds no type: texts and constraints.
pub(super) fn is_annotation(node: &Node) -> bool {
    const SAYS_MORE: [&str; 10] =
        ["$ref", "type", "properties", "required", "allOf", "oneOf", "anyOf", "enum", "items", "additionalProperties"];
    SAYS_MORE.iter().all(|key| node.get(key).is_none())
}

/// Whether a schema says what its values are, rather than leaving it open.
pub(super) fn states_type(node: &Node) -> bool {
    const STATING: [&str; 8] =
        ["type", "properties", "items", "enum", "additionalProperties", "allOf", "oneOf", "anyOf"];
    STATING.iter().any(|key| node.get(key).is_some())
}

/// The member of `allOf` that gives the type, where none is an object; the others can only narrow it.
pub(super) fn typed_member(node: &Node) -> Option<(usize, &Node)> {
    node.list("allOf").iter().enumerate().find(|(_, member)| !is_annotation(member))
}

/// The members of an object and of all that it is composed of.
#[derive(Default)]
pub(super) struct Merged<'d> {
    pub(super) properties: indexmap::IndexMap<&'d str, (&'d Node, Pointer)>,
    pub(super) required: HashSet<&'d str>,
    pub(super) additional: Option<(&'d Node, Pointer)>,
    seen: HashSet<Pointer>,
}

impl<'d> Merged<'d> {
    pub(super) fn add(&mut self, root: &'d Node, node: &'d Node, pointer: &Pointer) {
        if let Some(target) = node.text("$ref").and_then(Pointer::from_reference) {
            if let Some(node) = root.at(&target) {
                self.add(root, node, &target);
            }
            return;
        }
        // An object that is composed of itself adds nothing the second time.
        if !self.seen.insert(pointer.clone()) {
            return;
        }
        for (index, member) in node.list("allOf").iter().enumerate() {
            self.add(root, member, &pointer.key("allOf").index(index));
        }
        let at = pointer.key("properties");
        for (name, schema) in node.members("properties") {
            // A member that only adds texts or bounds to a property does not take its type away.
            if !self.properties.contains_key(name) || !is_annotation(schema) {
                self.properties.insert(name, (schema, at.key(name)));
            }
        }
        self.required.extend(node.list("required").iter().filter_map(Node::as_str));
        if node.get("additionalProperties").is_some() {
            self.additional = Some((node, pointer.clone()));
        }
    }
}
