//! What the pages of one call seem to be: takes the call, returns what would have to be stated.

use super::super::spot::Spot;
use crate::answers::documented;
use crate::calls::Call;
use crate::openapi::{Form, form, resolve, whole};
use crate::parse::Node;
use crate::pointer::Pointer;

/// A statement that may be true.
pub(super) struct Guess {
    pub(super) style: &'static str,
    pub(super) parameter: Option<String>,
    /// Further members, with their values.
    rest: Vec<(&'static str, String)>,
}

impl Guess {
    /// As it would stand in a document.
    pub(super) fn yaml(&self) -> String {
        let parameter = self.parameter.iter().map(|name| ("parameter", name.clone()));
        let members = [("style", self.style.to_owned())].into_iter().chain(parameter).chain(self.rest.iter().cloned());
        let lines = members.map(|(name, value)| format!("    {name}: {}", quoted(&value)));
        ["x-specwright:".to_owned(), "  pagination:".to_owned()].into_iter().chain(lines).collect::<Vec<_>>().join("\n")
    }
}

/// A text as YAML takes it, in quotes where it would be read as something else.
fn quoted(text: &str) -> String {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || "_-./#$".contains(c);
    let starts_plain = text.starts_with(|c: char| c.is_ascii_alphanumeric() || c == '$');
    // YAML takes every text of JSON.
    if starts_plain && text.chars().all(is_plain) { text.to_owned() } else { serde_json::Value::from(text).to_string() }
}

/// The names of a parameter by which a style is known, without case and signs; in the order in which they are looked for.
const CURSOR: [&str; 15] = [
    "cursor",
    "pagecursor",
    "nextcursor",
    "aftercursor",
    "startingafter",
    "after",
    "pagetoken",
    "nextpagetoken",
    "nexttoken",
    "pagingtoken",
    "paginationtoken",
    "continuationtoken",
    "continuation",
    "marker",
    "bookmark",
];
const PAGE: [&str; 6] = ["page", "pagenumber", "pagenum", "pageno", "pageindex", "currentpage"];
const OFFSET: [&str; 7] = ["offset", "pageoffset", "skip", "start", "startindex", "startat", "pagestart"];

/// Keys that say something of a page.
const LINK: [&str; 7] = ["nextpageurl", "nextpageuri", "nexturl", "nexturi", "nextlink", "nexthref", "odatanextlink"];
const NEXT: [&str; 15] = [
    "nextcursor",
    "nextpagecursor",
    "nextpagetoken",
    "nexttoken",
    "nextpage",
    "nextmarker",
    "continuationtoken",
    "continuation",
    "endcursor",
    "pagingtoken",
    "paginationtoken",
    "bookmark",
    "cursor",
    "next",
    "lastid",
];
const MORE: [&str; 6] = ["hasmore", "hasnext", "hasnextpage", "hasmoreitems", "hasmorepages", "more"];
const NUMBER: [&str; 3] = ["currentpage", "pagenumber", "page"];
const TOTAL_PAGES: [&str; 4] = ["totalpages", "pagecount", "numpages", "pagestotal"];
const TOTAL_ITEMS: [&str; 7] =
    ["total", "totalcount", "totalitems", "totalresults", "totalrecords", "totalelements", "itemstotal"];

/// Lists that stand beside the items.
const ASIDE: [&str; 8] = ["errors", "warnings", "messages", "links", "included", "facets", "sort", "meta"];
/// What a list is called where there are several.
const ITEMS: [&str; 8] = ["items", "data", "results", "values", "records", "entries", "value", "content"];

pub(super) fn guess<'d>(root: &'d Node, call: &Call<'d>) -> Option<Guess> {
    let answers = documented(root, call.operation, &call.pointer);
    let mut successes = answers.iter().filter(|answer| answer.is_success);
    let (success, None) = (successes.next()?, successes.next()) else { return None };
    let schema = success.json_schema(root, &call.method)?;
    let header = |name: &str| success.node.members("headers").find(|(known, _)| known.eq_ignore_ascii_case(name));
    let query = query(root, call);
    let body = Body::new(root, Spot::find(root, schema, &Pointer::default()).ok()?);
    let (list, items) = body.list()?;
    let link = header("Link").map(|(name, _)| format!("$response.header.{name}"));
    if let Some(next) = link.or_else(|| body.place(&LINK, "string")) {
        return Some(Guess { style: "link", parameter: None, rest: vec![("items", list), ("next", next)] });
    }
    let cursor = find(&query, &CURSOR).filter(|parameter| parameter.may_be("string"));
    if let Some((cursor, next)) = cursor.and_then(|cursor| Some((cursor, body.next(cursor, items)?))) {
        let more = body.place(&MORE, "boolean").map(|more| ("more", more));
        let rest = [("items", list), ("next", next)].into_iter().chain(more).collect();
        return Some(Guess { style: "cursor", parameter: Some(cursor.name.to_owned()), rest });
    }
    let numbers = |names| find(&query, names).filter(|parameter| parameter.may_be("integer"));
    let (style, parameter) = match (numbers(&PAGE), numbers(&OFFSET)) {
        (Some(page), _) => ("page", page),
        (None, Some(offset)) if !is_range(offset, &query) => ("offset", offset),
        _ => return None,
    };
    let first = parameter.first().filter(|first| *first != u64::from(style == "page"));
    let number = body.place(&NUMBER, "integer").filter(|_| style == "page");
    let pages = body.place(&TOTAL_PAGES, "integer").filter(|_| style == "page");
    let said = [
        ("first", first.filter(|_| parameter.default().is_none()).map(|first| first.to_string())),
        ("items", Some(list)),
        ("more", body.place(&MORE, "boolean")),
        ("number", number),
        ("totalPages", pages),
        ("totalItems", body.place(&TOTAL_ITEMS, "integer")),
    ];
    let rest = said.into_iter().filter_map(|(name, value)| Some((name, value?))).collect();
    Some(Guess { style, parameter: Some(parameter.name.to_owned()), rest })
}

