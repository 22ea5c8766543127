//! From a YAML text to what the scalars in it say that stand without quotes, beyond what is in the tree.

use saphyr_parser::{Event, Parser, ScalarStyle};

use super::yaml_11::read_as;
use crate::pointer::Pointer;

/// A scalar without quotes that readers of YAML 1.1 take for something else: a value, or a key of what stands at the pointer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Plain {
    /// Where it stands; of a key, where its value does.
    pub(crate) pointer: Pointer,
    pub(crate) text: String,
    /// What they take it for.
    pub(crate) read_as: &'static str,
    pub(crate) is_key: bool,
}

/// What one pass over a text finds, in document order; what an alias stands for is there once.
#[derive(Debug, Default)]
pub(super) struct Scalars {
    pub(super) plain: Vec<Plain>,
    /// The numbers whose values do not tell how they are spelled.
    pub(super) numbers: Vec<(Pointer, String)>,
    /// Whether these are all numbers of the tree: nothing was repeated by an alias, and there was no error.
    pub(super) is_all: bool,
}

pub(super) fn scalars(text: &str) -> Scalars {
    let (mut frames, mut found) = (Vec::new(), Scalars { is_all: true, ..Scalars::default() });
    for item in Parser::new_from_str(text) {
        let Ok((event, _)) = item else {
            found.is_all = false;
            break;
        };
        match event {
            Event::Scalar(text, style, _, tag) => {
                let is_key = take(&mut frames, &text);
                // A tag says what it is to readers of either version.
                if style == ScalarStyle::Plain && tag.is_none() {
                    found.add(&text, is_key, &frames);
                }
            }
            Event::Alias(_) => {
                found.is_all = false;
                take(&mut frames, "");
            }
            Event::SequenceStart(..) => {
                take(&mut frames, "");
                frames.push(Frame::Sequence { next: 0 });
            }
            Event::MappingStart(..) => {
                take(&mut frames, "");
                frames.push(Frame::Mapping { key: String::new(), is_open: false });
            }
            Event::SequenceEnd | Event::MappingEnd => drop(frames.pop()),
            _ => {}
        }
    }
    found
}

impl Scalars {
    fn add(&mut self, text: &str, is_key: bool, frames: &[Frame]) {
        if let Some(read_as) = read_as(text) {
            self.plain.push(Plain { pointer: pointer(frames), text: text.to_owned(), read_as, is_key });
        }
        if !is_key && has_spelling(text) {
            self.numbers.push((pointer(frames), text.to_owned()));
        }
    }
}

/// So many digits and a whole number is no longer read as one.
const MANY_DIGITS: usize = 38;

/// Whether this may be a number that its value does not spell as the text does: one with a fraction, or a large one.
fn has_spelling(text: &str) -> bool {
    let digits = text.strip_prefix(['+', '-']).unwrap_or(text);
    digits.starts_with(|c: char| c.is_ascii_digit() || c == '.')
        && (digits.contains(['.', 'e', 'E']) || digits.len() > MANY_DIGITS || text == "-0")
}

enum Frame {
    Sequence {
        /// The index of the element after the one that was read last.
        next: usize,
    },
    Mapping {
        key: String,
        /// Whether its value is still to come.
        is_open: bool,
    },
}

/// Takes a node as the next one of the innermost collection; whether it is a key there.
fn take(frames: &mut [Frame], text: &str) -> bool {
    match frames.last_mut() {
        Some(Frame::Mapping { key, is_open }) => {
            *is_open = !*is_open;
            if *is_open {
                text.clone_into(key);
            }
            *is_open
        }
        Some(Frame::Sequence { next }) => {
            *next += 1;
            false
        }
        None => false,
    }
}

fn pointer(frames: &[Frame]) -> Pointer {
    frames.iter().fold(Pointer::default(), |pointer, frame| match frame {
        Frame::Sequence { next } => pointer.index(next.saturating_sub(1)),
        Frame::Mapping { key, .. } => pointer.key(key),
    })
}

#[cfg(test)]
mod tests {
    use super::scalars;

    #[test]
    fn scalars_without_quotes_have_their_places() {
        let text = "a: [no, 'no', {on: no}]\nb:\n  - &x off\n  - *x\n  - !!str no\nyes: |\n  no\nc: {d: no}\n";
        let found = scalars(text);
        assert!(!found.is_all);
        let found: Vec<_> =
            found.plain.iter().map(|plain| format!("{} {} {}", plain.pointer, plain.text, plain.is_key)).collect();
        let expected = [
            "#/a/0 no false",
            "#/a/2/on on true",
            "#/a/2/on no false",
            "#/b/0 off false",
            "#/yes yes true",
            "#/c/d no false",
        ];
        assert_eq!(found, expected);
    }

    #[test]
    fn numbers_have_their_spelling() {
        let found = scalars("a: [1, 1.50, '1.5', 1e3, 200]\n1.5: -0\nb: {c: .5, d: 3.0.3}\n");
        assert!(found.is_all);
        let found: Vec<_> = found.numbers.iter().map(|(pointer, text)| format!("{pointer} {text}")).collect();
        assert_eq!(found, ["#/a/1 1.50", "#/a/3 1e3", "#/1.5 -0", "#/b/c .5", "#/b/d 3.0.3"]);
    }
}
