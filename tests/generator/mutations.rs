//! From a document and a seed to a document that is wrong in ways nobody thought of; the same seed gives the same text.

use serde_json::{Map, Value, json};

/// A few numbers that look random: xorshift, from a seed.
pub struct Random(u64);

impl Random {
    pub fn new(seed: u64) -> Self {
        // Seeds that are near to each other must not give numbers that are.
        let mixed = seed.wrapping_add(0x9e37_79b9_7f4a_7c15).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        Self((mixed ^ (mixed >> 31)).max(1))
    }

    pub fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from((self.0 >> 11) % u64::try_from(end.max(1)).unwrap()).unwrap()
    }

    pub fn pick<'a, T>(&mut self, from: &'a [T]) -> &'a T {
        &from[self.below(from.len())]
    }

    fn one_in(&mut self, count: usize) -> bool {
        self.below(count) == 0
    }
}

/// What changes are made of.
pub struct Material {
    /// Texts that try to be code, markup or a path.
    pub texts: Vec<String>,
    /// Keys that mean something somewhere.
    pub words: Vec<String>,
}

/// The document with up to four changes of its values, of its text, or of both.
pub fn mutated(document: &Value, text: &str, material: &Material, random: &mut Random) -> String {
    let mut changed = text.to_owned();
    let in_text = random.one_in(5);
    if !in_text {
        let mut root = document.clone();
        for _ in 0..=random.below(4) {
            Tree { root: &mut root, material, random }.change();
        }
        changed = if random.one_in(2) { root.to_string() } else { serde_yaml::to_string(&root).unwrap() };
    }
    if in_text || random.one_in(20) {
        for _ in 0..=random.below(3) {
            changed = change_text(&changed, random);
        }
    }
    changed
}

struct Tree<'a> {
    root: &'a mut Value,
    material: &'a Material,
    random: &'a mut Random,
}

impl Tree<'_> {
    fn change(&mut self) {
        let places = places(self.root);
        let (here, there) = (self.random.pick(&places).clone(), self.random.pick(&places).clone());
        let other = self.root.pointer(&there).cloned().unwrap_or_default();
        match self.random.below(11) {
            0 => self.remove(&here),
            1 => self.put(&here, other),
            2 => {
                let own = self.root.pointer(&here).cloned().unwrap_or_default();
                self.put(&here, other);
                self.put(&there, own);
            }
            3 => {
                let value = self.value();
                self.put(&here, value);
            }
            4 => {
                let text = self.random.pick(&self.material.texts).clone();
                let texts: Vec<_> =
                    places.iter().filter(|place| self.root.pointer(place).is_some_and(Value::is_string)).collect();
                let place = if texts.is_empty() { here } else { (*self.random.pick(&texts)).clone() };
                self.put(&place, text.into());
            }
            5 => {
                let target = match self.random.below(3) {
                    0 => here.clone(),
                    1 => here.rsplit_once('/').map_or("", |(parent, _)| parent).to_owned(),
                    _ => there,
                };
                self.put(&here, json!({ "$ref": format!("#{target}") }));
            }
            6 => self.rename(&here),
            7 | 8 => {
                let key = self.key();
                let value = if self.random.one_in(3) { self.value() } else { other };
                self.insert(&here, key, value);
            }
            9 => {
                let own = self.root.pointer(&here).cloned().unwrap_or_default();
                let wrapped = self.wrapped(own, other);
                self.put(&here, wrapped);
            }
            _ => self.repeat(&here),
        }
    }

    /// Of any type, and of no use.
    fn value(&mut self) -> Value {
        let big = "9".repeat(40);
        let values = [
            Value::Null,
            json!(true),
            json!(false),
            json!(0),
            json!(-1),
            json!(1.5),
            json!(1e300),
            json!(u64::MAX),
            json!(i64::MIN),
            json!(""),
            json!("object"),
            json!("array"),
            json!(big),
            json!([]),
            json!({}),
            json!([null]),
            json!([[]]),
            json!(["null", "string", "object", "array", "integer"]),
            json!({ "": {} }),
            json!({ "type": "string" }),
        ];
        self.random.pick(&values).clone()
    }

    fn key(&mut self) -> String {
        let keys = if self.random.one_in(4) { &self.material.texts } else { &self.material.words };
        self.random.pick(keys).clone()
    }

    fn wrapped(&mut self, own: Value, other: Value) -> Value {
        match self.random.below(9) {
            0 => json!({ "allOf": [own, other] }),
            1 => json!({ "oneOf": [own, other] }),
            2 => json!({ "anyOf": [other, own] }),
            3 => json!({ "type": "array", "items": own }),
            4 => json!({ "additionalProperties": own }),
            5 => json!({ "not": own }),
            6 => json!({ "properties": { "a": own }, "required": ["a", "b"] }),
            7 => json!({ "if": own, "then": other, "else": {} }),
            _ => json!([own]),
        }
    }

    fn put(&mut self, place: &str, value: Value) {
        // A document that is no object at all teaches nothing; one such is among the hostile ones.
        if let Some(node) = self.root.pointer_mut(place).filter(|_| !place.is_empty()) {
            *node = value;
        }
    }

    fn object(&mut self, place: &str) -> Option<&mut Map<String, Value>> {
        self.root.pointer_mut(place).and_then(Value::as_object_mut)
    }

    fn remove(&mut self, place: &str) {
        let Some((parent, key)) = split(place) else { return };
        match self.root.pointer_mut(parent) {
            Some(Value::Object(object)) => drop(object.remove(&key)),
            Some(Value::Array(items)) => drop(key.parse().map(|index: usize| items.remove(index))),
            _ => {}
        }
    }

    fn rename(&mut self, place: &str) {
        let Some((parent, key)) = split(place) else { return };
        let new = self.key();
        if let Some(object) = self.object(parent)
            && let Some(value) = object.remove(&key)
        {
            object.insert(new, value);
        }
    }

    fn insert(&mut self, place: &str, key: String, value: Value) {
        match self.root.pointer_mut(place) {
            Some(Value::Object(object)) => drop(object.insert(key, value)),
            Some(Value::Array(items)) => items.push(value),
            _ => {}
        }
    }

    /// The same once more: in a list behind itself, in an object under another key.
    fn repeat(&mut self, place: &str) {
        let (Some((parent, _)), Some(own)) = (split(place), self.root.pointer(place).cloned()) else { return };
        let key = self.key();
        self.insert(parent, key, own);
    }
}

