//! One place of a JSON text: takes the text, a pointer and a value, returns the text with the value there and all else as it stood.

use std::fmt;

use serde::{
    Deserialize, Deserializer,
    de::{MapAccess, Visitor},
};
use serde_json::{Value, value::RawValue};

/// Why there is no other text.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum NoPlace {
    /// The text is no JSON.
    NoJson,
    /// The value has no such place.
    Missing,
}

/// The text with another value at a place, which may be a key that an object does not have yet.
pub(super) fn replaced(json: &str, pointer: &str, value: &Value) -> Result<String, NoPlace> {
    let whole: &RawValue = serde_json::from_str(json).map_err(|_| NoPlace::NoJson)?;
    let mut place = whole.get();
    let mut steps = pointer.split('/').skip(1).peekable();
    while let Some(step) = steps.next() {
        let key = step.replace("~1", "/").replace("~0", "~");
        place = match members(place) {
            Some(Members::Array(items)) => {
                let index = step.parse().ok().filter(|index: &usize| index.to_string() == step);
                index.and_then(|index| items.get(index)).ok_or(NoPlace::Missing)?.get()
            }
            Some(Members::Object(entries)) => match entries.iter().rev().find(|(known, _)| *known == key) {
                Some((_, place)) => place.get(),
                None if steps.peek().is_none() => {
                    return added(json, place, &entries, &key, value).ok_or(NoPlace::Missing);
                }
                None => return Err(NoPlace::Missing),
            },
            None => return Err(NoPlace::Missing),
        };
    }
    let start = offset(json, place).ok_or(NoPlace::Missing)?;
    spliced(json, start, start + place.len(), &value.to_string()).ok_or(NoPlace::Missing)
}

/// The text with a new key behind the others of an object.
fn added(json: &str, object: &str, entries: &[(String, &RawValue)], key: &str, value: &Value) -> Option<String> {
    let (at, comma) = match entries.last() {
        Some((_, last)) => (offset(json, last.get())? + last.get().len(), ","),
        None => (offset(json, object)? + 1, ""),
    };
    spliced(json, at, at, &format!("{comma}{}:{value}", Value::from(key)))
}

fn spliced(json: &str, from: usize, to: usize, new: &str) -> Option<String> {
    Some([json.get(..from)?, new, json.get(to..)?].concat())
}

/// Where a part of a text begins in it.
fn offset(text: &str, part: &str) -> Option<usize> {
    part.as_ptr().addr().checked_sub(text.as_ptr().addr())
}

/// What an object or an array holds, each as it stands in the text.
enum Members<'j> {
    Object(Vec<(String, &'j RawValue)>),
    Array(Vec<&'j RawValue>),
}

fn members(json: &str) -> Option<Members<'_>> {
    match json.as_bytes().first()? {
        b'{' => serde_json::from_str(json).ok().map(|Entries(entries)| Members::Object(entries)),
        b'[' => serde_json::from_str(json).ok().map(Members::Array),
        _ => None,
    }
}

/// An object in its order, with keys that come twice.
struct Entries<'j>(Vec<(String, &'j RawValue)>);

impl<'j> Deserialize<'j> for Entries<'j> {
    fn deserialize<D: Deserializer<'j>>(deserializer: D) -> Result<Self, D::Error> {
        struct Visit;

        impl<'j> Visitor<'j> for Visit {
            type Value = Entries<'j>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'j>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut entries = Vec::new();
                while let Some(entry) = map.next_entry()? {
                    entries.push(entry);
                }
                Ok(Entries(entries))
            }
        }

        deserializer.deserialize_map(Visit)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const JSON: &str = " {\"z\": 1.10, \"a\" : [12345678901234567890123, {\"\\u00e4\":-0.0}, []],\r\n\t\
                        \"a/b~\":\"\\u0041\", \"o\":{ }, \"z\" :1E2 } ";

    #[test]
    fn only_the_place_is_another() {
        for (at, from, to) in [
            ("/z", "1E2", "1"),
            ("/a", "[12345678901234567890123, {\"\\u00e4\":-0.0}, []]", "1"),
            ("/a/0", "12345678901234567890123", "1"),
            ("/a/1/ä", "-0.0", "1"),
            ("/a/1/x", "-0.0", "-0.0,\"x\":1"),
            ("/a~1b~0", "\"\\u0041\"", "1"),
            ("/o", "{ }", "1"),
            ("/o/\"~0~1", "{ }", "{\"\\\"~/\":1 }"),
            ("/new", "1E2", "1E2,\"new\":1"),
            ("/", "1E2", "1E2,\"\":1"),
        ] {
            assert_eq!(replaced(JSON, at, &Value::from(1)), Ok(JSON.replace(from, to)), "{at}");
        }
        assert_eq!(replaced(JSON, "", &Value::from("ä")), Ok(" \"ä\" ".to_owned()));
        assert_eq!(replaced("7", "", &Value::Null), Ok("null".to_owned()));
    }

    #[test]
    fn a_place_that_is_not_there_is_none() {
        for at in ["/new/b", "/a/3", "/a/-", "/a/00", "/a/+1", "/a/x", "/z/0", "/a/2/0", "/a~1b~0/0"] {
            assert_eq!(replaced(JSON, at, &Value::Null), Err(NoPlace::Missing), "{at}");
        }
        for text in ["", "{", "{}x", "{\"a\":1,}", "<html>", "{\"a\":01}"] {
            assert_eq!(replaced(text, "/a", &Value::Null), Err(NoPlace::NoJson), "{text}");
        }
    }
}
