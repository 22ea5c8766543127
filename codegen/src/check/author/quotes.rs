//! A rule on what two versions of YAML read in two ways: takes the texts of a document, finds values and keys without quotes
//! that mean something else to a reader of YAML 1.1, such as `no`.

use std::collections::HashMap;

use super::super::Subject;
use super::super::findings::Findings;
use crate::parse::{At, Plain, plain_scalars};
use crate::pointer::{FILES, Pointer};

/// The members whose values are texts to a program, not prose.
const MEMBERS: [&str; 4] = ["const", "default", "name", "version"];
/// The members whose elements or values are.
const LISTS: [&str; 3] = ["enum", "required", "mapping"];
const EXAMPLES: [&str; 3] = ["example", "examples", "value"];

pub(super) fn unquoted_value(subject: &Subject<'_>, findings: &mut Findings) {
    let files = subject.root.members(FILES).map(|(path, _)| Pointer::of_file(path));
    for file in files.chain([Pointer::default()]) {
        let source = subject.document.origin(&file).source;
        let text = &subject.document.source(source).text;
        // JSON has quotes everywhere.
        if text.trim_start().starts_with(['{', '[']) {
            continue;
        }
        let found = plain_scalars(text, |text| read_as(text).is_some());
        let found = found.into_iter().map(|plain| Plain { pointer: file.join(&plain.pointer), ..plain });
        // What an overlay has changed no longer stands there.
        let is_there = |plain: &Plain| {
            let origin = subject.document.origin(&plain.pointer);
            origin.source == source && file.join(&origin.pointer) == plain.pointer
        };
        complain(found.filter(is_there).collect(), findings);
    }
}

/// One finding for each value or key, but for each example only one.
fn complain(found: Vec<Plain>, findings: &mut Findings) {
    let mut of_examples: HashMap<Pointer, usize> = HashMap::new();
    let judged: Vec<_> = found.into_iter().filter_map(|plain| Some((place(&plain)?, plain))).collect();
    for (place, _) in &judged {
        if let Place::Example(example) = place {
            *of_examples.entry(example.clone()).or_default() += 1;
        }
    }
    for (place, plain) in judged {
        let (what, count) = match (&place, plain.is_key) {
            (Place::Example(example), _) => match of_examples.remove(example) {
                Some(count) => ("value", count),
                None => continue,
            },
            (Place::Own, true) => ("key", 1),
            (Place::Own, false) => ("value", 1),
        };
        let Some(other) = read_as(&plain.text) else { continue };
        let more = if count > 1 { format!("; so it is with {count} values of this example") } else { String::new() };
        let message = format!("readers of YAML 1.1 take the {what} `{}` for {other}{more}", plain.text);
        let at = if plain.is_key { At::Key } else { At::Value };
        let hint = format!("put it in quotes: \"{}\"", plain.text);
        match place {
            Place::Own => findings.warning("unquoted_value", &plain.pointer, at, message, hint),
            Place::Example(_) => findings.suggestion("unquoted_value", &plain.pointer, at, message, hint),
        }
    }
}

enum Place {
    /// Of the document.
    Own,
    /// In the example at this place.
    Example(Pointer),
}

/// Where a scalar stands, if it matters there.
fn place(plain: &Plain) -> Option<Place> {
    let tokens: Vec<String> = plain.pointer.tokens().collect();
    let mut at = Pointer::default();
    for (index, token) in tokens.iter().enumerate() {
        let is_last = index + 1 == tokens.len();
        at = at.key(token);
        // A key of `properties` is a name, whatever it is.
        let is_name = index > 0
            && tokens.get(index - 1).is_some_and(|before| ["properties", "schemas"].contains(&before.as_str()));
        match token.as_str() {
            token if token.starts_with("x-") && token != FILES => return None,
            token if EXAMPLES.contains(&token) && !is_name && !(is_last && plain.is_key) => {
                return Some(Place::Example(at));
            }
            _ => {}
        }
    }
    if plain.is_key {
        return Some(Place::Own);
    }
    let last = tokens.last()?.as_str();
    let before = tokens.len().checked_sub(2).and_then(|index| tokens.get(index)).map(String::as_str);
    let is_text = MEMBERS.contains(&last) || before.is_some_and(|before| LISTS.contains(&before));
    is_text.then_some(Place::Own)
}

