//! Forms as text: takes an object and the styles of some of its keys, returns pairs as a query has them.

use serde_json::Value;

use super::{Style, json, query};
use crate::value::Misfit;

/// The keys of an object as pairs, some in styles of their own; of the others, arrays repeat their key, and what is nested is
/// JSON.
pub(crate) fn form(styles: &[(&str, Style)], value: Value) -> Result<String, Misfit> {
    let Value::Object(object) = value else {
        return Err("has to be an object");
    };
    let mut pairs = Vec::new();
    for (name, value) in object {
        let style = styles.iter().find(|(key, _)| *key == name).map(|(_, style)| *style);
        let (style, value) = match (style, value) {
            (_, Value::Null) => continue,
            // As for parts, it is each element that is JSON.
            (Some(style), Value::Array(items)) if style.is_json() => {
                let items: Result<_, _> = items.iter().map(|item| json(item).map(Value::String)).collect();
                (Style::FORM, Value::Array(items?))
            }
            (Some(style), value) if style.is_json() => (style, Value::String(json(&value)?)),
            (None, value @ Value::Object(_)) => (Style::FORM, Value::String(json(&value)?)),
            (style, value) => (style.unwrap_or(Style::FORM), value),
        };
        pairs.push(query(&name, style, value)?);
    }
    pairs.retain(|pair| !pair.is_empty());
    Ok(pairs.join("&"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn keys_without_a_style() {
        let value = json!({"a": [1, {"b": [2]}], "c": null, "d": "x y", "e": {"f": "&"}, "g": [], "h": [[3]]});
        let pairs = "a=1&a=%7B%22b%22%3A%5B2%5D%7D&d=x%20y&e=%7B%22f%22%3A%22%26%22%7D&h=%5B3%5D";
        assert_eq!(form(&[], value).as_deref(), Ok(pairs));
        assert_eq!(form(&[], json!({})).as_deref(), Ok(""));
        assert!(form(&[], json!([1])).is_err());
        assert!(form(&[], json!({"a": [null]})).is_err());
    }

    #[test]
    fn keys_with_one() {
        let value = || json!({"a": [1, 2], "b": {"c": {"d": [3, 4]}}, "e": null});
        for (styles, pairs) in [
            (vec![("a", Style::FORM.joined())], "a=1,2&b=%7B%22c%22%3A%7B%22d%22%3A%5B3%2C4%5D%7D%7D"),
            (
                vec![("a", Style::PIPE_DELIMITED), ("b", Style::DEEP_OBJECT)],
                "a=1%7C2&b%5Bc%5D%5Bd%5D=3&b%5Bc%5D%5Bd%5D=4",
            ),
            (vec![("a", Style::JSON), ("b", Style::FORM)], "a=1&a=2&c=%7B%22d%22%3A%5B3%2C4%5D%7D"),
            (
                vec![("a", Style::DEEP_OBJECT), ("b", Style::JSON), ("e", Style::JSON)],
                "a%5B0%5D=1&a%5B1%5D=2&b=%7B%22c%22%3A%7B%22d%22%3A%5B3%2C4%5D%7D%7D",
            ),
        ] {
            assert_eq!(form(&styles, value()).as_deref(), Ok(pairs));
        }
    }
}
