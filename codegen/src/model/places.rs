//! From the place of a schema that a reference leads to, to a name for its type.

use crate::names::camel;
use crate::openapi::METHODS;
use crate::parse::Node;
use crate::pointer::{FILES, Pointer};

/// The last key that somebody chose as a name, with the way from there: `Pet` for `#/definitions/Pet`, `PetTagsItem` for
/// `#/definitions/Pet/properties/tags/items`, and the name of the file for a whole file.
pub(super) fn name_of_place(root: &Node, pointer: &Pointer) -> String {
    let tokens: Vec<_> = pointer.tokens().collect();
    let (mut rest, mut name) = (tokens.as_slice(), String::new());
    while let [before @ .., last] = rest {
        let (part, length) = match before {
            [files] if files == FILES => (camel(stem(last)), 0),
            [.., list] if ["schemas", "definitions", "$defs"].contains(&list.as_str()) => (camel(last), 0),
            [.., list] if ["properties", "patternProperties"].contains(&list.as_str()) => (camel(last), 2),
            [.., list] if ["allOf", "oneOf", "anyOf", "prefixItems"].contains(&list.as_str()) => {
                (number("Part", last), 2)
            }
            [.., list] if list == "parameters" && is_index(last) => (number("Parameter", last), 2),
            [.., list] if list == "responses" && is_status(last) => (format!("Response{}", last.replace("200", "")), 2),
            [.., list] if list == "content" => (String::new(), 2),
            [paths, path] if paths == "paths" && METHODS.contains(&last.as_str()) => {
                let id = root
                    .at(&Pointer::default().key(paths).key(path).key(last))
                    .and_then(|node| node.text("operationId"));
                (camel(id.unwrap_or(&format!("{last} {path}"))), 0)
            }
            _ => match last.as_str() {
                "schema" => (String::new(), 1),
                "items" => ("Item".to_owned(), 1),
                "additionalProperties" => ("Value".to_owned(), 1),
                "requestBody" => ("Body".to_owned(), 1),
                _ => (camel(last), 0),
            },
        };
        name.insert_str(0, &part);
        rest = if length == 0 { &[] } else { rest.get(..rest.len() - length).unwrap_or_default() };
    }
    name
}

fn number(word: &str, index: &str) -> String {
    format!("{word}{}", index.parse::<usize>().map_or(0, |index| index.saturating_add(1)))
}

fn is_index(token: &str) -> bool {
    token.parse::<usize>().is_ok()
}

fn is_status(token: &str) -> bool {
    token == "default" || token.starts_with(|first: char| first.is_ascii_digit())
}

/// `pet` of `schemas/pet.v1.yaml`.
fn stem(file: &str) -> &str {
    let name = file.rsplit('/').next().unwrap_or_default();
    name.split_once('.').map(|(stem, _)| stem).filter(|stem| !stem.is_empty()).unwrap_or(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_say_the_way() {
        let get = Node::object([("operationId", Node::String("listPets".to_owned()))]);
        let paths = Node::object([("/a", Node::object([("get", get)]))]);
        let root = Node::object([("paths", paths)]);
        for (place, name) in [
            ("#/definitions/pet", "Pet"),
            ("#/components/schemas/items", "Items"),
            ("#/components/schemas/A/properties/b", "AB"),
            ("#/components/schemas/A/properties/items/items", "AItemsItem"),
            ("#/components/schemas/A/allOf/1", "APart2"),
            ("#/paths/~1a/get/responses/200/content/application~1json/schema", "ListPetsResponse"),
            ("#/paths/~1a/get/responses/404/content/application~1json/schema/items", "ListPetsResponse404Item"),
            ("#/paths/~1a/put/requestBody/content/application~1json/schema", "PutABody"),
            ("schemas/pet.v1.yaml#", "Pet"),
            ("schemas/pets.yaml#/Cat/properties/tail", "CatTail"),
            ("#", ""),
        ] {
            assert_eq!(name_of_place(&root, &Pointer::from_place(place).unwrap()), name, "{place}");
        }
    }
}
