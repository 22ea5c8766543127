//! What several stages know of OpenAPI: how to follow a reference, read a template, choose a media type.

use std::collections::HashSet;

use crate::parse::{Node, Object};
use crate::pointer::Pointer;

/// The key of the extension that is ours.
pub(crate) const EXTENSION: &str = "x-specwright";

/// The members of a path item that are operations.
pub(crate) const METHODS: [&str; 9] = ["get", "put", "post", "delete", "options", "head", "patch", "trace", "query"];

/// Where a path item has operations of other methods, by their names.
pub(crate) const OTHER_METHODS: &str = "additionalOperations";

/// The operations of a path item in document order: HTTP method, place, node.
pub(crate) fn operations<'d>(item: &'d Node, at: &Pointer) -> Vec<(String, Pointer, &'d Node)> {
    let mut all = Vec::new();
    for (key, node) in item.as_object().into_iter().flat_map(Object::iter) {
        let at = at.key(key);
        if METHODS.contains(&key) {
            all.push((key.to_ascii_uppercase(), at, node));
        } else if key == OTHER_METHODS {
            let named = item.members(key).filter(|(method, _)| !method.starts_with("x-"));
            all.extend(named.map(|(method, node)| (method.to_owned(), at.key(method), node)));
        }
    }
    all
}

/// The path that a key of `paths` stands for, which may end in a fixed query; `None` for an extension.
///
/// A fragment only tells operations of one path apart.
pub(crate) fn request_path(key: &str) -> Option<String> {
    let path = key.split('#').next().unwrap_or_default().trim();
    let slash = if path.starts_with('/') { "" } else { "/" };
    (!key.starts_with("x-")).then(|| format!("{slash}{path}"))
}

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
        let key = key.trim().to_ascii_uppercase();
        if key == "DEFAULT" {
            return Some(Self::Default);
        }
        if let Some(digit) = key.strip_suffix("XX") {
            return digit.parse().ok().filter(|digit| (1..=5).contains(digit)).map(Self::Range);
        }
        let code = key.bytes().all(|byte| byte.is_ascii_digit()).then(|| key.parse().ok()).flatten();
        code.filter(|code| (100..=599).contains(code)).map(Self::Code)
    }
}

/// The operationId, else method and path.
pub(crate) fn operation_id(method: &str, path: &str, operation: &Node) -> String {
    let id = operation.text("operationId").filter(|id| !id.is_empty());
    id.map_or_else(|| format!("{} {path}", method.to_ascii_lowercase()), str::to_owned)
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

/// The place that the references at a place lead to in the end.
pub(crate) fn end(root: &Node, pointer: &Pointer) -> Pointer {
    let mut end = pointer.clone();
    for _ in 0..64 {
        match root.at(&end).and_then(|node| node.text("$ref")).and_then(Pointer::from_reference) {
            Some(target) => end = target,
            None => break,
        }
    }
    end
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

/// Whether `if` and `then` of a schema say no more than a rule can hold: which keys are there, with one of some texts,
/// and which must be there then.
pub(crate) fn is_plain_condition(node: &Node) -> bool {
    let has_only = |node: &Node, keys: &[&str]| {
        node.as_object().is_some_and(|object| object.iter().all(|(key, _)| keys.contains(&key)))
    };
    let (Some(condition), Some(then)) = (node.get("if"), node.get("then")) else { return false };
    let required: Vec<_> = condition.list("required").iter().filter_map(Node::as_str).collect();
    let mut properties = condition.members("properties");
    let is_tested = |(key, schema): (&str, &Node)| {
        let values = schema.list("enum");
        let is_listed = !values.is_empty() && values.iter().all(|value| value.as_str().is_some());
        is_listed && has_only(schema, &["enum", "type"]) && required.contains(&key)
    };
    let tested = condition.members("properties").count();
    tested > 0
        && tested == required.len()
        && properties.all(is_tested)
        && has_only(condition, &["properties", "required", "type"])
        && has_only(then, &["required"])
        && node.get("else").is_none()
}

/// Whether null is all that a schema allows.
pub(crate) fn is_null_schema(node: &Node) -> bool {
    matches!(node.list("enum"), [Node::Null])
}

/// The most that a count may be: what every reader of JSON keeps exactly.
const MOST: u64 = (1 << 53) - 1;

/// A number that counts something, however it is spelled.
pub(crate) fn whole(value: &Node) -> Option<u64> {
    let Node::Number(number) = value else { return None };
    let text = number.text();
    let digits = || text.trim_end_matches('0').strip_suffix('.').unwrap_or(text).parse().ok();
    text.parse().ok().or_else(digits).filter(|number| *number <= MOST)
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

/// Whether OpenAPI leaves a header to the media types and to security.
pub(crate) fn is_reserved_header(name: &str) -> bool {
    ["accept", "authorization", "content-type"].iter().any(|reserved| name.eq_ignore_ascii_case(reserved))
}

/// Whether HTTP takes a name: that of a method, a header or a cookie.
pub(crate) fn is_token(name: &str) -> bool {
    !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte))
}

/// What values of a schema look like to a parameter.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Form {
    Scalar,
    /// Of scalars.
    List,
    /// Of scalars.
    Object,
    /// Arrays and objects of others.
    Nested,
}

