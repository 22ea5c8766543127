//! Each feature on a tiny document: what the generator makes of it, as far as users see it.

use std::collections::BTreeMap;

use specwright_codegen::outline;

use super::support::{comment, fixtures, generate_text, read, snapshot};

/// Items whose text matters, as no outline tells it: the fixture, the file, and how the items are known.
const TEXTS: [(&str, &str, &str); 39] = [
    ("accepts", "src/types/untagged.rs", "pub struct Cat"),
    ("all_of", "src/types/untagged.rs", "pub struct Cat"),
    ("body_choice", "src/operations/untagged.rs", "impl "),
    ("body_choice", "src/operations/untagged.rs", "pub enum"),
    ("callbacks", "src/webhooks.rs", "pub type"),
    ("callbacks", "README.md", "|"),
    ("errors", "src/operations/untagged.rs", "static LIST_CATS"),
    ("discriminator", "src/types/untagged.rs", "pub enum Pet"),
    ("evidence", "src/operations/untagged.rs", "impl crate::Client"),
    ("evidence", "src/types/untagged.rs", "pub struct Cat"),
    ("media_types", "src/operations/untagged.rs", "static "),
    ("multipart", "src/operations/untagged.rs", "impl "),
    ("multipart", "src/types/untagged.rs", "rt::multipart!"),
    ("multipart", "src/types/untagged.rs", "pub struct"),
    ("multipart_31", "src/types/untagged.rs", "rt::multipart!"),
    ("multipart_31", "src/types/untagged.rs", "pub struct"),
    ("names", "src/types/untagged.rs", "pub struct It"),
    ("open_enum", "src/types/untagged.rs", "pub enum"),
    ("parameter_arrays", "src/operations/untagged.rs", "impl "),
    ("parameters", "src/operations/untagged.rs", "impl "),
    ("parameters_of_one_name", "src/operations/untagged.rs", "impl "),
    ("presence", "src/types/untagged.rs", "pub struct Cat"),
    ("repaired_operations", "src/operations/pets.rs", "static"),
    ("repaired_operations", "src/operations/untagged.rs", "static"),
    ("repaired_schemas", "src/rules/untagged.rs", "static"),
    ("repaired_schemas", "src/types/untagged.rs", "pub struct Cat"),
    ("rules", "src/operations/untagged.rs", "static PUT_CAT"),
    ("rules", "src/rules/untagged.rs", "static"),
    ("rules_31", "src/rules/untagged.rs", "static"),
    ("security", "src/client.rs", "static API"),
    ("security", "src/operations/untagged.rs", "static EITHER"),
    ("servers", "src/servers.rs", "pub const"),
    ("servers", "src/servers.rs", "pub fn"),
    ("several_successes", "src/operations/untagged.rs", "static ADD_CAT"),
    ("types_only", "README.md", "```"),
    ("v31_keywords", "src/rules/untagged.rs", "static"),
    ("v31_webhooks", "src/webhooks.rs", "pub type"),
    ("v31_webhooks", "README.md", "webhooks"),
    ("v32", "src/operations/untagged.rs", "static"),
];

#[test]
fn each_feature_comes_out_as_reviewed() {
    for (name, path) in fixtures("features") {
        let text = read(&path);
        assert!(text.lines().count() < 40, "{name} is too long for one feature");
        let files = generate_text("openapi.yaml", &text).unwrap_or_else(|report| panic!("{name}\n{report}")).files;
        let mut shown = short_outline(&name, &files);
        for (_, path, known_by) in TEXTS.iter().filter(|(fixture, ..)| *fixture == name) {
            let items: Vec<_> = items(&files[*path]).into_iter().filter(|item| item.contains(known_by)).collect();
            assert!(!items.is_empty(), "{name} has no {known_by} in {path}");
            shown.push_str(&format!("\n{}\n", items.join("\n\n")));
        }
        snapshot("features", &name, comment(&text), &shown);
    }
}

#[test]
fn each_text_belongs_to_a_fixture() {
    let names: Vec<_> = fixtures("features").into_iter().map(|(name, _)| name).collect();
    assert!(TEXTS.iter().all(|(name, ..)| names.iter().any(|known| known == name)));
}

#[test]
fn every_key_is_sent_under_its_own_name() {
    let (_, path) = fixtures("features").into_iter().find(|(name, _)| name == "names").unwrap();
    let text = read(path);
    let files = generate_text("openapi.yaml", &text).unwrap().files;
    let document: serde_yaml::Value = serde_yaml::from_str(&text).unwrap();
    let wanted = document["components"]["schemas"]["It"]["properties"].as_mapping().unwrap().keys();
    let wanted: Vec<_> = wanted.map(|key| key.as_str().unwrap().to_owned()).collect();
    let file = syn::parse_file(&files["src/types/untagged.rs"]).unwrap();
    let mut tables = file.items.iter().filter_map(|item| match item {
        syn::Item::Macro(item) if item.mac.path.segments.last().unwrap().ident == "object" => Some(&item.mac),
        _ => None,
    });
    assert_eq!(tables.next().unwrap().parse_body_with(keys_of_table).unwrap(), wanted);
}

/// The keys of a table such as `It { r#type: optional "type" }`.
fn keys_of_table(input: syn::parse::ParseStream<'_>) -> syn::Result<Vec<String>> {
    let _name: syn::Ident = input.parse()?;
    let entries;
    syn::braced!(entries in input);
    let mut keys = Vec::new();
    while !entries.is_empty() {
        let (_field, _, _presence): (syn::Ident, syn::Token![:], syn::Ident) =
            (entries.parse()?, entries.parse()?, entries.parse()?);
        keys.push(entries.parse::<syn::LitStr>()?.value());
        let _: Option<syn::Token![,]> = entries.parse()?;
    }
    Ok(keys)
}

/// The outline without what every crate has.
fn short_outline(name: &str, files: &BTreeMap<String, String>) -> String {
    let same = |path: &str| path == "src/lib.rs" || (path == "src/client.rs" && name != "security");
    outline(&files.iter().filter(|(path, _)| !same(path)).map(|(path, text)| (path.clone(), text.clone())).collect())
}

/// The items of a file, which blank lines part where nothing is indented.
fn items(text: &str) -> Vec<String> {
    let mut items: Vec<String> = Vec::new();
    for part in text.split("\n\n") {
        match items.last_mut() {
            Some(item) if part.starts_with(' ') => item.push_str(&format!("\n\n{part}")),
            _ => items.push(part.trim_end().to_owned()),
        }
    }
    items
}
