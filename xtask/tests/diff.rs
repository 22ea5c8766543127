//! Takes repositories with a history; checks what `diff` says of the working tree, and of two documents.

use crate::support::{Ran, Repository};
use std::process::Command;

/// An API that says where all comes from, with a typo.
const PETS: &str = r##"openapi: 3.0.3
info: { title: Pets, version: "1" }
servers: [{ url: "https://pets.example" }]
paths:
  /pets/{id}:
    get:
      operationId: getPet
      parameters: [{ name: id, in: path, required: true, schema: { type: string } }]
      responses:
        "200": { description: The pet., content: { application/json: { schema: { $ref: "#/components/schemas/Pet" } } } }
      x-specwright: { source: [{ url: "https://docs.pets.example/pets", retrieved: "2026-03-02" }] }
components:
  schemas:
    Pet:
      type: object
      required: [name]
      properties:
        name: { type: string, description: What it is claled. }
        born: { type: string, format: date }
        kind: { $ref: "#/components/schemas/Kind" }
    Kind: { type: string, enum: ["cat", "dog", "fish"] }
"##;

/// The pieces of a text replaced, each of which has to be there.
fn edited(text: &str, edits: &[(&str, &str)]) -> String {
    edits.iter().fold(text.to_owned(), |text, (was, is)| {
        assert!(text.contains(was), "no `{was}`");
        text.replace(was, is)
    })
}

fn git(repository: &Repository, args: &[&str]) {
    let mut command = Command::new("git");
    command.arg("-C").arg(repository.path("")).args(["-c", "user.name=Tester", "-c", "user.email=tester@pets.example"]);
    command.args(args).env("GIT_CONFIG_GLOBAL", "/dev/null").env("GIT_CONFIG_NOSYSTEM", "1");
    let output = command.output().unwrap();
    assert!(output.status.success(), "git {args:?}: {}", String::from_utf8_lossy(&output.stderr));
}

fn commit(repository: &Repository) {
    git(repository, &["add", "--all"]);
    git(repository, &["commit", "--quiet", "--message", "As it is"]);
}

/// A repository with one API, its client and one commit.
fn pets() -> Repository {
    let repository = Repository::with(&["pets"]);
    repository.write("specs/pets/openapi.yaml", PETS);
    repository.run(&["generate"]).expect(0);
    git(&repository, &["init", "--quiet"]);
    commit(&repository);
    repository
}

fn change(repository: &Repository, edits: &[(&str, &str)]) {
    repository.write("specs/pets/openapi.yaml", &edited(PETS, edits));
}

fn version(repository: &Repository, version: &str) {
    let settings = repository.read("specs/pets/client.toml");
    repository.write("specs/pets/client.toml", &edited(&settings, &[("0.1.0", version)]));
}

const RENAMED: (&str, &str) = ("born:", "bornOn:");
const DROPPED: (&str, &str) = (", \"fish\"]", "]");
const MENDED: (&str, &str) = ("claled", "called");

fn json(ran: &Ran) -> serde_json::Value {
    serde_json::from_str(&ran.stdout).unwrap()
}

#[test]
fn a_branch_shows_its_three_changes_the_bump_and_the_items() {
    let repository = pets();
    change(&repository, &[RENAMED, DROPPED, MENDED]);
    let ran = repository.run(&["diff"]).expect(5);
    ran.says("version 0.1.0 must become 0.2.0 or higher for a major change; it is 0.1.0");
    let all = json(&repository.run(&["diff", "--format", "json"]).expect(5));
    assert_eq!((&all["verdict"], &all["bump"]), (&"breaking".into(), &"major".into()));
    let found: Vec<_> = all["changes"].as_array().unwrap().iter().map(told).collect();
    let expected = [
        "response_property_renamed breaking breaking: renamed types::Pet::born_on",
        "response_enum_value_removed compatible breaking: removed types::Kind::Fish",
        "description_changed documentation none: ",
    ];
    assert_eq!(found, expected, "{all:#}");
    version(&repository, "0.2.0");
    repository.run(&["diff"]).expect(0).says("version 0.1.0 became 0.2.0, which covers a major change");
}

/// Id, both levels, and the items.
fn told(change: &serde_json::Value) -> String {
    let text = |value: &serde_json::Value| value.as_str().unwrap().to_owned();
    let items = change["rust"].as_array().unwrap().iter();
    let items: Vec<_> = items.map(|item| format!("{} {}", text(&item["kind"]), text(&item["item"]))).collect();
    let (id, wire, rust) = (text(&change["id"]), text(&change["level"]), text(&change["rust_level"]));
    format!("{id} {wire} {rust}: {}", items.join(", "))
}