/// How many keys of a parameter, and how many members of each; more than anybody sends.
const MOST_LOOKED_AT: usize = 256;

/// The most nested form that a schema allows.
pub(crate) fn form(root: &Node, schema: &Node) -> Form {
    let of = |node: &Node| {
        let inner: Vec<_> = match () {
            () if is_object(node) => {
                let properties = node.members("properties").map(|(_, property)| property);
                properties.chain(node.get("additionalProperties")).collect()
            }
            () if is_array(node) => node.get("items").into_iter().collect(),
            () => return Form::Scalar,
        };
        let is_scalar = |node: &Node| !alternatives(root, node).iter().any(|node| is_object(node) || is_array(node));
        match inner.into_iter().take(MOST_LOOKED_AT).all(is_scalar) {
            false => Form::Nested,
            true if is_object(node) => Form::Object,
            true => Form::List,
        }
    };
    alternatives(root, schema).into_iter().map(of).max().unwrap_or(Form::Scalar)
}

fn is_object(node: &Node) -> bool {
    node.get("properties").is_some()
        || node.get("additionalProperties").is_some()
        || node.text("type") == Some("object")
}

fn is_array(node: &Node) -> bool {
    node.text("type") == Some("array") || node.get("items").is_some()
}

/// A schema and all that it is made of, be it by choice, each once.
pub(crate) fn alternatives<'d>(root: &'d Node, node: &'d Node) -> Vec<&'d Node> {
    let (mut open, mut all, mut seen) = (vec![node], Vec::new(), HashSet::new());
    while let Some(node) = open.pop().filter(|_| all.len() < MOST_LOOKED_AT) {
        // Behind a reference that leads to nothing is any value.
        let Some(node) = resolve(root, node).filter(|node| seen.insert(std::ptr::from_ref(*node))) else { continue };
        all.push(node);
        open.extend(["allOf", "oneOf", "anyOf"].into_iter().flat_map(|key| node.list(key)));
    }
    all
}

/// The one value of a header, or the one that stands for none.
pub(crate) fn fixed_header(root: &Node, header: &Node) -> Option<String> {
    let schema = resolve(root, resolve(root, header)?.get("schema")?)?;
    let value = match schema.list("enum") {
        [only] => only,
        _ => schema.get("default")?,
    };
    match value {
        Node::String(text) => Some(text.clone()),
        Node::Number(number) => Some(number.text().to_owned()),
        Node::Bool(flag) => Some(flag.to_string()),
        _ => None,
    }
}

/// Whether a header is one that each part of a form has anyway.
pub(crate) fn is_header_of_part(name: &str) -> bool {
    ["content-type", "content-disposition"].iter().any(|own| name.eq_ignore_ascii_case(own))
}

/// Whether a media type is JSON: `application/json`, or any with the suffix `+json`.
pub(crate) fn is_json(media_type: &str) -> bool {
    let essence = essence(media_type);
    essence == "application/json" || essence == "text/json" || (essence.ends_with("+json") && !is_json_lines(&essence))
}

