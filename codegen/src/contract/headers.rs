//! The headers that a response is documented with.

use super::content::Words;
use super::write::{json_text, scalar_text};
use crate::openapi::{is_token, resolve};
use crate::parse::Node;

/// What a server decides for itself, or what would change how the body is read.
const NOT_OURS: [&str; 8] = [
    "connection",
    "content-encoding",
    "content-length",
    "content-type",
    "keep-alive",
    "trailer",
    "transfer-encoding",
    "upgrade",
];

/// Names and values, in the order of the document: those that are required, and those that it shows.
pub(super) fn headers(words: Words<'_>, response: &Node) -> Vec<(String, String)> {
    let documented = response
        .members("headers")
        .filter(|(name, _)| is_token(name) && !NOT_OURS.iter().any(|other| name.eq_ignore_ascii_case(other)));
    let header = |(name, header)| {
        let header = resolve(words.root, header)?;
        let text = text(header, &value(words, header)?)?;
        let is_fit = !text.is_empty() && text.bytes().all(|byte| (b' '..=b'~').contains(&byte));
        is_fit.then(|| (str::to_owned(name), text))
    };
    documented.filter_map(header).collect()
}

fn value(words: Words<'_>, header: &Node) -> Option<Node> {
    let named = header.members("examples").filter_map(|(_, example)| resolve(words.root, example)?.get("value"));
    if let Some(shown) = header.get("example").into_iter().chain(named).next() {
        return Some(shown.clone());
    }
    let media = header.members("content").next().map(|(_, media)| media);
    let schema = header.get("schema").or(media.and_then(|media| media.get("schema")))?;
    let (value, origin) = words.sample(schema)?;
    (header.flag("required") || origin == super::answer::Origin::Example).then_some(value)
}

/// In the style of headers.
fn text(header: &Node, value: &Node) -> Option<String> {
    if header.get("content").is_some() {
        return Some(json_text(value));
    }
    match value {
        Node::Array(items) => Some(items.iter().filter_map(scalar_text).collect::<Vec<_>>().join(",")),
        Node::Object(object) => {
            let between = if header.flag("explode") { '=' } else { ',' };
            let pairs = object.iter().filter_map(|(key, value)| Some(format!("{key}{between}{}", scalar_text(value)?)));
            Some(pairs.collect::<Vec<_>>().join(","))
        }
        scalar => scalar_text(scalar),
    }
}
