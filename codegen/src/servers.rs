//! What several stages know of servers: their addresses with variables filled in, and which operation has one of its own.

use crate::calls::Call;
use crate::parse::Node;

/// Nobody serves an address that is longer; its variables may stand for long texts, and each many times.
const LONGEST_URL: usize = 8_192;

/// The address of a server, its variables at their defaults; the placeholder stays where a variable has none.
pub(crate) fn filled(server: &Node) -> Option<String> {
    let (mut url, mut rest) = (String::new(), template(server)?);
    while let Some((before, (name, after))) =
        rest.split_once('{').and_then(|(before, open)| Some((before, open.split_once('}')?)))
    {
        url.push_str(before);
        let variable = server.get("variables").and_then(|variables| variables.get(name));
        match variable.and_then(default) {
            // Braces in a value are no placeholder.
            Some(default) => url.push_str(&default.replace('{', "%7B").replace('}', "%7D")),
            None => url.extend(["{", name, "}"]),
        }
        rest = after;
        if url.len() > LONGEST_URL {
            return None;
        }
    }
    url.push_str(rest);
    (url.len() <= LONGEST_URL).then_some(url)
}

/// The address of a server as it is written.
pub(crate) fn template(server: &Node) -> Option<&str> {
    server.text("url").map(str::trim).filter(|url| url.len() <= LONGEST_URL)
}

/// The value of a variable that nobody chooses.
pub(crate) fn default(variable: &Node) -> Option<String> {
    variable.get("default").or_else(|| variable.list("enum").first()).and_then(scalar_text)
}

/// The text of a value that may have been written without quotes.
pub(crate) fn scalar_text(node: &Node) -> Option<String> {
    match node {
        Node::String(text) => Some(text.clone()),
        Node::Number(number) => Some(number.text().to_owned()),
        _ => None,
    }
}

/// Whether calls can go to an address wherever the document is.
pub(crate) fn is_absolute(url: &str) -> bool {
    (url.starts_with("https://") || url.starts_with("http://")) && !url.contains(['{', '}', '?', '#'])
}

/// Whether an address starts at that of another server.
pub(crate) fn is_relative(url: &str) -> bool {
    let is_path = !url.starts_with("//") && !url.split('/').next().is_some_and(|first| first.contains(':'));
    is_path && !url.contains(['{', '}', '?', '#', '\\']) && !url.is_empty()
}

/// The servers of an operation or its path, which go before those of the document.
pub(crate) fn own_servers<'d>(call: &Call<'d>) -> &'d [Node] {
    let own = call.operation.list("servers");
    if own.is_empty() { call.item.list("servers") } else { own }
}

/// The address that calls of an operation go to, where it is not the document's own.
pub(crate) fn own_address(root: &Node, call: &Call<'_>) -> Option<String> {
    let own = own_servers(call).first().and_then(filled)?;
    let shared = root.list("servers").first().and_then(filled).unwrap_or_else(|| "/".to_owned());
    (own.trim_end_matches('/') != shared.trim_end_matches('/')).then_some(own)
}
