//! A rule on what two versions of YAML read in two ways: values and keys without quotes that mean something else to a reader
//! of YAML 1.1, such as `no`, where that matters.

use std::collections::HashMap;

use super::super::Subject;
use super::super::findings::Findings;
use crate::parse::{At, Plain};
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
        let found = subject.document.plain(source).iter().cloned();
        let found = found.map(|plain| Plain { pointer: file.join(&plain.pointer), ..plain });
        // What an overlay has changed no longer stands there.
        let is_there = |plain: &Plain| {
            let origin = subject.document.origin(&plain.pointer);
            origin.source == source && file.join(&origin.pointer) == plain.pointer
        };
        complain(found.filter(is_there).collect(), findings);
    }
}

/// One finding for each value or key, but for each example only one, and one of what few readers mistake.
fn complain(found: Vec<Plain>, findings: &mut Findings) {
    let mut of_examples: HashMap<(Pointer, bool), usize> = HashMap::new();
    let judged: Vec<_> = found.into_iter().filter_map(|plain| Some((place(&plain)?, plain))).collect();
    for (place, plain) in &judged {
        if let Place::Example(example) = place {
            *of_examples.entry((example.clone(), is_letter(plain))).or_default() += 1;
        }
    }
    for (place, plain) in judged {
        let is_letter = is_letter(&plain);
        let (what, count) = match (&place, plain.is_key) {
            (Place::Example(example), _) => match of_examples.remove(&(example.clone(), is_letter)) {
                Some(count) => ("value", count),
                None => continue,
            },
            (Place::Own, true) => ("key", 1),
            (Place::Own, false) => ("value", 1),
        };
        let more = if count > 1 { format!("; so it is with {count} values of this example") } else { String::new() };
        let who = if is_letter { "some readers" } else { "readers" };
        let message = format!("{who} of YAML 1.1 take the {what} `{}` for {}{more}", plain.text, plain.read_as);
        let at = if plain.is_key { At::Key } else { At::Value };
        let hint = format!("put it in quotes: \"{}\"", plain.text);
        match place {
            Place::Own if !is_letter => findings.warning("unquoted_value", &plain.pointer, at, message, hint),
            _ => findings.suggestion("unquoted_value", &plain.pointer, at, message, hint),
        }
    }
}

/// Whether it is `y` or `n`: flags by the types of YAML 1.1, but texts to many of its readers.
fn is_letter(plain: &Plain) -> bool {
    plain.text.len() == 1 && ["true", "false"].contains(&plain.read_as)
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