/// The pointers of all nodes.
fn places(root: &Value) -> Vec<String> {
    let (mut all, mut next) = (vec![String::new()], 0);
    while let Some(place) = all.get(next).cloned() {
        next += 1;
        match root.pointer(&place) {
            Some(Value::Object(object)) => {
                all.extend(object.keys().map(|key| format!("{place}/{}", key.replace('~', "~0").replace('/', "~1"))));
            }
            Some(Value::Array(items)) => all.extend((0..items.len()).map(|index| format!("{place}/{index}"))),
            _ => {}
        }
    }
    all
}

/// The pointer of the parent, and the key there.
fn split(place: &str) -> Option<(&str, String)> {
    place.rsplit_once('/').map(|(parent, key)| (parent, key.replace("~1", "/").replace("~0", "~")))
}

/// What stands in texts that are no YAML, and in those that are it in an odd way.
const SCRAPS: [&str; 24] = [
    "{", "}", "[", "]", "\"", "'", ": ", "- ", "\n", "\t", " ", "#", "&a ", "*a", "!!int ", "|", ">", "<<: ", "\u{0}",
    "\u{85}", "é", "---\n", "? ", "%",
];

fn change_text(text: &str, random: &mut Random) -> String {
    let mut chars: Vec<char> = text.chars().collect();
    let at = random.below(chars.len());
    let until = (at + random.below(20)).min(chars.len());
    match random.below(7) {
        0 => chars.truncate(at),
        1 => drop(chars.drain(at..until)),
        2 => drop(chars.splice(at..at, random.pick(&SCRAPS).chars())),
        3 => {
            if let Some(c) = chars.get_mut(at) {
                *c = char::from_u32(u32::from(*c) ^ (1 << random.below(7))).unwrap_or(' ');
            }
        }
        4 => {
            let part = chars.get(at..until).unwrap_or_default().to_vec();
            let to = random.below(chars.len());
            drop(chars.splice(to..to, part));
        }
        other => {
            let mut lines: Vec<_> = text.split_inclusive('\n').collect();
            let (here, there) = (random.below(lines.len()), random.below(lines.len()));
            if other == 5 {
                lines.swap(here, there);
            } else {
                lines.insert(there, lines[here]);
            }
            return lines.concat();
        }
    }
    chars.into_iter().collect()
}
