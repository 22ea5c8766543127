//! From a YAML text to the scalars in it that stand without quotes.

use saphyr_parser::{Event, Parser, ScalarStyle};

use crate::pointer::Pointer;

/// A scalar without quotes: a value, or a key of what stands at the pointer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Plain {
    /// Where it stands; of a key, where its value does.
    pub(crate) pointer: Pointer,
    pub(crate) text: String,
    pub(crate) is_key: bool,
}

/// Those that are wanted, in document order; what an alias stands for is there once. The first error is the end.
pub(crate) fn plain_scalars(text: &str, is_wanted: impl Fn(&str) -> bool) -> Vec<Plain> {
    let (mut frames, mut found) = (Vec::new(), Vec::new());
    for item in Parser::new_from_str(text) {
        let Ok((event, _)) = item else { break };
        match event {
            Event::Scalar(text, style, _, tag) => {
                let is_key = take(&mut frames, &text);
                // A tag says what it is to readers of either version.
                if style == ScalarStyle::Plain && tag.is_none() && is_wanted(&text) {
                    found.push(Plain { pointer: pointer(&frames), text: text.into_owned(), is_key });
                }
            }
            Event::Alias(_) => drop(take(&mut frames, "")),
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
    use super::plain_scalars;

    #[test]
    fn scalars_without_quotes_have_their_places() {
        let text = "a: [no, 'no', {on: no}]\nb:\n  - &x off\n  - *x\n  - !!str no\nyes: |\n  no\nc: {d: no}\n";
        let found = plain_scalars(text, |text| ["no", "on", "off", "yes"].contains(&text));
        let found: Vec<_> =
            found.iter().map(|plain| format!("{} {} {}", plain.pointer, plain.text, plain.is_key)).collect();
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
}
