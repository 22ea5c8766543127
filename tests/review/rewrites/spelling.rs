//! The same values in other texts: key order, quotes, comments, flow and block style, anchors, merge keys.

use std::collections::BTreeMap;
use std::fmt::Write;

use serde_json::Value;

/// JSON, each object with its last key first, but for the keys of types.
pub fn keys_reversed(document: &Value) -> String {
    reversed(document, "", &|key| key != "properties")
}

/// JSON with the last key of each type first.
pub fn keys_of_types_reversed(document: &Value) -> String {
    reversed(document, "", &|key| key == "properties")
}

/// JSON, with the last key first of what stands at such keys.
fn reversed(value: &Value, at: &str, is_meant: &dyn Fn(&str) -> bool) -> String {
    let joined = |parts: Vec<String>| parts.join(", ");
    match value {
        Value::Object(members) => {
            let member =
                |(key, value): (&String, &Value)| format!("{}: {}", quoted(key), reversed(value, key, is_meant));
            let mut members: Vec<_> = members.iter().map(member).collect();
            if is_meant(at) {
                members.reverse();
            }
            format!("{{{}}}", joined(members))
        }
        Value::Array(items) => format!("[{}]", joined(items.iter().map(|item| reversed(item, "", is_meant)).collect())),
        other => other.to_string(),
    }
}

fn quoted(text: &str) -> String {
    Value::from(text).to_string()
}

/// YAML in blocks, with as few quotes as there can be.
pub fn block_yaml(document: &Value) -> String {
    serde_yaml::to_string(document).unwrap()
}

/// YAML in one flow of quoted texts, with a comment behind each line.
pub fn flow_yaml_with_comments(document: &Value) -> String {
    let json = serde_json::to_string_pretty(document).unwrap();
    let lines = json.lines().map(|line| format!("{line} # \"noted\": [\n"));
    format!("# Says nothing.\n---\n{}", lines.collect::<String>())
}

/// YAML in which each object that is there more than once has an anchor and is an alias from then on.
pub fn aliases(document: &Value) -> String {
    shared(document, |name| format!("*{name} "))
}

/// The same with a merge key for each alias.
pub fn merge_keys(document: &Value) -> String {
    shared(document, |name| format!("{{<<: *{name} }}"))
}

fn shared(document: &Value, again: fn(&str) -> String) -> String {
    let mut counts = BTreeMap::new();
    count(document, &mut counts);
    let often = counts.into_iter().filter(|(_, count)| *count > 1).enumerate();
    let names = often.map(|(number, (text, _))| (text, format!("a{number}"))).collect();
    let mut writer = Writer { names, again, out: String::new(), known: Vec::new() };
    writer.write(document);
    writer.out
}

fn count(value: &Value, counts: &mut BTreeMap<String, usize>) {
    match value {
        Value::Object(members) => {
            if !members.is_empty() {
                *counts.entry(value.to_string()).or_default() += 1;
            }
            members.values().for_each(|value| count(value, counts));
        }
        Value::Array(items) => items.iter().for_each(|item| count(item, counts)),
        _ => {}
    }
}

struct Writer {
    names: BTreeMap<String, String>,
    again: fn(&str) -> String,
    out: String,
    known: Vec<String>,
}

impl Writer {
    fn write(&mut self, value: &Value) {
        if let Some(name) = self.names.get(&value.to_string()).cloned() {
            if self.known.contains(&name) {
                return self.out += &(self.again)(&name);
            }
            write!(self.out, "&{name} ").unwrap();
            self.known.push(name);
        }
        match value {
            Value::Object(members) => self.write_all('{', members.iter().map(|(key, value)| (Some(key), value)), '}'),
            Value::Array(items) => self.write_all('[', items.iter().map(|value| (None, value)), ']'),
            other => self.out += &other.to_string(),
        }
    }

    fn write_all<'v>(&mut self, open: char, all: impl Iterator<Item = (Option<&'v String>, &'v Value)>, close: char) {
        self.out.push(open);
        for (at, (key, value)) in all.enumerate() {
            self.out += if at == 0 { "" } else { ",\n" };
            self.out += &key.map(|key| format!("{}: ", quoted(key))).unwrap_or_default();
            self.write(value);
        }
        self.out.push(close);
    }
}

/// Whole numbers with a fraction of none: `1` as `1.0`, in constraints and examples.
pub fn numbers_with_fractions(document: &Value) -> String {
    const KEYS: [&str; 11] = [
        "minimum",
        "maximum",
        "multipleOf",
        "minLength",
        "maxLength",
        "minItems",
        "maxItems",
        "exclusiveMinimum",
        "exclusiveMaximum",
        "default",
        "const",
    ];
    fn written(key: &str, value: &Value) -> String {
        match value {
            Value::Number(number) if !number.is_f64() && KEYS.contains(&key) => format!("{number}.0"),
            Value::Object(members) => {
                let members = members.iter().map(|(key, value)| format!("{}: {}", quoted(key), written(key, value)));
                format!("{{{}}}", members.collect::<Vec<_>>().join(", "))
            }
            Value::Array(items) => {
                format!("[{}]", items.iter().map(|item| written("", item)).collect::<Vec<_>>().join(", "))
            }
            other => other.to_string(),
        }
    }
    written("", document)
}
