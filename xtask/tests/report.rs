//! Takes documents with mistakes; checks the file that `--report` writes.

use crate::support::{Repository, SPEC};
use serde_json::{Value, json};

fn report(repository: &Repository) -> Value {
    serde_json::from_str(&repository.read("report.json")).unwrap()
}

#[test]
fn every_finding_is_an_object_in_source_order() {
    let repository = Repository::empty();
    repository.write("in/a.yaml", "openapi: 3.0.3\ninfo: {title: T, version: '1', x: 1}\npaths: {'/{': {}}\n");
    let args = ["generate", "--spec", "in/a.yaml", "--out", "out", "--report", "report.json"];
    repository.run(&args).expect(1).complains("error[path_syntax]");
    let expected = json!([
        {
            "rule": "unknown_member",
            "level": "warning",
            "file": "a.yaml",
            "line": 2,
            "column": 32,
            "pointer": "#/info/x",
            "message": "`x` is no member of Info objects in this version of OpenAPI; it has no effect",
            "hint": "mend the spelling, or prefix an extension with `x-`",
        },
        {
            "rule": "path_syntax",
            "level": "error",
            "file": "a.yaml",
            "line": 3,
            "column": 9,
            "pointer": "#/paths/~1{",
            "message": "`/{` is no path template",
            "hint": "write each parameter of the path as `{name}`, and those of the query under `parameters`",
        },
    ]);
    assert_eq!(report(&repository), expected);
    let keys: Vec<_> =
        repository.read("report.json").lines().skip(2).take(8).map(|line| line.trim().to_owned()).collect();
    assert!(keys[0].starts_with("\"rule\"") && keys[7].starts_with("\"hint\""), "{keys:?}");
}

#[test]
fn all_are_there_where_the_terminal_shows_ten() {
    let repository = Repository::with(&["cats", "pets"]);
    let schemas: String = (0..500).map(|at| format!("    A{at}: {{tpye: string}}\n")).collect();
    let head = "openapi: 3.0.3\ninfo: {title: T, version: '1'}\npaths: {}\ncomponents:\n  schemas:\n";
    repository.write("specs/pets/openapi.yaml", &format!("{head}{schemas}"));
    repository.write("specs/cats/openapi.yaml", "openapi: 9.0.0");
    let ran = repository.run(&["generate", "--report", "report.json"]).expect(1);
    assert!(ran.stderr.lines().count() < 120, "{}", ran.stderr);
    let all = report(&repository);
    let files: Vec<_> = all.as_array().unwrap().iter().map(|one| one["file"].as_str().unwrap()).collect();
    assert_eq!(files.iter().filter(|file| **file == "specs/pets/openapi.yaml").count(), 500);
    assert!(files.is_sorted() && files[0] == "specs/cats/openapi.yaml");
}

#[test]
fn nothing_found_is_an_empty_list_and_a_file_that_cannot_be_written_is_said() {
    let repository = Repository::empty();
    repository.write("pets.yaml", SPEC);
    let args = ["generate", "--spec", "pets.yaml", "--out", "out", "--report"];
    repository.run(&[&args[..], &["report.json"]].concat()).expect(0);
    assert_eq!(repository.read("report.json"), "[]\n");
    repository.run(&[&args[..], &["none/report.json"]].concat()).expect(1).complains("cannot write none/report.json");
    repository.write("pets.yaml", "openapi: 9.0.0");
    let ran = repository.run(&[&args[..], &["none/report.json"]].concat()).expect(1);
    ran.complains("cannot write none/report.json").complains("error[unsupported_version]");
}

#[test]
fn findings_in_other_files_have_their_names() {
    let repository = Repository::empty();
    let head = "openapi: 3.0.3\ninfo: {title: T, version: '1'}\npaths: {'/{': {}}\ncomponents:\n  schemas:\n";
    repository.write("in/a.yaml", &format!("{head}    Cat: {{$ref: 'more/cat.yaml'}}\n"));
    repository.write("in/more/cat.yaml", "tpye: string\n");
    let args = ["generate", "--spec", "in/a.yaml", "--out", "out", "--report", "report.json"];
    repository.run(&args).expect(1);
    let all = report(&repository);
    let found: Vec<_> =
        all.as_array().unwrap().iter().map(|one| (&one["file"], &one["rule"], &one["pointer"])).collect();
    assert_eq!(
        json!(found),
        json!([["a.yaml", "path_syntax", "#/paths/~1{"], ["more/cat.yaml", "unknown_member", "#/tpye"],])
    );
}

/// The terminal counts them, the file has them, and a check says nothing.
#[test]
fn suggestions_are_counted_and_kept_for_the_file() {
    let repository = Repository::empty();
    let list = "{type: array, items: {type: string}}";
    let responses = format!("{{'200': {{description: L., content: {{application/json: {{schema: {list}}}}}}}}}");
    let get = format!("{{parameters: [{{name: page, in: query, schema: {{type: integer}}}}], responses: {responses}}}");
    let document = format!("openapi: 3.0.3\ninfo: {{title: T, version: '1'}}\npaths: {{/cats: {{get: {get}}}}}\n");
    repository.write("in/a.yaml", &document);
    let args = ["generate", "--spec", "in/a.yaml", "--out", "out", "--report", "report.json"];
    let ran = repository.run(&args).expect(0);
    assert!(ran.stdout.contains("1 suggestion for its document"), "{}", ran.stdout);
    assert_eq!(ran.stderr, "");
    let all = report(&repository);
    let [found] = &all.as_array().unwrap()[..] else { panic!("{all}") };
    assert_eq!((&found["rule"], &found["level"]), (&json!("unstated_pagination"), &json!("suggestion")));
    let ran = repository.run(&[&args[..], &["--check"]].concat()).expect(0);
    assert!(!ran.stdout.contains("suggestion"), "{}", ran.stdout);
}
