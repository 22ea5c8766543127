//! Takes small documents of every fate; checks what `conformance` measures of them, and that a broken crate fails.
//!
//! The repository is this one, for its run-time library; the documents and the output are in a temporary folder.

use crate::support::{Ran, Repository, SPEC, run, snapshot};
use serde_json::{Value, json};
use specwright_codegen::{Layout, Request, RuntimeDependency, Settings, Source};
use std::fs;
use std::path::Path;
use xtask::Context;
use xtask::conformance::{Checker, Purpose, RoundTrip};

/// A document of several tags that share types, rules and errors.
const TAGS: &str = include_str!("../../tests/fixtures/features/tag_features.yaml");

const SWAGGER: &str = "swagger: '2.0'\ninfo: {title: T, version: '1'}\npaths: {/a: {get: {}, put: {}}}\n";

fn context(folder: &Path) -> Context {
    Context::captured(Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap()).with_folder(folder)
}

fn conformance(documents: &Repository, args: &[&str]) -> Ran {
    let args: Vec<&str> = ["conformance"].iter().chain(args).copied().collect();
    run(&args, &context(&documents.path("")))
}

/// One document that is taken whole, one with constraints that are not checked, one refused, and one that is no text.
fn documents() -> Repository {
    let documents = Repository::empty();
    documents.write("in/pets.yaml", SPEC);
    let id =
        "type: string\n          pattern: '^(?!x)'\n          not: {enum: [y]}\n          description: Id of the pet.";
    let picky = SPEC.replace("type: string\n          description: Id of the pet.", id);
    // Its other file has no row of its own.
    let picky = picky.replace("\"#/components/schemas/Pet\"", "parts/pet.yaml");
    documents.write("in/deep/picky.yml", &picky);
    documents.write("in/deep/parts/pet.yaml", "$ref: ../picky.yml#/components/schemas/Pet\n");
    documents.write("in/old.json", SWAGGER);
    documents.write("in/SOURCES.tsv", "no document");
    std::fs::write(documents.path("in/binary.yaml"), b"\xff").unwrap();
    documents
}

/// The table with `#` for each time and size of memory, which are in three columns and in the last line.
fn masked(table: &str) -> String {
    let hide = |text: &str| {
        let word = |word| if str::starts_with(word, |c: char| c.is_ascii_digit()) { "#" } else { word };
        text.split_whitespace().map(word).collect::<Vec<_>>().join(" ")
    };
    let (start, end) = (table.find("generate ms").unwrap(), table.find("first diagnostic").unwrap());
    let mut lines: Vec<String> = table.lines().map(str::to_owned).collect();
    let (last, rows) = lines.split_last_mut().unwrap();
    *last = hide(last);
    for row in rows.iter_mut().filter(|row| row.len() > start) {
        let end = end.min(row.len());
        row.replace_range(start..end, &(hide(&row[start..end]) + " "));
    }
    lines.iter().map(|line| format!("{}\n", line.trim_end())).collect()
}

const TABLE: &str = "\
document        version  valid  generated  compiled  operations  schemas  untyped  unchecked  warnings  generate ms check ms peak MB first diagnostic
binary.yaml     -        -      no         no               0/-        -        -          -         0  - - - input: binary.yaml:1:1 is not UTF-8 at byte 0
deep/picky.yml  3.0.3    yes    yes        yes              1/1        2        0          2         0  # # # unenforced_pattern: 52:20 values are not checked against `^(?!x)`, which has look-around
old.json        2.0      yes    no         no               0/2        0        -          -         0  # - - unsupported_version: 1:1 this is a Swagger 2.0 document
pets.yaml       3.0.3    yes    yes        yes              1/1        2        0          0         0  # # #

4 documents: 2 generated, 2 compiled with 0 warnings
2 of 4 operations emitted, 4 schemas, 0 untyped, 2 constraints unchecked
# s to generate and # s to check, the sums of all; peak # MB
";

