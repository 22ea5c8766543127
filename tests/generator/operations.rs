//! Builds the clients of the documents in `tests/operations`, and runs the programs beside them, which drive each client
//! over real HTTP.
//!
//! They are no members of this workspace: what is generated for a test is not kept, and a client that does not compile
//! fails this one test.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use specwright_codegen::{Layout, RuntimeDependency, Source};
use toml::{Table, Value};

use super::support::{generate_bundle_as, read, root, tests_dir};

#[test]
fn every_operation_fixture_passes_on_the_wire() {
    let workspace = workspace();
    let run = |flags: &[&str]| {
        // The folder that this very test was built in: the dependencies are there already.
        let target = Path::new(env!("CARGO_TARGET_TMPDIR")).parent().unwrap();
        let mut command = Command::new(env!("CARGO"));
        command.args(["test", "--quiet", "--package=operations"]).args(flags).arg("--target-dir").arg(target);
        command.current_dir(&workspace).output().unwrap()
    };
    let mut output = run(&["--offline"]);
    if !output.status.success() && output.stdout.is_empty() {
        output = run(&[]);
    }
    let said = [output.stdout, output.stderr].map(|text| String::from_utf8_lossy(&text).into_owned()).concat();
    assert!(output.status.success() && !said.contains("warning:"), "{said}");
}

/// Writes a crate for each document, and a workspace around them that takes this repository's versions.
fn workspace() -> PathBuf {
    let workspace = Path::new(env!("CARGO_TARGET_TMPDIR")).join("operations");
    let _ = fs::remove_dir_all(&workspace);
    let documents = tests_dir().join("operations").read_dir().unwrap().map(|entry| entry.unwrap().path());
    let mut documents: Vec<_> = documents.filter(|path| path.extension().is_some_and(|end| end == "yaml")).collect();
    documents.sort();
    let mut dependencies = Table::new();
    for document in documents {
        let name = document.file_stem().unwrap().to_str().unwrap();
        let package = format!("{}-client", name.replace('_', "-"));
        let (runtime, spec) = (RuntimeDependency::Workspace, Source::new(name, read(&document)).into());
        let generated = generate_bundle_as(Layout::Member, runtime, &package, &spec);
        for (path, text) in generated.unwrap_or_else(|report| panic!("{report}")).files {
            let file = workspace.join(&package).join(&path);
            fs::create_dir_all(file.parent().unwrap()).unwrap();
            fs::write(file, text).unwrap();
        }
        let (path, features) = (Value::from(format!("../{package}")), vec!["mock"].into());
        let dependency = [("path".to_owned(), path), ("features".to_owned(), features)];
        dependencies.insert(package, Table::from_iter(dependency).into());
    }
    fs::create_dir_all(workspace.join("operations")).unwrap();
    fs::write(workspace.join("operations/Cargo.toml"), programs(dependencies)).unwrap();
    fs::write(workspace.join("Cargo.toml"), manifest()).unwrap();
    fs::copy(root().join("Cargo.lock"), workspace.join("Cargo.lock")).unwrap();
    workspace
}

/// The package of the programs, which stay where they are.
fn programs(mut dependencies: Table) -> String {
    let workspace = Table::from_iter([("workspace".to_owned(), Value::from(true))]);
    let own =
        ["flate2", "futures-core", "serde_json", "specwright-runtime", "tokio", "tracing", "tracing-core", "wiremock"];
    for name in own {
        dependencies.insert(name.to_owned(), workspace.clone().into());
    }
    // The clients of vendors are held to the same behaviour.
    for name in ["arcadia-switch-client", "energycap-client", "nectar-client"] {
        let mut dependency = workspace.clone();
        dependency.insert("features".to_owned(), vec!["rustls"].into());
        dependencies.insert(name.to_owned(), dependency.into());
    }
    let path = tests_dir().join("operations/mod.rs");
    let mut manifest: Table = toml::from_str(&format!(
        "package = {{ name = \"operations\", version = \"0.0.0\", edition.workspace = true }}\n\
         test = [{{ name = \"operations\", path = {path:?} }}]",
    ))
    .unwrap();
    manifest.insert("dependencies".to_owned(), dependencies.into());
    toml::to_string(&manifest).unwrap()
}

/// This repository's own manifest, with other members, in another place.
fn manifest() -> String {
    let mut manifest: Table = toml::from_str(&read(root().join("Cargo.toml"))).unwrap();
    manifest["workspace"]["members"] = vec!["*"].into();
    manifest["workspace"].as_table_mut().unwrap().remove("exclude");
    for (_, dependency) in manifest["workspace"]["dependencies"].as_table_mut().unwrap() {
        if let Some(path) = dependency.get_mut("path") {
            *path = root().join(path.as_str().unwrap()).to_str().unwrap().into();
        }
    }
    toml::to_string(&manifest).unwrap()
}
