//! Documents that say the same in other words: nothing changes, neither on the wire nor to Rust users.

mod components;
mod operations;
mod schemas;
mod spelling;

use std::collections::BTreeSet;

use serde_json::Value;
use specwright_codegen::{Change, Diff, Impact};

use crate::generator::support::{fixtures, read, root};
use crate::review::places::Kind;
use crate::review::support::{compare, shown};

/// A way to say the same otherwise.
struct Rewrite {
    name: &'static str,
    text: fn(&Value) -> String,
}

/// Rewrites as functions from one text to another, or of a tree in place.
macro_rules! rewrites {
    ($($kind:tt $name:literal: $function:expr;)*) => {
        [$(Rewrite { name: $name, text: rewrites!(@$kind $function) }),*]
    };
    (@text $function:expr) => { $function };
    (@tree $function:expr) => {
        |document| {
            let mut document = document.clone();
            let change: fn(&mut Value) = $function;
            change(&mut document);
            document.to_string()
        }
    };
}

fn silent() -> Vec<Rewrite> {
    let known = rewrites! {
        text "keys in the other order": spelling::keys_reversed;
        text "keys of types in the other order": spelling::keys_of_types_reversed;
        text "blocks of YAML": spelling::block_yaml;
        text "a flow of YAML with comments": spelling::flow_yaml_with_comments;
        text "anchors and aliases": spelling::aliases;
        text "merge keys": spelling::merge_keys;
        text "whole numbers with fractions": spelling::numbers_with_fractions;
        tree "parameters where they are used": |document| components::inlined(document, Kind::Parameter);
        tree "responses where they are used": |document| components::inlined(document, Kind::Response);
        tree "headers where they are used": |document| components::inlined(document, Kind::Header);
        tree "bodies where they are used": |document| components::inlined(document, Kind::RequestBody);
        tree "examples where they are used": |document| components::inlined(document, Kind::Example);
        tree "parameters in components": |document| components::moved(document, Kind::Parameter, "parameters");
        tree "responses in components": |document| components::moved(document, Kind::Response, "responses");
        tree "headers in components": |document| components::moved(document, Kind::Header, "headers");
        tree "bodies in components": |document| components::moved(document, Kind::RequestBody, "requestBodies");
        tree "examples in components": |document| components::moved(document, Kind::Example, "examples");
        tree "references in allOf": |document| schemas::references_wrapped(document, "allOf");
        tree "references in anyOf": |document| schemas::references_wrapped(document, "anyOf");
        tree "references in oneOf": |document| schemas::references_wrapped(document, "oneOf");
        tree "members of choices in allOf": |document| schemas::choices_wrapped(document, "allOf");
        tree "members of choices in anyOf": |document| schemas::choices_wrapped(document, "anyOf");
        tree "members of choices in oneOf": |document| schemas::choices_wrapped(document, "oneOf");
        tree "scalars where they are used": |document| components::schemas_inlined(document, is_plain_scalar);
        tree "scalars in allOf": |document| schemas::scalars_wrapped(document, "allOf");
        tree "scalars in anyOf": |document| schemas::scalars_wrapped(document, "anyOf");
        tree "scalars in oneOf": |document| schemas::scalars_wrapped(document, "oneOf");
        tree "objects in two halves": schemas::split;
        tree "lists of schemas in the other order": schemas::lists_reversed;
        tree "lists of one as const": schemas::lists_of_one_as_const;
        tree "the words of 3.1": schemas::as_3_1;
        tree "the words of 3.1, references beside others": |document| {
            schemas::as_3_1(document);
            schemas::unwrapped(document);
        };
        tree "null as a member of anyOf": |document| {
            schemas::as_3_1(document);
            schemas::null_by_choice(document, "anyOf");
        };
        tree "null as a member of oneOf": |document| {
            schemas::as_3_1(document);
            schemas::null_by_choice(document, "oneOf");
        };
        tree "parameters of paths": operations::parameters_of_paths;
        tree "parameters of operations": operations::parameters_of_operations;
        tree "security of each operation": |document| operations::repeated(document, "security");
        tree "servers of each operation": |document| operations::repeated(document, "servers");
        tree "defaults written out": operations::defaults_written;
        tree "tags in the other order": operations::tags_reversed;
        tree "short names in discriminators": operations::short_mappings;
    };
    Vec::from(known)
}

/// Whether a rewrite may change an item.
type IsFelt = fn(&str) -> bool;

/// Rewrites that give items of the crate other names or types, with what can be said of each such item.
fn told_to_rust_users() -> Vec<(Rewrite, IsFelt)> {
    let known = rewrites! {
        tree "other keys written out": schemas::other_keys_written;
    };
    let items: [IsFelt; 1] = [|item| item.starts_with("Added") && item.ends_with("::additional_properties")];
    known.into_iter().zip(items).collect()
}

/// Whether a schema has no type of its own.
fn is_plain_scalar(schema: &Value) -> bool {
    matches!(schema["type"].as_str(), Some("string" | "integer" | "number" | "boolean")) && schema.get("enum").is_none()
}