/// A parameter of the query that is one value.
struct Parameter<'d> {
    name: &'d str,
    bare: String,
    schema: Option<&'d Node>,
}

impl Parameter<'_> {
    fn may_be(&self, wanted: &str) -> bool {
        let ty = self.schema.and_then(|schema| schema.text("type"));
        let is_date =
            self.schema.and_then(|schema| schema.text("format")).is_some_and(|format| format.starts_with("date"));
        !is_date && ty.is_none_or(|ty| ty == wanted || (wanted == "integer" && ty == "number"))
    }

    fn default(&self) -> Option<u64> {
        self.schema?.get("default").and_then(whole)
    }

    /// The number that it begins with, as far as its schema tells.
    fn first(&self) -> Option<u64> {
        self.default().or_else(|| self.schema?.get("minimum").and_then(whole))
    }
}

fn query<'d>(root: &'d Node, call: &Call<'d>) -> Vec<Parameter<'d>> {
    let all = call.parameters(root).into_iter().map(|(_, node)| node).filter(|node| node.text("in") == Some("query"));
    let scalar = all.filter(|node| node.get("schema").is_none_or(|schema| form(root, schema) == Form::Scalar));
    // What is written as JSON is no plain number or text.
    let plain = scalar.filter(|node| node.get("schema").is_some() || node.get("content").is_none());
    let named = plain.filter_map(|node| Some((node.text("name")?, node.get("schema"))));
    let resolved = |schema: Option<&'d Node>| schema.and_then(|schema| resolve(root, schema));
    named.map(|(name, schema)| Parameter { name, bare: bare(name), schema: resolved(schema) }).collect()
}

fn find<'p, 'd>(query: &'p [Parameter<'d>], names: &[&str]) -> Option<&'p Parameter<'d>> {
    names.iter().find_map(|name| query.iter().find(|parameter| parameter.bare == *name))
}

/// Whether a parameter is one end of something, as `start` is beside `end`.
fn is_range(parameter: &Parameter<'_>, query: &[Parameter<'_>]) -> bool {
    parameter.bare == "start" && find(query, &["end", "stop", "until"]).is_some()
}

