//! From the places of errors to what has to go, so that the rest of a document can be had: operations, webhooks and
//! components that hold an error, and all that needs one of them.

use std::collections::{BTreeMap, BTreeSet, HashMap, VecDeque};

use crate::calls::calls;
use crate::openapi::{METHODS, OTHER_METHODS, operation_id};
use crate::parse::{Node, Object};
use crate::pointer::Pointer;

/// An error: its place, and the rule that it breaks.
pub(super) type Fault = (Pointer, &'static str);

/// A part of a document that is left out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LeftOut {
    /// What it is: `GET /pets (listPets)`, or the pointer of what is no operation.
    pub what: String,
    /// The rules of the errors that it holds or needs, each once.
    pub rules: Vec<&'static str>,
}

/// Takes out of a document what its faults make hopeless. `None`, and the document as it was, if a fault lies in nothing
/// that can go, or if no operation would be left.
pub(super) fn leave_out(root: &mut Node, faults: &[Fault]) -> Option<Vec<LeftOut>> {
    let parts = Parts::of(root);
    let hopeless = parts.hopeless(faults)?;
    let is_operation = |index: &usize| parts.list.get(*index).is_some_and(|part| part.is_operation);
    let all = (0..parts.list.len()).filter(is_operation).count();
    if all > 0 && all == hopeless.keys().filter(|index| is_operation(index)).count() {
        return None;
    }
    let gone: Vec<_> = hopeless.into_iter().filter_map(|(at, rules)| Some((parts.list.get(at)?, rules))).collect();
    // Without progress the same faults would be found for ever.
    if gone.iter().filter(|(part, _)| remove(root, &part.pointer)).count() == 0 {
        return None;
    }
    let told = gone.into_iter().filter_map(|(part, rules)| {
        let (what, rules) = (part.what.clone()?, rules.into_iter().collect());
        Some(LeftOut { what, rules })
    });
    Some(told.collect())
}

/// Whether there was anything to remove.
fn remove(root: &mut Node, pointer: &Pointer) -> bool {
    match pointer.parent().zip(pointer.last()).and_then(|(owner, key)| Some((root.at_mut(&owner)?, key))) {
        Some((Node::Object(object), key)) => object.remove(&key).is_some(),
        _ => false,
    }
}

/// What can go alone.
struct Part {
    pointer: Pointer,
    /// What users know it by; none for a path, of which its operations are told.
    what: Option<String>,
    is_operation: bool,
    /// Where its references lead.
    targets: Vec<Pointer>,
}

#[derive(Default)]
struct Parts {
    list: Vec<Part>,
    by_pointer: HashMap<Pointer, usize>,
}

impl Parts {
    fn of(root: &Node) -> Self {
        let (mut parts, paths) = (Self::default(), Pointer::default().key("paths"));
        for (path, item) in root.members("paths") {
            let own = item.as_object().into_iter().flat_map(Object::iter);
            let own = own.filter(|(key, _)| !METHODS.contains(key) && *key != OTHER_METHODS);
            parts.add(paths.key(path), None, false, own.map(|(_, node)| node));
        }
        for call in calls(root) {
            let id = operation_id(&call.method, &call.path, call.operation);
            let what = format!("{} {} ({id})", call.method, call.path);
            parts.add(call.pointer, Some(what), true, [call.operation].into_iter());
            parts.list.last_mut().into_iter().for_each(|part| part.targets.push(call.item_pointer.clone()));
        }
        let components = Pointer::default().key("components");
        let kinds = root.get("components").and_then(Node::as_object).into_iter().flat_map(Object::iter);
        let kinds = kinds.map(|(kind, node)| (components.key(kind), node));
        for (at, node) in kinds.chain(root.get("webhooks").map(|node| (Pointer::default().key("webhooks"), node))) {
            for (name, node) in node.as_object().into_iter().flat_map(Object::iter) {
                let at = at.key(name);
                let what = at.to_string();
                parts.add(at, Some(what), false, [node].into_iter());
            }
        }
        parts.add_targets(root);
        parts
    }

