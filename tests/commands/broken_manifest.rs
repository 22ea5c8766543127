//! A broken manifest under `generated/` keeps Cargo from loading the workspace, but not from running the command that
//! mends it.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::repository::{copy, root, run};

/// Lets Cargo load a package and all that it depends on.
fn load(manifest: &Path) -> Result<(), String> {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut command = Command::new(cargo);
    command.args(["tree", "--offline", "--locked", "--manifest-path"]).arg(manifest);
    let output = command.output().unwrap();
    if output.status.success() { Ok(()) } else { Err(String::from_utf8_lossy(&output.stderr).into_owned()) }
}

/// The manifests of the repository, with an empty source for each library.
fn skeleton(to: &Path) {
    let generated = root().join("generated").read_dir().unwrap();
    let generated = generated.map(|entry| Path::new("generated").join(entry.unwrap().file_name()));
    let others = [
        "",
        "codegen",
        "codegen/runtime",
        "tests",
        "tests/bench",
        "tests/browser",
        "tests/sample",
        "tests/ui",
        "xtask",
    ]
    .map(PathBuf::from);
    for package in others.into_iter().chain(generated) {
        let (from, to) = (root().join(&package), to.join(&package));
        fs::create_dir_all(to.join("src")).unwrap();
        fs::copy(from.join("Cargo.toml"), to.join("Cargo.toml")).unwrap();
        for source in ["src/lib.rs", "src/main.rs", "tests/main.rs", "lib.rs", "main.rs", "build.rs"] {
            if from.join(source).exists() {
                fs::create_dir_all(to.join(source).parent().unwrap()).unwrap();
                fs::write(to.join(source), "").unwrap();
            }
        }
        if from.join("Cargo.lock").exists() {
            fs::copy(from.join("Cargo.lock"), to.join("Cargo.lock")).unwrap();
        }
    }
}

#[test]
fn the_commands_still_run() {
    let folder = tempfile::tempdir().unwrap();
    skeleton(folder.path());
    load(&folder.path().join("Cargo.toml")).unwrap();
    fs::write(folder.path().join("generated/nectar/Cargo.toml"), "[package\n").unwrap();
    load(&folder.path().join("Cargo.toml")).unwrap_err();
    load(&folder.path().join("xtask/Cargo.toml")).unwrap();
    fs::remove_file(folder.path().join("generated/nectar/Cargo.toml")).unwrap();
    load(&folder.path().join("Cargo.toml")).unwrap_err();
    load(&folder.path().join("xtask/Cargo.toml")).unwrap();
}

#[test]
fn generate_mends_it() {
    let copy = copy();
    let manifest = copy.path().join("generated/nectar/Cargo.toml");
    let whole = fs::read(&manifest).unwrap();
    fs::write(&manifest, "[package\n").unwrap();
    assert_eq!(run(copy.path(), &["generate", "--check"]).code, 2);
    assert_eq!(run(copy.path(), &["generate"]).code, 0);
    assert_eq!(fs::read(&manifest).unwrap(), whole);
}
