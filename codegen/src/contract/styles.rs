//! How values are written in URLs and headers: takes the texts of one parameter and its style, gives the trees that it may stand for.

use indexmap::IndexMap;

use super::operation::Style;
use super::tree::Tree;
use crate::openapi::{Form, alternatives, form};
use crate::parse::Node;
use crate::pointer::percent_decode;

/// So many pairs of a query or form are read, and elements of one value.
const MOST_PAIRS: usize = 10_000;

/// A pair of a query, form or cookie.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Pair<'q> {
    pub(super) key: String,
    /// The value as it came.
    pub(super) raw: &'q str,
}

/// What was found of one parameter.
#[derive(Debug, PartialEq)]
pub(super) enum Found {
    Absent,
    /// More than once, where it has one value.
    Repeated,
    /// Not in its style.
    Malformed,
    /// What it may stand for, the likeliest first.
    Trees(Vec<Tree>),
}

/// A parameter of pairs, as far as its style goes.
#[derive(Clone, Copy, Debug)]
pub(super) struct Named<'n> {
    pub(super) name: &'n str,
    pub(super) style: Style,
    pub(super) explode: bool,
    /// How its texts are read.
    pub(super) decode: fn(&str) -> String,
}

/// The pairs of a query or of a form, in order.
pub(super) fn pairs(query: &str) -> Vec<Pair<'_>> {
    let pairs = query.split('&').filter(|pair| !pair.is_empty()).take(MOST_PAIRS);
    let pair = |pair| {
        let (key, raw) = split_once(pair, '=');
        Pair { key: decode(key), raw }
    };
    pairs.map(pair).collect()
}

fn split_once(text: &str, at: char) -> (&str, &str) {
    text.split_once(at).unwrap_or((text, ""))
}

/// In queries and forms, `+` is a blank.
pub(super) fn decode(raw: &str) -> String {
    percent_decode(&raw.replace('+', " "))
}

/// What pairs say of a parameter; `others` are the names of parameters beside it.
pub(super) fn of_pairs(root: &Node, schema: &Node, named: Named<'_>, pairs: &[Pair<'_>], others: &[&str]) -> Found {
    let own: Vec<_> = pairs.iter().filter(|pair| pair.key == named.name).map(|pair| pair.raw).collect();
    let form = form(root, schema);
    match (named.style, form) {
        (Style::Deep, _) => named.deep(pairs, &own),
        (_, Form::Object) if named.explode && own.is_empty() => named.spread(root, schema, pairs, others),
        (_, Form::Object | Form::List | Form::Nested) if !named.explode && own.len() == 1 => named.joined(&own, form),
        (_, Form::List | Form::Nested) if named.explode && !own.is_empty() => Found::Trees(named.exploded(&own)),
        _ => named.single(&own),
    }
}