/// `type/subtype` in lower case, without parameters.
pub(crate) fn essence(media_type: &str) -> String {
    media_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase()
}

/// Whether a media type is that of server-sent events.
pub(crate) fn is_event_stream(media_type: &str) -> bool {
    essence(media_type) == "text/event-stream"
}

/// Whether a media type is one JSON value after the other, under any of the names that this goes by.
pub(crate) fn is_json_lines(media_type: &str) -> bool {
    let essence = essence(media_type);
    let names = ["jsonl", "jsonlines", "json-lines", "ndjson", "json-seq", "stream+json", "json-stream"];
    let is_named = |subtype: &str| names.contains(&subtype.strip_prefix("x-").unwrap_or(subtype));
    essence.split_once('/').is_some_and(|(_, subtype)| is_named(subtype) || subtype.ends_with("+json-seq"))
}

/// Whether a media type that leaves all open, as `*/*` does, carries JSON: its schema says more than a text.
pub(crate) fn is_json_by_schema(root: &Node, media_type: &str, media: &Node) -> bool {
    let is_open = ["*/*", "application/*"].contains(&media_type.trim());
    let schema = media.get("schema").filter(|_| is_open).and_then(|schema| resolve(root, schema));
    schema.is_some_and(|schema| match schema.text("type") {
        Some(ty) => ty != "string",
        None => ["properties", "items", "allOf", "oneOf", "anyOf"].iter().any(|key| schema.get(key).is_some()),
    })
}

/// Of the media types of a payload the one that is generated: JSON, else the first that is no multipart.
pub(crate) fn chosen_media(node: &Node) -> Option<(&str, &Node)> {
    let usable = || node.members("content").filter(|(media_type, _)| !is_multipart(media_type));
    usable().find(|(media_type, _)| is_json(media_type)).or_else(|| usable().next())
}

/// Whether a media type is that of a form with files.
pub(crate) fn is_multipart_form(media_type: &str) -> bool {
    essence(media_type) == "multipart/form-data"
}

pub(crate) fn is_multipart(media_type: &str) -> bool {
    media_type.trim_start().get(..10).is_some_and(|start| start.eq_ignore_ascii_case("multipart/"))
}

/// The parameter names of a path template in order; `None` when its braces do not pair, or stand in the query.
pub(crate) fn template_parameters(path: &str) -> Option<Vec<&str>> {
    let mut names = Vec::new();
    let (mut rest, query) = path.split_once('?').unwrap_or((path, ""));
    if query.contains(['{', '}']) {
        return None;
    }
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
        assert_eq!(template_parameters("/{a}?b=c"), Some(vec!["a"]));
        for broken in ["/{a", "/a}", "/{}", "/{a{b}}", "/{a/b}", "/a?b={b}"] {
            assert_eq!(template_parameters(broken), None, "{broken}");
        }
    }

    #[test]
    fn paths_as_they_are_sent() {
        for (key, path) in [("/a", "/a"), ("a/{b}", "/a/{b}"), ("/a?b=c#d", "/a?b=c"), (" /a ", "/a"), ("", "/")] {
            assert_eq!(request_path(key).as_deref(), Some(path), "{key}");
        }
        assert_eq!(request_path("x-a"), None);
    }

    #[test]
    fn json_media_types() {
        for json in ["application/json", "Application/JSON; charset=utf-8", "application/problem+json"] {
            assert!(is_json(json), "{json}");
        }
        assert!(!is_json("application/jsonl"));
    }

    #[test]
    fn streams_of_json() {
        for lines in ["application/x-ndjson", "Application/JSONL; a=b", "application/geo+json-seq", "text/x-jsonlines"]
        {
            assert!(is_json_lines(lines) && !is_json(lines), "{lines}");
        }
        assert!(is_json_lines("application/stream+json") && !is_json("application/stream+json"));
        assert!(!is_json_lines("application/json") && !is_json_lines("jsonl"));
        assert!(is_event_stream("text/event-stream; charset=utf-8"));
    }
}