/// What YAML 1.1 reads where YAML 1.2 reads something else.
fn read_as(text: &str) -> Option<&'static str> {
    const TRUE: [&str; 8] = ["y", "Y", "yes", "Yes", "YES", "on", "On", "ON"];
    const FALSE: [&str; 8] = ["n", "N", "no", "No", "NO", "off", "Off", "OFF"];
    if TRUE.contains(&text) {
        return Some("true");
    }
    if FALSE.contains(&text) {
        return Some("false");
    }
    let digits = text.strip_prefix(['+', '-']).unwrap_or(text);
    match () {
        () if !digits.starts_with(|c: char| c.is_ascii_digit()) => None,
        () if is_octal(digits) => Some("an octal number"),
        () if is_time(digits) => Some("a number to the base of 60"),
        () if is_date(text) => Some("a date"),
        () if is_grouped(digits) => Some("a number"),
        () if is_power(digits) => Some("a text"),
        () => None,
    }
}

fn is_octal(digits: &str) -> bool {
    digits.len() > 1 && digits.starts_with('0') && digits.bytes().all(|byte| (b'0'..=b'7').contains(&byte))
}

/// `12:30` and `1:00:00.5`.
fn is_time(digits: &str) -> bool {
    let whole = digits.split('.').next().unwrap_or_default();
    let mut parts = whole.split(':');
    let is_number = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    let is_first = parts.next().is_some_and(is_number);
    let rest: Vec<_> = parts.collect();
    // A fraction needs no more than digits; without one, a zero first makes it a text.
    let is_plain = digits.len() == whole.len();
    let fraction_is_number =
        digits.get(whole.len()..).is_none_or(|rest| rest.bytes().skip(1).all(|byte| byte.is_ascii_digit()));
    let is_sixtieth =
        |part: &&str| is_number(part) && part.len() <= 2 && part.parse::<u8>().is_ok_and(|part| part < 60);
    is_first
        && !rest.is_empty()
        && rest.iter().all(is_sixtieth)
        && fraction_is_number
        && !(is_plain && digits.starts_with('0'))
}

/// `2026-03-02`, alone or with a time behind it.
fn is_date(text: &str) -> bool {
    let Some((date, rest)) = text.split_at_checked(10) else { return false };
    let is_date = date.bytes().enumerate().all(|(index, byte)| match index {
        4 | 7 => byte == b'-',
        _ => byte.is_ascii_digit(),
    });
    let is_time = |rest: &str| {
        let time = rest.trim_start_matches(['T', 't', ' ']);
        time.len() < rest.len()
            && time.starts_with(|c: char| c.is_ascii_digit())
            && time.get(1..).is_some_and(|rest| rest.contains(':'))
    };
    is_date && (rest.is_empty() || is_time(rest))
}

/// `1_000`, which is a text in YAML 1.2.
fn is_grouped(digits: &str) -> bool {
    digits.contains('_') && digits.bytes().all(|byte| byte.is_ascii_digit() || byte == b'_' || byte == b'.')
}

/// `1e3`, a number in YAML 1.2 alone.
fn is_power(digits: &str) -> bool {
    let Some((number, power)) = digits.split_once(['e', 'E']) else { return false };
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let is_signed = power.starts_with(['+', '-']);
    let power = power.strip_prefix(['+', '-']).unwrap_or(power);
    is_number(power) && number.split('.').all(is_number) && !(number.contains('.') && is_signed)
}

#[cfg(test)]
mod tests {
    use super::read_as;

    #[test]
    fn what_two_versions_of_yaml_read_in_two_ways() {
        for text in [
            "no",
            "ON",
            "y",
            "012",
            "-07",
            "12:30",
            "190:20:30",
            "1:30.5",
            "2026-03-02",
            "2026-03-02T06:30:00Z",
            "2026-03-02 6:30:00",
            "1_000",
            "1e3",
            "1.5e3",
        ] {
            assert!(read_as(text).is_some(), "{text}");
        }
        for text in [
            "yEs",
            "none",
            "nope",
            "0",
            "200",
            "2XX",
            "08",
            "1.5",
            "1.5e+3",
            "12:60",
            "00:00",
            "12:3a",
            "2026-03",
            "2026-03-02x",
            "0x1f",
            "true",
            "~",
            "a_1",
            "1e",
            "",
            "-",
            "3.0.3",
            "1:2:3:4x",
            "3:",
        ] {
            assert_eq!(read_as(text), None, "{text}");
        }
    }
}
