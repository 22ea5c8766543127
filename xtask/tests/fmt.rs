//! Takes documents; checks that `fmt` lays them out, writes only what differs, and leaves alone what it cannot lay out.

use crate::support::{Repository, SPEC, run, snapshot};

const ROUGH: &str = "info: {version: \"1\", title: Pets}\nopenapi: 3.0.3   # the version\npaths: {}\n";
const SMOOTH: &str = "openapi: \"3.0.3\" # the version\ninfo: { title: Pets, version: \"1\" }\npaths: {}\n";
const ANCHORED: &str = "openapi: 3.0.3\ninfo: &a {title: T, version: '1'}\npaths: {}\nx-a: *a\n";

#[test]
fn writes_what_differs_and_nothing_else() {
    let repository = Repository::with(&["cats", "pets"]);
    repository.write("specs/cats/openapi.yaml", ROUGH);
    let before = snapshot(&repository.path("specs/pets"));
    repository.run(&["fmt"]).expect(0).says("specs/cats/openapi.yaml: written\nspecs/pets").says(": up to date\n");
    assert_eq!(repository.read("specs/cats/openapi.yaml"), SMOOTH);
    assert_eq!(snapshot(&repository.path("specs/pets")), before);
    repository.run(&["fmt"]).expect(0).says("specs/cats/openapi.yaml: up to date\n");
}

#[test]
fn check_shows_the_difference_and_writes_nothing() {
    let repository = Repository::with(&["cats", "pets"]);
    repository.write("specs/cats/openapi.yaml", ROUGH);
    let before = snapshot(&repository.path(""));
    repository
        .run(&["fmt", "--check"])
        .expect(2)
        .says("--- a/specs/cats/openapi.yaml\n+++ b/specs/cats/openapi.yaml\n")
        .says("\n+openapi: \"3.0.3\" # the version\n")
        .complains("not laid out as all documents are: 1 file\n  help: run `cargo xtask fmt`");
    repository.run(&["fmt", "--check", "pets"]).expect(0);
    assert_eq!(snapshot(&repository.path("")), before);
}

#[test]
fn what_is_refused_keeps_all_from_being_written() {
    let repository = Repository::with(&["cats", "dogs", "pets"]);
    repository.write("specs/cats/openapi.yaml", ANCHORED);
    repository.write("specs/dogs/openapi.yaml", ROUGH);
    let before = snapshot(&repository.path(""));
    repository.run(&["fmt"]).expect(1).complains("error[layout]").complains("specs/cats/openapi.yaml:2:7");
    assert_eq!(snapshot(&repository.path("")), before);
    repository.run(&["fmt", "dogs"]).expect(0);
}

#[test]
fn any_file_or_stream_is_laid_out() {
    let repository = Repository::empty();
    repository.write("a.yaml", "b:   1\n");
    repository.write("c.json", "{\"b\":[1,{}]}");
    repository.run(&["fmt", "--spec", "a.yaml"]).expect(0).says("a.yaml: written\n");
    repository.run(&["fmt", "--spec", "c.json"]).expect(0);
    assert_eq!(repository.read("a.yaml"), "b: 1\n");
    assert_eq!(repository.read("c.json"), "{\n  \"b\": [\n    1,\n    {}\n  ]\n}\n");
    let ran = run(&["fmt", "--spec", "-"], &repository.context().with_stdin(ROUGH)).expect(0);
    assert_eq!(ran.stdout, SMOOTH);
    run(&["fmt", "--spec", "-", "--check"], &repository.context().with_stdin(ROUGH)).expect(2);
}

#[cfg(unix)]
#[test]
fn a_link_and_permissions_stay() {
    use std::fs;
    use std::os::unix::fs::{PermissionsExt, symlink};
    let repository = Repository::empty();
    repository.write("real/a.yaml", "b:   1\n");
    fs::set_permissions(repository.path("real/a.yaml"), fs::Permissions::from_mode(0o640)).unwrap();
    symlink("real/a.yaml", repository.path("link.yaml")).unwrap();
    repository.run(&["fmt", "--spec", "link.yaml"]).expect(0);
    assert!(repository.path("link.yaml").is_symlink());
    assert_eq!(repository.read("real/a.yaml"), "b: 1\n");
    assert_eq!(fs::metadata(repository.path("real/a.yaml")).unwrap().permissions().mode() & 0o777, 0o640);
}

#[test]
fn the_document_of_the_other_tests_is_laid_out() {
    let repository = Repository::with(&["pets"]);
    repository.run(&["fmt", "--check"]).expect(0);
    assert_eq!(repository.read("specs/pets/openapi.yaml"), SPEC);
}
