//! Takes repositories in every state; checks what `generate` writes, removes and leaves alone.

use crate::support::{Repository, SPEC, snapshot};
use std::fs;

#[test]
fn says_one_line_per_crate() {
    let ran = Repository::with(&["pets", "birds"]).run(&["generate"]).expect(0);
    let lines: Vec<&str> = ran.stdout.lines().collect();
    assert_eq!(lines.len(), 2);
    assert!(lines[0].starts_with("birds-client: 1 operation, 2 types, "), "{}", lines[0]);
    assert!(lines[0].ends_with(" ms") && lines[0].contains(" files changed, "), "{}", lines[0]);
    assert!(lines[1].starts_with("pets-client: "), "{}", lines[1]);
    assert_eq!(ran.stderr, "");
}

#[test]
fn writes_only_what_differs() {
    let repository = Repository::generated(&["pets"]);
    let first = snapshot(&repository.path("generated"));
    repository.run(&["generate"]).expect(0).says(" 0 files changed");
    assert_eq!(snapshot(&repository.path("generated")), first);
    repository.append("generated/pets/src/lib.rs", "// by hand\n");
    repository.run(&["generate"]).expect(0).says(" 1 file changed");
    let second = snapshot(&repository.path("generated"));
    for (path, (bytes, identity)) in &first {
        assert_eq!(&second[path].0, bytes, "{path}");
        assert_eq!(&second[path].1 == identity, path != "pets/src/lib.rs", "{path}");
    }
}

#[test]
fn only_named_apis_are_touched() {
    let repository = Repository::with(&["pets", "birds"]);
    repository.run(&["generate", "pets", "pets"]).expect(0);
    assert!(repository.exists("generated/pets/Cargo.toml") && !repository.exists("generated/birds"));
}

#[test]
fn json_is_read_but_not_both() {
    let repository = Repository::with(&["pets"]);
    repository.write("specs/pets/openapi.json", SPEC);
    repository.run(&["generate"]).expect(1).complains("both openapi.yaml and openapi.json");
    fs::remove_file(repository.path("specs/pets/openapi.yaml")).unwrap();
    fs::remove_file(repository.path("specs/pets/openapi.json")).unwrap();
    repository.run(&["generate"]).expect(1).complains("neither openapi.yaml nor openapi.json");
}

#[test]
fn removes_what_is_listed_and_no_longer_produced() {
    let repository = Repository::generated(&["pets"]);
    let fresh = snapshot(&repository.path("generated"));
    repository.write("generated/pets/src/old/deep/gone.rs", "");
    repository.append("generated/pets/specwright.files", "src/old/deep/gone.rs\n");
    repository.run(&["generate", "--check"]).expect(2).says("orphan: generated/pets/src/old/deep/gone.rs");
    repository.run(&["generate"]).expect(0);
    assert!(!repository.exists("generated/pets/src/old"));
    let healed = snapshot(&repository.path("generated"));
    assert!(healed.keys().eq(fresh.keys()));
    repository.run(&["generate", "--check"]).expect(0);
}

#[test]
fn never_removes_what_is_not_listed() {
    let repository = Repository::generated(&["pets"]);
    repository.write("generated/pets/notes/mine.txt", "mine");
    repository.write("generated/pets/target/debug/x", "");
    repository.write("generated/pets/Cargo.lock", "");
    let ran = repository.run(&["generate", "--check"]).expect(2);
    assert_eq!(ran.stdout, "orphan: generated/pets/notes/ (not ours: remove it by hand)\n");
    assert_eq!(ran.stderr.matches("help:").count(), 1, "{}", ran.stderr);
    ran.complains("help: remove by hand what is not ours");
    repository.run(&["generate"]).expect(0).complains("generated/pets/notes/ is not ours");
    assert_eq!(repository.read("generated/pets/notes/mine.txt"), "mine");
    assert!(repository.exists("generated/pets/target/debug/x") && repository.exists("generated/pets/Cargo.lock"));
    fs::remove_dir_all(repository.path("generated/pets/notes")).unwrap();
    repository.run(&["generate", "--check"]).expect(0);
}

