//! Where a list ends: an example shows one page, and a client that asks for the next one must come to an end.

use super::styles::{Pair, decode};
use super::write::json_text;
use crate::expression::Expression;
use crate::openapi::EXTENSION;
use crate::parse::{Node, json};
use crate::pointer::Pointer;

/// So many pages a list has.
const PAGES: u64 = 3;
/// The parameter of links, which have no documented one.
const LINKED: &str = "mock-page";

/// What the document says of the pages of an operation.
#[derive(Debug)]
pub(super) struct Paging {
    style: Style,
    items: Pointer,
    more: Option<Expression>,
    number: Option<Expression>,
    total_pages: Option<Expression>,
    total_items: Option<Expression>,
}

#[derive(Debug)]
enum Style {
    Page { parameter: String, first: u64 },
    Offset { parameter: String, first: u64 },
    Cursor { parameter: String, next: Expression },
    After { parameter: String },
    Link { next: Expression },
}

/// Which page a request asks for.
struct Asked {
    /// From 0.
    index: u64,
    /// The number by which the document knows it.
    number: u64,
}

impl Asked {
    fn is_last(&self) -> bool {
        self.index.saturating_add(1) >= PAGES
    }

    /// What names the next page.
    fn cursor(&self) -> String {
        format!("page-{}", self.index + 2)
    }

    fn link(&self, path: &str) -> String {
        format!("{path}?{LINKED}={}", self.index + 2)
    }
}

impl Paging {
    /// `default` is that of a query parameter.
    pub(super) fn of(operation: &Node, default: impl Fn(&str) -> Option<u64>) -> Option<Self> {
        let said = operation.get(EXTENSION)?.get("pagination")?;
        let place = |key: &str| said.text(key).and_then(Expression::parse);
        let parameter = || said.text("parameter").map(str::to_owned);
        let first = |usual: u64| {
            let said = said.get("first").and_then(count);
            said.or_else(|| default(said_parameter(operation)?)).unwrap_or(usual)
        };
        let style = match said.text("style")? {
            "page" => Style::Page { parameter: parameter()?, first: first(1) },
            "offset" => Style::Offset { parameter: parameter()?, first: first(0) },
            "cursor" => match place("next")? {
                Expression::Item(_) => Style::After { parameter: parameter()? },
                next => Style::Cursor { parameter: parameter()?, next },
            },
            "link" => Style::Link { next: place("next")? },
            _ => return None,
        };
        let Some(Expression::Body(items)) = place("items") else { return None };
        let (more, number) = (place("more"), place("number"));
        let (total_pages, total_items) = (place("totalPages"), place("totalItems"));
        Some(Self { style, items, more, number, total_pages, total_items })
    }

