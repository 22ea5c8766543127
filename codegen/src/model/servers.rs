//! From `servers` to the addresses that clients may choose from, those of single operations among them.

use std::collections::{HashMap, HashSet};

use super::docs::Docs;
use crate::calls::calls;
use crate::names::{Names, snake};
use crate::parse::Node;
use crate::pointer::Pointer;
use crate::servers::{default, filled, is_absolute, own_servers, scalar_text, template};
use crate::settings::{Overrides, Selectable, Selection};

/// An absolute address of the API.
#[derive(Debug)]
pub(crate) struct Server {
    /// The constant that holds it.
    pub(crate) constant: String,
    /// With all variables at their defaults; none where one has no default.
    pub(crate) url: Option<String>,
    /// The same with variables that the caller chooses.
    pub(crate) template: Option<Template>,
    /// Whether calls go there unless told otherwise: the document names it first.
    pub(crate) is_default: bool,
    pub(crate) place: Pointer,
    pub(crate) docs: Docs,
}

/// An address with variables.
#[derive(Debug)]
pub(crate) struct Template {
    /// The function that fills it in.
    pub(crate) ident: String,
    pub(crate) url: String,
    pub(crate) variables: Vec<Variable>,
}

#[derive(Debug)]
pub(crate) struct Variable {
    pub(crate) wire: String,
    pub(crate) ident: String,
    pub(crate) default: Option<String>,
    /// The documented values.
    pub(crate) values: Vec<String>,
    pub(crate) docs: Docs,
}

/// A description longer than this is no name.
const LONGEST_NAME: usize = 32;

/// A server of the document.
struct Found<'d> {
    node: &'d Node,
    at: Pointer,
    is_default: bool,
    selected: bool,
}

/// The servers of the document, then those of operations alone. An address that is relative to another is left out.
pub(super) fn read(root: &Node, overrides: &Overrides<'_>, selection: &Selection<'_>) -> Vec<Server> {
    let found: Vec<_> = found(root, selection).into_iter().filter(|found| is_usable(found.node)).collect();
    let is_named = found.iter().any(|found| !found.is_default || !placeholders(found.node).is_empty());
    let mut names = Names::default();
    let given = found.iter().map(|found| is_named.then(|| overrides.name(&found.at, &mut names, constant)).flatten());
    let given: Vec<_> = given.collect();
    let named = found.into_iter().zip(given);
    let named: Vec<_> = named
        .map(|(found, given)| (given.unwrap_or_else(|| names.unique(constant(&name(found.node)))), found))
        .collect();
    let servers = named.into_iter().map(|(constant, found)| {
        let template = (!placeholders(found.node).is_empty()).then(|| {
            let (ident, url) = (names.unique(snake(&constant)), template(found.node).unwrap_or_default().to_owned());
            Template { ident, url, variables: variables(found.node) }
        });
        let url = filled(found.node).filter(|url| !url.contains('{'));
        let (is_default, docs) = (found.is_default, Docs::of(found.node));
        (found.selected, Server { constant, url, template, is_default, place: found.at, docs })
    });
    servers.collect::<Vec<_>>().into_iter().filter(|(selected, _)| *selected).map(|(_, server)| server).collect()
}

/// The document's own, then each of its operations' once.
fn found<'d>(root: &'d Node, selection: &Selection<'_>) -> Vec<Found<'d>> {
    let at = Pointer::default().key("servers");
    let own = root.list("servers").iter().enumerate();
    let own = own.map(|(index, node)| Found { node, at: at.index(index), is_default: index == 0, selected: true });
    let mut all: Vec<_> = own.collect();
    let mut known: HashMap<_, _> = all.iter().enumerate().map(|(index, found)| (template(found.node), index)).collect();
    for call in calls(root) {
        let owner = if call.operation.list("servers").is_empty() { &call.item_pointer } else { &call.pointer };
        let selected = selection.selects(&Selectable::new(call.key, &call.method, call.operation));
        for (index, node) in own_servers(&call).iter().enumerate() {
            let at = *known.entry(template(node)).or_insert(all.len());
            match all.get_mut(at) {
                Some(found) => found.selected |= selected,
                None => all.push(Found { node, at: owner.key("servers").index(index), is_default: false, selected }),
            }
        }
    }
    all
}

/// Whether an address is absolute once its variables are filled in.
fn is_usable(server: &Node) -> bool {
    let is_web = |url: &str| url.starts_with("https://") || url.starts_with("http://");
    template(server).is_some_and(is_web) || filled(server).is_some_and(|url| is_absolute(&url))
}

/// Names are told apart as they are written: `ß` becomes `SS`.
fn constant(text: &str) -> String {
    snake(text).to_uppercase()
}

/// The names of the variables in an address, each once.
fn placeholders(server: &Node) -> Vec<&str> {
    let (mut names, mut seen) = (Vec::new(), HashSet::new());
    for part in template(server).unwrap_or_default().split('{').skip(1) {
        if let Some((name, _)) = part.split_once('}')
            && seen.insert(name)
        {
            names.push(name);
        }
    }
    names
}

fn variables(server: &Node) -> Vec<Variable> {
    let mut idents = Names::default();
    let described = |name: &str| server.get("variables").and_then(|variables| variables.get(name));
    let variable = |name: &str| Variable {
        wire: name.to_owned(),
        ident: idents.unique(snake(name)),
        default: described(name).and_then(default),
        values: described(name).into_iter().flat_map(|node| node.list("enum")).filter_map(scalar_text).collect(),
        // Its default is the server's, not that of a value which is left out.
        docs: described(name).map(|node| Docs { default: None, ..Docs::of(node) }).unwrap_or_default(),
    };
    placeholders(server).into_iter().map(variable).collect()
}

/// Its own name, a short description, else the host and path of the address.
fn name(node: &Node) -> String {
    let description = node.text("description").map(|text| text.trim().trim_end_matches('.'));
    let short = |text: &&str| !text.is_empty() && text.len() <= LONGEST_NAME && !text.contains('\n');
    let named = node.text("name").filter(short).or(description.filter(short));
    named.map(str::to_owned).unwrap_or_else(|| {
        let url = filled(node).unwrap_or_default();
        url.split_once("://").map_or(url.as_str(), |(_, rest)| rest).to_owned()
    })
}
