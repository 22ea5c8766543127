//! How schemas are put together: takes a schema, returns its members in a union or the keys of all it is composed of.

use std::collections::HashSet;

use indexmap::{IndexMap, IndexSet};

use crate::openapi::{is_null_schema, resolve};
use crate::parse::Node;
use crate::pointer::Pointer;

/// How many schemas are looked at for one question; more than anybody writes by hand.
const MOST_LOOKED_AT: usize = 64;

/// Whether a schema says that null is one of its values; one that stands within itself adds nothing to that.
pub(crate) fn admits_null<'d>(root: &'d Node, node: &'d Node, around: &mut HashSet<*const Node>) -> bool {
    if node.flag("nullable") {
        return true;
    }
    let Some(node) = resolve(root, node).filter(|_| around.len() < MOST_LOOKED_AT) else { return false };
    if node.flag("nullable") || node.list("enum").contains(&Node::Null) {
        return true;
    }
    if node.get("type").is_some() || !around.insert(std::ptr::from_ref(node)) {
        return false;
    }
    let chosen = ["oneOf", "anyOf"].iter().flat_map(|key| node.list(key));
    let mut all = node.list("allOf").iter().filter(|member| !is_annotation(member)).peekable();
    chosen.into_iter().any(|member| admits_null(root, member, around))
        || (all.peek().is_some() && all.all(|member| admits_null(root, member, around)))
}

/// Whether a schema allows nothing, as `false` does.
pub(crate) fn is_never(node: &Node) -> bool {
    *node == Node::Bool(false) || node.get("not") == Some(&Node::object::<&str>([]))
}

/// `oneOf` and `anyOf` of a schema that holds nothing else of its own.
pub(super) fn union_members(node: &Node) -> Option<(&'static str, &[Node])> {
    let has_own = node.get("properties").is_some() || node.get("allOf").is_some();
    ["oneOf", "anyOf"].into_iter().map(|key| (key, node.list(key))).find(|(_, members)| !members.is_empty() && !has_own)
}

/// The schema that stands behind those that do nothing but hold another, as the only member of a list.
pub(super) fn behind(schema: &Node) -> &Node {
    const OWN: [&str; 6] = ["$ref", "properties", "required", "enum", "items", "additionalProperties"];
    let mut schema = schema;
    while OWN.iter().all(|key| schema.get(key).is_none()) {
        let members = ["allOf", "oneOf", "anyOf"].iter().flat_map(|key| schema.list(key));
        let mut members = members.filter(|member| !is_annotation(member) && !is_null_schema(member));
        match (members.next(), members.next()) {
            (Some(only), None) => schema = only,
            _ => break,
        }
    }
    schema
}

/// A member of `allOf` that adds no type: texts and constraints.
pub(crate) fn is_annotation(node: &Node) -> bool {
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

/// Whether a schema has keys, or may be one of several that all have.
pub(super) fn is_object(root: &Node, node: &Node) -> bool {
    is_object_within(root, node, &mut HashSet::new())
}

/// What stands within itself, or deeper than anybody writes by hand, is no object there.
fn is_object_within<'d>(root: &'d Node, node: &'d Node, around: &mut HashSet<*const Node>) -> bool {
    let Some(node) = resolve(root, node).filter(|_| around.len() < MOST_LOOKED_AT) else { return false };
    if node.get("properties").is_some() || node.text("type") == Some("object") {
        return true;
    }
    if !around.insert(std::ptr::from_ref(node)) {
        return false;
    }
    let is_composed = node.list("allOf").iter().any(|member| is_object_within(root, member, around));
    let members = ["oneOf", "anyOf"].iter().flat_map(|key| node.list(key));
    let mut members = members.filter(|member| !is_null_schema(member)).peekable();
    is_composed || (members.peek().is_some() && members.all(|member| is_object_within(root, member, around)))
}

/// A schema and where it stands.
pub(super) type Part<'d> = (&'d Node, Pointer);

/// What an object says of one key.
#[derive(Clone, Default)]
pub(super) struct Property<'d> {
    /// Schemas that all hold, in the order of the document.
    pub(super) all: Vec<Part<'d>>,
    /// Schemas of which one may hold.
    pub(super) any: Vec<Part<'d>>,
}

/// A choice that stands beside the keys of an object.
#[derive(Clone)]
pub(super) struct Choice<'d> {
    pub(super) key: &'static str,
    pub(super) members: Vec<Part<'d>>,
    pub(super) discriminator: Option<&'d Node>,
}

enum Step {
    Enter,
    Leave,
}

/// The keys of an object and of all that it is composed of.
#[derive(Default)]
pub(super) struct Merged<'d> {
    pub(super) properties: IndexMap<&'d str, Property<'d>>,
    pub(super) required: IndexSet<&'d str>,
    /// The keys that members of a choice require.
    pub(super) mentioned: IndexSet<&'d str>,
    pub(super) additional: Option<Part<'d>>,
    /// The choices among all that it is composed of; whoever asked for them decides what becomes of their keys.
    pub(super) choices: Vec<Choice<'d>>,
    seen: HashSet<Pointer>,
}