/// The vendors' documents, and those that have one of everything.
fn documents() -> Vec<(String, Value)> {
    let specs = ["arcadia-switch", "energycap", "nectar"];
    let specs = specs.map(|name| (name.to_owned(), root().join("specs").join(name).join("openapi.yaml")));
    let all = specs.into_iter().chain(fixtures("rewrites"));
    all.map(|(name, path)| (name, serde_yaml::from_str(&read(path)).unwrap())).collect()
}

/// What a rewrite changes.
fn changed(old: &str, new: &str) -> Diff {
    compare(old, new).unwrap_or_else(|report| panic!("{report}\n{new}"))
}

/// What is told of Rust where nothing is told of the wire: the types and fields that have other names or types.
fn items(old: &str, new: &str) -> Vec<String> {
    let diff = changed(old, new);
    assert!(diff.changes().iter().all(|change| change.level == Impact::None), "{}", shown(&diff));
    let items = diff.changes().iter().flat_map(|change| &change.rust);
    items.map(|item| format!("{:?} {}", item.kind, item.item)).collect()
}

fn fixture(name: &str) -> Value {
    documents().into_iter().find(|(other, _)| other == name).unwrap().1
}

/// The same for each document.
fn all_items(rewrite: impl Fn(&mut Value)) -> Vec<Vec<String>> {
    let of = |(_, old): (String, Value)| {
        let mut new = old.clone();
        rewrite(&mut new);
        items(&old.to_string(), &new.to_string())
    };
    documents().into_iter().map(of).collect()
}

#[test]
fn a_schema_written_where_it_is_used_only_gives_its_type_another_name() {
    let old = fixture("v30");
    let mut new = old.clone();
    components::schemas_inlined(&mut new, |schema| schema["properties"].get("tags").is_some());
    // Nobody sends a toy by that name any more.
    let expected = [
        "Changed types::Cat::mother",
        "Changed types::Cat::toys",
        "Changed types::Dog::toy",
        "Changed types::Toy",
        "Removed types::Toy::new",
        "Added types::CatMother",
        "Added types::CatToysItem",
        "Added types::DogToy",
    ];
    assert_eq!(items(&old.to_string(), &new.to_string()), expected);
    all_items(|document| components::schemas_inlined(document, |schema| schema.get("enum").is_some()));
}

#[test]
fn a_schema_moved_to_components_only_gives_its_type_another_name() {
    let old = fixture("v30");
    let mut new = old.clone();
    let is_mood = |_: &str, schema: &Value| schema["enum"][0] == "good";
    components::moved_if(&mut new, Kind::Schema, "schemas", is_mood);
    assert_eq!(items(&old.to_string(), &new.to_string()), ["Renamed types::Moved12"]);
    let has_a_type = |_: &str, schema: &Value| schema.get("enum").or(schema.get("properties")).is_some();
    all_items(|document| components::moved_if(document, Kind::Schema, "schemas", has_a_type));
}

#[test]
fn what_only_rust_users_see_is_told_to_them_alone() {
    for (Rewrite { name, text }, is_meant) in told_to_rust_users() {
        for (document, value) in documents() {
            let items = items(&value.to_string(), &text(&value));
            assert!(items.iter().all(|item| is_meant(item)), "{name}, {document}: {items:#?}");
            assert!(document != "v30" || !items.is_empty(), "{name} changes no item of the fixture");
        }
    }
}

#[test]
fn the_name_of_a_path_parameter_is_for_people() {
    for (document, value) in documents() {
        let mut other = value.clone();
        operations::path_parameters_renamed(&mut other);
        let (old, new) = (value.to_string(), other.to_string());
        for diff in [changed(&old, &new), changed(&new, &old)] {
            let is_told =
                |change: &Change| change.id == "path_parameter_renamed" && change.weight() == Impact::Documentation;
            assert!(!diff.changes().is_empty() && diff.changes().iter().all(is_told), "{document}\n{}", shown(&diff));
        }
    }
}

#[test]
fn the_same_in_other_words_is_no_change() {
    let documents = documents();
    let mut loud = String::new();
    for Rewrite { name, text } in silent() {
        let mut differing = BTreeSet::new();
        for (document, value) in &documents {
            let (old, new) = (value.to_string(), text(value));
            if old == new {
                continue;
            }
            differing.insert(document.as_str());
            // The vendors' documents are long: there one way is enough.
            let is_fixture = document.starts_with('v');
            for (way, diff) in [("forth", Some((&old, &new))), ("back", is_fixture.then_some((&new, &old)))] {
                let Some(diff) = diff.map(|(old, new)| changed(old, new)) else { continue };
                if !diff.changes().is_empty() {
                    loud += &format!("== {name}, {document}, {way}\n{}", shown(&diff));
                }
            }
        }
        assert!(differing.contains("v30") || differing.contains("v31"), "{name} changes no fixture");
    }
    assert!(loud.is_empty(), "{loud}");
}
