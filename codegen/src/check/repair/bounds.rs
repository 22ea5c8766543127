//! Bounds of values: takes a schema, takes out those that no value can be held to, and warns of each.

use super::super::findings::Findings;
use super::wrong_type;
use crate::parse::{At, Node, Object};
use crate::pointer::Pointer;

const RANGES: [(&str, &str); 4] =
    [("minimum", "maximum"), ("minLength", "maxLength"), ("minItems", "maxItems"), ("minProperties", "maxProperties")];

pub(super) fn check(schema: &mut Object, pointer: &Pointer, findings: &mut Findings) {
    for key in ["exclusiveMinimum", "exclusiveMaximum"] {
        exclusive(schema, key, &pointer.key(key), findings);
    }
    for (least, most) in RANGES {
        if least != "minimum" {
            invalid_bound(schema, least, &pointer.key(least), findings);
            invalid_bound(schema, most, &pointer.key(most), findings);
        }
        empty_range(schema, least, most, &pointer.key(least), findings);
    }
    invalid_bound(schema, "multipleOf", &pointer.key("multipleOf"), findings);
}

/// A flag in 3.0, a number since: which of the two was meant shows.
fn exclusive(schema: &mut Object, key: &str, pointer: &Pointer, findings: &mut Findings) {
    let Some(node) = schema.get(key).filter(|node| !matches!(node, Node::Bool(_) | Node::Number(_))) else { return };
    let meant = node.as_str().and_then(|text| Node::number(text).or(text.parse().ok().map(Node::Bool)));
    let said = if meant.is_some() { "taken as what its text says" } else { "left out" };
    wrong_type(&format!("a boolean or a number; it is {said}"), node, pointer, findings);
    match meant {
        Some(meant) => schema.insert(key, meant),
        None => drop(schema.remove(key)),
    }
}

fn number(schema: &Object, key: &str) -> Option<f64> {
    match schema.get(key)? {
        Node::Number(number) => number.text().parse().ok(),
        _ => None,
    }
}

/// A count is a whole number; nothing is a multiple of nothing.
fn invalid_bound(schema: &mut Object, key: &str, pointer: &Pointer, findings: &mut Findings) {
    let Some(value) = number(schema, key) else { return };
    let is_count = value >= 0.0 && value.fract() == 0.0;
    if if key == "multipleOf" { value > 0.0 } else { is_count } {
        return;
    }
    let expected = if key == "multipleOf" { "greater than 0" } else { "a count" };
    let message = format!("`{key}: {value}` is not {expected}; it is not checked");
    findings.warning("invalid_bound", pointer, At::Value, message, format!("write a number that is {expected}"));
    schema.remove(key);
}

/// Held to both, no value could ever be sent.
fn empty_range(schema: &mut Object, least: &str, most: &str, pointer: &Pointer, findings: &mut Findings) {
    let Some((low, high)) = number(schema, least).zip(number(schema, most)).filter(|(low, high)| low > high) else {
        return;
    };
    let message = format!("no value keeps to both `{least}: {low}` and `{most}: {high}`; neither is checked");
    findings.warning("empty_range", pointer, At::Value, message, "mend one of the two");
    schema.remove(least);
    schema.remove(most);
}