#[test]
fn every_document_has_its_row_and_its_line() {
    let documents = documents();
    let before = snapshot(&documents.path(""));
    let ran = conformance(&documents, &["in", "--json", "out.jsonl"]).expect(1);
    assert_eq!(masked(&ran.stdout), TABLE, "{}", ran.stdout);
    assert_eq!(ran.stderr, "error: 2 documents without a client that compiles\n");
    let lines = documents.read("out.jsonl");
    let again = conformance(&documents, &["in", "--jobs", "1"]).expect(1);
    assert_eq!(masked(&again.stdout), TABLE, "{}", again.stdout);
    std::fs::remove_file(documents.path("out.jsonl")).unwrap();
    assert!(snapshot(&documents.path("")) == before);

    let mut lines: Vec<Value> = lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    // What was measured is a number, and differs from run to run; what was not is absent.
    let measured: Vec<usize> = lines.iter_mut().map(take_measures).collect();
    let sizes = if cfg!(target_os = "linux") { 3 } else { 2 };
    assert_eq!(measured, [0, sizes, 1, sizes]);
    let refused = json!({
        "document": "old.json", "version": "2.0", "valid": true, "generated": false, "compiled": false, "operations": 2,
        "operations_emitted": 0, "schemas": 0,
        "diagnostics": [{ "rule": "unsupported_version", "level": "error", "count": 1 }],
    });
    let picky = json!({
        "document": "deep/picky.yml", "version": "3.0.3", "valid": true, "generated": true, "compiled": true, "operations": 1,
        "operations_emitted": 1, "schemas": 2, "untyped": 0, "unchecked": 2,
        "diagnostics": [
            { "rule": "unenforced_pattern", "level": "warning", "count": 1 },
        ],
    });
    let unreadable = json!({
        "document": "binary.yaml", "generated": false, "compiled": false, "operations_emitted": 0,
        "diagnostics": [{ "rule": "input", "level": "error", "count": 1 }],
    });
    assert_eq!(lines[..3], [unreadable, picky, refused]);
}

/// Removes the members that differ from run to run; returns how many there were.
fn take_measures(line: &mut Value) -> usize {
    let line = line.as_object_mut().unwrap();
    let taken = ["generate_ms", "check_ms", "peak_mb"].iter().filter_map(|key| line.remove(*key));
    taken.filter(Value::is_u64).count()
}

#[test]
fn a_broken_crate_fails_with_the_first_error() {
    let folder = Repository::empty();
    folder.write("pets.yaml", SPEC);
    folder.run(&["generate", "--spec", "pets.yaml", "--out", "pets", "--name", "pets"]).expect(0);
    let checker = Checker::new(&context(&folder.path("")), Purpose::Check).unwrap();
    let check = || checker.check(&folder.path("pets")).unwrap();
    let before = snapshot(&folder.path(""));
    assert_eq!((check().compiled, check().first_finding()), (true, None));
    assert!(snapshot(&folder.path("")) == before);

    let whole = folder.read("pets/src/lib.rs");
    folder.append("pets/src/lib.rs", "fn unused() {}\n");
    let checked = check();
    assert!(checked.compiled);
    assert!(checked.first_finding().unwrap().starts_with("rustc::dead_code: src/lib.rs:"), "{checked:?}");
    for (broken, rule) in [
        ("fn wrong() -> u8 { \"\" }\n", "rustc::E0308: src/lib.rs:"),
        ("#[cfg(feature = \"rustls\")]\nfn wrong(_: Missing) {}\n", "rustc::E0425: src/lib.rs:"),
        ("fn wrong(\n", "rustc: src/lib.rs:"),
    ] {
        folder.write("pets/src/lib.rs", &format!("{whole}{broken}"));
        let checked = check();
        assert!(!checked.compiled, "{broken}");
        assert!(checked.first_finding().unwrap().starts_with(rule), "{checked:?}");
    }
    // One field less, which the table of fields below it still names.
    folder.write("pets/src/lib.rs", &whole);
    let types = folder.read("pets/src/types/pets.rs");
    let field = "    /// Id of the pet.\n    pub id: String,\n";
    assert!(types.contains(field), "{types}");
    folder.write("pets/src/types/pets.rs", &types.replace(field, ""));
    assert!(!check().compiled);
}

