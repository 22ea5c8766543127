//! From documented responses to what the document shows of them, as it is sent.

use super::{Reader, definition};
use crate::answers::{Documented, documented, has_body};
use crate::model::operation::Example;
use crate::names::{Names, snake};
use crate::openapi::{Status, essence, is_json, is_multipart, resolve};
use crate::parse::{Node, json_text};
use crate::pointer::Pointer;

use super::responses::Media;

/// As much as all examples of a document may be together, and one of them: many responses may share one.
pub(super) const MOST_BYTES: usize = 4 << 20;
const LONGEST: usize = 64 << 10;

/// So much of a name is enough to tell it from others.
const LONGEST_NAME: usize = 48;

impl<'d> Reader<'_, 'd> {
    /// The examples of all responses. A response without a body is one of itself.
    pub(super) fn examples(&mut self, method: &str, operation: &'d Node, pointer: &Pointer) -> Vec<Example> {
        let all = documented(self.root, operation, pointer);
        let statuses: Vec<_> = all.iter().map(|response| response.status).collect();
        let (mut names, mut examples) = (Names::default(), Vec::new());
        for Documented { status, is_success, node, at } in all {
            let Some(code) = code(status, is_success, &statuses) else { continue };
            let media = if has_body(method, status) { self.media(node, &at) } else { Vec::new() };
            let shown = match media.is_empty() {
                true => vec![(None, String::new(), String::new())],
                false => media.iter().flat_map(|media| self.shown(media)).collect(),
            };
            for (name, media_type, body) in shown {
                if self.example_bytes < body.len() || body.len() > LONGEST {
                    continue;
                }
                self.example_bytes -= body.len();
                let constant = names.unique(constant(code, name));
                let name = name.map(str::to_owned);
                examples.push(Example { constant, status: code, is_success, name, media_type, body });
            }
        }
        examples
    }

    /// The examples of a media type, else that of its schema: name, media type and body.
    fn shown(&self, media: &Media<'d>) -> Vec<(Option<&'d str>, String, String)> {
        let Media { name: media_type, node, is_json, .. } = media;
        let written = |name: Option<&'d str>, value: &Node| {
            let (media_type, body) = written(media_type, *is_json, value)?;
            Some((name, media_type, body))
        };
        let named = node.members("examples").filter_map(|(name, example)| {
            let (_, example) = definition(self.root, Pointer::default(), example);
            let value = example.get("value").or_else(|| example.get("dataValue"));
            written(Some(name), value?)
        });
        let own: Vec<_> = node.get("example").and_then(|value| written(None, value)).into_iter().chain(named).collect();
        if !own.is_empty() {
            return own;
        }
        let schema = node.get("schema").and_then(|schema| resolve(self.root, schema));
        let of_schema = schema.and_then(|schema| schema.get("example").or_else(|| schema.list("examples").first()));
        of_schema.and_then(|value| written(None, value)).into_iter().collect()
    }
}

/// The media type and the bytes that are sent, where the text of the document is all that is needed.
fn written(media_type: &str, is_json_by_schema: bool, value: &Node) -> Option<(String, String)> {
    let is_range = media_type.contains('*');
    match value {
        _ if is_json(media_type) => Some((media_type.trim().to_owned(), json_text(value))),
        _ if is_json_by_schema => Some(("application/json".to_owned(), json_text(value))),
        Node::String(text) if !is_range && !is_multipart(media_type) => {
            let is_header = essence(media_type).bytes().all(|byte| byte.is_ascii_graphic());
            is_header.then(|| (media_type.trim().to_owned(), text.clone()))
        }
        _ => None,
    }
}

/// Statuses that say no more than their class, which stand for it first.
const PLAIN: [u16; 5] = [200, 400, 422, 409, 500];

/// A status that a response stands for, and no other one of the operation.
fn code(status: Status, is_success: bool, all: &[Status]) -> Option<u16> {
    let is_free = |code: &u16| {
        let range = u8::try_from(code / 100).map(Status::Range);
        !all.contains(&Status::Code(*code))
            && (status != Status::Default || range.is_ok_and(|range| !all.contains(&range)))
    };
    let first_of =
        |from: u16, to: u16| PLAIN.into_iter().chain(from..to).filter(|code| (from..to).contains(code)).find(is_free);
    match status {
        Status::Code(code) => (200..600).contains(&code).then_some(code),
        Status::Range(digit @ 2..6) => first_of(u16::from(digit) * 100, u16::from(digit) * 100 + 100),
        Status::Range(_) => None,
        Status::Default if is_success => Some(200),
        Status::Default => first_of(500, 600).or_else(|| first_of(400, 500)),
    }
}

/// The name of a constant: what the status is called, and what the document calls the example.
fn constant(code: u16, name: Option<&str>) -> String {
    let status = match code {
        200 => "OK",
        201 => "CREATED",
        202 => "ACCEPTED",
        204 => "NO_CONTENT",
        206 => "PARTIAL_CONTENT",
        302 => "FOUND",
        304 => "NOT_MODIFIED",
        400 => "BAD_REQUEST",
        401 => "UNAUTHORIZED",
        403 => "FORBIDDEN",
        404 => "NOT_FOUND",
        409 => "CONFLICT",
        410 => "GONE",
        422 => "UNPROCESSABLE_ENTITY",
        429 => "TOO_MANY_REQUESTS",
        500 => "INTERNAL_SERVER_ERROR",
        503 => "SERVICE_UNAVAILABLE",
        _ => "",
    };
    let status = if status.is_empty() { format!("STATUS_{code}") } else { status.to_owned() };
    let name = name.map(|name| snake(&name.chars().take(LONGEST_NAME).collect::<String>()).to_uppercase());
    name.map_or_else(|| status.clone(), |name| format!("{status}_{name}"))
}