impl Named<'_> {
    fn text(self, raw: &str) -> Tree {
        Tree::Text((self.decode)(raw))
    }

    fn single(self, own: &[&str]) -> Found {
        match own {
            [] => Found::Absent,
            [only] => Found::Trees(vec![self.text(only)]),
            _ => Found::Repeated,
        }
    }

    fn exploded(self, own: &[&str]) -> Vec<Tree> {
        let list = Tree::List(own.iter().map(|raw| self.text(raw)).collect());
        match own {
            [""] => vec![Tree::List(Vec::new()), list, self.text("")],
            // A text that is no list: what else the schema takes, or JSON.
            [only] => vec![list, self.text(only)],
            _ => vec![list],
        }
    }

    /// One text with delimiters in it; those that are encoded belong to a value, unless nothing else makes sense.
    fn joined(self, own: &[&str], form: Form) -> Found {
        let [raw] = own else { return Found::Repeated };
        let (plain, decoded) = match self.style {
            Style::Space => (raw.replace("%20", " ").replace('+', " "), ' '),
            Style::Pipe => (raw.replace("%7C", "|").replace("%7c", "|"), '|'),
            _ => ((*raw).to_owned(), ','),
        };
        let mut trees = delimited(&plain, decoded, form, self.decode);
        trees.extend(delimited(&(self.decode)(raw), decoded, form, str::to_owned));
        trees.push(self.text(raw));
        Found::Trees(trees)
    }

    /// An object whose keys are parameters of their own.
    fn spread(self, root: &Node, schema: &Node, pairs: &[Pair<'_>], others: &[&str]) -> Found {
        let all = alternatives(root, schema);
        let is_named = |key: &str| {
            all.iter().any(|schema| schema.get("properties").is_some_and(|properties| properties.get(key).is_some()))
        };
        let is_open =
            all.iter().any(|schema| schema.get("additionalProperties").is_some_and(|more| *more != Node::Bool(false)));
        let mut map = IndexMap::new();
        for pair in pairs {
            if is_named(&pair.key) || (is_open && !others.contains(&pair.key.as_str())) {
                Tree::push(&mut map, pair.key.clone(), self.text(pair.raw));
            }
        }
        if map.is_empty() { Found::Absent } else { Found::Trees(vec![Tree::Map(map)]) }
    }

    /// `name[key]`, `name[key][inner]`, `name[]`.
    fn deep(self, pairs: &[Pair<'_>], own: &[&str]) -> Found {
        let mut map = IndexMap::new();
        for pair in pairs {
            let Some(path) = pair.key.strip_prefix(self.name).and_then(|rest| rest.strip_prefix('[')) else { continue };
            let Some(path) = path.strip_suffix(']') else { continue };
            let keys: Vec<_> = path.split("][").take(DEEPEST).collect();
            insert(&mut map, &keys, self.text(pair.raw));
        }
        match map.is_empty() {
            true => self.single(own),
            false => Found::Trees(vec![Tree::Map(map)]),
        }
    }
}

/// A list, or keys and values in turn.
fn delimited(raw: &str, delimiter: char, form: Form, decode: fn(&str) -> String) -> Vec<Tree> {
    let parts: Vec<_> = raw.split(delimiter).take(MOST_PAIRS).map(decode).collect();
    if form == Form::Object {
        let mut map = IndexMap::new();
        for pair in parts.chunks(2) {
            let [key, rest @ ..] = pair else { continue };
            Tree::push(&mut map, key.clone(), Tree::Text(rest.concat()));
        }
        return vec![Tree::Map(map)];
    }
    let list = Tree::List(parts.into_iter().map(Tree::Text).collect());
    if raw.is_empty() { vec![Tree::List(Vec::new()), list] } else { vec![list] }
}

/// So many keys may stand in one another.
const DEEPEST: usize = 16;

fn insert(map: &mut IndexMap<String, Tree>, keys: &[&str], leaf: Tree) {
    match keys {
        [] => {}
        [last] => Tree::push(map, (*last).to_owned(), leaf),
        [first, rest @ ..] => {
            let inner = map.entry((*first).to_owned()).or_insert_with(|| Tree::Map(IndexMap::new()));
            if let Tree::Map(inner) = inner {
                insert(inner, rest, leaf);
            }
        }
    }
}

/// What the text of a path or header parameter may stand for.
pub(super) fn of_text(root: &Node, schema: &Node, named: Named<'_>, raw: &str) -> Found {
    let decode = named.decode;
    let form = form(root, schema);
    let delimiter = if named.style == Style::Label && named.explode { '.' } else { ',' };
    let Some(inner) = inner(named, raw, form) else { return Found::Malformed };
    Found::Trees(match form {
        Form::Scalar => vec![Tree::Text(decode(&inner))],
        Form::Object if named.explode => {
            let pairs = inner.split(delimiter).map(|pair| split_once(pair, '='));
            let mut map = IndexMap::new();
            pairs.for_each(|(key, raw)| Tree::push(&mut map, decode(key), Tree::Text(decode(raw))));
            vec![Tree::Map(map)]
        }
        Form::List | Form::Object | Form::Nested => {
            let mut trees = delimited(&inner, delimiter, form, decode);
            trees.push(Tree::Text(decode(&inner)));
            trees
        }
    })
}

/// The text without what its style puts before values; the delimiter of what remains is a comma, or the dot of labels.
fn inner(named: Named<'_>, raw: &str, form: Form) -> Option<String> {
    match named.style {
        Style::Label => raw.strip_prefix('.').map(str::to_owned),
        Style::Matrix => {
            let rest = raw.strip_prefix(';')?;
            let values = rest.split(';').map(|pair| match split_once(pair, '=') {
                (key, value) if key == named.name => Some(value),
                _ if named.explode && form == Form::Object => Some(pair),
                _ => None,
            });
            values.collect::<Option<Vec<_>>>().map(|values| values.join(","))
        }
        _ => Some(raw.to_owned()),
    }
}
