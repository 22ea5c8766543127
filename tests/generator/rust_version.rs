//! The oldest Rust that we promise is one that every dependency takes.

use std::collections::{BTreeMap, BTreeSet};
use std::process::Command;

use super::support::{read, root};

#[test]
fn every_normal_dependency_compiles_with_the_rust_that_we_promise() {
    let metadata = metadata();
    let promised = numbers(&promised());
    let packages: BTreeMap<_, _> =
        list(&metadata["packages"]).iter().map(|package| (text(&package["id"]), package)).collect();
    let reached = reached(&metadata);
    assert!(reached.len() > 50, "only {} packages are reached", reached.len());
    let newer: Vec<_> = reached
        .iter()
        .filter_map(|id| Some((text(&packages[id]["name"]), packages[id]["rust_version"].as_str()?)))
        .filter(|(_, version)| numbers(version) > promised)
        .collect();
    assert!(newer.is_empty(), "{newer:?}");
}

/// What cargo resolves for this platform, from what is already downloaded if that is enough.
fn metadata() -> serde_json::Value {
    let run = |flags: &[&str]| {
        let mut cargo = Command::new(env!("CARGO"));
        cargo.args(["metadata", "--format-version=1", "--locked", "--all-features", "--filter-platform", &host()]);
        cargo.args(flags).current_dir(root()).output().unwrap()
    };
    let offline = run(&["--offline"]);
    let output = if offline.status.success() { offline } else { run(&[]) };
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).unwrap()
}

/// The packages that a user of ours builds: normal and build dependencies, from the members on.
fn reached(metadata: &serde_json::Value) -> BTreeSet<&str> {
    let nodes: BTreeMap<_, _> =
        list(&metadata["resolve"]["nodes"]).iter().map(|node| (text(&node["id"]), node)).collect();
    let mut open: Vec<_> = list(&metadata["workspace_members"]).iter().map(text).collect();
    let mut reached = BTreeSet::new();
    while let Some(id) = open.pop() {
        if reached.insert(id) {
            let used = list(&nodes[id]["deps"])
                .iter()
                .filter(|dep| list(&dep["dep_kinds"]).iter().any(|kind| kind["kind"] != "dev"));
            open.extend(used.map(|dep| text(&dep["pkg"])));
        }
    }
    reached
}

fn host() -> String {
    let output = Command::new("rustc").arg("-vV").output().unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    text.lines().find_map(|line| line.strip_prefix("host: ")).unwrap().to_owned()
}

fn list(value: &serde_json::Value) -> &[serde_json::Value] {
    value.as_array().unwrap()
}

fn text(value: &serde_json::Value) -> &str {
    value.as_str().unwrap()
}

fn numbers(version: &str) -> Vec<u32> {
    let mut numbers: Vec<_> = version.split('.').map(|number| number.parse().unwrap()).collect();
    numbers.resize(3, 0);
    numbers
}

/// The `rust-version` of the workspace.
fn promised() -> String {
    let manifest: toml::Table = read(root().join("Cargo.toml")).parse().unwrap();
    manifest["workspace"]["package"]["rust-version"].as_str().unwrap().to_owned()
}
