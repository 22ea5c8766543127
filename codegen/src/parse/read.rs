//! From text to [`Node`]: serde_json for JSON, serde_yaml for the rest, and the spelling of each fractional number.

use std::cell::Cell;
use std::fmt;

use serde::de::{
    Deserialize, DeserializeSeed, Deserializer, EnumAccess, Error, IgnoredAny, MapAccess, SeqAccess, VariantAccess,
    Visitor,
};
use serde_json::value::RawValue;

use super::node::{Node, Number, Object, values_of_text};
use super::plain::{Plain, scalars};
use crate::pointer::Pointer;

/// How many values a document may have, each of its aliases written out; long texts count as several. The largest public
/// documents have a million.
const MOST_VALUES: usize = 4_000_000;

/// So many brackets may be open; the YAML library looks at all of them at each step.
const MOST_OPEN: usize = 10_000;

/// Why a text is neither YAML nor JSON, with the 1-based line and column where that showed.
pub(super) struct SyntaxError {
    pub(super) message: String,
    pub(super) line: usize,
    pub(super) column: usize,
}

impl SyntaxError {
    pub(super) fn empty() -> Self {
        Self { message: "the document is empty".to_owned(), line: 1, column: 1 }
    }
}

/// Reads one document, and what stands in it without quotes and is read in two ways.
pub(super) fn read(text: &str) -> Result<(Node, Vec<Plain>), SyntaxError> {
    let looks_like_json = text.trim_start().starts_with(['{', '[']);
    match looks_like_json.then(|| read_json(text)) {
        Some(Ok(node)) => Ok((node, Vec::new())),
        // A YAML flow mapping starts like JSON; where both refuse, JSON's word is the better one.
        Some(Err(json)) => read_yaml(text).map_err(|_| json),
        None => read_yaml(text),
    }
}

pub(super) fn read_json(text: &str) -> Result<Node, SyntaxError> {
    let failed = |error: serde_json::Error| SyntaxError {
        line: error.line().max(1),
        column: error.column().max(1),
        message: without_place(&error.to_string()),
    };
    let mut json = serde_json::Deserializer::from_str(text);
    let mut node = Reader { left: &Cell::new(MOST_VALUES) }.deserialize(&mut json).map_err(failed)?;
    json.end().map_err(failed)?;
    let mut json = serde_json::Deserializer::from_str(text);
    Spelling { node: &mut node, format: Format::Json }.deserialize(&mut json).map_err(failed)?;
    Ok(node)
}

fn read_yaml(text: &str) -> Result<(Node, Vec<Plain>), SyntaxError> {
    brackets(text)?;
    let failed = |error: serde_yaml::Error| {
        let (line, column) = error.location().map_or((1, 1), |place| (place.line(), place.column()));
        SyntaxError { message: without_place(&error.to_string()), line, column }
    };
    let reader = Reader { left: &Cell::new(MOST_VALUES) };
    let mut node = reader.deserialize(serde_yaml::Deserializer::from_str(text)).map_err(failed)?;
    let scalars = scalars(text);
    if scalars.is_all {
        scalars.numbers.into_iter().for_each(|(pointer, text)| spell(&mut node, &pointer, text));
    } else {
        let yaml = serde_yaml::Deserializer::from_str(text);
        Spelling { node: &mut node, format: Format::Yaml }.deserialize(yaml).map_err(failed)?;
    }
    merge(&mut node);
    Ok((node, scalars.plain))
}

/// Refuses what no library needs to see; brackets within texts seldom count, for most of them are closed again.
fn brackets(text: &str) -> Result<(), SyntaxError> {
    let (mut line, mut column, mut open) = (1, 0, 0_usize);
    for c in text.chars() {
        column += 1;
        match c {
            '[' | '{' => open += 1,
            ']' | '}' => open = open.saturating_sub(1),
            '\n' => (line, column) = (line + 1, 0),
            _ => {}
        }
        if open > MOST_OPEN {
            return Err(SyntaxError { message: format!("more than {MOST_OPEN} brackets are open"), line, column });
        }
    }
    Ok(())
}

/// Carries out YAML's merge keys: `<<: *other` brings in the keys that an object does not have itself.
fn merge(node: &mut Node) {
    match node {
        Node::Array(items) => items.iter_mut().for_each(merge),
        Node::Object(object) => {
            object.members.values_mut().for_each(merge);
            let sources = match object.members.get("<<") {
                Some(Node::Object(source)) => vec![source.clone()],
                Some(Node::Array(items)) => items.iter().filter_map(Node::as_object).cloned().collect(),
                _ => return,
            };
            object.members.shift_remove("<<");
            for (key, value) in sources.into_iter().flat_map(|source| source.members) {
                object.members.entry(key).or_insert(value);
            }
        }
        _ => {}
    }
}

/// Both libraries append the place to their text; our messages give it themselves.
fn without_place(message: &str) -> String {
    let end = message.rfind(" at line ").unwrap_or(message.len());
    message.get(..end).unwrap_or(message).to_owned()
}

/// Reads a [`Node`], as long as there are not too many.
#[derive(Clone, Copy)]
struct Reader<'a> {
    /// How many more values may be read.
    left: &'a Cell<usize>,
}

