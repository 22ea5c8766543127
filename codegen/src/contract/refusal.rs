//! The answer to a request that the document does not allow: as the document says such an answer looks, with what is wrong in it.

use super::answer::{Answer, Mistake, Origin, Passage};
use super::content::{Taste, Words, content, json_value};
use super::fault::Kind;
use super::headers::headers;
use super::operation::Operation;
use super::prefer::{documented, is_named};
use super::security::challenge;
use super::write::{header_text, json_text};
use crate::check::fit::Way;
use crate::openapi::{Status, composed, is_json, resolve};
use crate::parse::{Node, Object};
use crate::pointer::Pointer;

/// The keys under which APIs say what went wrong, the likeliest first.
const MESSAGES: [&str; 11] = [
    "message",
    "detail",
    "error_description",
    "errorMessage",
    "error_message",
    "description",
    "msg",
    "reason",
    "error",
    "title",
    "text",
];

const STATUSES: [&str; 4] = ["status", "statusCode", "status_code", "httpStatus"];

/// How long the header may be that names the first mistake.
pub(super) const LONGEST_HEADER: usize = 500;

/// So much of a mistake stands in a body.
const LONGEST_MESSAGE: usize = 1_000;

pub(super) fn refusal(words: Words<'_>, operation: Option<&Operation>, kind: Kind, mistakes: Vec<Mistake>) -> Answer {
    let status = operation.map_or_else(|| kind.usual_status(), |operation| status(operation, kind));
    let response = operation
        .and_then(|operation| documented(operation, status))
        .and_then(|pointer| resolve(words.root, words.root.at(pointer)?));
    let mut all = response.map(|response| headers(words, response)).unwrap_or_default();
    let (media_type, body) = response
        .and_then(|response| documented_body(words, response, status, &mistakes))
        .unwrap_or_else(|| ("application/problem+json".to_owned(), problem(status, &mistakes)));
    if let Some(operation) = operation.filter(|_| status == 401) {
        all.extend(challenge(words.root, operation).map(|scheme| ("WWW-Authenticate".to_owned(), scheme)));
    }
    all.push(("Content-Type".to_owned(), media_type));
    all.push(("X-Mock-Answer".to_owned(), Origin::Refusal.word().to_owned()));
    if let Some(first) = mistakes.first() {
        all.push(("X-Mock-Problem".to_owned(), header_text(&first.to_string(), LONGEST_HEADER)));
    }
    Answer {
        operation: operation.map(|operation| operation.id.clone()),
        status,
        headers: all,
        body,
        origin: Origin::Refusal,
        mistakes,
        remarks: Vec::new(),
    }
}

/// The most precise status that the document gives the operation.
fn status(operation: &Operation, kind: Kind) -> u16 {
    let named = kind.statuses().iter().copied().find(|code| is_named(operation, *code));
    let is_open = operation.responses.iter().any(|(own, _)| [Status::Range(4), Status::Default].contains(own));
    let open = || is_open.then_some(kind.usual_status());
    let other = || [400, 422].into_iter().find(|code| is_named(operation, *code));
    named.or_else(open).or_else(other).unwrap_or(kind.usual_status())
}

/// In JSON or as a text, if the document has any of them.
fn documented_body(words: Words<'_>, response: &Node, status: u16, mistakes: &[Mistake]) -> Option<(String, Vec<u8>)> {
    let all = || response.members("content");
    if let Some((key, media)) = all().find(|(key, _)| is_json(key)) {
        let media = resolve(words.root, media)?;
        let (value, _) = json_value(words, media, Taste::default())?;
        let told = match media.get("schema") {
            Some(schema) => told(words, schema, value, status, mistakes),
            None => with_problems(&value, mistakes),
        };
        return Some((key.to_owned(), json_text(&told).into_bytes()));
    }
    if let Some((key, _)) = all().find(|(key, _)| key.starts_with("text/plain")) {
        let lines: String = mistakes.iter().map(|mistake| format!("{mistake}\n")).collect();
        return Some((key.to_owned(), lines.into_bytes()));
    }
    let content = content(words, response, Taste::default())?;
    Some((content.media_type, content.body))
}

