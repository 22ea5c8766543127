//! Every feature fixture gives a crate that compiles without a warning, in one run of cargo for all of them.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use specwright_codegen::{Layout, RuntimeDependency, Source};

use super::support::{bundle, fixtures, generate_bundle_as, read, root};

/// What this repository asks of its members, which a crate outside of it does not inherit.
const LINTS: &str = "[lints.rust]\nmissing_docs = \"warn\"\nunsafe_code = \"forbid\"\nunreachable_pub = \"warn\"\n";

#[test]
fn every_feature_compiles_without_a_warning() {
    let workspace = workspace();
    let mut output = check(&workspace, &["--offline"]);
    if !output.status.success() && output.stdout.is_empty() {
        output = check(&workspace, &[]);
    }
    let problems = problems(&String::from_utf8(output.stdout).unwrap());
    let names: Vec<_> = problems.keys().map(String::as_str).collect();
    let texts: Vec<_> = problems.iter().map(|(name, texts)| format!("== {name}\n{}", texts.join("\n"))).collect();
    assert!(problems.is_empty(), "{}\n{} do not compile cleanly: {}", texts.join("\n"), names.len(), names.join(", "));
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}

/// Writes one crate a fixture, and a workspace around them that takes this repository's versions.
fn workspace() -> PathBuf {
    let workspace = Path::new(env!("CARGO_TARGET_TMPDIR")).join("features");
    let _ = fs::remove_dir_all(&workspace);
    let features = [fixtures("features"), fixtures("features/operations")].concat().into_iter().map(|(name, path)| {
        let spec = Source::new(name.as_str(), read(path)).into();
        (name, spec)
    });
    let bundles = fixtures("bundles").into_iter().map(|(name, path)| (name, bundle(&path)));
    for (name, spec) in features.chain(bundles) {
        let runtime = RuntimeDependency::Path(root().join("codegen/runtime").to_str().unwrap().to_owned());
        let generated = generate_bundle_as(Layout::Standalone, runtime, &name.replace('_', "-"), &spec).unwrap();
        for (path, text) in generated.files {
            let file = workspace.join(&name).join(&path);
            fs::create_dir_all(file.parent().unwrap()).unwrap();
            let text = if path == "Cargo.toml" { text.replace("[workspace]\n", LINTS) } else { text };
            fs::write(file, text).unwrap();
        }
    }
    let manifest = "[workspace]\nresolver = \"3\"\nmembers = [\"*\"]\n\n[profile.dev]\ndebug = false\n";
    fs::write(workspace.join("Cargo.toml"), manifest).unwrap();
    fs::copy(root().join("Cargo.lock"), workspace.join("Cargo.lock")).unwrap();
    workspace
}

fn check(workspace: &Path, flags: &[&str]) -> Output {
    // The folder that this very test was built in: what other checks have built is not built again.
    let target = Path::new(env!("CARGO_TARGET_TMPDIR")).parent().unwrap();
    Command::new(env!("CARGO"))
        .args(["check", "--quiet", "--workspace", "--keep-going", "--no-default-features", "--features=all"])
        .arg("--message-format=json")
        .args(flags)
        .arg("--target-dir")
        .arg(target)
        .current_dir(workspace)
        .output()
        .unwrap()
}

/// What rustc said, by crate.
fn problems(messages: &str) -> BTreeMap<String, Vec<String>> {
    let mut problems = BTreeMap::<_, Vec<_>>::new();
    for line in messages.lines() {
        let message: serde_json::Value = serde_json::from_str(line).unwrap();
        if message["reason"] == "compiler-message" && !message["message"]["spans"].as_array().unwrap().is_empty() {
            let name = message["target"]["name"].as_str().unwrap().to_owned();
            problems.entry(name).or_default().push(message["message"]["rendered"].as_str().unwrap().to_owned());
        }
    }
    problems
}
