//! Rules on what `x-specwright` points at: parameters, headers and keys of an operation, and the states of one.

use super::Subject;
use super::extension::misplaced_extension_member;
use super::findings::Findings;
use super::near::closest;
use super::spot::{Lost, Spot};
use crate::answers::{Documented, documented};
use crate::calls::{Call, calls};
use crate::expression::Expression;
use crate::openapi::{EXTENSION, Form, Status, form, resolve};
use crate::parse::{At, Node};
use crate::pointer::Pointer;

/// The methods that HTTP defines to change nothing, as far as they have answers with a state.
const SAFE: [&str; 3] = ["GET", "HEAD", "QUERY"];

const REPEATABLE: &str = "a `GET`, `HEAD` or `QUERY`, or an operation with `retry: safe`,";

pub(super) fn check(subject: &Subject<'_>, findings: &mut Findings) {
    let root = subject.root;
    for call in calls(root) {
        let at = call.pointer.key(EXTENSION);
        let said = |name| Some((call.operation.get(EXTENSION)?.get(name)?, at.key(name)));
        let successes =
            || documented(root, call.operation, &call.pointer).into_iter().filter(|answer| answer.is_success);
        if let Some((pagination, at)) = said("pagination") {
            let judge = Judge { root, call: &call, successes: successes().collect(), said: pagination, at };
            judge.pagination(findings);
        }
        if let Some((poll, at)) = said("poll") {
            let is_safe =
                SAFE.contains(&&*call.method) || said("retry").is_some_and(|(retry, _)| retry.as_str() == Some("safe"));
            if !is_safe {
                misplaced_extension_member("poll", REPEATABLE, &at, findings);
            }
            Judge { root, call: &call, successes: successes().collect(), said: poll, at }.poll(findings);
        }
    }
}

/// A statement about an operation, and what it can point at.
struct Judge<'d, 'c> {
    root: &'d Node,
    call: &'c Call<'d>,
    successes: Vec<Documented<'d>>,
    said: &'d Node,
    at: Pointer,
}

impl<'d> Judge<'d, '_> {
    fn pagination(&self, findings: &mut Findings) {
        if let Some(name) = self.said.text("parameter") {
            self.parameter(name, findings);
        }
        for member in ["items", "more", "number", "totalPages", "totalItems", "step", "next"] {
            self.place(member, findings);
        }
    }

    fn poll(&self, findings: &mut Findings) {
        self.place("state", findings);
        let Some(expression) = self.said.text("state").and_then(Expression::parse) else { return };
        let listed = self.look(&expression).ok().and_then(|spots| spots.iter().find_map(Spot::states));
        for (state, at) in states(self.said, &self.at) {
            let lost = match &expression {
                Expression::Status => self.no_status(state),
                _ => listed.as_ref().and_then(|listed| not_listed(state, listed)),
            };
            if let Some(lost) = lost {
                unknown_extension_target(&at, lost, findings);
            }
        }
    }

    fn parameter(&self, name: &str, findings: &mut Findings) {
        let all = self.call.parameters(self.root);
        let query = || all.iter().map(|(_, node)| *node).filter(|node| node.text("in") == Some("query"));
        let found = query().find(|node| node.text("name") == Some(name));
        let lost = match found {
            None => lost(
                format!("this operation has no query parameter `{name}`"),
                closest(name, query().filter_map(|node| node.text("name"))),
                "name a parameter that stands in the query",
            ),
            Some(node) if node.get("schema").is_some_and(|schema| form(self.root, schema) != Form::Scalar) => lost(
                format!("the query parameter `{name}` is no single value"),
                None,
                "name one that is a number or a text",
            ),
            Some(node) => match node.members("content").next().filter(|_| node.get("schema").is_none()) {
                // A page has a plain number or text, and no client would write it as that.
                Some((media_type, _)) => lost(
                    format!("the query parameter `{name}` is written as `{media_type}`"),
                    None,
                    "name one that is described by `schema`",
                ),
                None => return,
            },
        };
        unknown_extension_target(&self.at.key("parameter"), lost, findings);
    }

    /// Whether there is something at a place that a member names, and of the type that the member needs.
    fn place(&self, member: &str, findings: &mut Findings) {
        let Some(text) = self.said.text(member) else { return };
        let Some(expression) = Expression::parse(text) else { return };
        let wrong = match self.look(&expression) {
            Err(lost) => Some(lost),
            Ok(spots) => spots.iter().find_map(|spot| wrong_type(spot, &expression, member)),
        };
        if let Some(Lost { why, hint }) = wrong {
            let why = format!("`{text}` cannot be `{member}`: {why}");
            unknown_extension_target(&self.at.key(member), Lost { why, hint }, findings);
        }
    }

    /// What stands at a place, in each success that has it.
    fn look(&self, expression: &Expression) -> Result<Vec<Spot<'d>>, Lost> {
        match expression {
            Expression::Status => Ok(Vec::new()),
            Expression::Header(name) => {
                let schema = self.header(name)?.get("schema");
                schema.map(|schema| Spot::find(self.root, schema, &Pointer::default())).into_iter().collect()
            }
            Expression::Body(tail) => {
                self.schemas()?.into_iter().map(|schema| Spot::find(self.root, schema, tail)).collect()
            }
            Expression::Item(tail) => {
                // What is wrong with the list is said of the list.
                let list = self.said.text("items").and_then(Expression::parse);
                let lists = list.and_then(|list| self.look(&list).ok()).unwrap_or_default();
                lists.iter().filter_map(Spot::items).map(|items| Spot::find(self.root, items, tail)).collect()
            }
        }
    }

    /// The JSON of all successes.
    fn schemas(&self) -> Result<Vec<&'d Node>, Lost> {
        let schemas = self.successes.iter().filter_map(|success| success.json_schema(self.root, &self.call.method));
        let schemas: Vec<_> = schemas.collect();
        let none = "no success of this operation has JSON that a schema describes".to_owned();
        if schemas.is_empty() { Err(lost(none, None, "describe the body of the success")) } else { Ok(schemas) }
    }

    /// A header that a success is documented with.
    fn header(&self, name: &str) -> Result<&'d Node, Lost> {
        let headers = || self.successes.iter().flat_map(|success| success.node.members("headers"));
        let found = headers().find(|(known, _)| known.eq_ignore_ascii_case(name));
        found.and_then(|(_, header)| resolve(self.root, header)).ok_or_else(|| {
            let why = format!("no success of this operation has a header `{name}`");
            lost(why, closest(name, headers().map(|(known, _)| known)), "document it under `headers` of the success")
        })
    }

    fn no_status(&self, state: &str) -> Option<Lost> {
        let code = state.parse::<u16>().ok().filter(|_| state.len() == 3);
        let is_it = |status: Status| match status {
            Status::Code(known) => code == Some(known),
            Status::Range(digit) => code.is_some_and(|code| code / 100 == u16::from(digit)),
            Status::Default => code.is_some(),
        };
        let why = format!("no success of this operation has the status `{state}`");
        let hint = "name a code under `responses`; what is no success is an error anyway";
        (!self.successes.iter().any(|success| is_it(success.status))).then(|| lost(why, None, hint))
    }
}

