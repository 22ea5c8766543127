//! Takes a document with errors; checks what `--keep-going` leaves out, names and keeps, and that nothing is written
//! without it.

use crate::support::Repository;

const SPEC: &str = "openapi: 3.1.0
info: {title: Pets, version: '1'}
paths:
  /cats:
    get:
      operationId: listCats
      responses: {'200': {description: Cats., content: {application/json: {schema: {$ref: '#/components/schemas/Cat'}}}}}
    post:
      operationId: makeCat
      parameters: [{name: cat, in: body, required: true, schema: {type: string}}]
      responses: {'204': {description: Made.}}
  /dogs/{id:
    get:
      operationId: getDog
      responses: {'204': {description: There.}}
  /trees:
    get:
      operationId: getTree
      responses: {'200': {description: A., content: {application/json: {schema: {$ref: '#/components/schemas/Wood'}}}}}
webhooks:
  treeGrew:
    post: {requestBody: {content: {application/json: {schema: {$ref: '#/components/schemas/Tree'}}}}}
components:
  schemas:
    Cat: {type: object, properties: {name: {type: string}}}
    Wood: {type: object, properties: {trees: {type: array, items: {$ref: '#/components/schemas/Tree'}}}}
    Tree: {type: object, properties: {leaf: {$dynamicRef: '#leaf'}}}
    Oak: {$dynamicAnchor: leaf, type: string}
    Fir: {$dynamicAnchor: leaf, type: integer}
";

fn repository(spec: &str) -> Repository {
    let repository = Repository::empty();
    repository.write("pets.yaml", spec);
    repository
}

const GENERATE: [&str; 5] = ["generate", "--spec", "pets.yaml", "--out", "out"];

#[test]
fn what_is_hopeless_is_left_out_and_named() {
    let repository = repository(SPEC);
    let run = repository.run(&[&GENERATE[..], &["--keep-going"]].concat()).expect(4);
    let told: Vec<_> = run.stderr.lines().skip_while(|line| !line.contains("left out")).collect();
    assert_eq!(
        told,
        [
            "error: 6 parts of the document left out",
            "  POST /cats (makeCat): parameter_location",
            "  GET /dogs/{id (getDog): path_syntax",
            "  GET /trees (getTree): unsupported_dynamic_ref",
            "  #/components/schemas/Wood: unsupported_dynamic_ref",
            "  #/components/schemas/Tree: unsupported_dynamic_ref",
            "  #/webhooks/treeGrew: unsupported_dynamic_ref",
            "  help: mend the errors above, or name what you need by --only",
        ]
    );
    assert!(run.stderr.contains("error[parameter_location]") && run.stderr.contains("pets.yaml:10:"), "{}", run.stderr);
    assert!(run.stdout.starts_with("pets-client: 1 operation, "), "{}", run.stdout);
    let operations = repository.read("out/src/operations/untagged.rs");
    assert!(operations.contains("pub fn list_cats(") && !operations.contains("pub fn make_cat("));
    let again = repository.run(&[&GENERATE[..], &["--keep-going", "--check"]].concat()).expect(4);
    assert!(again.stdout.contains("up to date"), "{}", again.stdout);
}

#[test]
fn nothing_is_written_without_it() {
    let repository = repository(SPEC);
    let run = repository.run(&GENERATE).expect(1);
    assert_eq!(run.stderr.matches("error[").count(), 3, "{}", run.stderr);
    assert!(!repository.exists("out"));
}

#[test]
fn a_sound_document_is_done_as_ever() {
    let sound = SPEC.split("  /dogs/{id:").next().unwrap().replace("in: body, required: true", "in: query");
    let sound = sound.replace("{$ref: '#/components/schemas/Cat'}", "{type: string}");
    let run = repository(&sound).run(&[&GENERATE[..], &["--keep-going"]].concat()).expect(0);
    assert!(!run.stderr.contains("left out"), "{}", run.stderr);
}

#[test]
fn a_document_of_which_nothing_is_left_is_refused() {
    let hopeless =
        SPEC.replace("/cats", "/cats}").replace("'#/components/schemas/Wood'", "'#/components/schemas/Tree'");
    let repository = repository(&hopeless);
    repository.run(&[&GENERATE[..], &["--keep-going"]].concat()).expect(1);
    assert!(!repository.exists("out"));
}
