//! From a JSONPath (RFC 9535) to the places that it selects in a tree.

use serde_json_path::{JsonPath, PathElement};

use crate::findings::Findings;
use crate::parse::{At, Node, value};
use crate::pointer::Pointer;

/// One step of a path, ordered as documents are read.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Step {
    Index(usize),
    Name(String),
}

/// The selected nodes, each once, in an order in which elements come one after the other and nodes before what is in them;
/// or why the path is none.
pub(super) fn select(root: &Node, path: &str) -> Result<Vec<Pointer>, String> {
    let path = JsonPath::parse(path).map_err(|error| error.to_string())?;
    let tree = value(root);
    let found = path.query_located(&tree);
    let mut places: Vec<Vec<Step>> = found.locations().map(|location| location.iter().map(step).collect()).collect();
    places.sort();
    places.dedup();
    Ok(places.iter().map(|steps| pointer(steps)).collect())
}

fn step(element: &PathElement<'_>) -> Step {
    match element {
        PathElement::Index(index) => Step::Index(*index),
        PathElement::Name(name) => Step::Name((*name).to_owned()),
    }
}

fn pointer(steps: &[Step]) -> Pointer {
    steps.iter().fold(Pointer::default(), |pointer, step| match step {
        Step::Index(index) => pointer.index(*index),
        Step::Name(name) => pointer.key(name),
    })
}

pub(super) fn overlay_path(why: &str, path: &str, pointer: &Pointer, findings: &mut Findings) {
    let message = format!("`{path}` is no JSONPath: {why}");
    let hint = "write a path such as `$.paths['/cats'].get`, as RFC 9535 has them";
    findings.error("overlay_path", pointer, At::Value, message, hint);
}
