//! What is wrong with the parameters of a request.

use super::answer::Call;
use super::fault::{Fault, Kind, shown_name};
use super::operation::{Location, Operation, Parameter, Style};
use super::secret::is_secret;
use super::styles::{Found, Named, Pair, decode, of_pairs, of_text};
use super::tree::{Tree, value};
use super::write::scalar_text;
use crate::check::fit::{Fit, Way, shown_text};
use crate::parse::{Node, json};
use crate::pointer::{Pointer, percent_decode};

/// A request as far as parameters go.
pub(super) struct Heads<'c, 'q> {
    pub(super) call: &'c Call<'q>,
    /// The parameters of its path as they came.
    pub(super) path: &'c [(String, &'q str)],
    pub(super) query: &'c str,
    pub(super) pairs: &'c [Pair<'q>],
}

/// All of them, in the order of the document.
pub(super) fn faults<'d>(
    root: &'d Node,
    fit: &mut Fit<'d>,
    operation: &Operation,
    heads: &Heads<'_, '_>,
) -> Vec<Fault> {
    let judged = operation.parameters.iter().filter_map(|parameter| {
        let node = root.at(&parameter.pointer)?;
        Judge { root, fit: &mut *fit, node, parameter, operation, heads }.fault()
    });
    judged.collect()
}

struct Judge<'a, 'd, 'q> {
    root: &'d Node,
    fit: &'a mut Fit<'d>,
    node: &'d Node,
    parameter: &'a Parameter,
    operation: &'a Operation,
    heads: &'a Heads<'a, 'q>,
}

impl<'d> Judge<'_, 'd, '_> {
    fn fault(mut self) -> Option<Fault> {
        let (schema, at, is_json) = self.schema();
        match self.found(schema, is_json) {
            Found::Absent if self.parameter.required => {
                let message = "is missing, and the document requires it";
                Some(self.told("missing_parameter", message.to_owned()))
            }
            Found::Absent => None,
            Found::Repeated => {
                let message = "stands there more than once, and the document gives it one value";
                Some(self.told("repeated_parameter", message.to_owned()))
            }
            Found::Malformed => {
                let style = self.node.text("style").unwrap_or_default();
                Some(self.told("malformed_parameter", format!("is not written in the style {}", shown_name(style))))
            }
            Found::Trees(trees) => self.judge(schema, &at, is_json, &trees),
        }
    }

    fn place(&self) -> String {
        format!("{} {}", self.parameter.location.word(), shown_name(&self.parameter.name))
    }

    fn told(&self, rule: &'static str, message: String) -> Fault {
        Fault::new(Kind::Value, rule, self.place(), message, &self.parameter.pointer)
    }

    /// The schema of the value, where it stands, and whether the text is JSON.
    fn schema(&self) -> (Option<&'d Node>, Pointer, bool) {
        let content = self.node.members("content").next();
        match content {
            Some((media_type, media)) => {
                let at = self.parameter.pointer.key("content").key(media_type).key("schema");
                (media.get("schema"), at, crate::openapi::is_json(media_type))
            }
            None => (self.node.get("schema"), self.parameter.pointer.key("schema"), false),
        }
    }

    fn found(&self, schema: Option<&'d Node>, is_json: bool) -> Found {
        let any = Node::object::<&str>([]);
        // A text with JSON in it is one text, whatever is in it.
        let schema = schema.filter(|_| !is_json).unwrap_or(&any);
        let Parameter { name, style, explode, .. } = self.parameter;
        let decode = match (self.parameter.location, style) {
            (_, Style::Cookie) => str::to_owned,
            (Location::Query | Location::QueryString, _) => decode,
            (Location::Header, _) => |raw: &str| raw.trim().to_owned(),
            (Location::Path | Location::Cookie, _) => percent_decode,
        };
        let named = Named { name, style: *style, explode: *explode, decode };
        let others = || {
            let others = self.operation.parameters.iter().filter(|other| other.location == self.parameter.location);
            others.map(|other| other.name.as_str()).collect::<Vec<_>>()
        };
        match self.parameter.location {
            Location::Path => match self.heads.path.iter().find(|(own, _)| own == name) {
                Some((_, raw)) => of_text(self.root, schema, named, raw),
                None => Found::Absent,
            },
            Location::Query => of_pairs(self.root, schema, named, self.heads.pairs, &others()),
            Location::Header => match header(self.heads.call, name) {
                Some(raw) => of_text(self.root, schema, named, &raw),
                None => Found::Absent,
            },
            Location::Cookie => {
                let raw = cookies(self.heads.call);
                let pairs = raw.iter().map(|(key, raw)| Pair { key: key.clone(), raw }).collect::<Vec<_>>();
                of_pairs(self.root, schema, named, &pairs, &others())
            }
            Location::QueryString if self.heads.query.is_empty() => Found::Absent,
            Location::QueryString if is_json => Found::Trees(vec![Tree::Text(percent_decode(self.heads.query))]),
            Location::QueryString => Found::Trees(Vec::new()),
        }
    }

    /// Nothing is wrong if one of the trees fits; else the likeliest is judged.
    fn judge(&mut self, schema: Option<&'d Node>, at: &Pointer, is_json: bool, trees: &[Tree]) -> Option<Fault> {
        let schema = schema?;
        let is_empty = |tree: &Tree| matches!(tree, Tree::Text(text) if text.is_empty());
        if self.node.flag("allowEmptyValue") && trees.iter().any(is_empty) {
            return None;
        }
        let mut first = None;
        for tree in trees {
            let value = match (tree, is_json) {
                (Tree::Text(text), true) => match json(text) {
                    Ok(value) => value,
                    Err(error) => return Some(self.told("malformed_parameter", format!("is no JSON: {error}"))),
                },
                _ => value(self.root, self.fit, &[schema], tree),
            };
            let breach = self.fit.breach(schema, &value, Way::Sent)?;
            first.get_or_insert((value, breach));
        }
        let (value, breach) = first?;
        let is_secret = is_secret(self.root, self.parameter.location, &self.parameter.name);
        let mut fault = Fault::of_breach(self.root, &breach, ("invalid_parameter", &self.place()), at, is_secret);
        // To the sender all of them are texts.
        if let Some(text) = value.at(&breach.pointer()).and_then(scalar_text)
            && let Some((_, rest)) = fault.message.split_once(", where its schema says")
        {
            let shown = if text.is_empty() { "empty".to_owned() } else { shown_text(&text) };
            fault.message = format!("is {shown}, where its schema says{rest}");
        }
        Some(fault)
    }
}

/// All values of a header in one, as HTTP lets anybody write them.
fn header(call: &Call<'_>, name: &str) -> Option<String> {
    let values: Vec<_> =
        call.header_values(name).map(|value| String::from_utf8_lossy(value).trim().to_owned()).collect();
    (!values.is_empty()).then(|| values.join(","))
}

/// The cookies of a request, values as they came.
pub(super) fn cookies<'q>(call: &Call<'q>) -> Vec<(String, &'q str)> {
    let lines = call.header_values("cookie").filter_map(|line| std::str::from_utf8(line).ok());
    let pairs = lines.flat_map(|line| line.split(';')).map(str::trim).filter(|pair| !pair.is_empty());
    let pair = |pair: &'q str| {
        let (key, raw) = pair.split_once('=').unwrap_or((pair, ""));
        (percent_decode(key), raw)
    };
    pairs.map(pair).collect()
}
