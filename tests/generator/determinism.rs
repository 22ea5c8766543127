//! The same document gives the same crate, whenever it is read and however it is written.

use std::collections::BTreeMap;

use super::support::{fixtures, generate_text, read, root};

/// The Rust files of a document.
fn modules(name: &str, text: &str) -> BTreeMap<String, String> {
    let files = generate_text(name, text).unwrap_or_else(|report| panic!("{report}")).files;
    files.into_iter().filter(|(path, _)| path.ends_with(".rs")).collect()
}

fn documents() -> Vec<(String, String)> {
    let mut documents: Vec<_> = fixtures("features").iter().map(|(name, path)| (name.clone(), read(path))).collect();
    documents.push(("nectar".to_owned(), read(root().join("specs/nectar/openapi.yaml"))));
    documents
}

#[test]
fn generating_twice_gives_the_same_bytes() {
    for (name, text) in documents() {
        assert_eq!(generate_text(&name, &text).unwrap().files, generate_text(&name, &text).unwrap().files, "{name}");
    }
}

#[test]
fn json_gives_the_modules_that_yaml_gives() {
    for (name, yaml) in documents() {
        let value: serde_yaml::Value = serde_yaml::from_str(&yaml).unwrap();
        for json in [serde_json::to_string(&value).unwrap(), serde_json::to_string_pretty(&value).unwrap()] {
            assert_eq!(modules(&name, &json), modules(&name, &yaml), "{name}");
        }
    }
}

#[test]
fn comments_line_ends_and_a_byte_order_mark_change_nothing() {
    for (name, yaml) in documents() {
        let other = format!("\u{feff}# Another comment.\n{yaml}").replace('\n', "\r\n");
        assert_eq!(modules(&name, &other), modules(&name, &yaml), "{name}");
    }
}