impl Reader<'_> {
    fn count<E: Error>(self, text: &str) -> Result<(), E> {
        let too_many = || E::custom(format!("the document has more than {MOST_VALUES} values, aliases written out"));
        self.left.set(self.left.get().checked_sub(1 + values_of_text(text)).ok_or_else(too_many)?);
        Ok(())
    }
}

impl<'de> DeserializeSeed<'de> for Reader<'_> {
    type Value = Node;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Node, D::Error> {
        self.count("")?;
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Reader<'_> {
    type Value = Node;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON value")
    }

    fn visit_unit<E>(self) -> Result<Node, E> {
        Ok(Node::Null)
    }

    fn visit_none<E>(self) -> Result<Node, E> {
        Ok(Node::Null)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Node, E> {
        Ok(Node::Bool(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Node, E> {
        Ok(number(value))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Node, E> {
        Ok(number(value))
    }

    fn visit_i128<E>(self, value: i128) -> Result<Node, E> {
        Ok(number(value))
    }

    fn visit_u128<E>(self, value: u128) -> Result<Node, E> {
        Ok(number(value))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Node, E> {
        Ok(number(value))
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Node, E> {
        self.visit_string(text.to_owned())
    }

    fn visit_string<E: Error>(self, text: String) -> Result<Node, E> {
        self.count(&text)?;
        Ok(Node::String(text))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut access: A) -> Result<Node, A::Error> {
        let mut items = Vec::new();
        while let Some(item) = access.next_element_seed(self)? {
            items.push(item);
        }
        Ok(Node::Array(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut access: A) -> Result<Node, A::Error> {
        let mut object = Object::default();
        while let Some(Key(key)) = access.next_key()? {
            self.count(&key)?;
            let value = access.next_value_seed(self)?;
            if object.members.contains_key(&key) {
                object.repeated.push((key, value));
            } else {
                object.members.insert(key, value);
            }
        }
        Ok(Node::Object(object))
    }

    /// A YAML tag says nothing to OpenAPI; its content does.
    fn visit_enum<A: EnumAccess<'de>>(self, access: A) -> Result<Node, A::Error> {
        let (Key(_), content) = access.variant()?;
        content.newtype_variant_seed(self)
    }
}

fn number(value: impl fmt::Display) -> Node {
    Node::Number(Number(value.to_string()))
}

/// A key as the source spells it: YAML allows `200:` where JSON asks for `"200":`.
struct Key(String);

impl<'de> Deserialize<'de> for Key {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer).map(Key)
    }
}

#[derive(Clone, Copy)]
enum Format {
    Json,
    Yaml,
}

/// Gives a number its spelling. Of a repeated key the first is there, which may have another value.
fn spell(node: &mut Node, pointer: &Pointer, text: String) {
    if let Some(Node::Number(number)) = node.at_mut(pointer) {
        let spelling = yaml_number(text);
        if spelling.parse::<f64>() == number.0.parse::<f64>() {
            number.0 = spelling;
        }
    }
}

/// Second pass over the same text: replaces each number by its spelling, which serde's numbers do not carry.
struct Spelling<'a> {
    node: &'a mut Node,
    format: Format,
}

impl<'de> DeserializeSeed<'de> for Spelling<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        match self.node {
            Node::Number(number) => {
                number.0 = match self.format {
                    Format::Json => Box::<RawValue>::deserialize(deserializer)?.get().to_owned(),
                    Format::Yaml => yaml_number(String::deserialize(deserializer)?),
                };
                Ok(())
            }
            Node::Array(_) => deserializer.deserialize_seq(self),
            Node::Object(_) => deserializer.deserialize_map(self),
            _ => IgnoredAny::deserialize(deserializer).map(drop),
        }
    }
}

impl<'de> Visitor<'de> for Spelling<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the value read before")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut access: A) -> Result<(), A::Error> {
        if let Node::Array(items) = self.node {
            for node in items {
                access.next_element_seed(Spelling { node, format: self.format })?;
            }
        }
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut access: A) -> Result<(), A::Error> {
        let Node::Object(object) = self.node else {
            return Err(A::Error::custom("an object changed between two readings"));
        };
        let mut seen = 0;
        while let Some(Key(key)) = access.next_key()? {
            // The first of a repeated key is the one that was kept.
            match object.members.get_full_mut(&key) {
                Some((index, _, node)) if index >= seen => {
                    seen = index + 1;
                    access.next_value_seed(Spelling { node, format: self.format })?;
                }
                _ => {
                    access.next_value::<IgnoredAny>()?;
                }
            }
        }
        Ok(())
    }

    fn visit_unit<E>(self) -> Result<(), E> {
        Ok(())
    }

    fn visit_enum<A: EnumAccess<'de>>(self, access: A) -> Result<(), A::Error> {
        let (Key(_), content) = access.variant()?;
        content.newtype_variant_seed(self)
    }
}

/// YAML spells some numbers as JSON cannot (`+1`, `0x1f`, `.5`, `1.`): those keep their value instead.
fn yaml_number(text: String) -> String {
    if serde_json::from_str::<&RawValue>(&text).is_ok() {
        return text;
    }
    match serde_yaml::from_str::<serde_yaml::Value>(&text) {
        Ok(serde_yaml::Value::Number(number)) => number.to_string(),
        _ => text,
    }
}
