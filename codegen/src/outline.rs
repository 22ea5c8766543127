//! From the files of a crate to an outline of its public API: one item a line, sorted by module, for people and for diffs.

use std::collections::BTreeMap;

use quote::ToTokens;
use syn::{Fields, ImplItem, Item, Visibility};

/// The outline. Files that are no Rust are left out.
pub fn outline(files: &BTreeMap<String, String>) -> String {
    let mut out = String::new();
    for (path, text) in files.iter().filter(|(path, _)| path.ends_with(".rs")) {
        let Ok(file) = syn::parse_file(text) else { continue };
        let lines: Vec<_> = file.items.iter().flat_map(item).collect();
        if !lines.is_empty() {
            out.push_str(&format!("{path}\n"));
            lines.iter().for_each(|line| out.push_str(&format!("  {line}\n")));
        }
    }
    out
}

fn is_public(visibility: &Visibility) -> bool {
    matches!(visibility, Visibility::Public(_))
}

fn item(item: &Item) -> Vec<String> {
    match item {
        Item::Struct(item) if is_public(&item.vis) => {
            let mut lines = vec![format!("{}struct {}", attributes(&item.attrs), item.ident)];
            lines.extend(fields(&item.fields));
            lines
        }
        Item::Enum(item) if is_public(&item.vis) => {
            let mut lines = vec![format!("{}enum {}", attributes(&item.attrs), item.ident)];
            let variants = item
                .variants
                .iter()
                .map(|variant| format!("{}{}{}", conditions(&variant.attrs), variant.ident, tokens(&variant.fields)));
            let variants = variants.collect::<Vec<_>>().join(", ");
            lines.extend((!variants.is_empty()).then(|| format!("  {variants}")));
            lines
        }
        Item::Type(item) if is_public(&item.vis) => {
            vec![format!("{}type {} = {}", conditions(&item.attrs), item.ident, tokens(&item.ty))]
        }
        Item::Use(item) if is_public(&item.vis) => vec![format!("{}use {}", conditions(&item.attrs), tree(&item.tree))],
        Item::Mod(item) if is_public(&item.vis) => vec![format!("mod {}", item.ident)],
        Item::Macro(item) => {
            let text = crate::render::table(item);
            vec![text.trim_end().trim_end_matches(';').lines().map(str::trim).collect::<Vec<_>>().join(" ")]
        }
        Item::Impl(block) => {
            let methods = block.items.iter().filter_map(|item| match item {
                ImplItem::Const(constant) if is_public(&constant.vis) => {
                    let attributes = attributes(&constant.attrs);
                    Some(format!(
                        "{}::{attributes}{}: {}",
                        tokens(&block.self_ty),
                        constant.ident,
                        tokens(&constant.ty)
                    ))
                }
                ImplItem::Fn(method) if is_public(&method.vis) => {
                    Some(format!("{}::{}{}", tokens(&block.self_ty), attributes(&method.attrs), signature(&method.sig)))
                }
                _ => None,
            });
            match &block.trait_ {
                Some((path, _)) => vec![format!("impl {} for {}", tokens(path), tokens(&block.self_ty))],
                None => methods.collect(),
            }
        }
        _ => Vec::new(),
    }
}

fn fields(fields: &Fields) -> Vec<String> {
    let public = fields.iter().filter(|field| is_public(&field.vis));
    public
        .map(|field| {
            let name = field.ident.as_ref().map_or_else(|| "0".to_owned(), ToString::to_string);
            format!("  {}{name}: {}", attributes(&field.attrs), tokens(&field.ty))
        })
        .collect()
}

fn signature(signature: &syn::Signature) -> String {
    tokens(signature).replacen("fn ", "", 1)
}

/// The attributes that users of an item feel.
fn attributes(attributes: &[syn::Attribute]) -> String {
    let felt = ["deprecated", "non_exhaustive", "must_use"];
    let names = attributes.iter().filter_map(|attribute| attribute.path().get_ident());
    names.filter(|name| felt.iter().any(|felt| *name == felt)).map(|name| format!("#[{name}] ")).collect()
}

/// Without which features there is no such item.
fn conditions(attributes: &[syn::Attribute]) -> String {
    let conditions = attributes.iter().filter(|attribute| attribute.path().is_ident("cfg"));
    conditions.map(|condition| format!("{} ", tokens(condition).replace("# [", "#["))).collect()
}

fn tree(tree: &syn::UseTree) -> String {
    tokens(tree).replace("{ ", "{").replace(", }", "}").replace(" }", "}")
}

fn tokens(node: &impl ToTokens) -> String {
    squeeze(&node.to_token_stream().to_string())
}

/// Token streams print a blank around every mark.
fn squeeze(text: &str) -> String {
    let mut text = text.to_owned();
    for (from, to) in [
        (" :: ", "::"),
        (" < ", "<"),
        (" >", ">"),
        (" ,", ","),
        ("( ", "("),
        (" (", "("),
        (" )", ")"),
        ("& ", "&"),
        (" : ", ": "),
        (" ;", ";"),
        ("=>(", "=> ("),
        (",)", ")"),
        (".. ", ".."),
    ] {
        text = text.replace(from, to);
    }
    text
}