impl<'d> Merged<'d> {
    /// The keys that schemas have together, choices aside.
    pub(super) fn of(root: &'d Node, parts: &[Part<'d>]) -> Self {
        let mut merged = Self::default();
        parts.iter().for_each(|(node, pointer)| merged.add(root, node, pointer));
        merged
    }

    /// Adds a schema after all that it is composed of, so that it has the last word.
    fn add(&mut self, root: &'d Node, node: &'d Node, pointer: &Pointer) {
        let mut open = vec![(Step::Enter, node, pointer.clone())];
        while let Some((step, node, pointer)) = open.pop() {
            match step {
                Step::Leave => self.add_own(node, &pointer),
                // An object that is composed of itself adds nothing the second time.
                Step::Enter if !self.seen.insert(pointer.clone()) => {}
                Step::Enter => match node.text("$ref").and_then(Pointer::from_reference) {
                    Some(target) => open.extend(root.at(&target).map(|node| (Step::Enter, node, target))),
                    None => {
                        let members = parts(node, &pointer, "allOf").into_iter().rev();
                        open.push((Step::Leave, node, pointer));
                        open.extend(members.map(|(node, at)| (Step::Enter, node, at)));
                    }
                },
            }
        }
    }

    fn add_own(&mut self, node: &'d Node, pointer: &Pointer) {
        let at = pointer.key("properties");
        for (name, schema) in node.members("properties") {
            self.properties.entry(name).or_default().all.push((schema, at.key(name)));
        }
        self.required.extend(node.list("required").iter().filter_map(Node::as_str));
        if node.get("additionalProperties").is_some() {
            self.additional = Some((node, pointer.clone()));
        }
        self.choices.extend(choices(node, pointer));
    }

    /// Adds the keys of all members of a choice as ones that may be there.
    pub(super) fn flatten(&mut self, root: &'d Node, choice: &Choice<'d>) {
        let mut open: Vec<_> = choice.members.iter().rev().cloned().collect();
        while let Some((node, pointer)) = open.pop() {
            let mut member = Self { seen: std::mem::take(&mut self.seen), ..Self::default() };
            member.add(root, node, &pointer);
            self.seen = member.seen;
            self.mentioned.extend(member.required);
            for (name, property) in member.properties {
                self.properties.entry(name).or_default().any.extend(property.all);
            }
            self.additional = self.additional.take().or(member.additional);
            open.extend(member.choices.into_iter().rev().flat_map(|choice| choice.members.into_iter().rev()));
        }
    }

    /// The choices that name keys which the object does not have without them.
    pub(super) fn open_choices(&mut self, root: &'d Node) -> Vec<Choice<'d>> {
        let choices = std::mem::take(&mut self.choices).into_iter();
        choices.filter(|choice| !self.is_own(root, choice) && self.lacks_keys_of(root, choice)).collect()
    }

    /// Whether a choice is among kinds of this very object, as a base names those that are composed of it.
    fn is_own(&self, root: &Node, choice: &Choice<'_>) -> bool {
        let target = |node: &Node| node.text("$ref").and_then(Pointer::from_reference);
        let is_seen =
            |node| target(node).is_some_and(|target| self.seen.contains(&target) && root.at(&target).is_some());
        choice.members.iter().any(|(member, _)| is_seen(member))
    }

    fn lacks_keys_of(&self, root: &'d Node, choice: &Choice<'d>) -> bool {
        let mut all = Self::default();
        all.flatten(root, choice);
        let is_open = |(node, _): &Part<'_>| node.get("additionalProperties") != Some(&Node::Bool(false));
        (all.additional.iter().any(is_open) && self.additional.is_none())
            || all.properties.keys().any(|name| !self.properties.contains_key(name))
    }

    /// Whether every key of another is one of this, described in the same place.
    pub(super) fn covers(&self, other: &Self) -> bool {
        other.properties.iter().all(|(name, property)| {
            let own = self.properties.get(name).map(|own| own.all.as_slice()).unwrap_or_default();
            property.all.iter().all(|(_, at)| own.iter().any(|(_, own)| own == at))
        })
    }
}

/// The members of a list of schemas, each with its place.
pub(super) fn parts<'d>(node: &'d Node, pointer: &Pointer, key: &str) -> Vec<Part<'d>> {
    let at = pointer.key(key);
    node.list(key).iter().enumerate().map(|(index, member)| (member, at.index(index))).collect()
}

/// The choices of one schema: unions, and what holds under a condition.
fn choices<'d>(node: &'d Node, pointer: &Pointer) -> Vec<Choice<'d>> {
    let unions = ["oneOf", "anyOf"].into_iter().map(|key| {
        let members = parts(node, pointer, key).into_iter().filter(|(member, _)| !is_null_schema(member)).collect();
        Choice { key, members, discriminator: node.get("discriminator") }
    });
    let conditional = ["then", "else"].into_iter().filter_map(|key| Some((node.get(key)?, pointer.key(key))));
    let at = pointer.key("dependentSchemas");
    let dependent = node.members("dependentSchemas").map(|(key, schema)| (schema, at.key(key)));
    let conditional = Choice { key: "if", members: conditional.chain(dependent).collect(), discriminator: None };
    unions.chain([conditional]).filter(|choice| !choice.members.is_empty()).collect()
}
