//! What leads where in a document: takes places, follows references from them.

use std::collections::{BTreeSet, HashMap};
use std::rc::Rc;

use crate::calls::calls;
use crate::openapi::operation_id;
use crate::parse::Node;
use crate::pointer::Pointer;

/// The references of one document, looked up as they are asked for.
pub(super) struct Reach<'d> {
    root: &'d Node,
    /// The operations: place, place of the path item, id.
    operations: Vec<(Pointer, Pointer, String)>,
    /// What the subtree at a place refers to.
    direct: HashMap<Pointer, Rc<Vec<Pointer>>>,
    /// The same, and what that refers to.
    all: HashMap<Pointer, Rc<BTreeSet<Pointer>>>,
    /// The operations that references lead from to a component, by their numbers; made when it is first asked for.
    by_component: Option<HashMap<Pointer, BTreeSet<usize>>>,
}

impl<'d> Reach<'d> {
    pub(super) fn new(root: &'d Node) -> Self {
        let operations = calls(root).map(|call| {
            let id = operation_id(&call.method, &call.path, call.operation);
            (call.pointer, call.item_pointer, id)
        });
        let (direct, all) = (HashMap::new(), HashMap::new());
        Self { root, operations: operations.collect(), direct, all, by_component: None }
    }

    /// What the node at a place stands for: the ends of its own references, also of those in an `allOf`, `items` and the like.
    pub(super) fn targets(&mut self, at: &Pointer) -> Vec<Pointer> {
        let mut targets = Vec::new();
        let mut next = self.root.at(at).map(|node| (at.clone(), node));
        for _ in 0..64 {
            let Some((_, node)) = next else { break };
            let own = |node: &'d Node| {
                let target = node.text("$ref").and_then(Pointer::from_reference)?;
                self.root.at(&target).map(|node| (target, node))
            };
            let inner = ["schema", "items"].into_iter().find_map(|key| node.get(key).and_then(own));
            let members = ["allOf", "anyOf", "oneOf"].into_iter().flat_map(|key| node.list(key)).find_map(own);
            next = own(node).or(inner).or(members);
            targets.extend(next.iter().map(|(target, _)| target.clone()));
        }
        targets
    }

    /// Whether references lead from the subtree at one place to another place or something around it.
    pub(super) fn leads_to(&mut self, from: &Pointer, to: &Pointer) -> bool {
        let Some(component) = component(to) else { return false };
        self.all(from).contains(&component)
    }

    /// All components that references lead to from the subtree at a place.
    fn all(&mut self, from: &Pointer) -> Rc<BTreeSet<Pointer>> {
        if let Some(known) = self.all.get(from) {
            return Rc::clone(known);
        }
        let (mut open, mut found) = (vec![from.clone()], BTreeSet::new());
        while let Some(next) = open.pop() {
            for target in self.direct(&next).iter() {
                if found.insert(target.clone()) {
                    open.push(target.clone());
                }
            }
        }
        let found = Rc::new(found);
        self.all.insert(from.clone(), Rc::clone(&found));
        found
    }

    fn direct(&mut self, at: &Pointer) -> Rc<Vec<Pointer>> {
        let root = self.root;
        let found = self.direct.entry(at.clone()).or_insert_with(|| {
            let mut found = Vec::new();
            root.at(at).into_iter().for_each(|node| references(node, &mut found));
            Rc::new(found)
        });
        Rc::clone(found)
    }

    /// The operations that a place is a part of, or that use it: where they stand, and their ids.
    pub(super) fn users(&mut self, at: &Pointer) -> Vec<(Pointer, String)> {
        let by_component = self.by_component.take().unwrap_or_else(|| self.operations_by_component());
        let leading = component(at).and_then(|component| by_component.get(&component));
        let is_user = |(number, (operation, item, _)): &(usize, &(Pointer, Pointer, String))| {
            at.tail_of(operation).is_some()
                || item_parameters(item, at)
                || leading.is_some_and(|leading| leading.contains(number))
        };
        let used = self.operations.iter().enumerate().filter(is_user);
        let used = used.map(|(_, (at, _, id))| (at.clone(), id.clone())).collect();
        self.by_component = Some(by_component);
        used
    }

    fn operations_by_component(&mut self) -> HashMap<Pointer, BTreeSet<usize>> {
        let mut found: HashMap<_, BTreeSet<_>> = HashMap::new();
        let places: Vec<_> = self.operations.iter().map(|(at, _, _)| at.clone()).collect();
        for (number, at) in places.iter().enumerate() {
            for component in self.all(at).iter() {
                found.entry(component.clone()).or_default().insert(number);
            }
        }
        found
    }
}

/// Whether a place is one of the parameters that all operations of a path share.
fn item_parameters(item: &Pointer, at: &Pointer) -> bool {
    at.tail_of(&item.key("parameters")).is_some()
}

/// The component that a place is in, or the nearest thing to one in another file.
fn component(at: &Pointer) -> Option<Pointer> {
    let mut tokens = at.tokens();
    let first = tokens.next()?;
    let start = Pointer::default().key(&first);
    match first.as_str() {
        "components" => Some(start.key(&tokens.next()?).key(&tokens.next()?)),
        "paths" | "webhooks" => None,
        _ => Some(at.clone()),
    }
}

/// The targets of all references in a subtree; recursion is bounded by the depth of the text.
fn references(node: &Node, found: &mut Vec<Pointer>) {
    let mut open = vec![node];
    while let Some(node) = open.pop() {
        match node {
            Node::Array(items) => open.extend(items),
            Node::Object(object) => {
                let target = object.get("$ref").and_then(Node::as_str).and_then(Pointer::from_reference);
                found.extend(target.map(|target| component(&target).unwrap_or(target)));
                open.extend(object.iter().map(|(_, node)| node));
            }
            _ => {}
        }
    }
}