#[test]
fn json_has_the_keys_that_programs_rely_on() {
    let repository = pets();
    change(&repository, &[RENAMED]);
    let all = json(&repository.run(&["diff", "--format", "json"]).expect(5));
    let keys = |value: &serde_json::Value| value.as_object().unwrap().keys().cloned().collect::<Vec<_>>().join(" ");
    assert_eq!(keys(&all), "bump changes verdict versions");
    assert_eq!(keys(&all["versions"][0]), "api bump is_covered needed new old verdict");
    let expected = "api cause evidence fingerprint id level message new_file new_line new_pointer old_file old_line \
        old_pointer operations pointer rust rust_level sources waived";
    assert_eq!(keys(&all["changes"][0]), expected);
    assert_eq!(keys(&all["changes"][0]["rust"][0]), "item kind level migration new old");
    assert_eq!(all["changes"][0]["new_line"], 19);
}

#[test]
fn what_did_not_change_needs_no_version() {
    let repository = pets();
    repository.run(&["diff"]).expect(0).says("no change");
    assert_eq!(json(&repository.run(&["diff", "--format", "json"]).expect(0))["verdict"], "none");
}

#[test]
fn a_waiver_covers_one_change_and_has_to_match_one() {
    let repository = pets();
    change(&repository, &[RENAMED]);
    let all = json(&repository.run(&["diff", "--format", "json"]).expect(5));
    let waiver =
        |fingerprint: &str| format!("\n[[waive]]\nchange = \"{fingerprint}\"\nreason = \"Nobody calls it.\"\n");
    let settings = repository.read("specs/pets/client.toml");
    let with =
        |fingerprint: &str| repository.write("specs/pets/client.toml", &(settings.clone() + &waiver(fingerprint)));
    with(all["changes"][0]["fingerprint"].as_str().unwrap());
    repository.run(&["diff"]).expect(0).says("Nobody calls it.");
    with("000000000000");
    repository.run(&["diff"]).expect(1).complains("no change has the fingerprint `000000000000`");
}

#[test]
fn an_api_that_is_new_or_gone_has_nothing_to_be_compared_with() {
    let repository = pets();
    repository.write("specs/cats/openapi.yaml", PETS);
    repository.write("specs/cats/client.toml", "[package]\nname = \"cats-client\"\nversion = \"0.1.0\"\n");
    repository.run(&["diff"]).expect(0).complains("cats is new since HEAD");
    commit(&repository);
    std::fs::remove_dir_all(repository.path("specs/cats")).unwrap();
    repository.run(&["diff"]).expect(3).says("`cats` has no document any more, so it has no client");
}

#[test]
fn what_cannot_be_compared_is_refused() {
    let repository = pets();
    repository.run(&["diff", "--base", "nowhere"]).expect(1).complains("there is no revision nowhere");
    repository.run(&["diff", "dogs"]).expect(64).complains("dogs");
    change(&repository, &[("type: object", "type: [")]);
    repository.run(&["diff"]).expect(1).complains("specs/pets/openapi.yaml");
    commit(&repository);
    change(&repository, &[]);
    repository.run(&["diff"]).expect(1).complains("specs/pets of HEAD cannot be read, so nothing can be compared");
    repository.run(&["diff", "--base", "HEAD~1"]).expect(0);
    repository.run(&["diff", "one.yaml"]).expect(64).complains("name the old document and the new one");
}

#[test]
fn what_breaks_between_two_documents_is_told_by_the_exit_code() {
    let folder = Repository::empty();
    folder.write("old.yaml", PETS);
    folder.write("typo.yaml", &edited(PETS, &[MENDED]));
    folder.write("new.yaml", &edited(PETS, &[RENAMED]));
    folder.run(&["diff", "old.yaml", "old.yaml"]).expect(0);
    folder.run(&["diff", "old.yaml", "typo.yaml"]).expect(0).says("typo.yaml:18");
    folder.run(&["diff", "old.yaml", "new.yaml"]).expect(3).says("new.yaml:19");
    folder.run(&["diff", "old.yaml", "none.yaml"]).expect(1).complains("none.yaml");
}

#[test]
fn what_is_generated_otherwise_is_a_change_of_the_generator() {
    let repository = pets();
    let path = "generated/pets/src/types/untagged.rs";
    repository.write(path, &repository.read(path).replace("pub name: String", "pub name: i64"));
    commit(&repository);
    let all = json(&repository.run(&["diff", "--format", "json"]).expect(5));
    let causes: Vec<_> = all["changes"].as_array().unwrap().iter().map(|one| one["cause"].as_str().unwrap()).collect();
    assert_eq!(causes, ["generator"], "{all:#}");
}
