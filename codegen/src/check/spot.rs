//! What stands at a place in the values of a schema: takes the schema and the way into its values, returns what is said there.

use std::collections::HashSet;

use indexmap::IndexSet;

use super::near::closest;
use crate::openapi::{is_null_schema, resolve};
use crate::parse::Node;
use crate::pointer::Pointer;
use crate::servers::scalar_text;

/// So many schemas are looked at for one place; more than anybody writes by hand.
const MOST_LOOKED_AT: usize = 256;

/// All schemas that hold for a value; where none says anything, it may be any.
pub(super) struct Spot<'d>(Vec<&'d Node>);

/// Why a place leads to nothing.
pub(super) struct Lost {
    pub(super) why: String,
    pub(super) hint: String,
}

impl<'d> Spot<'d> {
    pub(super) fn find(root: &'d Node, schema: &'d Node, pointer: &Pointer) -> Result<Self, Lost> {
        let mut spot = Self::of(root, vec![schema]);
        for key in pointer.tokens() {
            if spot.is_any() {
                return Ok(Self(Vec::new()));
            }
            spot = spot.step(root, &key)?;
        }
        Ok(spot)
    }

    /// Schemas with all that they are composed of. A choice of which null is the other member is none.
    fn of(root: &'d Node, mut open: Vec<&'d Node>) -> Self {
        let (mut all, mut seen) = (Vec::new(), HashSet::new());
        while let Some(node) = open.pop().filter(|_| all.len() < MOST_LOOKED_AT) {
            let Some(node) = resolve(root, node).filter(|node| seen.insert(std::ptr::from_ref(*node))) else {
                continue;
            };
            all.push(node);
            open.extend(node.list("allOf").iter().rev());
            open.extend(choices(node).filter_map(|members| if let [only] = *members { Some(only) } else { None }));
        }
        Self(all)
    }

    /// Whether nothing is said of the value.
    fn is_any(&self) -> bool {
        const STATING: [&str; 4] = ["type", "properties", "additionalProperties", "items"];
        let states = |node: &&Node| STATING.iter().any(|key| node.get(key).is_some()) || choices(node).next().is_some();
        !self.0.iter().any(states)
    }

    /// What stands at a key.
    pub(super) fn step(&self, root: &'d Node, key: &str) -> Result<Self, Lost> {
        let found: Vec<_> = self.0.iter().filter_map(|node| node.get("properties")?.get(key)).collect();
        if !found.is_empty() {
            return Ok(Self::of(root, found));
        }
        if self.is_choice() {
            let hint = "write a place that does not lead into `oneOf` or `anyOf`".to_owned();
            return Err(Lost { why: format!("which key `{key}` is depends on a choice"), hint });
        }
        match self.0.iter().find_map(|node| node.get("additionalProperties")) {
            Some(Node::Bool(false)) => {}
            Some(Node::Bool(true)) => return Ok(Self(Vec::new())),
            Some(values) => return Ok(Self::of(root, vec![values])),
            None if self.is_free() => return Ok(Self(Vec::new())),
            None => {}
        }
        let known = self.0.iter().flat_map(|node| node.members("properties")).map(|(key, _)| key);
        let hint = match closest(key, known) {
            Some(near) => format!("did you mean `{near}`?"),
            None => "name a key that the schema of the success describes".to_owned(),
        };
        Err(Lost { why: format!("there is no key `{key}`"), hint })
    }

    /// Whether it is one of several types.
    fn is_choice(&self) -> bool {
        self.0.iter().any(|node| choices(node).any(|members| members.len() > 1))
    }

    /// Whether it is an object of which no key is described.
    fn is_free(&self) -> bool {
        self.types().any(|ty| ty == "object") && self.0.iter().all(|node| node.get("properties").is_none())
    }

    /// The types that its values have, as far as schemas state one.
    pub(super) fn types(&self) -> impl Iterator<Item = &'d str> {
        self.0.iter().filter_map(|node| match node.text("type") {
            None if node.get("properties").is_some() || node.get("additionalProperties").is_some() => Some("object"),
            None if node.get("items").is_some() => Some("array"),
            stated => stated,
        })
    }

    /// The texts of what it can be, where schemas list it.
    pub(super) fn states(&self) -> Option<Vec<String>> {
        let mut lists = self.0.iter().map(|node| node.list("enum")).filter(|list| !list.is_empty());
        lists.next().map(|list| list.iter().filter_map(scalar_text).collect())
    }

    /// The keys that are described, each once, and no more than so many.
    pub(super) fn keys(&self, most: usize) -> IndexSet<&'d str> {
        self.0.iter().flat_map(|node| node.members("properties")).map(|(key, _)| key).take(most).collect()
    }

    /// The items of an array.
    pub(super) fn items(&self) -> Option<&'d Node> {
        self.0.iter().find_map(|node| node.get("items"))
    }
}

/// The choices of a schema, null aside.
fn choices(node: &Node) -> impl Iterator<Item = Vec<&Node>> {
    let lists = ["oneOf", "anyOf"].into_iter().map(|key| node.list(key));
    let members = lists.map(|list| list.iter().filter(|member| !is_null_schema(member)).collect::<Vec<_>>());
    members.filter(|members| !members.is_empty())
}
