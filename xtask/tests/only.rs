//! Takes parts of a document; checks what `--only` and `only` of client.toml keep, leave out and refuse.

use crate::support::Repository;

const SPEC: &str = "openapi: 3.1.0
info: {title: Pets, version: '1'}
servers: [{url: 'https://pets.example.com'}]
security: [{key: []}]
paths:
  /cats/{id}:
    get:
      tags: [cats, pets]
      operationId: getCat
      parameters: [{name: id, in: path, required: true, schema: {type: string}}]
      responses:
        '200': {description: A cat., content: {application/json: {schema: {$ref: '#/components/schemas/Cat'}}}}
        '404': {description: None., content: {application/json: {schema: {$ref: '#/components/schemas/Problem'}}}}
  /dogs:
    get:
      tags: [dogs]
      security: [{token: []}]
      responses:
        '200': {description: A dog., content: {application/json: {schema: {properties: {cat: {type: string}}}}}}
        '404': {description: None., content: {application/json: {schema: {$ref: '#/components/schemas/Dog'}}}}
  /dogs/photos:
    post:
      tags: [photos]
      requestBody: {content: {application/json: {schema: {$dynamicRef: '#photo'}}}}
      responses: {'204': {description: Done.}}
webhooks:
  catBorn:
    post: {tags: [cats], requestBody: {content: {application/json: {schema: {$ref: '#/components/schemas/Cat'}}}}}
  dogBorn:
    post: {requestBody: {content: {application/json: {schema: {$ref: '#/components/schemas/Dog'}}}}}
components:
  securitySchemes:
    key: {type: apiKey, in: header, name: X-Key}
    token: {type: http, scheme: bearer}
  schemas:
    Cat: {type: object, properties: {claw: {$ref: '#/components/schemas/Claw'}}}
    Claw: {type: object, properties: {length: {type: integer}}}
    Dog: {type: object, properties: {name: {type: string}}}
    Problem: {type: object, properties: {title: {type: string}}}
    Unused: {type: object, properties: {name: {type: string}}}
";

/// The files of the part that some selectors name, as one text.
fn part(selectors: &[&str]) -> String {
    let repository = Repository::empty();
    repository.write("pets.yaml", SPEC);
    let only = selectors.iter().flat_map(|selector| ["--only", selector]);
    let args: Vec<_> = ["generate", "--spec", "pets.yaml", "--out", "out"].into_iter().chain(only).collect();
    repository.run(&args).expect(0);
    let list = repository.read("out/specwright.files");
    let sources = list.lines().filter(|path| path.starts_with("src/"));
    sources.map(|path| repository.read(&format!("out/{path}"))).collect()
}

/// Which of the document's things a crate has.
fn things(text: &str) -> Vec<&'static str> {
    let known = [
        "fn get_cat(",
        "fn get_dogs(",
        "pub fn key(",
        "pub fn token(",
        "struct Cat ",
        "struct Claw ",
        "struct Dog ",
        "struct Problem ",
        "struct Unused ",
        "struct GetDogsResponse ",
        "    Problem(",
        "    Dog(",
        "type CatBorn ",
        "type DogBorn ",
    ];
    known.into_iter().filter(|thing| text.contains(thing)).collect()
}

#[test]
fn a_part_has_its_operations_and_what_they_need() {
    let cat = ["fn get_cat(", "pub fn key(", "struct Cat ", "struct Claw ", "struct Problem ", "    Problem("];
    for selector in ["getCat", "pets", "/cats/{id}", "/cats/*", "/c*"] {
        assert_eq!(things(&part(&[selector])), cat, "{selector}");
    }
    assert_eq!(things(&part(&["cats"])), [&cat[..], &["type CatBorn "]].concat());
    assert_eq!(things(&part(&["dogBorn"])), ["struct Dog ", "type DogBorn "]);
    let dogs = part(&["get /dogs"]);
    assert_eq!(things(&dogs), ["fn get_dogs(", "pub fn token(", "struct Dog ", "struct GetDogsResponse ", "    Dog("]);
    assert_eq!(things(&part(&["get /dogs", "dogBorn", "dogs"])).last(), Some(&"type DogBorn "));
}

#[test]
fn what_is_left_out_need_not_be_supported() {
    let repository = Repository::empty();
    repository.write("pets.yaml", SPEC);
    let all = ["generate", "--spec", "pets.yaml", "--out", "out"];
    repository.run(&all).expect(1).complains("error[unsupported_dynamic_ref]");
    repository.run(&[&all[..], &["--only", "dogs", "--only", "photos"]].concat()).expect(1);
    repository.run(&[&all[..], &["--only", "dogs"]].concat()).expect(0).says("pets-client: 1 operation, 2 types");
    let manifest = repository.read("out/Cargo.toml");
    assert!(manifest.contains("only = [\"dogs\"]"), "{manifest}");
    let stale = repository.run(&[&all[..], &["--only", "cats", "--check"]].concat()).expect(2);
    stale.complains("--out out --only cats`");
}

#[test]
fn a_selector_that_selects_nothing_is_refused_with_what_may_be_meant() {
    let repository = Repository::empty();
    repository.write("pets.yaml", SPEC);
    for (selector, hint) in [
        ("getCats", "did you mean `getCat`?"),
        ("/dog", "did you mean `/dog*`"),
        ("/cats/{ids}", "did you mean `/cats/{id}`?"),
        ("birds", "the tags are: `cats`, `dogs`, `pets`, `photos`"),
    ] {
        let args = ["generate", "--spec", "pets.yaml", "--out", "out", "--only", "dogs", "--only", selector];
        repository.run(&args).expect(1).complains("--only:2:1").complains(hint);
    }
    assert!(!repository.exists("out"));
}

#[test]
fn settings_select_too_and_flags_go_before() {
    let repository = Repository::empty();
    repository.write("specs/pets/openapi.yaml", SPEC);
    let package = "[package]\nname = \"pets\"\n";
    repository.write("specs/pets/client.toml", &format!("only = [\"dogs\",\n  \"birds\"]\n{package}"));
    repository.run(&["generate"]).expect(1).complains("specs/pets/client.toml:2:3").complains("`birds` is no tag");
    repository.write("specs/pets/client.toml", &format!("only = []\n{package}"));
    repository.run(&["generate"]).expect(1).complains("`only` selects nothing");
    repository.write("specs/pets/client.toml", &format!("only = [\"dogs\"]\n{package}"));
    repository.run(&["generate"]).expect(0).says("pets: 1 operation, 2 types");
    let args = ["generate", "--spec", "specs/pets/openapi.yaml", "--out", "out", "--config", "specs/pets/client.toml"];
    repository
        .run(&[&args[..], &["--only", "dogBorn"]].concat())
        .expect(0)
        .says("pets: 0 operations, 1 payload, 1 type");
}
