//! What a generated crate consists of: its items, and the texts that rustdoc reads.

use std::collections::BTreeMap;

use specwright_codegen::{FILE_LIST, Generated};
use syn::visit::{self, Visit};

use super::markdown::doc_text;

/// All items of a crate by kind and name, in every file.
#[derive(Default)]
struct Items(Vec<String>);

impl<'ast> Visit<'ast> for Items {
    fn visit_item(&mut self, item: &'ast syn::Item) {
        self.0.push(match item {
            syn::Item::Fn(item) => format!("fn {}", item.sig.ident),
            syn::Item::Struct(item) => format!("struct {}", item.ident),
            syn::Item::Enum(item) => format!("enum {} of {}", item.ident, item.variants.len()),
            syn::Item::Mod(item) => format!("mod {}", item.ident),
            syn::Item::Impl(item) => format!("impl of {} items", item.items.len()),
            syn::Item::Macro(item) => {
                format!("macro {:?}", item.mac.path.segments.last().map(|last| last.ident.to_string()))
            }
            syn::Item::Static(item) => format!("static {}", item.ident),
            syn::Item::Const(item) => format!("const {}", item.ident),
            syn::Item::ExternCrate(item) => format!("extern crate {}", item.ident),
            syn::Item::Use(_) | syn::Item::Type(_) => "use or type".to_owned(),
            _ => "anything else".to_owned(),
        });
        visit::visit_item(self, item);
    }
}

/// All doc comments, an item each.
#[derive(Default)]
struct Docs(Vec<String>);

macro_rules! visit_docs {
    ($($visit:ident: $node:ident,)*) => {
        impl<'ast> Visit<'ast> for Docs {
            $(fn $visit(&mut self, node: &'ast syn::$node) {
                self.0.push(doc_text(&node.attrs));
                visit::$visit(self, node);
            })*
        }
    };
}

visit_docs! {
    visit_field: Field,
    visit_file: File,
    visit_impl_item_fn: ImplItemFn,
    visit_item_enum: ItemEnum,
    visit_item_struct: ItemStruct,
    visit_item_type: ItemType,
    visit_variant: Variant,
}

fn parsed(generated: &Generated) -> BTreeMap<&str, syn::File> {
    let rust = generated.files.iter().filter(|(path, _)| path.ends_with(".rs"));
    rust.map(|(path, text)| {
        (path.as_str(), syn::parse_file(text).unwrap_or_else(|error| panic!("{path}: {error}\n{text}")))
    })
    .collect()
}

/// Every file is where it belongs and what its name says: Rust, a manifest that Cargo reads, or a plain text.
pub fn assert_whole(generated: &Generated) {
    for (path, text) in &generated.files {
        let parts = || path.split('/');
        let is_plain = parts().all(|part| !matches!(part, "" | "." | "..") && !part.contains(['\\', ':', '\0', '\n']));
        assert!(is_plain && parts().all(|part| part.len() < 140), "{path:?} is no path in a crate");
        // What turns the direction of a line, rustc refuses, and what is no text may end one.
        let is_odd =
            |c: &char| (c.is_control() && *c != '\n') || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
        assert_eq!(text.chars().find(is_odd), None, "{path} holds it");
    }
    parsed(generated);
    let manifest: toml::Table =
        generated.files["Cargo.toml"].parse().unwrap_or_else(|error| panic!("Cargo.toml: {error}"));
    let sections: Vec<_> = manifest.keys().map(String::as_str).filter(|key| *key != "features").collect();
    assert_eq!(sections, ["dependencies", "lints", "package"]);
    let entries: Vec<_> = manifest["dependencies"].as_table().unwrap().keys().collect();
    assert_eq!(entries, ["specwright-runtime"]);
    let package: Vec<_> = manifest["package"].as_table().unwrap().keys().map(String::as_str).collect();
    assert_eq!(package, ["edition", "license", "metadata", "name", "readme", "rust-version", "version"]);
    let features = manifest.get("features").and_then(toml::Value::as_table);
    let is_plain = |name: &String| name.bytes().all(|byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'-'));
    assert!(features.is_none_or(|features| features.keys().all(is_plain)), "{features:?}");
    let listed: Vec<_> = generated.files[FILE_LIST].lines().collect();
    assert_eq!(listed, generated.files.keys().collect::<Vec<_>>());
}

pub fn items(generated: &Generated) -> BTreeMap<&str, Vec<String>> {
    let files = parsed(generated);
    files
        .into_iter()
        .map(|(path, file)| {
            let mut items = Items::default();
            items.visit_file(&file);
            (path, items.0)
        })
        .collect()
}

/// All doc comments of a crate, and its readme, without the examples that are meant to run.
pub fn texts(generated: &Generated) -> Vec<String> {
    let mut docs = Docs::default();
    parsed(generated).values().for_each(|file| docs.visit_file(file));
    let mocks = docs.0.iter_mut().filter(|text| text.starts_with("Mocks for tests"));
    mocks.for_each(|text| *text = text.replacen("```no_run", "```text", 1));
    let readme = &generated.files["README.md"];
    let both = ["src/client.rs", "src/webhooks.rs"].iter().all(|path| generated.files.contains_key(*path));
    let is_paged = generated.files.values().any(|text| text.contains("rt::paged!("));
    let readme = readme.replacen("```rust,no_run", "```text", 1 + usize::from(both) + usize::from(is_paged));
    let (shown, features) = readme.rsplit_once("\n## Features\n").unwrap_or((&readme, ""));
    docs.0.extend([shown.to_owned(), features.replacen("```toml", "```text", 1)]);
    docs.0
}
