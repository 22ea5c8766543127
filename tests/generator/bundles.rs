//! Documents in several files, and what overlays make of them.

use specwright_codegen::{Bundle, Source, Style, outline, refers_to};

use super::support::{bundle, comment, fixtures, generate_bundle, snapshot};

/// A document with one schema, which is elsewhere.
fn refers(reference: &str) -> Bundle {
    let text = format!(
        "openapi: 3.0.3\ninfo: {{title: T, version: '1'}}\npaths: {{}}\ncomponents:\n  schemas:\n    Cat:\n      $ref: {reference}\n"
    );
    Source::new("specs/cats/openapi.yaml", text).into()
}

fn with(mut bundle: Bundle, path: &str, text: &str) -> Bundle {
    bundle.files.insert(path.to_owned(), Ok(text.to_owned()));
    bundle
}

fn overlaid(text: &str, overlay: &str) -> Bundle {
    let overlays = vec![Source::new("overlay.yaml", format!("overlay: 1.1.0\nactions:\n{overlay}"))];
    Bundle { overlays, ..Source::new("openapi.yaml", text).into() }
}

fn complaints(spec: &Bundle) -> String {
    let report = generate_bundle(spec).map_or_else(|report| report, |generated| generated.warnings);
    report.render(Style::Plain)
}

#[test]
fn each_bundle_comes_out_as_reviewed() {
    for (name, path) in fixtures("bundles") {
        let spec = bundle(&path);
        let generated = generate_bundle(&spec).unwrap_or_else(|report| panic!("{name}\n{report}"));
        assert!(generated.warnings.is_empty(), "{name}\n{}", generated.warnings);
        assert_eq!(generate_bundle(&spec).unwrap().files, generated.files, "{name} differs the second time");
        let files =
            generated.files.into_iter().filter(|(path, _)| path.contains("types") || path.contains("operations"));
        snapshot("bundles", &name, comment(&spec.document.text), &outline(&files.collect()));
    }
}

#[test]
fn a_bundle_brings_all_files_that_its_files_refer_to() {
    let (_, path) = fixtures("bundles").into_iter().find(|(name, _)| name == "files").unwrap();
    let spec = bundle(&path);
    let texts = spec.files.iter().map(|(path, text)| (path.as_str(), text.as_ref().unwrap().as_str()));
    let all = texts.chain([("", spec.document.text.as_str())]);
    let found: std::collections::BTreeSet<_> =
        all.flat_map(|(path, text)| refers_to("openapi.yaml", path, text)).collect();
    assert_eq!(found, spec.files.keys().cloned().collect());
}

#[test]
fn mistakes_are_shown_in_the_file_that_has_them() {
    let spec = with(
        refers("parts/cat.yaml#/Cat"),
        "parts/cat.yaml",
        "Cat:\n  type: object\n  properties: []\n  allOf:\n    - $ref: '#/Animal'\n    - $ref: '../openapi.yaml#/components/schemas/Dog'\n    - $ref: ../tail.yaml\n",
    );
    let spec = with(spec, "tail.yaml", "# A tail.\ntype: 1\n");
    snapshot("bundles", "mistakes", "Mistakes in three files", &complaints(&spec));
}

#[test]
fn a_schema_of_another_file_is_not_the_component_of_that_name() {
    let own = "openapi: 3.0.3\ninfo: {title: T, version: '1'}\npaths: {}\ncomponents:\n  schemas:\n    Cat: {properties: {own: {type: string}}}\n    Owner: {properties: {cat: {$ref: 'cat.yaml#/components/schemas/Cat'}}}\n";
    let spec = Source::new("openapi.yaml", own).into();
    let spec = with(spec, "cat.yaml", "components: {schemas: {Cat: {properties: {other: {type: integer}}}}}\n");
    let files = generate_bundle(&spec).unwrap().files;
    let types = &files["src/types/unused.rs"];
    for text in ["pub cat: Option<super::Cat2>", "pub own: Option<String>", "pub other: Option<i64>"] {
        assert!(types.contains(text), "no {text}\n{types}");
    }
}

#[test]
fn each_file_that_cannot_be_read_is_shown() {
    let spec = with(refers("a.yaml"), "a.yaml", "a: [1\n");
    snapshot("bundles", "syntax", "Files that are no YAML", &complaints(&with(spec, "b.yaml", "b: }\n")));
}

