//! The operations of a document, as far as they are known before any request comes: places in its tree, and what is written there
//! in several ways.

use super::pages::Paging;
use crate::calls::{Call, calls};
use crate::openapi::{Status, end, is_reserved_header, operation_id, resolve};
use crate::parse::Node;
use crate::pointer::{Pointer, percent_decode};
use crate::servers::{filled, own_servers};
use crate::settings::{Selectable, Selection};

#[derive(Debug)]
pub(super) struct Operation {
    pub(super) id: String,
    pub(super) method: String,
    /// The path as it is sent, without a query.
    pub(super) path: String,
    /// The query that its path ends in.
    pub(super) fixed_query: Vec<(String, String)>,
    pub(super) base_paths: Vec<String>,
    pub(super) pointer: Pointer,
    pub(super) item_pointer: Pointer,
    pub(super) parameters: Vec<Parameter>,
    /// Where its request body is defined.
    pub(super) body: Option<Pointer>,
    pub(super) responses: Vec<(Status, Pointer)>,
    /// For lists that come in pages.
    pub(super) paging: Option<Paging>,
}

#[derive(Debug)]
pub(super) struct Parameter {
    pub(super) name: String,
    pub(super) location: Location,
    /// Where it is defined.
    pub(super) pointer: Pointer,
    pub(super) required: bool,
    pub(super) style: Style,
    pub(super) explode: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Location {
    Path,
    Query,
    Header,
    Cookie,
    /// All of the query.
    QueryString,
}

impl Location {
    pub(super) fn word(self) -> &'static str {
        match self {
            Self::Path => "path parameter",
            Self::Query => "query parameter",
            Self::Header => "header",
            Self::Cookie => "cookie",
            Self::QueryString => "query string",
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Style {
    Simple,
    Label,
    Matrix,
    Form,
    Space,
    Pipe,
    Deep,
    /// Of cookies, without any encoding.
    Cookie,
}

/// Those that are selected, in document order.
pub(super) fn read(root: &Node, selection: Selection<'_>) -> Vec<Operation> {
    let is_selected = |call: &Call<'_>| selection.selects(&Selectable::new(call.key, &call.method, call.operation));
    calls(root).filter(is_selected).map(|call| operation(root, &call)).collect()
}

fn operation(root: &Node, call: &Call<'_>) -> Operation {
    let (path, query) = call.path.split_once('?').unwrap_or((&call.path, ""));
    let pair = |pair: &str| {
        let (key, value) = pair.split_once('=').unwrap_or((pair, ""));
        (percent_decode(key), percent_decode(value))
    };
    let parameters = parameters(root, call);
    let default = |name: &str| {
        let parameter = parameters.iter().find(|one| one.location == Location::Query && one.name == name)?;
        match resolve(root, root.at(&parameter.pointer)?.get("schema")?)?.get("default")? {
            Node::Number(default) => default.text().parse().ok(),
            _ => None,
        }
    };
    Operation {
        paging: Paging::of(call.operation, default),
        id: operation_id(&call.method, call.key, call.operation),
        method: call.method.clone(),
        path: path.to_owned(),
        fixed_query: query.split('&').filter(|pair| !pair.is_empty()).map(pair).collect(),
        base_paths: base_paths(root, call),
        pointer: call.pointer.clone(),
        item_pointer: call.item_pointer.clone(),
        parameters,
        body: call.operation.get("requestBody").map(|_| end(root, &call.pointer.key("requestBody"))),
        responses: responses(root, call),
    }
}

/// The paths of its servers, each once; without any server they are those of the host.
fn base_paths(root: &Node, call: &Call<'_>) -> Vec<String> {
    let own = own_servers(call);
    let servers = if own.is_empty() { root.list("servers") } else { own };
    let mut all: Vec<String> = Vec::new();
    for path in servers.iter().filter_map(filled).map(|url| path_of(&url)) {
        if !all.contains(&path) {
            all.push(path);
        }
    }
    if all.is_empty() {
        all.push(String::new());
    }
    all
}

/// The path of an address, without a slash at its end.
pub(super) fn path_of(url: &str) -> String {
    let url = url.split(['?', '#']).next().unwrap_or_default();
    let path = match url.split_once("//") {
        Some((scheme, rest)) if scheme.is_empty() || scheme.ends_with(':') => {
            rest.find('/').and_then(|at| rest.get(at..)).unwrap_or_default()
        }
        _ => url,
    };
    let path = path.trim_start_matches("./").trim_matches('/');
    if path.is_empty() || path == "." { String::new() } else { format!("/{path}") }
}

/// Those of path item and operation; of two with a name, the operation's.
fn parameters(root: &Node, call: &Call<'_>) -> Vec<Parameter> {
    let mut all: Vec<Parameter> = Vec::new();
    for (owner, at) in [(call.item, &call.item_pointer), (call.operation, &call.pointer)] {
        let at = at.key("parameters");
        for (index, node) in owner.list("parameters").iter().enumerate() {
            let Some(parameter) = resolve(root, node).and_then(|node| parameter(node, end(root, &at.index(index))))
            else {
                continue;
            };
            let is_same = |other: &Parameter| other.location == parameter.location && other.name == parameter.name;
            match all.iter_mut().find(|other| is_same(other)) {
                Some(other) => *other = parameter,
                None => all.push(parameter),
            }
        }
    }
    all
}

fn parameter(node: &Node, pointer: Pointer) -> Option<Parameter> {
    let name = node.text("name")?.to_owned();
    let location = match node.text("in")? {
        "path" => Location::Path,
        "query" => Location::Query,
        "header" if is_reserved_header(&name) => return None,
        "header" => Location::Header,
        "cookie" => Location::Cookie,
        "querystring" => Location::QueryString,
        _ => return None,
    };
    let style = match (node.text("style"), location) {
        (Some("label"), _) => Style::Label,
        (Some("matrix"), _) => Style::Matrix,
        (Some("spaceDelimited"), _) => Style::Space,
        (Some("pipeDelimited"), _) => Style::Pipe,
        (Some("deepObject"), _) => Style::Deep,
        (Some("cookie"), _) => Style::Cookie,
        (_, Location::Path | Location::Header) => Style::Simple,
        _ => Style::Form,
    };
    let explode = node.get("explode").and_then(Node::as_bool).unwrap_or([Style::Form, Style::Cookie].contains(&style));
    Some(Parameter {
        name,
        location,
        pointer,
        required: node.flag("required") || location == Location::Path,
        style,
        explode,
    })
}

fn responses(root: &Node, call: &Call<'_>) -> Vec<(Status, Pointer)> {
    let at = call.pointer.key("responses");
    let documented = call.operation.members("responses");
    documented.filter_map(|(key, _)| Some((Status::parse(key)?, end(root, &at.key(key))))).collect()
}
