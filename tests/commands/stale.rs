//! Clients are what their specifications say, and a difference is shown.

use std::fs;

use super::repository::{copy, root, run};

#[test]
fn the_clients_of_this_repository_are_fresh() {
    let said = run(&root(), &["generate", "--check"]);
    assert_eq!(said.code, 0, "{}{}", said.stdout, said.stderr);
}

#[test]
fn an_edit_of_the_specification_is_stale_until_it_is_generated() {
    let copy = copy();
    let spec = copy.path().join("specs/nectar/openapi.yaml");
    let text = fs::read_to_string(&spec).unwrap();
    fs::write(&spec, text.replace("Whether Nectar tracks the account.", "Whether the account is tracked.")).unwrap();

    let stale = run(copy.path(), &["generate", "--check"]);
    assert_eq!(stale.code, 2, "{}{}", stale.stdout, stale.stderr);
    for line in ["-    /// Whether Nectar tracks the account.", "+    /// Whether the account is tracked."] {
        assert!(stale.stdout.contains(line), "{}", stale.stdout);
    }
    assert!(stale.stderr.contains("cargo xtask generate"), "{}", stale.stderr);

    assert_eq!(run(copy.path(), &["generate"]).code, 0);
    assert_eq!(run(copy.path(), &["generate", "--check"]).code, 0);
}

#[test]
fn clients_that_are_gone_come_back() {
    let copy = copy();
    fs::remove_dir_all(copy.path().join("generated")).unwrap();
    assert_eq!(run(copy.path(), &["generate", "--check"]).code, 2);
    let said = run(copy.path(), &["generate"]);
    assert_eq!(said.code, 0, "{}", said.stderr);
    let path = "generated/nectar/src/lib.rs";
    assert_eq!(fs::read(copy.path().join(path)).unwrap(), fs::read(root().join(path)).unwrap());
}
