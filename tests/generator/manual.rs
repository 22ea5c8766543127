//! The examples of CONTRIBUTING.md are what the generator takes, and do what is said of them; its tables name what is there.

use specwright_codegen::{Generated, Settings, Source, schema_keywords};

use super::support::{generate_text, generate_with, read, root, tests_dir};

/// The first block of a language below a heading.
fn block(heading: &str, language: &str) -> String {
    let manual = read(root().join("CONTRIBUTING.md"));
    let (_, below) = manual.split_once(&format!("\n{heading}\n")).unwrap();
    let (_, block) = below.split_once(&format!("\n```{language}\n")).unwrap();
    block.split_once("\n```").unwrap().0.to_owned() + "\n"
}

fn settings(text: &str) -> Settings {
    Settings::parse(&Source::new("client.toml", text)).unwrap()
}

#[test]
fn each_member_of_the_extension_has_its_effect() {
    let schemas: String = block("### `x-specwright`", "yaml").lines().map(|line| format!("    {line}\n")).collect();
    let document = format!(
        "openapi: 3.0.3
info: {{title: T, version: '1'}}
paths:
  /stays:
    post:
      requestBody: {{content: {{application/json: {{schema: {{$ref: '#/components/schemas/Stay'}}}}}}}}
      responses: {{'204': {{description: Done.}}}}
components:
  schemas:
{schemas}"
    );
    let Generated { files, warnings, .. } = generate_text("a.yaml", &document).unwrap();
    assert!(warnings.is_empty());
    let rules = &files["src/rules/untagged.rs"];
    for check in ["DependentRequired", "IfThen", "Order", "Maximum(8.0)"] {
        assert!(rules.contains(&format!("rt::Check::{check}")), "{check}");
    }
    assert!(files["src/types/untagged.rs"].contains("pub guests: Option<rt::Lenient<i64, String>>"));
    assert!(files["src/client.rs"].contains("pub fn validation("));
}

#[test]
fn names_and_types_change_as_shown() {
    let lines = block("## Changing names and types", "toml");
    let settings = settings(&format!("{}\n{lines}", block("### `client.toml`", "toml")));
    let spec = Source::new("openapi.yaml", read(tests_dir().join("fixtures/overrides/openapi.yaml"))).into();
    let files = generate_with(&settings, &spec).unwrap().files;
    let types = &files["src/types/untagged.rs"];
    for text in
        ["pub struct Cat {", "pub struct Cat2 {", "name: optional \"nm\"", "pub price: Option<rust_decimal::Decimal>"]
    {
        assert!(types.contains(text), "{text}");
    }
    assert!(files["src/operations/untagged.rs"].contains("pub fn fetch("));
    assert!(files["Cargo.toml"].contains("name = \"nectar-client\"\nversion = \"0.1.0\"\ndescription = \"A client\""));
}

/// The cells of each row of the table below a heading.
fn rows(heading: &str) -> Vec<Vec<String>> {
    let manual = read(root().join("CONTRIBUTING.md"));
    let (_, below) = manual.split_once(&format!("\n{heading}\n")).unwrap();
    let lines = below.lines().skip_while(|line| !line.starts_with('|')).take_while(|line| line.starts_with('|'));
    let cells = |line: &str| line.trim_matches('|').split('|').map(|cell| cell.trim().to_owned()).collect();
    lines.skip(2).map(cells).collect()
}

/// What a text has between backticks.
fn quoted(text: &str) -> Vec<&str> {
    text.split('`').skip(1).step_by(2).collect()
}

#[test]
fn each_schema_feature_is_told_and_shown_by_its_fixtures() {
    let rows = rows("### What becomes of each schema feature");
    let mut told = Vec::new();
    for row in &rows {
        let [feature, .., fixtures] = row.as_slice() else { panic!("{row:?}") };
        assert_eq!(row.len(), 5, "{row:?}");
        let paths = quoted(fixtures).into_iter().map(|name| tests_dir().join("fixtures").join(format!("{name}.yaml")));
        let texts: Vec<_> = paths.map(read).collect();
        assert!(!texts.is_empty(), "{feature}");
        for words in quoted(feature) {
            let word = words.split(':').next().unwrap();
            let value = words.split_once(": ").map(|(_, value)| value).filter(|value| *value != "{…}");
            let known = [Some(word), value.map(|_| words)].into_iter().flatten();
            for shown in known {
                assert!(texts.iter().any(|text| text.contains(shown)), "{feature}: no {shown} in {fixtures}");
            }
            told.push(word);
        }
    }
    let untold: Vec<_> = schema_keywords().filter(|word| !told.contains(word)).collect();
    assert!(untold.is_empty(), "{untold:?}");
}

#[test]
fn each_operation_feature_is_shown_by_its_fixtures() {
    for row in rows("### What becomes of each operation feature") {
        let [feature, .., fixtures] = row.as_slice() else { panic!("{row:?}") };
        assert_eq!(row.len(), 4, "{row:?}");
        let texts: Vec<_> =
            quoted(fixtures).into_iter().map(|name| read(tests_dir().join(format!("{name}.yaml")))).collect();
        let words = quoted(feature).into_iter().filter(|word| !texts.is_empty() && !word.starts_with('/'));
        for word in words {
            assert!(texts.iter().any(|text| text.contains(word)), "{feature}: no {word} in {fixtures}");
        }
    }
}
