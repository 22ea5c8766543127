//! Texts, numbers and listed values.

use super::breach::{Breach, shown, shown_text};
use super::format::{is_address, is_of_format};
use super::{Fit, Verdict};
use crate::near::is_spelling;
use crate::openapi::whole;
use crate::parse::{Node, Number};
use crate::pattern::translate;

/// How many bytes of texts are matched with patterns in one document.
pub(super) const MOST_MATCHED: usize = 300_000;

/// What one pattern may take when it is compiled, in bytes: far more than people write.
const LARGEST_PATTERN: usize = 1 << 16;

/// A value must be one of those that its schema lists.
pub(super) fn listed(schema: &Node, value: &Node) -> Verdict {
    let values = schema.list("enum");
    if values.is_empty() || values.iter().any(|listed| is_same(listed, value)) {
        return Ok(());
    }
    let why = format!("is {}, which is not listed in `enum`", shown(value));
    Err(Breach::new("enum", why).mended_by(respelled(values, value)))
}

/// How to write a value that is listed in another spelling.
fn respelled(values: &[Node], value: &Node) -> Option<String> {
    let mut texts = values.iter().filter_map(Node::as_str);
    match value {
        Node::String(text) if text.contains(char::is_alphanumeric) => {
            texts.find(|listed| is_spelling(listed, text)).map(|listed| format!("write {}", shown_text(listed)))
        }
        Node::Number(number) => texts.find(|listed| *listed == number.text()).map(|_| "put it in quotes".to_owned()),
        Node::Bool(flag) => texts.find(|listed| *listed == flag.to_string()).map(|_| "put it in quotes".to_owned()),
        _ => None,
    }
}

/// Whether two values are one to JSON: 1 is 1.0, and objects have no order.
pub(crate) fn is_same(one: &Node, other: &Node) -> bool {
    match (one, other) {
        (Node::Number(one), Node::Number(other)) => {
            one == other || one.text().parse::<f64>().ok().is_some_and(|one| other.text().parse() == Ok(one))
        }
        (Node::Array(one), Node::Array(other)) => {
            one.len() == other.len() && one.iter().zip(other).all(|(one, other)| is_same(one, other))
        }
        (Node::Object(one), Node::Object(other)) => {
            one.iter().count() == other.iter().count()
                && one.iter().all(|(key, one)| other.get(key).is_some_and(|other| is_same(one, other)))
        }
        _ => one == other,
    }
}

/// The bounds of numbers; a bound that is none says nothing.
pub(super) fn number(schema: &Node, number: &Number) -> Verdict {
    let Ok(value) = number.text().parse::<f64>() else { return Ok(()) };
    let bound = |key: &str| match schema.get(key) {
        Some(Node::Number(bound)) => Some((bound.text().parse::<f64>().ok()?, bound.text())),
        _ => None,
    };
    let (least, most) = (bound("minimum"), bound("maximum"));
    if let Some((least, text)) = least
        && (value < least || (value <= least && schema.flag("exclusiveMinimum")))
    {
        return Err(Breach::new("minimum", format!("is below `minimum: {text}`")));
    }
    if let Some((most, text)) = most
        && (value > most || (value >= most && schema.flag("exclusiveMaximum")))
    {
        return Err(Breach::new("maximum", format!("is above `maximum: {text}`")));
    }
    match bound("multipleOf") {
        Some((step, text)) if step > 0.0 && !is_multiple(value, step) => {
            Err(Breach::new("multipleOf", format!("is no multiple, as `multipleOf: {text}` asks for")))
        }
        _ => Ok(()),
    }
}

/// Decimals are seldom exact in binary.
fn is_multiple(value: f64, step: f64) -> bool {
    let times = value / step;
    (times - times.round()).abs() <= 1e-9 * times.abs().max(1.0)
}

/// A count that a schema sets, unless this many keep to it.
pub(super) fn count(schema: &Node, least: &'static str, most: &'static str, count: usize, what: &str) -> Verdict {
    let count = u64::try_from(count).unwrap_or(u64::MAX);
    let limit = |key: &str| schema.get(key).and_then(whole);
    if let Some(limit) = limit(least).filter(|limit| count < *limit) {
        return Err(Breach::new(least, format!("has {count} {what}, fewer than `{least}: {limit}`")));
    }
    match limit(most).filter(|limit| count > *limit) {
        Some(limit) => Err(Breach::new(most, format!("has {count} {what}, more than `{most}: {limit}`"))),
        None => Ok(()),
    }
}

/// Whole numbers have one of the widths that OpenAPI names.
pub(super) fn of_width(schema: &Node, number: &Number) -> Verdict {
    let value = number.text().parse::<f64>().unwrap_or_default();
    let is_wide = match schema.text("format").filter(|_| schema.text("type") == Some("integer")) {
        Some("int32") => value < f64::from(i32::MIN) || value > f64::from(i32::MAX),
        // The greatest of them is no double.
        Some("int64") => number.text().parse::<i64>().is_err() && value.abs() >= -(i64::MIN as f64),
        _ => false,
    };
    let format = schema.text("format").unwrap_or_default();
    if is_wide { Err(Breach::new("format", format!("is not what `format: {format}` says"))) } else { Ok(()) }
}

impl Fit<'_> {
    pub(super) fn text(&mut self, schema: &Node, text: &str) -> Verdict {
        if schema.get("minLength").or(schema.get("maxLength")).is_some() {
            count(schema, "minLength", "maxLength", text.chars().count(), "characters")?;
        }
        let is_wrong = |format: &&str| !is_of_format(text, format) || (self.has_demands && !is_address(text, format));
        if let Some(format) = schema.text("format").filter(is_wrong) {
            return Err(Breach::new("format", format!("is not what `format: {format}` says")));
        }
        match schema.text("pattern") {
            Some(pattern) if !self.matches(pattern, text) => {
                Err(Breach::new("pattern", format!("does not match its `pattern`, {}", shown_text(pattern))))
            }
            _ => Ok(()),
        }
    }

    /// Whether a text matches; true where that cannot be told.
    pub(crate) fn matches(&mut self, pattern: &str, text: &str) -> bool {
        if !self.patterns.contains_key(pattern) {
            let compiled = translate(pattern)
                .and_then(|pattern| regex_lite::RegexBuilder::new(&pattern).size_limit(LARGEST_PATTERN).build().ok());
            self.patterns.insert(pattern.to_owned(), compiled);
        }
        let left = self.left_to_match.checked_sub(text.len() + 1);
        let compiled = self.patterns.get(pattern).and_then(Option::as_ref);
        let Some((left, compiled)) = left.zip(compiled) else {
            self.is_unsure = true;
            return true;
        };
        self.left_to_match = left;
        compiled.is_match(text)
    }
}