#[test]
fn a_client_whose_document_is_gone_goes_too() {
    let repository = Repository::generated(&["pets", "birds"]);
    fs::remove_dir_all(repository.path("specs/birds")).unwrap();
    repository.write("generated/mine/Cargo.toml", "");
    let ran = repository.run(&["generate", "--check"]).expect(2);
    assert!(ran.stdout.contains("orphan: generated/birds/\n"), "{}", ran.stdout);
    assert!(ran.stdout.contains("orphan: generated/birds/src/lib.rs\n"), "{}", ran.stdout);
    assert!(ran.stdout.contains("orphan: generated/mine/Cargo.toml (not ours: remove it by hand)\n"), "{}", ran.stdout);
    repository.run(&["generate"]).expect(0).says("generated/birds: no document any more");
    assert!(!repository.exists("generated/birds") && repository.exists("generated/mine/Cargo.toml"));
}

#[test]
fn build_products_do_not_excuse_a_folder_without_a_document() {
    let repository = Repository::generated(&["pets"]);
    repository.write("generated/gone/target/x", "");
    repository.write("generated/gone/Cargo.lock", "");
    repository.run(&["generate", "--check", "pets"]).expect(0);
    repository.run(&["generate", "--check"]).expect(2).says("orphan: generated/gone/target/ (not ours");
    repository.run(&["generate"]).expect(0).complains("generated/gone/Cargo.lock is not ours");
    assert!(repository.exists("generated/gone/target/x"));
}

#[test]
fn check_shows_a_diff_and_the_command_and_writes_nothing() {
    let repository = Repository::generated(&["pets"]);
    repository.append("generated/pets/src/lib.rs", "// by hand\n");
    fs::remove_file(repository.path("generated/pets/Cargo.toml")).unwrap();
    let before = snapshot(&repository.path(""));
    repository
        .run(&["generate", "--check"])
        .expect(2)
        .says("missing: generated/pets/Cargo.toml\n")
        .says("--- a/generated/pets/src/lib.rs\n+++ b/generated/pets/src/lib.rs\n@@ ")
        .says("\n-// by hand\n")
        .complains("run `cargo xtask generate`");
    assert_eq!(snapshot(&repository.path("")), before);
    repository.run(&["generate", "--check", "pets"]).expect(2).complains("run `cargo xtask generate pets`");
}

#[test]
fn one_broken_document_keeps_all_from_being_written() {
    let repository = Repository::with(&["pets", "birds", "dogs"]);
    repository.write("specs/birds/openapi.yaml", "no document");
    repository.write("specs/dogs/openapi.yaml", "none either");
    let ran = repository.run(&["generate"]).expect(1);
    let ran = ran.complains("specs/birds/openapi.yaml").complains("specs/dogs/openapi.yaml");
    assert_eq!(ran.stdout, "");
    assert!(!repository.exists("generated"));
}

#[test]
fn two_clients_of_one_name_are_refused() {
    let repository = Repository::with(&["pets", "birds"]);
    repository.write("specs/birds/client.toml", &repository.read("specs/pets/client.toml"));
    repository.run(&["generate"]).expect(1).complains("specs/birds and specs/pets both generate");
    assert!(!repository.exists("generated"));
}

#[test]
fn input_has_a_limit() {
    let repository = Repository::with(&["pets"]);
    let file = fs::File::create(repository.path("specs/pets/openapi.yaml")).unwrap();
    file.set_len(xtask::MAX_INPUT_BYTES + 1).unwrap();
    repository.run(&["generate"]).expect(1).complains("larger than 64 MiB");
    fs::write(repository.path("specs/pets/openapi.yaml"), b"title: \xff").unwrap();
    repository.run(&["generate"]).expect(1).complains("is not UTF-8 at byte 7");
}

#[test]
fn licences_of_the_repository_go_into_each_client() {
    let repository = Repository::with(&["pets"]);
    repository.write("LICENSE-MIT", "Do what you like.\n");
    repository.run(&["generate"]).expect(0);
    assert_eq!(repository.read("generated/pets/LICENSE-MIT"), "Do what you like.\n");
    assert!(repository.read("generated/pets/specwright.files").contains("LICENSE-MIT\n"));
    assert!(!repository.exists("generated/pets/LICENSE-APACHE"));
    repository.write("LICENSE-MIT", "Do what I like.\n");
    repository.run(&["generate", "--check"]).expect(2);
}
