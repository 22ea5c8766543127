//! Rules on what `x-specwright` says of calls that are made again: how pages follow each other, and what is waited for.
//!
//! They look at the statements alone; what these point at is the matter of [`super::targets`].

use super::extension::{
    KNOWN, extension_value, known, misplaced_extension_member, missing_extension_member, unknown_extension_member, word,
};
use super::findings::Findings;
use super::rates::{is_count, is_positive};
use crate::expression::Expression;
use crate::parse::{Node, Object};
use crate::pointer::Pointer;

const STYLES: [&str; 4] = ["page", "offset", "cursor", "link"];

/// A member of `pagination`, and the styles that have it.
struct Member {
    name: &'static str,
    of: &'static [&'static str],
    is_required: bool,
}

const fn may(name: &'static str, of: &'static [&'static str]) -> Member {
    Member { name, of, is_required: false }
}

const fn must(name: &'static str, of: &'static [&'static str]) -> Member {
    Member { name, of, is_required: true }
}

const MEMBERS: [Member; 11] = [
    must("style", &STYLES),
    must("parameter", &["page", "offset", "cursor"]),
    may("first", &["page", "offset"]),
    must("items", &STYLES),
    may("more", &STYLES),
    may("number", &["page", "offset"]),
    may("totalPages", &STYLES),
    may("totalItems", &STYLES),
    may("totalItemsCap", &STYLES),
    may("step", &["offset"]),
    must("next", &["cursor", "link"]),
];

const POLL: [&str; 4] = ["state", "until", "failed", "interval"];

/// `pagination` of an operation.
pub(super) fn pagination(value: &Node, pointer: &Pointer, findings: &mut Findings) {
    let Some(object) = value.as_object() else {
        return extension_value(pointer, "an object with `style` and `items`", value, findings);
    };
    let style = value.text("style").filter(|style| STYLES.contains(style));
    for (name, value) in object.iter() {
        let at = pointer.key(name);
        match MEMBERS.iter().find(|member| member.name == name) {
            _ if KNOWN.contains(&name) => known(name, value, &at, findings),
            Some(member) if style.is_none_or(|style| member.of.contains(&style)) => {
                member_of_pagination(name, value, style, &at, findings);
            }
            Some(member) => {
                let place = format!("pages of the style {}", listed(member.of));
                misplaced_extension_member(name, &place, &at, findings);
            }
            None => {
                let names: Vec<_> = MEMBERS.iter().map(|member| member.name).chain(KNOWN).collect();
                unknown_extension_member("pagination", name, &names, &at, findings);
            }
        }
    }
    missing(object, style, pointer, findings);
}

fn missing(object: &Object, style: Option<&str>, pointer: &Pointer, findings: &mut Findings) {
    let is_asked =
        |member: &&Member| member.is_required && style.map_or(member.of == STYLES, |of| member.of.contains(&of));
    for member in MEMBERS.iter().filter(is_asked).filter(|member| !object.contains(member.name)) {
        missing_extension_member("pagination", &format!("`{}`", member.name), pointer, findings);
    }
    if let Some(cap) = object.get("totalItemsCap").filter(|_| !object.contains("totalItems")) {
        extension_value(&pointer.key("totalItemsCap"), "`totalItems` beside it", cap, findings);
    }
}

fn member_of_pagination(name: &str, value: &Node, style: Option<&str>, at: &Pointer, findings: &mut Findings) {
    match name {
        "style" => word(value, &STYLES, at, findings),
        "parameter" if value.as_str().is_none() => {
            extension_value(at, "the name of a query parameter", value, findings);
        }
        "parameter" => {}
        "first" if !is_count(value) => extension_value(at, "a whole number, 0 or more", value, findings),
        "totalItemsCap" if !is_positive(value) => extension_value(at, "a whole number above 0", value, findings),
        "first" | "totalItemsCap" => {}
        "items" => place(value, &[Expected::Body], at, findings),
        "next" if style == Some("cursor") => place(value, &Expected::OF_CURSOR, at, findings),
        _ => place(value, &Expected::OF_RESPONSE, at, findings),
    }
}

/// `poll` of an operation.
pub(super) fn poll(value: &Node, pointer: &Pointer, findings: &mut Findings) {
    let Some(object) = value.as_object() else {
        return extension_value(pointer, "an object with `state` and `until`", value, findings);
    };
    for (name, value) in object.iter() {
        let at = pointer.key(name);
        match name {
            "state" => place(value, &Expected::OF_STATE, &at, findings),
            "until" | "failed" => states(value, &at, findings),
            "interval" if !is_positive(value) => {
                extension_value(&at, "seconds, a whole number above 0", value, findings)
            }
            "interval" => {}
            _ if KNOWN.contains(&name) => known(name, value, &at, findings),
            _ => {
                let names: Vec<_> = POLL.into_iter().chain(KNOWN).collect();
                unknown_extension_member("poll", name, &names, &at, findings);
            }
        }
    }
    for name in ["state", "until"].into_iter().filter(|name| !object.contains(name)) {
        missing_extension_member("poll", &format!("`{name}`"), pointer, findings);
    }
    let done = value.list("until");
    for (index, state) in value.list("failed").iter().enumerate().filter(|(_, state)| done.contains(state)) {
        extension_value(&pointer.key("failed").index(index), "a state that is not under `until`", state, findings);
    }
}

fn states(value: &Node, at: &Pointer, findings: &mut Findings) {
    let Some(states) = value.as_array().filter(|states| !states.is_empty()) else {
        return extension_value(at, "a list of states", value, findings);
    };
    for (index, state) in states.iter().enumerate() {
        if state.as_str().is_none() || states.iter().take(index).any(|earlier| earlier == state) {
            extension_value(&at.index(index), "a text that the list does not have yet", state, findings);
        }
    }
}

/// A kind of place that may stand at a member.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Expected {
    Body,
    Header,
    Status,
    Item,
}

impl Expected {
    const OF_RESPONSE: [Self; 2] = [Self::Body, Self::Header];
    const OF_CURSOR: [Self; 3] = [Self::Body, Self::Header, Self::Item];
    const OF_STATE: [Self; 3] = [Self::Body, Self::Header, Self::Status];

    fn of(expression: &Expression) -> Self {
        match expression {
            Expression::Body(_) => Self::Body,
            Expression::Header(_) => Self::Header,
            Expression::Status => Self::Status,
            Expression::Item(_) => Self::Item,
        }
    }

    fn example(self) -> &'static str {
        match self {
            Self::Body => "$response.body#/key",
            Self::Header => "$response.header.Name",
            Self::Status => "$statusCode",
            Self::Item => "$item#/id",
        }
    }
}

fn place(value: &Node, expected: &[Expected], at: &Pointer, findings: &mut Findings) {
    let expression = value.as_str().and_then(Expression::parse);
    if !expression.is_some_and(|expression| expected.contains(&Expected::of(&expression))) {
        let examples: Vec<_> = expected.iter().map(|expected| expected.example()).collect();
        extension_value(at, &format!("a place such as {}", listed(&examples)), value, findings);
    }
}

/// Words in a row: `a`, `b` or `c`.
fn listed(words: &[&str]) -> String {
    let words: Vec<_> = words.iter().map(|word| format!("`{word}`")).collect();
    match words.as_slice() {
        [before @ .., last] if !before.is_empty() => format!("{} or {last}", before.join(", ")),
        _ => words.concat(),
    }
}
