//! What cargo-semver-checks calls breaking, a review calls breaking too.
//!
//! The tool sees less: not the types of fields and arguments, not the features without their manifest.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use specwright_codegen::{Impact, Layout, RuntimeDependency, Source};

use super::rust::{items, pair};
use super::support::compare;
use crate::generator::support::{fixtures, generate_bundle_as, read, root};

#[test]
fn what_semver_checks_calls_breaking_is_breaking() {
    if let Err(reason) = tool() {
        println!("skipped: {reason}");
        return;
    }
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("semver_checks");
    let mut found = 0;
    for (name, path) in fixtures("rust") {
        let text = read(path);
        let (old, new) = pair(&text);
        let docs = [("old", old), ("new", new)].map(|(side, text)| docs(&folder, &format!("{name}_{side}"), text));
        for (way, [from, to], [old, new]) in [("forth", [0, 1], [old, new]), ("back", [1, 0], [new, old])] {
            let said = breaking(&docs[from], &docs[to]);
            let diff = compare(old, new).unwrap();
            let ours = items(&diff).iter().any(|(_, item)| item.level == Impact::Breaking);
            println!("{name} {way}: {} here, there {said:?}", if ours { "breaking" } else { "fine" });
            assert!(said.is_empty() || ours, "{name} {way}: {said:?}");
            found += said.len();
        }
    }
    assert!(found > 10, "{found} findings are too few to mean anything");
}

/// Whether the tool is there, and understands what this compiler writes.
fn tool() -> Result<(), String> {
    let output = Command::new(env!("CARGO")).args(["semver-checks", "--version"]).output().unwrap();
    if output.status.success() { Ok(()) } else { Err("`cargo semver-checks` is not installed".to_owned()) }
}

/// The public API of the crate of a document, as rustdoc writes it for programs.
fn docs(folder: &Path, name: &str, text: &str) -> PathBuf {
    let package = folder.join("crate");
    let _ = fs::remove_dir_all(&package);
    let runtime = RuntimeDependency::Path(root().join("codegen/runtime").to_str().unwrap().to_owned());
    let spec = Source::new(name, text).into();
    let files = generate_bundle_as(Layout::Standalone, runtime, "test-client", &spec).unwrap().files;
    for (path, text) in &files {
        fs::create_dir_all(package.join(path).parent().unwrap()).unwrap();
        fs::write(package.join(path), text).unwrap();
    }
    fs::copy(root().join("Cargo.lock"), package.join("Cargo.lock")).unwrap();
    let has_tags = files["Cargo.toml"].contains("\nall = [");
    let output = rustdoc(&package, has_tags, &["--offline"]);
    let output = if output.status.success() { output } else { rustdoc(&package, has_tags, &[]) };
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let kept = folder.join(format!("{name}.json"));
    fs::copy(target().join("doc/test_client.json"), &kept).unwrap();
    kept
}

/// The folder that this very test was built in: what has been built for it is not built again.
fn target() -> &'static Path {
    Path::new(env!("CARGO_TARGET_TMPDIR")).parent().unwrap()
}

fn rustdoc(package: &Path, has_tags: bool, flags: &[&str]) -> Output {
    Command::new(env!("CARGO"))
        .args(["rustdoc", "--quiet", "--no-default-features"])
        .args(has_tags.then_some("--features=all"))
        .args(flags)
        .arg("--target-dir")
        .arg(target())
        .args(["--", "-Zunstable-options", "--output-format=json"])
        // Rustdoc writes JSON for nightly compilers alone, unless told that this is one.
        .env("RUSTC_BOOTSTRAP", "1")
        .current_dir(package)
        .output()
        .unwrap()
}

/// What forbids a minor version, as the names of the tool's rules.
fn breaking(old: &Path, new: &Path) -> Vec<String> {
    let output = Command::new(env!("CARGO"))
        .args(["semver-checks", "--release-type=minor", "--color=never"])
        .arg("--baseline-rustdoc")
        .arg(old)
        .arg("--current-rustdoc")
        .arg(new)
        .output()
        .unwrap();
    let text = String::from_utf8_lossy(&output.stdout);
    let rules = text.lines().filter_map(|line| line.strip_prefix("--- failure ")?.split(':').next());
    let rules: Vec<_> = rules.map(str::to_owned).collect();
    let error = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success() || !rules.is_empty(), "{error}");
    rules
}
