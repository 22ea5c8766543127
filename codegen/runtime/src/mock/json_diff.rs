//! Where two JSON values differ: takes what was expected and what was found, returns a line for each place.

use serde_json::Value;

use crate::line::cut;

/// More places than these help nobody.
pub(super) const MOST: usize = 5;

/// A value that is longer is cut.
const MOST_CHARS: usize = 80;

/// What parts the way from the whole value to a place: a key, or the number of an element.
#[derive(Clone, Copy)]
pub(super) enum Step<'v> {
    Key(&'v str),
    Item(usize),
}

/// Compares two values. What `is_secret` says of a place keeps its value out of the lines.
pub(super) fn differences(expected: &Value, found: &Value, is_secret: &dyn Fn(&[Step<'_>]) -> bool) -> Vec<String> {
    let mut open = vec![(Vec::new(), Some(expected), Some(found))];
    let mut lines = Vec::new();
    while let Some((way, expected, found)) = open.pop().filter(|_| lines.len() < MOST) {
        match (expected, found) {
            (Some(Value::Object(expected)), Some(Value::Object(found))) => {
                let more = found.keys().filter(|key| !expected.contains_key(*key));
                let keys: Vec<_> = expected.keys().chain(more).collect();
                open.extend(
                    keys.into_iter().rev().map(|key| (longer(&way, Step::Key(key)), expected.get(key), found.get(key))),
                );
            }
            (Some(Value::Array(expected)), Some(Value::Array(found))) => {
                let items = 0..expected.len().max(found.len());
                open.extend(items.rev().map(|at| (longer(&way, Step::Item(at)), expected.get(at), found.get(at))));
            }
            (expected, found) if expected == found => {}
            (expected, found) => lines.push(line(&way, expected, found, is_secret(&way))),
        }
    }
    lines
}

fn longer<'v>(way: &[Step<'v>], step: Step<'v>) -> Vec<Step<'v>> {
    way.iter().copied().chain([step]).collect()
}

fn line(way: &[Step<'_>], expected: Option<&Value>, found: Option<&Value>, is_secret: bool) -> String {
    let at = match pointer(way) {
        text if text.is_empty() => "as a whole".to_owned(),
        text => format!("at {text}"),
    };
    match (expected, found) {
        (Some(_), None) => format!("{at} is not sent"),
        (None, _) => format!("{at} is sent, and not expected"),
        _ if is_secret => format!("{at} is another (not shown)"),
        (Some(expected), Some(found)) => format!("{at}: expected {}, found {}", shown(expected), shown(found)),
    }
}

fn pointer(way: &[Step<'_>]) -> String {
    let steps = way.iter().map(|step| match step {
        Step::Key(key) => format!("/{}", cut(key.replace('~', "~0").replace('/', "~1").chars(), MOST_CHARS)),
        Step::Item(index) => format!("/{index}"),
    });
    steps.collect()
}

/// A value in one line.
fn shown(value: &Value) -> String {
    match value {
        Value::Object(_) => "an object".to_owned(),
        Value::Array(items) => format!("an array of {}", items.len()),
        scalar => cut(scalar.to_string().chars(), MOST_CHARS),
    }
}