    fn add<'n>(
        &mut self,
        pointer: Pointer,
        what: Option<String>,
        is_operation: bool,
        nodes: impl Iterator<Item = &'n Node>,
    ) {
        let mut targets = Vec::new();
        nodes.for_each(|node| references(node, &mut targets));
        self.by_pointer.insert(pointer.clone(), self.list.len());
        self.list.push(Part { pointer, what, is_operation, targets });
    }

    /// What references lead to elsewhere, as into another file, is a part, too: it goes when nothing refers to it.
    fn add_targets(&mut self, root: &Node) {
        let mut next = 0;
        while let Some(part) = self.list.get(next) {
            for target in part.targets.clone() {
                if let Some(node) = root.at(&target).filter(|_| self.part(&target).is_none()) {
                    self.add(target, None, false, [node].into_iter());
                }
            }
            next += 1;
        }
    }

    /// The innermost part that a place lies in.
    fn part(&self, place: &Pointer) -> Option<usize> {
        let mut next = Some(place.clone());
        while let Some(at) = next {
            if let Some(index) = self.by_pointer.get(&at) {
                return Some(*index);
            }
            next = at.parent();
        }
        None
    }

    /// The parts that hold a fault or need one that does, with the rules of the faults.
    fn hopeless(&self, faults: &[Fault]) -> Option<BTreeMap<usize, BTreeSet<&'static str>>> {
        let mut users: HashMap<usize, Vec<usize>> = HashMap::new();
        for (user, part) in self.list.iter().enumerate() {
            let used = part.targets.iter().filter_map(|target| self.part(target));
            used.for_each(|used| users.entry(used).or_default().push(user));
        }
        let mut hopeless: BTreeMap<usize, BTreeSet<&'static str>> = BTreeMap::new();
        let mut open = VecDeque::new();
        for (place, rule) in faults {
            open.push_back((self.part(place)?, *rule));
        }
        while let Some((part, rule)) = open.pop_front() {
            if hopeless.entry(part).or_default().insert(rule) {
                open.extend(users.get(&part).into_iter().flatten().map(|user| (*user, rule)));
            }
        }
        Some(hopeless)
    }
}

/// Where the references below a node lead, and the security schemes that it names.
fn references(node: &Node, found: &mut Vec<Pointer>) {
    match node {
        Node::Array(items) => items.iter().for_each(|item| references(item, found)),
        Node::Object(object) => {
            for (key, node) in object.iter() {
                match (key, node) {
                    ("$ref", Node::String(reference)) => found.extend(Pointer::from_reference(reference)),
                    ("mapping", Node::Object(mapping)) => {
                        let targets = mapping.iter().filter_map(|(_, node)| node.as_str());
                        found.extend(targets.filter_map(Pointer::from_reference));
                    }
                    ("security", Node::Array(alternatives)) => {
                        let schemes = Pointer::default().key("components").key("securitySchemes");
                        let named = alternatives.iter().filter_map(Node::as_object).flat_map(Object::iter);
                        found.extend(named.map(|(name, _)| schemes.key(name)));
                    }
                    (_, node) => references(node, found),
                }
            }
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parse::Document;
    use crate::source::Source;

    fn left(faults: &[&str]) -> Option<Vec<String>> {
        let text = "
paths:
  /a:
    get: {operationId: a, responses: {'200': {$ref: '#/components/responses/R'}}}
    put: {operationId: b, responses: {}}
  /b:
    parameters: [{$ref: '#/x-elsewhere'}]
    get: {operationId: c, responses: {}}
components:
  responses: {R: {content: {application/json: {schema: {$ref: '#/components/schemas/S'}}}}}
  schemas: {S: {items: {$ref: '#/components/schemas/T'}}, T: {type: string}, U: {type: string}}
x-elsewhere: {name: q}
";
        let mut root = Document::parse(&Source::new("t.yaml", text)).unwrap().root().clone();
        let faults: Vec<_> = faults.iter().map(|place| (Pointer::from_reference(place).unwrap(), "rule")).collect();
        let left_out = leave_out(&mut root, &faults)?;
        assert!(left_out.iter().all(|part| part.rules == ["rule"]));
        Some(left_out.into_iter().map(|part| part.what).collect())
    }

    #[test]
    fn what_needs_a_fault_goes_and_nothing_else() {
        let components = ["#/components/responses/R", "#/components/schemas/S", "#/components/schemas/T"];
        let all: Vec<_> = ["GET /a (a)"].into_iter().chain(components).map(str::to_owned).collect();
        assert_eq!(left(&["#/components/schemas/T/type"]), Some(all));
        assert_eq!(left(&["#/paths/~1a/put"]), Some(vec!["PUT /a (b)".to_owned()]));
        assert_eq!(left(&["#/components/schemas/U"]), Some(vec!["#/components/schemas/U".to_owned()]));
        assert_eq!(left(&["#/x-elsewhere/name"]), Some(vec!["GET /b (c)".to_owned()]));
        assert_eq!(left(&["#/paths/~1b"]), Some(vec!["GET /b (c)".to_owned()]));
    }

    #[test]
    fn what_cannot_go_keeps_all() {
        assert_eq!(left(&["#/info"]), None);
        assert_eq!(left(&["#/paths/~1a/put", "#/info"]), None);
        assert_eq!(left(&["#/paths/~1a", "#/paths/~1b"]), None);
    }
}