#[test]
fn a_reference_out_of_the_folder_says_why() {
    let mut spec = refers("gone.yaml");
    spec.files.insert("gone.yaml".to_owned(), Err("it does not exist".to_owned()));
    let outside =
        ["../cat.yaml", "/etc/cat.yaml", "https://a.example/cat.yaml#/Cat", "//a.example/cat", "other.yaml", "'#cat'"];
    let all: Vec<_> = [spec].into_iter().chain(outside.map(refers)).map(|spec| complaints(&spec)).collect();
    snapshot("bundles", "outside", "References that lead out of the document", &all.join("\n"));
}

#[test]
fn the_hash_covers_all_files() {
    let hash = |spec: &Bundle| {
        let manifest: toml::Table = generate_bundle(spec).unwrap().files["Cargo.toml"].parse().unwrap();
        manifest["package"]["metadata"]["specwright"]["spec-sha256"].as_str().unwrap().to_owned()
    };
    let spec = |text: &str, title: &str| {
        let overlay = format!("overlay: 1.0.0\nactions: [{{target: $.info, update: {{title: {title}}}}}]\n");
        let overlays = vec![Source::new("overlay.yaml", overlay)];
        Bundle { overlays, ..with(refers("cat.yaml"), "cat.yaml", text) }
    };
    let first = hash(&spec("{}", "A"));
    assert_eq!(first, hash(&spec("{}", "A")));
    assert_ne!(first, hash(&spec("{ }", "A")));
    assert_ne!(first, hash(&spec("{}", "B")));
    assert_ne!(hash(&with(refers("cat.yaml"), "cat.yaml", "{}")), first);
}

const DOCUMENT: &str = "openapi: 3.0.3
info: {title: T, version: '1'}
paths: {}
tags:
  - name: a
  - name: b
  - {}
components:
  schemas:
    Cat: {type: object}
    Dog: {type: string, enum: [1]}
";

#[test]
fn what_an_overlay_brings_is_shown_there_and_the_rest_where_it_was() {
    let spec = overlaid(
        DOCUMENT,
        "  - target: $.tags[0]
    remove: true
  - target: $.tags
    update: [{name: c}, {nam: d}]
  - target: $.components.schemas.Cat
    update:
      type: objekt
  - target: $.components.schemas
    update: {Mouse: {}}
  - target: $.components.schemas.Mouse
    copy: $.components.schemas.Dog
",
    );
    snapshot("bundles", "overlaid", "Mistakes in a document and in what an overlay adds", &complaints(&spec));
}

#[test]
fn all_mistakes_of_overlays_are_shown_at_once() {
    let mut spec = overlaid(
        DOCUMENT,
        "  - {target: $.nothing, remove: true}
  - {target: $, remove: true}
  - {target: $.tags, copy: $.tags.*}
  - {target: $.tags.*, copy: $.none}
  - {target: '$..*', update: {a: 1}}
  - {target: $.info.title, update: [1]}
  - {target: $.info, update: {}, copy: $.info, upsert: 1}
  - {target: $.info, remove: yes please}
  - {update: {}}
",
    );
    spec.overlays.push(Source::new("empty.yaml", "overlay: 1.0.0\n"));
    spec.overlays.push(Source::new("broken.yaml", "overlay: [\n"));
    snapshot("bundles", "in_vain", "Overlays that cannot be applied", &complaints(&spec));
}

#[test]
fn what_overlays_add_is_not_without_end() {
    let tags = DOCUMENT.replace("  - name: a\n", &"  - {}\n".repeat(1000));
    let wide = format!("  - {{target: '$.tags.*', update: {{x: [{}]}}}}\n", "1,".repeat(1000));
    let nested = format!("{}{}", "[".repeat(70), "]".repeat(70));
    let inner = "[0]".repeat(65);
    let deep = format!(
        "  - {{target: $.info, update: {{x: {nested}}}}}\n  - {{target: '$.info.x{inner}', update: {nested}}}\n"
    );
    for overlay in [wide, deep] {
        let report = complaints(&overlaid(&tags, &overlay));
        assert!(report.contains("this makes the document too large or too deep"), "{report}");
    }
}
