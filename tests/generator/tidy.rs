//! The house rules that no compiler holds: sizes, first lines, one home for the engine, and manifests that agree.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use super::support::{files_below, read, root};

/// All Rust files that people write.
fn sources() -> Vec<PathBuf> {
    ["codegen", "xtask", "tests"].iter().flat_map(|folder| files_below(&root().join(folder), ".rs")).collect()
}

fn manifest(path: &str) -> toml::Table {
    read(root().join(path)).parse().unwrap()
}

#[test]
fn every_file_opens_with_a_sentence_about_it() {
    let silent: Vec<_> = sources().into_iter().filter(|path| !read(path).starts_with("//! ")).collect();
    assert!(silent.is_empty(), "{silent:#?}");
}

#[test]
fn no_file_is_longer_than_400_lines() {
    let long: Vec<_> = sources()
        .into_iter()
        .map(|path| (read(&path).lines().count(), path))
        .filter(|(lines, _)| *lines > 400)
        .collect();
    assert!(long.is_empty(), "{long:#?}");
}

#[test]
fn one_file_names_the_engine() {
    let naming: Vec<_> = sources()
        .into_iter()
        .filter(|path| !path.ends_with(file!()) && read(path).to_lowercase().contains("progenitor"))
        .collect();
    let naming: Vec<_> = naming.iter().map(|path| path.strip_prefix(root()).unwrap().to_str().unwrap()).collect();
    assert_eq!(naming, ["codegen/src/skeleton.rs"]);
}

#[test]
fn the_commands_are_held_to_the_lints_of_the_workspace() {
    let lints = |path| manifest(path)["workspace"]["lints"].clone();
    assert_eq!(lints("xtask/Cargo.toml"), lints("Cargo.toml"));
}

#[test]
fn the_commands_have_the_package_facts_of_the_workspace() {
    let (commands, workspace) = (manifest("xtask/Cargo.toml"), manifest("Cargo.toml"));
    for key in ["edition", "rust-version", "license"] {
        assert_eq!(commands["workspace"]["package"][key], workspace["workspace"]["package"][key], "{key}");
    }
    assert_eq!(commands["profile"], workspace["profile"]);
}

#[test]
fn a_dependency_of_both_workspaces_has_one_version() {
    let commands = manifest("xtask/Cargo.toml");
    let ours = manifest("Cargo.toml")["workspace"]["dependencies"].as_table().unwrap().clone();
    let sections = ["dependencies", "dev-dependencies", "build-dependencies"]
        .iter()
        .filter_map(|key| commands.get(*key)?.as_table());
    for (name, theirs) in sections.flatten() {
        if let (Some(ours), Some(theirs)) = (ours.get(name).and_then(version), version(theirs)) {
            assert_eq!(ours, theirs, "{name}");
        }
    }
}

fn version(dependency: &toml::Value) -> Option<&str> {
    dependency.as_str().or_else(|| dependency.get("version")?.as_str())
}

#[test]
fn what_both_workspaces_lock_is_the_same() {
    let (ours, theirs) = (locked("Cargo.lock"), locked("xtask/Cargo.lock"));
    let both = ours.keys().filter(|name| theirs.contains_key(*name));
    let differing: Vec<_> = both.filter(|name| ours[*name].is_disjoint(&theirs[*name])).collect();
    assert!(differing.is_empty(), "{differing:?}");
}

fn locked(path: &str) -> BTreeMap<String, BTreeSet<String>> {
    let mut versions = BTreeMap::<_, BTreeSet<_>>::new();
    for package in manifest(path)["package"].as_array().unwrap() {
        let text = |key: &str| package[key].as_str().unwrap().to_owned();
        versions.entry(text("name")).or_default().insert(text("version"));
    }
    versions
}

#[test]
fn every_crate_that_can_be_published_brings_the_licences() {
    let clients = root().join("generated").read_dir().unwrap().map(|entry| entry.unwrap().path());
    let ours = ["codegen", "codegen/runtime"].map(|folder| root().join(folder));
    for folder in clients.chain(ours) {
        for name in ["LICENSE-APACHE", "LICENSE-MIT"] {
            assert_eq!(read(folder.join(name)), read(root().join(name)), "{name} of {}", folder.display());
        }
    }
}
