//! What several stages know of OpenAPI: how to follow a reference, read a template, choose a media type.

use std::collections::HashSet;

use crate::parse::Node;
use crate::pointer::Pointer;

/// The key of the extension that is ours.
pub(crate) const EXTENSION: &str = "x-specwright";

/// The operations of a path item, in the order of the specification.
pub(crate) const METHODS: [&str; 8] = ["get", "put", "post", "delete", "options", "head", "patch", "trace"];

/// What a response is documented for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Status {
    Code(u16),
    /// By the first digit, `4XX`.
    Range(u8),
    Default,
}

impl Status {
    /// The status of a key of `responses`; `None` where it is none.
    pub(crate) fn parse(key: &str) -> Option<Self> {
        if key == "default" {
            return Some(Self::Default);
        }
        if let Some(digit) = key.strip_suffix("XX").or_else(|| key.strip_suffix("xx")) {
            return digit.parse().ok().filter(|digit| (1..=5).contains(digit)).map(Self::Range);
        }
        let code = key.bytes().all(|byte| byte.is_ascii_digit()).then(|| key.parse().ok()).flatten();
        code.filter(|code| (100..=599).contains(code)).map(Self::Code)
    }
}

/// The operationId, else method and path.
pub(crate) fn operation_id(method: &str, path: &str, operation: &Node) -> String {
    let id = operation.text("operationId").filter(|id| !id.is_empty());
    id.map_or_else(|| format!("{method} {path}"), str::to_owned)
}

/// The HTTP method in capitals.
pub(crate) fn method_name(method: &str) -> &'static str {
    match method {
        "put" => "PUT",
        "post" => "POST",
        "delete" => "DELETE",
        "options" => "OPTIONS",
        "head" => "HEAD",
        "patch" => "PATCH",
        "trace" => "TRACE",
        _ => "GET",
    }
}

/// The node behind any number of references; `None` when one of them leads nowhere.
pub(crate) fn resolve<'d>(root: &'d Node, node: &'d Node) -> Option<&'d Node> {
    let mut node = node;
    // A longer chain is a cycle, which has been refused.
    for _ in 0..64 {
        match node.text("$ref") {
            Some(reference) => node = root.at(&Pointer::from_reference(reference)?)?,
            None => return Some(node),
        }
    }
    None
}

/// A schema and all that it is composed of by `allOf`, each once, whatever circles they form.
pub(crate) fn composed<'d>(root: &'d Node, node: &'d Node) -> Vec<&'d Node> {
    let (mut open, mut all, mut seen) = (vec![node], Vec::new(), HashSet::new());
    while let Some(node) = open.pop() {
        let Some(node) = resolve(root, node).filter(|node| seen.insert(std::ptr::from_ref(*node))) else { continue };
        all.push(node);
        open.extend(node.list("allOf").iter().rev());
    }
    all
}

/// Whether a value is of a type of OpenAPI 3.0, which has no null.
pub(crate) fn is_of_type(value: &Node, ty: &str) -> bool {
    match value {
        Node::Null => false,
        Node::Bool(_) => ty == "boolean",
        Node::Number(number) => ty == "number" || (ty == "integer" && number.is_integer()),
        Node::String(_) => ty == "string",
        Node::Array(_) => ty == "array",
        Node::Object(_) => ty == "object",
    }
}

/// Whether a media type is JSON: `application/json`, or any with the suffix `+json`.
pub(crate) fn is_json(media_type: &str) -> bool {
    let essence = media_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    essence == "application/json" || essence == "text/json" || essence.ends_with("+json")
}

/// Of the media types of a body or response the one that is generated: JSON, else the first that is no multipart.
pub(crate) fn chosen_media(node: &Node) -> Option<(&str, &Node)> {
    let usable = || node.members("content").filter(|(media_type, _)| !is_multipart(media_type));
    usable().find(|(media_type, _)| is_json(media_type)).or_else(|| usable().next())
}

fn is_multipart(media_type: &str) -> bool {
    media_type.trim_start().get(..10).is_some_and(|start| start.eq_ignore_ascii_case("multipart/"))
}

/// The parameter names of a path template in order; `None` when its braces do not pair.
pub(crate) fn template_parameters(path: &str) -> Option<Vec<&str>> {
    let mut names = Vec::new();
    let mut rest = path;
    while let Some(open) = rest.find(['{', '}']) {
        let after = rest.get(open..)?.strip_prefix('{')?;
        let close = after.find(['{', '}', '/'])?;
        let name = after.get(..close)?;
        rest = after.get(close..)?.strip_prefix('}')?;
        if name.is_empty() {
            return None;
        }
        names.push(name);
    }
    Some(names)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn templates() {
        assert_eq!(template_parameters("/a/{b}/c.{d}"), Some(vec!["b", "d"]));
        assert_eq!(template_parameters("/a"), Some(vec![]));
        for broken in ["/{a", "/a}", "/{}", "/{a{b}}", "/{a/b}"] {
            assert_eq!(template_parameters(broken), None, "{broken}");
        }
    }

    #[test]
    fn json_media_types() {
        for json in ["application/json", "Application/JSON; charset=utf-8", "application/problem+json"] {
            assert!(is_json(json), "{json}");
        }
        assert!(!is_json("application/jsonl"));
    }
}
