//! What reviewers meet most often: each pair of documents with the verdict that it deserves.

use specwright_codegen::Impact::{self, Breaking, Compatible, Documentation, None, Warning};
use specwright_codegen::{Change, Diff};

use crate::generator::support::{comment, fixtures, read, snapshot, tests_dir};
use crate::review::support::{compare, shown};

/// Wire, Rust, and how many changes there are.
const EXPECTED: [(&str, Impact, Impact, usize); 11] = [
    ("response_field_renamed", Breaking, Breaking, 1),
    ("response_enum_value_dropped", Compatible, Breaking, 1),
    ("request_enum_value_dropped", Breaking, Breaking, 1),
    ("response_enum_value_added", Warning, Compatible, 1),
    ("optional_request_field_required", Breaking, Breaking, 1),
    ("response_field_nullable", Breaking, Breaking, 1),
    ("description_mended", Documentation, None, 1),
    ("request_constraint_tightened", Breaking, None, 1),
    ("response_integer_widened", Breaking, Breaking, 1),
    ("request_integer_widened", Compatible, Breaking, 1),
    ("optional_parameter_added", Compatible, Compatible, 1),
];

fn pair(name: &str) -> Diff {
    let text = read(tests_dir().join("fixtures/review").join(format!("{name}.yaml")));
    let (old, new) = text.split_once("\n---\n").unwrap();
    compare(old, new).unwrap_or_else(|report| panic!("{name}\n{report}"))
}

#[test]
fn each_pair_has_the_verdict_that_it_deserves() {
    let mut mistakes = String::new();
    for (name, wire, rust, count) in EXPECTED {
        let diff = pair(name);
        let most = |of: fn(&Change) -> Impact| diff.changes().iter().map(of).max().unwrap_or_default();
        let found = (most(|change| change.level), most(|change| change.rust_level), diff.changes().len());
        if found != (wire, rust, count) || diff.verdict() != wire.max(rust) {
            mistakes += &format!("== {name}: {wire:?}, {rust:?}, {count}, not {found:?}\n{}", shown(&diff));
        }
    }
    assert!(mistakes.is_empty(), "{mistakes}");
}

#[test]
fn each_pair_reads_well() {
    for (name, path) in fixtures("review") {
        snapshot("review", &name, comment(&read(path)), &shown(&pair(&name)));
    }
}

/// The items that stand with each change, by its id.
fn joined(name: &str) -> Vec<(&'static str, Vec<String>)> {
    let items = |change: &Change| change.rust.iter().map(|item| format!("{:?} {}", item.kind, item.item)).collect();
    pair(name).changes().iter().map(|change| (change.id, items(change))).collect()
}

fn assert_joined(name: &str, expected: &[(&str, &[&str])]) {
    let expected: Vec<_> = expected
        .iter()
        .map(|(id, items)| (*id, items.iter().map(|item| (*item).to_owned()).collect::<Vec<_>>()))
        .collect();
    assert_eq!(joined(name), expected, "{name}\n{}", shown(&pair(name)));
}

#[test]
fn a_renamed_component_is_one_renamed_type() {
    assert_joined("component_renamed", &[("schema_renamed", &["Renamed types::Animal"])]);
}

#[test]
fn a_renamed_operation_is_one_renamed_method() {
    assert_joined("operation_renamed", &[("operation_id_changed", &["Renamed Client::find_pets"])]);
}

#[test]
fn a_renamed_tag_is_a_renamed_feature() {
    assert_joined("tag_renamed", &[("operation_tags_changed", &["Renamed feature animals"])]);
}

#[test]
fn a_type_of_two_operations_changes_once_for_both() {
    assert_joined("type_of_two_operations", &[("response_type_changed", &["Changed types::Pet::name"])]);
    assert_eq!(pair("type_of_two_operations").changes()[0].operations, ["listPets", "readPet"]);
}

#[test]
fn what_an_alias_stands_for_changes_the_alias_and_not_each_field() {
    assert_joined("alias_changed", &[("response_type_changed", &["Changed types::Id"])]);
}

#[test]
fn what_a_member_says_changes_the_composed_type_too() {
    let items = ["Changed types::Base::name", "Changed types::Pet::name"];
    assert_joined("member_changed", &[("response_type_changed", &items)]);
}