/// The states that a statement names, and where.
fn states<'d>(poll: &'d Node, at: &Pointer) -> impl Iterator<Item = (&'d str, Pointer)> {
    let lists = ["until", "failed"].into_iter().map(|list| (poll.list(list), at.key(list)));
    lists.flat_map(|(list, at)| {
        list.iter().enumerate().filter_map(move |(index, state)| Some((state.as_str()?, at.index(index))))
    })
}

fn not_listed(state: &str, listed: &[String]) -> Option<Lost> {
    let why = format!("the `enum` of the state does not list `{state}`");
    let near = || closest(state, listed.iter().map(String::as_str));
    (!listed.iter().any(|known| known == state)).then(|| lost(why, near(), "name one of its values"))
}

/// A header comes as a text, whatever it says.
fn wrong_type(spot: &Spot<'_>, expression: &Expression, member: &str) -> Option<Lost> {
    let (wanted, words): (&[&str], _) = match member {
        "items" => (&["array"], "an array"),
        "more" => (&["boolean"], "a boolean"),
        "next" | "state" => (&["string", "integer"], "a string or an integer"),
        _ => (&["integer"], "an integer"),
    };
    let is_text = |ty: &str| ty == "string" && matches!(expression, Expression::Header(_));
    let hint = format!("name a place that holds {words}");
    match spot.types().find(|ty| !wanted.contains(ty) && !is_text(ty)) {
        Some(other) => Some(Lost { why: format!("its type is `{other}`"), hint }),
        None if member == "items" && spot.types().next().is_none() => {
            Some(Lost { why: "the document does not say that it is an array".to_owned(), hint })
        }
        None => None,
    }
}

fn lost(why: String, near: Option<&str>, otherwise: &str) -> Lost {
    let hint = near.map_or_else(|| otherwise.to_owned(), |near| format!("did you mean `{near}`?"));
    Lost { why, hint }
}

pub(crate) fn unknown_extension_target(at: &Pointer, Lost { why, hint }: Lost, findings: &mut Findings) {
    findings.error("unknown_extension_target", at, At::Value, why, hint);
}