/// Letters and digits, without case.
fn bare(name: &str) -> String {
    name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// The body of a page.
struct Body<'d> {
    root: &'d Node,
    whole: Spot<'d>,
    /// The keys of the body, and those of the objects in it.
    parts: Vec<Part<'d>>,
}

/// So many keys of an object are looked at; what has more is no page.
const MOST_KEYS: usize = 32;

impl<'d> Body<'d> {
    fn new(root: &'d Node, whole: Spot<'d>) -> Self {
        let mut parts = part_of(root, &whole, "$response.body#", 1);
        let inner: Vec<_> = parts.iter().flat_map(|part| part_of(root, &part.spot, &part.place, 2)).collect();
        parts.extend(inner);
        Self { root, whole, parts }
    }

    /// Where the items are, and what each is; none if that is not plain.
    fn list(&self) -> Option<(String, Option<&'d Node>)> {
        let is_list = |spot: &Spot<'_>| spot.types().next().is_some() && spot.types().all(|ty| ty == "array");
        if is_list(&self.whole) {
            return Some(("$response.body".to_owned(), self.whole.items()));
        }
        let lists: Vec<_> = self.parts.iter().filter(|part| is_list(&part.spot)).collect();
        let outer: Vec<_> = lists.iter().filter(|part| part.depth == 1 && !ASIDE.contains(&&*part.bare)).collect();
        let inner: Vec<_> = lists.iter().filter(|part| part.depth == 2 && !ASIDE.contains(&&*part.bare)).collect();
        let parts = if outer.is_empty() { inner } else { outer };
        let named: Vec<_> = parts.iter().filter(|part| ITEMS.contains(&&*part.bare)).collect();
        let only = match (parts.as_slice(), named.as_slice()) {
            ([only], _) => only,
            (_, [only]) => only,
            _ => return None,
        };
        Some((only.place.clone(), only.spot.items()))
    }

    /// Where the next page is named, by one of these keys or by the id of the last item.
    fn next(&self, parameter: &Parameter<'_>, items: Option<&'d Node>) -> Option<String> {
        let of_item = || {
            let id = Spot::find(self.root, items?, &Pointer::default().key("id")).ok()?;
            id.types().any(|ty| ["string", "integer"].contains(&ty)).then(|| "$item#/id".to_owned())
        };
        let by_name = self.place(&NEXT, "string");
        if parameter.bare == "startingafter" { by_name.or_else(of_item) } else { by_name }
    }

    /// The place of a key with one of these names and this type.
    fn place(&self, names: &[&str], ty: &str) -> Option<String> {
        let parts = &self.parts;
        let is_it = |part: &&Part<'_>, name| part.bare == name && part.spot.types().any(|own| own == ty);
        names.iter().find_map(|name| parts.iter().find(|part| is_it(part, *name))).map(|part| part.place.clone())
    }
}

/// What stands at a key.
struct Part<'d> {
    /// The key without case and signs.
    bare: String,
    place: String,
    spot: Spot<'d>,
    depth: usize,
}

fn part_of<'d>(root: &'d Node, spot: &Spot<'d>, place: &str, depth: usize) -> Vec<Part<'d>> {
    let found = spot.keys(MOST_KEYS).into_iter().filter_map(|key| {
        let at = Pointer::default().key(key);
        let place = format!("{place}{}", at.text());
        Some(Part { bare: bare(key), place, spot: spot.step(root, key).ok()?, depth })
    });
    found.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_text_is_written_as_yaml_reads_it() {
        for text in
            ["page", "page[number]", "'a'", "a\\b\"", "a\u{7}\u{1b}b", "a\u{200b}\u{e9}", "a\n\t", "$a#/b~1c", ""]
        {
            let written = quoted(text);
            let read: serde_yaml::Value = serde_yaml::from_str(&format!("a: {written}")).unwrap();
            assert_eq!(read["a"].as_str(), Some(text), "{written}");
        }
    }
}
