//! The features of a generated crate: which there are, and what they are called.

use std::collections::BTreeMap;

use super::support::generate_text;

/// The features of a crate with an operation for each of some tags.
fn features(tags: &[&str]) -> BTreeMap<String, Vec<String>> {
    let operations = tags.iter().enumerate().map(|(at, tag)| {
        format!("  /{at}: {{get: {{tags: [\"{tag}\"], responses: {{\"204\": {{description: Done.}}}}}}}}\n")
    });
    let text = format!("openapi: 3.0.3\ninfo: {{title: T, version: '1'}}\npaths:\n{}", operations.collect::<String>());
    let manifest = &generate_text("openapi.yaml", &text).unwrap().files["Cargo.toml"];
    manifest.parse::<toml::Table>().unwrap()["features"].clone().try_into().unwrap()
}

#[test]
fn a_crate_with_one_tag_leaves_no_choice() {
    assert_eq!(Vec::from_iter(features(&["pets", "pets"]).into_keys()), ["blocking", "default", "mock", "rustls"]);
}

#[test]
fn each_tag_is_a_feature_and_all_are_the_default() {
    let features = features(&["Cats & kittens", "dogs_2", "", "crate", "größe"]);
    let tags = ["cats-kittens", "crate-tag", "dogs-2", "empty", "gr-e"];
    assert_eq!(features["all"], tags);
    assert!(tags.iter().all(|tag| features[*tag].is_empty()));
    assert_eq!(features["default"], ["all", "rustls"]);
    assert_eq!(features.len(), tags.len() + 5);
}

#[test]
fn tags_do_not_take_the_names_of_other_features() {
    let features = features(&["all", "default", "mock", "rustls", "others", "all tag"]);
    assert_eq!(features["all"], ["all-tag", "all-tag2", "default-tag", "mock-tag", "others-tag", "rustls-tag"]);
    assert_eq!(features["rustls"], ["specwright-runtime/rustls"]);
}

#[test]
fn no_crate_has_more_features_than_the_registry_takes() {
    let tags: Vec<_> = (0..400).map(|at| format!("tag {at}")).collect();
    let features = features(&tags.iter().map(String::as_str).collect::<Vec<_>>());
    assert_eq!(features.len(), 300);
    assert!(features["all"].contains(&"tag-293".to_owned()) && features["all"].contains(&"others".to_owned()));
    assert!(!features.contains_key("tag-294"));
}
