//! What messages call a place: from a pointer to a short name.

use crate::pointer::Pointer;

/// The value of a schema, as its readers would write it: `Pet.tags[].name`.
pub(super) fn name(at: &Pointer) -> String {
    let tokens: Vec<String> = at.tokens().collect();
    let mut tokens = tokens.iter().map(String::as_str);
    let mut name = String::new();
    while let Some(token) = tokens.next() {
        match token {
            // A component begins a name anew.
            "schemas" => name = tokens.next().unwrap_or_default().to_owned(),
            "schema" | "itemSchema" => name.clear(),
            "properties" => name += &format!(".{}", tokens.next().unwrap_or_default()),
            "items" => name += "[]",
            "prefixItems" => name += &format!("[{}]", tokens.next().unwrap_or_default()),
            "additionalProperties" | "patternProperties" => name += ".*",
            _ => {}
        }
    }
    match name.trim_start_matches('.') {
        "" => "the value".to_owned(),
        name => format!("`{name}`"),
    }
}
