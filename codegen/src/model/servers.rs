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

/// Nobody serves an address that is longer; its variables may stand for long texts, and each many times.
const LONGEST_URL: usize = 8_192;

/// The servers with their variables at their defaults. An address that is relative to who serves the document, or
/// longer than any, is left out.
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
    let (mut url, mut rest) = (String::new(), server.text("url")?.trim());
    while let Some((before, (name, after))) =
        rest.split_once('{').and_then(|(before, open)| Some((before, open.split_once('}')?)))
    {
        let variable = server.get("variables")?.get(name)?;
        let default = variable.get("default").or_else(|| variable.list("enum").first()).and_then(scalar_text)?;
        url.extend([before, &*default]);
        rest = after;
        if url.len() > LONGEST_URL {
            return None;
        }
    }
    url.push_str(rest);
    let is_absolute = url.starts_with("https://") || url.starts_with("http://");
    (is_absolute && url.len() <= LONGEST_URL && !url.contains('{')).then_some(url)
}

/// A short description, else the host and path of the address.
fn name(server: &Node, url: &str) -> String {
    let description = server.text("description").map(|text| text.trim().trim_end_matches('.'));
    let short = description.filter(|text| !text.is_empty() && text.len() <= LONGEST_NAME && !text.contains('\n'));
    short.unwrap_or_else(|| url.split_once("://").map_or(url, |(_, rest)| rest)).to_owned()
}
