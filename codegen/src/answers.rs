//! From an operation to its documented responses, and which of them are successes.

use crate::openapi::{Status, is_json, is_json_by_schema, resolve};
use crate::parse::Node;
use crate::pointer::Pointer;

/// A response of an operation, as the document has it.
pub(crate) struct Documented<'d> {
    pub(crate) status: Status,
    pub(crate) is_success: bool,
    pub(crate) node: &'d Node,
    pub(crate) at: Pointer,
}

/// All responses in document order.
pub(crate) fn documented<'d>(root: &'d Node, operation: &'d Node, pointer: &Pointer) -> Vec<Documented<'d>> {
    let at = pointer.key("responses");
    let read: Vec<_> =
        operation.members("responses").filter_map(|(key, node)| Some((Status::parse(key)?, key, node))).collect();
    // `default` is what failed, unless the document names no success at all.
    let has_success = read.iter().any(|(status, ..)| is_success(*status));
    let documented = read.into_iter().map(|(status, key, node)| Documented {
        status,
        is_success: is_success(status) || (status == Status::Default && !has_success),
        at: node.text("$ref").and_then(Pointer::from_reference).unwrap_or_else(|| at.key(key)),
        node: resolve(root, node).unwrap_or(node),
    });
    documented.collect()
}

impl<'d> Documented<'d> {
    /// The schema of the JSON that it carries.
    pub(crate) fn json_schema(&self, root: &'d Node, method: &str) -> Option<&'d Node> {
        let media = self.node.members("content").filter_map(|(name, media)| Some((name, resolve(root, media)?)));
        let mut json = media.filter(|(name, media)| is_json(name) || is_json_by_schema(root, name, media));
        json.next().and_then(|(_, media)| media.get("schema")).filter(|_| has_body(method, self.status))
    }
}

fn is_success(status: Status) -> bool {
    matches!(status, Status::Code(100..=399) | Status::Range(1..=3))
}

/// HTTP gives some responses no body, whatever a document says.
pub(crate) fn has_body(method: &str, status: Status) -> bool {
    method != "HEAD" && !matches!(status, Status::Code(100..=199 | 204 | 205 | 304) | Status::Range(1))
}
