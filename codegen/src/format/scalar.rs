//! Single values: which texts need quotes, and how each is written on one line or as a block.

use super::tree::{Form, Scalar};
use crate::parse::{Node, single};

/// Where a scalar stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    Key,
    Block,
    Flow,
}

/// The value on one line.
pub(super) fn line(scalar: &Scalar, place: Place) -> String {
    let value = scalar.value.as_str();
    if scalar.form == Form::Plain && is_misread(value) {
        return unquoted(value, place);
    }
    let is_plain = !scalar.is_quoted && !is_misread(value) && can_be_plain(value, place);
    if is_plain { value.to_owned() } else { quoted(value) }
}

/// What stands without quotes and is no plain word to all readers: a number, a flag or null, unless it is a key, which is always
/// a text, or a text to us, which others would take for something else.
fn unquoted(value: &str, place: Place) -> String {
    if place == Place::Key {
        return if value == "<<" { value.to_owned() } else { quoted(value) };
    }
    match single(value) {
        Some(Node::Null) => "null".to_owned(),
        Some(Node::Bool(flag)) => flag.to_string(),
        Some(Node::String(text)) => quoted(&text),
        _ => value.to_owned(),
    }
}

/// A text in double quotes.
pub(super) fn quoted(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for c in text.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            '\r' => out.push_str("\\r"),
            c if is_printable(c) => out.push(c),
            c if u32::from(c) <= 0xffff => out.push_str(&format!("\\u{:04x}", u32::from(c))),
            c => out.push_str(&format!("\\U{:08x}", u32::from(c))),
        }
    }
    out.push('"');
    out
}

/// The header and lines of a text as a literal block, unless it cannot be one.
pub(super) fn literal(text: &str) -> Option<(String, Vec<&str>)> {
    let body = text.trim_end_matches('\n');
    let is_blank = |line: &str| line.chars().all(|c| c == ' ');
    let first = body.split('\n').find(|line| !line.is_empty())?;
    let last = body.rsplit('\n').next().unwrap_or_default();
    let fits = text.contains('\n') && text.chars().all(|c| c == '\n' || c == '\t' || is_printable(c));
    // Readers disagree on what blanks alone mean at either end.
    if !fits || is_blank(first) || is_blank(last) || first.starts_with('\t') {
        return None;
    }
    let indicator = if first.starts_with(' ') { "2" } else { "" };
    let (chomping, extra) = match text.len() - body.len() {
        0 => ("-", 0),
        1 => ("", 0),
        ends => ("+", ends - 1),
    };
    let lines = body.split('\n').chain(std::iter::repeat_n("", extra));
    Some((format!("|{indicator}{chomping}"), lines.collect()))
}

fn is_printable(c: char) -> bool {
    !c.is_control() && !matches!(c, '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}')
}

/// Whether the text may stand without quotes in this place, as far as its characters go.
fn can_be_plain(text: &str, place: Place) -> bool {
    let mut chars = text.chars();
    let (first, second) = (chars.next(), chars.next());
    let starts = match first {
        None => false,
        Some('-' | '?' | ':') => second.is_some_and(|c| !c.is_whitespace()) && first == Some('-'),
        Some(c) => !",[]{}#&*!|>'\"%@`".contains(c),
    };
    let flows = place != Place::Flow || !text.contains([',', '[', ']', '{', '}']);
    starts
        && flows
        && !text.starts_with("---")
        && text.trim() == text
        && !text.ends_with(':')
        && !text.contains(": ")
        && !text.contains(" #")
        && text.chars().all(is_printable)
}

/// Whether a plain text is, to a reader of YAML 1.1 or 1.2, not that text.
pub(super) fn is_misread(text: &str) -> bool {
    const WORDS: [&str; 11] = ["", "~", "null", "true", "false", "yes", "no", "on", "off", "y", "n"];
    let lower = text.to_ascii_lowercase();
    WORDS.contains(&lower.as_str()) || matches!(text, "<<" | "=") || is_number(&lower) || is_date(&lower)
}

fn is_number(lower: &str) -> bool {
    let text = lower.strip_prefix(['+', '-']).unwrap_or(lower);
    let radix = |prefix: &str, digits: &str| {
        text.strip_prefix(prefix).is_some_and(|rest| !rest.is_empty() && rest.chars().all(|c| digits.contains(c)))
    };
    matches!(text, ".inf" | ".nan")
        || radix("0x", "0123456789abcdef_")
        || radix("0o", "01234567_")
        || radix("0b", "01_")
        || is_decimal(text)
        || is_sexagesimal(text)
}

/// `12`, `1_000`, `1.5e3`, and by the letter of YAML 1.1 also `1.2.3`.
fn is_decimal(text: &str) -> bool {
    let (mantissa, exponent) = text.split_once('e').map_or((text, None), |(before, after)| (before, Some(after)));
    let exponent = exponent.map(|text| text.strip_prefix(['+', '-']).unwrap_or(text));
    let is_digits = |text: &str| !text.is_empty() && text.chars().all(|c| c.is_ascii_digit());
    mantissa.starts_with(|c: char| c.is_ascii_digit() || c == '.')
        && mantissa.contains(|c: char| c.is_ascii_digit())
        && mantissa.chars().all(|c| c.is_ascii_digit() || c == '.' || c == '_')
        && exponent.is_none_or(is_digits)
}

/// `190:20:30`, which is a number to the base of 60 in YAML 1.1.
fn is_sexagesimal(text: &str) -> bool {
    let whole = text.split('.').next().unwrap_or_default();
    whole.contains(':')
        && whole.starts_with(|c: char| c.is_ascii_digit())
        && whole.split(':').all(|part| !part.is_empty() && part.chars().all(|c| c.is_ascii_digit() || c == '_'))
}

/// `2026-03-02`, with a time or without.
fn is_date(lower: &str) -> bool {
    let day = lower.split(['t', ' ', '\t']).next().unwrap_or_default();
    let parts: Vec<&str> = day.split('-').collect();
    let [year, month, date] = parts.as_slice() else { return false };
    let is_short = |part: &str| (1..=2).contains(&part.len());
    let digits = [year, month, date].iter().all(|part| part.chars().all(|c| c.is_ascii_digit()));
    let rest = lower.get(day.len()..).unwrap_or_default().trim_start_matches(['t', ' ', '\t']);
    let is_time = lower.len() == day.len() || rest.starts_with(|c: char| c.is_ascii_digit());
    digits && year.len() == 4 && is_short(month) && is_short(date) && is_time
}