#[test]
fn each_feature_is_checked_alone() {
    let folder = Repository::empty();
    folder.write("pets.yaml", TAGS);
    conformance(&folder, &["pets.yaml", "--each-feature"]).expect(0).says("1 compiled with 0 warnings");
    folder.run(&["generate", "--spec", "pets.yaml", "--out", "pets", "--name", "pets"]).expect(0);
    let checker = Checker::new(&context(&folder.path("")), Purpose::Check).unwrap();
    let each = || checker.check_each_feature(&folder.path("pets")).unwrap();
    assert_eq!((each().compiled, each().first_finding()), (true, None));

    // Types that are missing with some features, and rules that are there without a use.
    let shared = "#[cfg(any(feature = \"all-tag\", feature = \"big-dogs\", feature = \"cats\"))]\n";
    for (file, condition, rule) in [
        ("pets/src/types/mod.rs", "#[cfg(feature = \"cats\")]\n", "rustc::E0"),
        ("pets/src/rules/mod.rs", "", "rustc::dead_code: src/rules/"),
    ] {
        let whole = folder.read(file);
        folder.write(file, &whole.replace(shared, condition));
        assert_eq!(checker.check(&folder.path("pets")).unwrap().first_finding(), None, "{file} has no {shared}");
        let checked = each();
        assert!(checked.first_finding().is_some_and(|first| first.starts_with(rule)), "{checked:?}");
        folder.write(file, &whole);
    }
}

#[test]
fn documents_are_chosen_by_path_and_name() {
    let documents = documents();
    let ran = conformance(&documents, &["in/pets.yaml", "in", "--filter", "p*ts.y*"]).expect(0);
    assert_eq!(ran.stdout.matches(".y").count(), 1, "{}", ran.stdout);
    ran.says("\nin/pets.yaml ").says("1 document: 1 generated, 1 compiled");
    conformance(&documents, &["nowhere"]).expect(1).complains("cannot read nowhere: ").complains("check the path");
    conformance(&documents, &["in", "--filter", "x*"]).expect(1).complains("no document is there");
    conformance(&documents, &["in", "--json", "no/folder", "--filter", "old*"]).expect(1).complains("no/folder");
}

/// Has an enum, a nested object, a union and keys of all presences; two of its examples break their schema.
const VALUES: &str = r##"
openapi: "3.0.3"
info: { title: Pets, version: "1" }
paths:
  /pets:
    post:
      operationId: addPet
      requestBody:
        content:
          application/json:
            schema: { $ref: "#/components/schemas/Pet" }
            examples:
              tom: { value: { name: Tom, kind: cat } }
              none: { $ref: "#/components/examples/None" }
      responses:
        "200":
          description: The pet.
          content: { application/json: { schema: { $ref: "#/components/schemas/Pet" }, example: { name: Tom, age: 3 } } }
components:
  examples:
    None: { value: { kind: cat } }
  schemas:
    Pet:
      type: object
      required: [name]
      properties:
        name: { type: string, minLength: 2, maxLength: 5 }
        kind: { $ref: "#/components/schemas/Kind" }
        note: { type: string, nullable: true }
        chip: { $ref: "#/components/schemas/Chip" }
        owner: { oneOf: [{ type: string }, { $ref: "#/components/schemas/Chip" }] }
    Kind: { type: string, enum: [cat, dog] }
    Chip:
      type: object
      properties: { number: { type: integer, format: int32, minimum: 1 } }
"##;

/// The crate in a folder, and what sends values through its types as they are there.
fn pets(folder: &Repository) -> impl Fn() -> Option<RoundTrip> {
    let source = Source::new("pets.yaml", VALUES);
    let settings = Settings::for_crate("pets").unwrap();
    let runtime = RuntimeDependency::Path("runtime".to_owned());
    let bundle = source.clone().into();
    let request = Request {
        spec: &bundle,
        settings: &settings,
        layout: Layout::Standalone,
        runtime,
        examples: &[],
        keep_going: false,
        command: "test",
    };
    let generated = specwright_codegen::generate(&request).unwrap();
    generated.files.iter().for_each(|(path, text)| folder.write(path, text));
    let checker = Checker::new(&context(&folder.path("")), Purpose::Run).unwrap();
    let (document, at) = (specwright_codegen::json(&source).unwrap(), folder.path(""));
    move || {
        let compiled = checker.check(&at).unwrap().compiled;
        compiled.then(|| checker.round_trip(&at, &document, &generated.places).unwrap())
    }
}

