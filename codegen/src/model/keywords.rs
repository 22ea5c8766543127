//! From the keywords of one schema to checks, those of `x-specwright` included.

use super::rules::Check;
use crate::openapi::is_plain_condition;
use crate::parse::{Node, value as value_of};
use crate::pattern::translate;

/// The keywords of JSON Schema that narrow a value.
pub(super) fn keywords(node: &Node) -> Vec<Check> {
    let number = |key| match node.get(key) {
        Some(Node::Number(number)) => exact(number.text()),
        _ => None,
    };
    // One that is no count says nothing; one beyond 32 bits would not compile everywhere.
    let count = |key| {
        let count = number(key).filter(|value| *value >= 0.0 && value.fract() == 0.0);
        count.map(|value| value.min(f64::from(u32::MAX)) as usize)
    };
    let bound = |key, exclusive, inclusive: fn(f64) -> Check, strict: fn(f64) -> Check| {
        number(key).map(if node.flag(exclusive) { strict } else { inclusive })
    };
    let checks = [
        listed(node).map(Check::OneOf),
        count("minLength").filter(|least| *least > 0).map(Check::MinLength),
        count("maxLength").map(Check::MaxLength),
        node.text("pattern").and_then(|documented| {
            Some(Check::Pattern { documented: documented.to_owned(), translated: translate(documented)? })
        }),
        node.text("format").and_then(format).map(Check::Format),
        bound("minimum", "exclusiveMinimum", Check::Minimum, Check::ExclusiveMinimum),
        bound("maximum", "exclusiveMaximum", Check::Maximum, Check::ExclusiveMaximum),
        number("multipleOf").filter(|step| *step > 0.0).map(Check::MultipleOf),
        count("minItems").filter(|least| *least > 0).map(Check::MinItems),
        count("maxItems").map(Check::MaxItems),
        node.flag("uniqueItems").then_some(Check::UniqueItems),
        count("minProperties").filter(|least| *least > 0).map(Check::MinProperties),
        count("maxProperties").map(Check::MaxProperties),
    ];
    let conditional = if_then(node).filter(|_| is_plain_condition(node));
    checks.into_iter().flatten().chain(dependent_required(node)).chain(conditional).collect()
}

/// The values of an enum that is no type of its own, as JSON.
fn listed(node: &Node) -> Option<Vec<String>> {
    let values = node.get("enum").and_then(Node::as_array)?;
    let is_text = |value: &Node| matches!(value, Node::String(_) | Node::Null);
    (!values.iter().all(is_text)).then(|| values.iter().map(|value| value_of(value).to_string()).collect())
}

/// A number of the document, unless it would be another one as a float: better no bound than a wrong one.
fn exact(text: &str) -> Option<f64> {
    let value = text.parse::<f64>().ok().filter(|value| value.is_finite())?;
    let is_exact = text.parse::<i128>().map_or(true, |integer| value as i128 == integer);
    is_exact.then_some(value)
}

/// The formats that a text is held to; dates, times and uuids are types of their own.
fn format(format: &str) -> Option<&'static str> {
    match format {
        "email" => Some("Email"),
        "uri" => Some("Uri"),
        "ipv4" => Some("Ipv4"),
        "ipv6" => Some("Ipv6"),
        _ => None,
    }
}

/// The rules of `x-specwright`, for what OpenAPI 3.0 has no word for.
pub(super) fn cross_field(extension: &Node) -> Vec<Check> {
    let order = extension.list("order").iter().filter_map(|order| {
        let (earlier, later) = (order.text("earlier")?.to_owned(), order.text("later")?.to_owned());
        Some(Check::Order { earlier, later })
    });
    dependent_required(extension).chain(if_then(extension)).chain(order).collect()
}

fn dependent_required(node: &Node) -> impl Iterator<Item = Check> {
    let demands = node.members("dependentRequired");
    demands.map(|(key, needs)| Check::DependentRequired {
        key: key.to_owned(),
        needs: texts(needs.as_array().unwrap_or_default()),
    })
}

fn if_then(node: &Node) -> Option<Check> {
    let (condition, then) = (node.get("if")?, node.get("then")?);
    let conditions = condition.members("properties").map(|(key, schema)| (key.to_owned(), texts(schema.list("enum"))));
    Some(Check::IfThen { conditions: conditions.collect(), required: texts(then.list("required")) })
}

fn texts(nodes: &[Node]) -> Vec<String> {
    nodes.iter().filter_map(Node::as_str).map(str::to_owned).collect()
}