/// A body that the schema takes, with as much in it of what is wrong as the schema lets in.
fn told<'d>(words: Words<'d>, schema: &'d Node, value: Node, status: u16, mistakes: &[Mistake]) -> Node {
    // Of a body that is none already, nobody can say what spoils it.
    let was_fit = words.fits(schema, &value);
    // A key that was not there may break what is not judged here.
    let fits = |whole: &Node, is_new: bool| {
        let mut fit = words.fit();
        let is_broken = fit.breach(schema, whole, Way::Received).is_some();
        !was_fit || !(is_broken || (is_new && fit.is_unsure()))
    };
    let mut value = value;
    let message = Node::String(mistakes.first().map(|first| shortened(&first.to_string())).unwrap_or_default());
    let statuses = STATUSES.iter().map(|key| Pointer::default().key(key));
    for at in statuses.filter(|at| matches!(value.at(at), Some(Node::Number(_)))).collect::<Vec<_>>() {
        if let Some(number) = Node::number(&status.to_string()) {
            put(&mut value, &at, number, &fits);
        }
    }
    for at in places(words, schema, &value) {
        if put(&mut value, &at, message.clone(), &fits) {
            break;
        }
    }
    let whole = with_problems(&value, mistakes);
    if fits(&whole, true) { whole } else { value }
}

/// Puts a value in place, unless nobody may.
fn put(whole: &mut Node, at: &Pointer, value: Node, fits: &impl Fn(&Node, bool) -> bool) -> bool {
    let (mut next, is_new) = (whole.clone(), whole.at(at).is_none());
    let (Some(parent), Some(key)) = (at.parent(), at.last()) else { return false };
    match next.at_mut(&parent) {
        Some(Node::Object(object)) => object.insert(&key, value),
        Some(Node::Array(_)) => match next.at_mut(at) {
            Some(place) => *place = value,
            None => return false,
        },
        _ => return false,
    }
    let is_fit = fits(&next, is_new);
    if is_fit {
        *whole = next;
    }
    is_fit
}

/// Where a message may go: keys that are there or documented, then those of objects within.
fn places<'d>(words: Words<'d>, schema: &'d Node, value: &Node) -> Vec<Pointer> {
    let parts = composed(words.root, schema);
    let is_documented =
        |key: &&&str| parts.iter().any(|part| part.get("properties").is_some_and(|all| all.get(key).is_some()));
    let root = Pointer::default();
    let is_text = |node: &Node, key: &str| matches!(node.get(key), Some(Node::String(_)));
    let mut all: Vec<_> = MESSAGES.iter().filter(|key| is_text(value, key)).map(|key| root.key(key)).collect();
    for (key, inner) in value.as_object().into_iter().flat_map(Object::iter) {
        let (at, inner) = match inner {
            Node::Array(items) => (root.key(key).index(0), items.first()),
            inner => (root.key(key), Some(inner)),
        };
        match inner {
            Some(Node::String(_)) if MESSAGES.iter().any(|word| key.starts_with(word)) => all.push(at),
            Some(inner @ Node::Object(_)) => {
                all.extend(MESSAGES.iter().filter(|key| is_text(inner, key)).map(|key| at.key(key)));
            }
            _ => {}
        }
    }
    let absent = MESSAGES.iter().filter(|key| value.as_object().is_some() && value.get(key).is_none());
    all.extend(absent.filter(is_documented).map(|key| root.key(key)));
    all
}

fn with_problems(value: &Node, mistakes: &[Mistake]) -> Node {
    let mut value = value.clone();
    if let Node::Object(object) = &mut value
        && !object.contains("problems")
    {
        object.insert("problems", problems(mistakes));
    }
    value
}

fn text(text: &str) -> Node {
    Node::String(text.to_owned())
}

fn shortened(text: &str) -> String {
    text.chars().take(LONGEST_MESSAGE).collect()
}

fn problems(mistakes: &[Mistake]) -> Node {
    let problem = |mistake: &Mistake| {
        let passage = mistake.passage.as_ref().map(|passage| ("specification", specification(passage)));
        let own = [
            ("in", text(&mistake.place)),
            ("rule", text(mistake.rule)),
            ("message", Node::String(shortened(&mistake.message))),
        ];
        Node::object(own.into_iter().chain(passage))
    };
    Node::Array(mistakes.iter().map(problem).collect())
}

fn specification(passage: &Passage) -> Node {
    let number = |number: usize| Node::number(&number.to_string()).unwrap_or(Node::Null);
    Node::object([
        ("pointer", text(&passage.pointer)),
        ("file", text(&passage.file)),
        ("line", number(passage.line)),
        ("column", number(passage.column)),
    ])
}

/// A body of RFC 9457, where the document has none.
fn problem(status: u16, mistakes: &[Mistake]) -> Vec<u8> {
    let title = match status {
        401 => "Credentials are missing",
        403 => "Not allowed",
        404 => "No such path",
        405 => "No such method",
        415 => "No such media type",
        _ => "The request is not as documented",
    };
    let detail = mistakes.first().map(|first| shortened(&first.to_string())).unwrap_or_default();
    let body = Node::object([
        ("type", text("about:blank")),
        ("title", text(title)),
        ("status", Node::number(&status.to_string()).unwrap_or(Node::Null)),
        ("detail", Node::String(detail)),
        ("problems", problems(mistakes)),
    ]);
    json_text(&body).into_bytes()
}