    /// Makes one page of many of an answer that shows one: its number, the totals, and how to get the next one.
    /// `fits` judges bodies.
    pub(super) fn turn(
        &self,
        (path, query): (&str, &[Pair<'_>]),
        headers: &mut Vec<(String, String)>,
        body: &mut Vec<u8>,
        fits: impl Fn(&Node) -> bool,
    ) {
        let Some(mut page) = std::str::from_utf8(body).ok().and_then(|text| json(text).ok()) else { return };
        let count = page.at(&self.items).and_then(Node::as_array).map_or(0, <[Node]>::len) as u64;
        let asked = self.asked(query, count);
        for (place, value) in [
            (&self.more, Some(Node::Bool(!asked.is_last()))),
            (&self.number, whole(asked.number)),
            (&self.total_pages, whole(PAGES)),
            (&self.total_items, whole(count * PAGES)),
        ] {
            match (place, value) {
                (Some(Expression::Body(at)), Some(value)) => put(&mut page, at, value),
                (Some(Expression::Header(name)), Some(value)) => put_header(headers, name, Some(json_text(&value))),
                _ => {}
            }
        }
        match &self.style {
            Style::Cursor { next: Expression::Body(at), .. } | Style::Link { next: Expression::Body(at) } => {
                match asked.is_last() {
                    true => end(&mut page, at, fits),
                    false => {
                        let is_number = matches!(page.at(at), Some(Node::Number(_)));
                        let next = match &self.style {
                            Style::Link { .. } => Some(Node::String(asked.link(path))),
                            _ if is_number => whole(asked.index + 2),
                            _ => Some(Node::String(asked.cursor())),
                        };
                        next.into_iter().for_each(|next| put(&mut page, at, next));
                    }
                }
            }
            Style::Cursor { next: Expression::Header(name), .. } => {
                put_header(headers, name, (!asked.is_last()).then(|| asked.cursor()));
            }
            Style::Link { next: Expression::Header(name) } => {
                let link = match name.eq_ignore_ascii_case("link") {
                    true => format!("<{}>; rel=\"next\"", asked.link(path)),
                    false => asked.link(path),
                };
                put_header(headers, name, (!asked.is_last()).then_some(link));
            }
            _ => {}
        }
        if self.ends_in_nothing() && asked.index >= PAGES {
            put(&mut page, &self.items, Node::Array(Vec::new()));
        }
        *body = json_text(&page).into_bytes();
    }

    /// Whether only an empty page tells that there are no more.
    fn ends_in_nothing(&self) -> bool {
        let is_told = self.more.is_some() || self.total_pages.is_some() || self.total_items.is_some();
        !is_told && matches!(self.style, Style::Page { .. } | Style::Offset { .. } | Style::After { .. })
    }

    fn asked(&self, query: &[Pair<'_>], count: u64) -> Asked {
        let given = |name: &str| query.iter().find(|pair| pair.key == name).map(|pair| decode(pair.raw));
        let number = |name: &str| given(name).and_then(|text| text.parse::<u64>().ok());
        match &self.style {
            Style::Page { parameter, first } => {
                let last = if self.ends_in_nothing() { u64::MAX } else { first.saturating_add(PAGES - 1) };
                let number = number(parameter).unwrap_or(*first).clamp(*first, last);
                Asked { index: number - first, number }
            }
            Style::Offset { parameter, first } => {
                let number = number(parameter).unwrap_or(*first).max(*first);
                Asked { index: (number - first).checked_div(count).unwrap_or(PAGES), number }
            }
            Style::Cursor { parameter, .. } => {
                let page = given(parameter).and_then(|text| text.trim_start_matches("page-").parse::<u64>().ok());
                let number = page.unwrap_or(1).clamp(1, PAGES);
                Asked { index: number - 1, number }
            }
            // The items are the same on each page, so what they are named by tells no more.
            Style::After { parameter } => match given(parameter) {
                Some(_) => Asked { index: PAGES, number: PAGES },
                None => Asked { index: 0, number: 1 },
            },
            Style::Link { .. } => {
                let number = number(LINKED).unwrap_or(1).clamp(1, PAGES);
                Asked { index: number - 1, number }
            }
        }
    }
}

fn whole(number: u64) -> Option<Node> {
    Node::number(&number.to_string())
}

fn count(node: &Node) -> Option<u64> {
    match node {
        Node::Number(number) => number.text().parse().ok(),
        _ => None,
    }
}

fn said_parameter(operation: &Node) -> Option<&str> {
    operation.get(EXTENSION)?.get("pagination")?.text("parameter")
}

/// Gives a key to an object that is there; the whole page has none.
fn put(page: &mut Node, at: &Pointer, value: Node) {
    if *at == Pointer::default() {
        *page = value;
        return;
    }
    if let (Some(Node::Object(object)), Some(key)) = (at.parent().and_then(|parent| page.at_mut(&parent)), at.last()) {
        object.insert(&key, value);
    }
}

/// Says that nothing follows, in the first way that the document allows.
fn end(page: &mut Node, at: &Pointer, fits: impl Fn(&Node) -> bool) {
    let Some(key) = at.last() else { return };
    let with = |value: Option<Node>| {
        let mut page = page.clone();
        match (at.parent().and_then(|parent| page.at_mut(&parent)), value) {
            (Some(Node::Object(object)), Some(value)) => object.insert(&key, value),
            (Some(Node::Object(object)), None) => drop(object.remove(&key)),
            _ => {}
        }
        page
    };
    let ways = [None, Some(Node::Null), Some(Node::String(String::new()))];
    *page = ways.into_iter().map(with).find(|page| fits(page)).unwrap_or_else(|| with(None));
}

fn put_header(headers: &mut Vec<(String, String)>, name: &str, value: Option<String>) {
    headers.retain(|(own, _)| !own.eq_ignore_ascii_case(name));
    headers.extend(value.map(|value| (name.to_owned(), value)));
}
