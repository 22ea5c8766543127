//! What a mutation is: a change to a part of one kind, and what it means to requests and responses.

use serde_json::{Map, Value};
use specwright_codegen::Impact;

use super::world::World;
use crate::generator::mutations::Random;
use crate::review::places;

/// The members of the part that is changed.
pub type Part = Map<String, Value>;

/// What a change to it means where the values of the part are sent, and where they are received.
pub type Levels = (Impact, Impact);

/// The change; nothing where the part has not what it is about.
pub type Change = fn(&mut Part, &World, &mut Random) -> Option<Levels>;

/// A way to change a document.
#[derive(Clone, Copy)]
pub struct Mutation {
    pub name: &'static str,
    pub part: places::Kind,
    pub change: Change,
}

/// The same meaning both ways.
pub fn both(level: Impact) -> Levels {
    (level, level)
}

/// The text of a member.
pub fn text<'p>(part: &'p Part, key: &str) -> Option<&'p str> {
    part.get(key).and_then(Value::as_str)
}

/// Whether a part has any of these members.
pub fn has_any(part: &Part, keys: &[&str]) -> bool {
    keys.iter().any(|key| part.contains_key(*key))
}

/// A key of an object that this holds for.
pub fn pick(part: &Part, key: &str, random: &mut Random, is_meant: impl Fn(&str, &Value) -> bool) -> Option<String> {
    let members = part.get(key)?.as_object()?.iter();
    let names: Vec<_> = members.filter(|(name, value)| is_meant(name, value)).map(|(name, _)| name.clone()).collect();
    if names.is_empty() { None } else { Some(random.pick(&names).clone()) }
}

/// A member that is an object.
pub fn object<'p>(part: &'p mut Part, key: &str) -> Option<&'p mut Part> {
    part.get_mut(key)?.as_object_mut()
}

/// A member that is a list.
pub fn list<'p>(part: &'p mut Part, key: &str) -> Option<&'p mut Vec<Value>> {
    part.get_mut(key)?.as_array_mut()
}

/// A text with two letters the other way round, as people mistype.
pub fn mistyped(part: &mut Part, key: &str) -> Option<Levels> {
    let words = text(part, key)?;
    let mut letters: Vec<_> = words.chars().collect();
    let at = letters.windows(2).position(|two| two[0] != two[1] && two.iter().all(|one| one.is_alphabetic()))?;
    letters.swap(at, at + 1);
    part.insert(key.to_owned(), letters.into_iter().collect::<String>().into());
    Some(both(Impact::Documentation))
}