#[test]
fn a_crate_that_lost_a_line_fails() {
    let folder = Repository::empty();
    let run = pets(&folder);
    let done = run().unwrap();
    assert!(done.is_lossless() && done.samples > 20, "{done:?}");
    assert_eq!((done.examples, done.examples_identical, done.examples_invalid), (3, 1, 2), "{done:?}");

    let path = "src/types/untagged.rs";
    let whole = folder.read(path);
    for (line, less, finding) in [
        ("#[derive(Clone, Debug, PartialEq)]\n", "", Some("rustc::E0277: main.rs:")),
        ("    name: required \"name\",\n", "", None),
        ("        (\"cat\", Self::Cat),\n", "", Some("round_trip::enum_value_unknown: #/components/schemas/Kind")),
        ("note: maybe \"note\"", "note: maybe \"not\"", Some("round_trip::key_lost: #/components/schemas/Pet /note")),
        ("kind: optional", "kind: required", Some("round_trip::decode_failed: #/components/schemas/Pet missing")),
        ("pub number: Option<i32>", "pub number: Option<i8>", None),
    ] {
        assert!(whole.contains(line), "{line} is not in {whole}");
        folder.write(path, &whole.replacen(line, less, 1));
        match (run(), finding) {
            (None, None) => {}
            (Some(done), Some(finding)) => {
                assert!(!done.is_lossless());
                assert!(done.first_finding().is_some_and(|found| found.starts_with(finding)), "{done:?}");
            }
            (done, _) => panic!("{line}: {done:?}"),
        }
    }
}

#[test]
fn values_have_columns_and_totals() {
    let documents = Repository::empty();
    documents.write("pets.yaml", VALUES);
    conformance(&documents, &["pets.yaml", "--round-trip", "--json", "out.jsonl"])
        .expect(0)
        .says(" lossless ")
        .says(" examples ")
        .says("1 of 3 examples identical, 2 of them invalid")
        .says("coverage: properties 6 of 6, left out 5 of 5, ")
        .says("enum values 2 of 2, branches 2 of 2, nulls 1 of 1, bounds 3 of 3\n");
    let line: Value = serde_json::from_str(&documents.read("out.jsonl")).unwrap();
    assert_eq!(line["samples"], line["lossless"]);
    assert_eq!(line["coverage"]["enum_values"], json!([2, 2]));
    assert_eq!(line["broken_examples"][0]["keyword"], "required");
    assert_eq!(line["broken_examples"][1]["keyword"], "undocumented");
}

/// The documents that the generator's own tests are made of.
fn fixtures() -> String {
    format!("{}/../tests/fixtures/features", env!("CARGO_MANIFEST_DIR"))
}

#[test]
fn its_own_fixtures_are_many() {
    let folders = [fixtures(), fixtures() + "/operations"];
    let files = folders.iter().flat_map(|folder| fs::read_dir(folder).unwrap()).map(|entry| entry.unwrap().path());
    assert!(files.filter(|path| path.is_file()).count() >= 120);
}

/// All of them take a minute or two: `cargo xtask conformance tests/fixtures/features --round-trip`.
#[test]
fn a_sample_of_its_own_fixtures_comes_out_whole() {
    let documents = Repository::empty();
    for sample in ["query_*.yaml", "multipart_*.yaml", "response_json_*.yaml"] {
        let out = documents.path("out.jsonl");
        let args = [&fixtures(), "--filter", sample, "--round-trip", "--json", out.to_str().unwrap()];
        conformance(&documents, &args).expect(0);
        for line in documents.read("out.jsonl").lines() {
            let row: Value = serde_json::from_str(line).unwrap();
            assert_eq!((&row["operations_emitted"], &row["untyped"]), (&row["operations"], &json!(0)), "{row}");
        }
    }
}
