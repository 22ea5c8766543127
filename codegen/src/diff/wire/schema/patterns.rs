//! What texts must look like, and how they are encoded.

use super::super::{Part, Walk};
use super::Sides;
use super::rules;
use super::values::{shown, text};
use super::view::View;

pub(super) fn compare(walk: &mut Walk<'_>, sides: &Sides<'_, '_>) {
    let (old, new) = (sides.old.all("pattern"), sides.new.all("pattern"));
    let (old, new) = (missing(&old, &new), missing(&new, &old));
    for index in 0..old.len().max(new.len()) {
        let (old, new) = (old.get(index).copied(), new.get(index).copied());
        let name = sides.name();
        let (pair, message) = match (old, new) {
            (Some(old), Some(new)) => {
                let message = format!("the pattern of {name} is {} instead of {}", shown(new.node), shown(old.node));
                (rules::PATTERN_CHANGED, message)
            }
            (None, Some(new)) => {
                (rules::PATTERN_ADDED, format!("{name} has the pattern {}, and had none", shown(new.node)))
            }
            (Some(old), None) => {
                (rules::PATTERN_REMOVED, format!("{name} is not held to the pattern {} any more", shown(old.node)))
            }
            (None, None) => return,
        };
        sides.tell(walk, pair, old.map(|part| &part.at), new.map(|part| &part.at), message);
    }
    content(walk, sides);
}

/// What others do not say.
fn missing<'a, 'd>(parts: &'a [Part<'d>], others: &[Part<'d>]) -> Vec<&'a Part<'d>> {
    parts.iter().filter(|part| !others.iter().any(|other| other.node == part.node)).collect()
}

/// Compares what the bytes in a text are. What a format says as well is told with the format.
fn content(walk: &mut Walk<'_>, sides: &Sides<'_, '_>) {
    let stated = |view: &View<'_>, key: &str| {
        let format = view.first("format").and_then(|part| part.node.as_str());
        let implied = match key {
            "contentEncoding" => ("byte", "base64"),
            _ => ("binary", "application/octet-stream"),
        };
        let is_implied = |part: &Part<'_>| {
            format == Some(implied.0) && part.node.as_str().is_some_and(|word| word.eq_ignore_ascii_case(implied.1))
        };
        view.first(key).filter(|part| !is_implied(part)).map(|part| (text(part.node), part.at))
    };
    for key in ["contentEncoding", "contentMediaType", "contentSchema"] {
        let (old, new) = (stated(sides.old, key), stated(sides.new, key));
        if old.as_ref().map(|(text, _)| text) != new.as_ref().map(|(text, _)| text) {
            let message = format!("`{key}` of {} changed", sides.name());
            let (old, new) = (old.map(|(_, at)| at), new.map(|(_, at)| at));
            sides.tell(walk, rules::CONTENT_CHANGED, old.as_ref(), new.as_ref(), message);
        }
    }
}
