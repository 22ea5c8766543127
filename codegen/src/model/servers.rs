//! From `servers` to the addresses that clients may choose from.

use super::docs::Docs;
use super::scalar_text;
use crate::names::{Names, snake};
use crate::parse::Node;
use crate::pointer::Pointer;
use crate::settings::Overrides;

/// An absolute address of the API.
#[derive(Debug)]
pub(crate) struct Server {
    /// The constant that holds it.
    pub(crate) constant: String,
    pub(crate) url: String,
    /// Whether calls go there unless told otherwise: the document names it first.
    pub(crate) is_default: bool,
    pub(crate) docs: Docs,
}

/// A description longer than this is no name.
const LONGEST_NAME: usize = 32;

/// The servers with their variables at their defaults. An address that is relative to who serves the document is left out.
pub(super) fn read(root: &Node, overrides: &Overrides<'_>) -> Vec<Server> {
    let (mut names, at) = (Names::default(), Pointer::default().key("servers"));
    let absolute = root.list("servers").iter().enumerate().filter_map(|(index, node)| Some((index, node, url(node)?)));
    let absolute: Vec<_> = absolute.collect();
    let is_named = absolute.iter().any(|(index, ..)| *index > 0);
    let given = absolute
        .iter()
        .map(|(index, ..)| is_named.then(|| overrides.name(&at.index(*index), &mut names, constant)).flatten());
    let given: Vec<_> = given.collect();
    let servers = absolute.into_iter().zip(given);
    servers
        .map(|((index, node, url), given)| {
            let constant = given.unwrap_or_else(|| names.unique(constant(&name(node, &url))));
            Server { constant, url, is_default: index == 0, docs: Docs::of(node) }
        })
        .collect()
}

/// Names are told apart as they are written: `ß` becomes `SS`.
fn constant(text: &str) -> String {
    snake(text).to_uppercase()
}

fn url(server: &Node) -> Option<String> {
    let fill = |url: String, (name, variable): (&str, &Node)| {
        let default = variable.get("default").or_else(|| variable.list("enum").first()).and_then(scalar_text);
        default.map_or(url.clone(), |default| url.replace(&format!("{{{name}}}"), &default))
    };
    let url = server.members("variables").fold(server.text("url")?.trim().to_owned(), fill);
    (url.starts_with("https://") || url.starts_with("http://")).then_some(url).filter(|url| !url.contains('{'))
}

/// A short description, else the host and path of the address.
fn name(server: &Node, url: &str) -> String {
    let description = server.text("description").map(|text| text.trim().trim_end_matches('.'));
    let short = description.filter(|text| !text.is_empty() && text.len() <= LONGEST_NAME && !text.contains('\n'));
    short.unwrap_or_else(|| url.split_once("://").map_or(url, |(_, rest)| rest)).to_owned()
}
