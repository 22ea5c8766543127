//! From places in the tree that rules have changed to those of the document that its maintainer sees.

use super::types::{TypeDef, TypeShape};
use crate::parse::Node;
use crate::pointer::Pointer;

/// More references behind one another are a circle.
const MOST_FOLLOWED: usize = 64;

/// Gives all types that are read with their place, and the keys of objects, the places that clients name.
pub(super) fn place(types: &mut [TypeDef], seen: &Node) {
    for def in types {
        let fields = match &mut def.shape {
            TypeShape::Struct { fields, .. } => fields.as_mut_slice(),
            TypeShape::Enum { .. } | TypeShape::Union { .. } => &mut [],
            TypeShape::Alias(_) | TypeShape::Newtype(_) => continue,
        };
        def.seen_at = nearest(seen, &def.seen_at);
        for field in fields {
            // What is described nowhere is demanded by the object itself.
            field.seen_at = field.seen_at.as_ref().map(|at| nearest(seen, at)).or_else(|| Some(def.seen_at.clone()));
        }
    }
}

/// The node itself, else the nearest one around it.
fn nearest(seen: &Node, pointer: &Pointer) -> Pointer {
    let tokens: Vec<_> = pointer.parts().collect();
    let (mut rest, mut node, mut at, mut followed) = (tokens.as_slice(), seen, Pointer::default(), 0);
    while let [token, tail @ ..] = rest {
        let target = || node.text("$ref").and_then(Pointer::from_reference).filter(|_| followed < MOST_FOLLOWED);
        match (inner(node, token), tail) {
            (Some(inner), _) => (node, at, rest) = (inner, at.key(token), tail),
            // Keywords of several types are those of the members of a union, in the words of 3.0.
            (None, [index, tail @ ..]) if token == "anyOf" && index.parse::<usize>().is_ok() => rest = tail,
            // A path item that was a reference.
            _ => match target().and_then(|target| Some((seen.at(&target)?, target))) {
                Some(found) => ((node, at), followed) = (found, followed + 1),
                None => break,
            },
        }
    }
    at
}

fn inner<'d>(node: &'d Node, token: &str) -> Option<&'d Node> {
    match node.as_array() {
        Some(items) => token.parse::<usize>().ok().and_then(|index| items.get(index)),
        None => node.get(token),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn node<const N: usize>(members: [(&str, Node); N]) -> Node {
        Node::object(members)
    }

    #[test]
    fn what_was_moved_is_found_where_it_was_written() {
        let text = |text: &str| Node::String(text.to_owned());
        let properties = || node([("a", Node::object::<&str>([]))]);
        let root = node([
            ("item", node([("$ref", text("#/items/0"))])),
            ("items", Node::Array(vec![node([("get", properties())])])),
            ("types", node([("properties", properties())])),
            ("circle", node([("$ref", text("#/circle"))])),
            ("nowhere", node([("$ref", text("#/gone"))])),
        ]);
        for (pointer, found) in [
            ("#/item", "#/item"),
            ("#/item/get/a", "#/items/0/get/a"),
            ("#/types/anyOf/1/properties/a", "#/types/properties/a"),
            ("#/types/patterns/a", "#/types"),
            ("#/circle/a", "#/circle"),
            ("#/nowhere/a", "#/nowhere"),
            ("#", "#"),
        ] {
            assert_eq!(nearest(&root, &Pointer::from_place(pointer).unwrap()).to_string(), found, "{pointer}");
        }
    }
}
