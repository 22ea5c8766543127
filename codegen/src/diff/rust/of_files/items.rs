//! From the items of a file to those of a surface.

use std::collections::BTreeSet;

use syn::{Attribute, Fields, FnArg, ImplItem, ItemImpl, Pat, ReceiverKind, ReturnType};

use super::{Reading, features, is_deprecated, is_public};
use crate::diff::rust::spelling::{Scope, joined, spelled, spelled_path};
use crate::diff::rust::surface::{Argument, Item, Kind, path};

/// The traits that users feel, beside those that are derived.
const FELT: [&str; 4] = ["Default", "Deserialize", "FormData", "Serialize"];

/// The name of a type that a file declares.
pub(super) fn declared(item: &syn::Item) -> Option<String> {
    match item {
        syn::Item::Struct(item) => Some(item.ident.to_string()),
        syn::Item::Enum(item) => Some(item.ident.to_string()),
        syn::Item::Type(item) => Some(item.ident.to_string()),
        _ => None,
    }
}

/// The name of a module that a file has.
pub(super) fn module(item: &syn::Item) -> Option<String> {
    if let syn::Item::Mod(item) = item { Some(item.ident.to_string()) } else { None }
}

impl Reading<'_> {
    pub(super) fn item(&mut self, item: &syn::Item, scope: Scope<'_>, around: &BTreeSet<String>) {
        match item {
            syn::Item::Struct(item) if is_public(&item.vis) => {
                let path = joined(scope.module, &item.ident.to_string());
                self.fields(&path, &item.fields, scope);
                self.top(&path, Item::new(Kind::Struct, ""), &item.attrs, around);
            }
            syn::Item::Enum(item) if is_public(&item.vis) => {
                let path = joined(scope.module, &item.ident.to_string());
                for variant in &item.variants {
                    let features = features(&variant.attrs, &BTreeSet::new());
                    let held = Item { features, ..Item::new(Kind::Variant, held(&variant.fields, scope)) };
                    self.surface.add(format!("{path}::{}", variant.ident), held);
                }
                self.top(&path, Item::new(Kind::Enum, ""), &item.attrs, around);
            }
            syn::Item::Type(item) if is_public(&item.vis) => {
                let path = joined(scope.module, &item.ident.to_string());
                self.top(&path, Item::new(Kind::Alias, spelled(&item.ty, scope)), &item.attrs, around);
            }
            syn::Item::Const(item) if is_public(&item.vis) => {
                let path = joined(scope.module, &item.ident.to_string());
                self.top(&path, Item::new(Kind::Constant, spelled(&item.ty, scope)), &item.attrs, around);
            }
            syn::Item::Fn(item) if is_public(&item.vis) => {
                let path = joined(scope.module, &item.sig.ident.to_string());
                self.top(&path, function(&item.sig, scope), &item.attrs, around);
            }
            syn::Item::Impl(block) => self.block(block, scope, around),
            syn::Item::Macro(item) => self.macro_call(&item.mac, scope),
            _ => {}
        }
    }

    /// Adds an item with what its attributes say of it.
    fn top(&mut self, path: &str, item: Item, attributes: &[Attribute], around: &BTreeSet<String>) {
        // A block of an item may come before it.
        let traits = self.surface.get(path).map(|known| known.traits.clone()).unwrap_or_default();
        let is_type = matches!(item.kind, Kind::Struct | Kind::Enum);
        let item = Item {
            features: features(attributes, around),
            is_deprecated: is_deprecated(attributes),
            is_exhaustive: !attributes.iter().any(|attribute| attribute.path().is_ident("non_exhaustive")),
            traits: if is_type { traits.into_iter().chain(derived(attributes)).collect() } else { traits },
            ..item
        };
        self.surface.add(path, item);
    }

    fn fields(&mut self, path: &str, fields: &Fields, scope: Scope<'_>) {
        for (index, field) in fields.iter().enumerate().filter(|(_, field)| is_public(&field.vis)) {
            let name = field.ident.as_ref().map_or_else(|| index.to_string(), ToString::to_string);
            let item = Item::new(Kind::Field, spelled(&field.ty, scope)).deprecated(is_deprecated(&field.attrs));
            self.surface.add(format!("{path}::{name}"), item);
        }
    }

    fn block(&mut self, block: &ItemImpl, scope: Scope<'_>, around: &BTreeSet<String>) {
        let of = spelled(&block.self_ty, scope);
        if let Some((felt, _)) = &block.trait_ {
            self.implemented(&of, &spelled_path(felt, scope));
            return;
        }
        // Methods of the client stand in the modules of tags.
        let brought = if of == "Client" { around } else { &BTreeSet::new() };
        for item in &block.items {
            match item {
                ImplItem::Fn(method) if is_public(&method.vis) => {
                    let item = function(&method.sig, scope).deprecated(is_deprecated(&method.attrs));
                    let features = features(&method.attrs, brought);
                    self.surface.add(format!("{of}::{}", method.sig.ident), Item { features, ..item });
                }
                ImplItem::Const(constant) if is_public(&constant.vis) => {
                    let item = Item::new(Kind::Constant, spelled(&constant.ty, scope));
                    let item = item.deprecated(is_deprecated(&constant.attrs));
                    self.surface.add(format!("{of}::{}", constant.ident), item);
                }
                _ => {}
            }
        }
    }

    /// Notes that a type has a trait, if users feel it.
    pub(super) fn implemented(&mut self, of: &str, name: &str) {
        if !FELT.contains(&name) && !name.starts_with("From<") {
            return;
        }
        match self.surface.get_mut(of) {
            Some(item) => drop(item.traits.insert(name.to_owned())),
            None => self.surface.add(of, Item::of_type(Kind::Struct, &[name])),
        }
    }
}

/// What a variant holds, in brackets.
fn held(fields: &Fields, scope: Scope<'_>) -> String {
    let types: Vec<_> = fields.iter().map(|field| spelled(&field.ty, scope)).collect();
    if types.is_empty() { String::new() } else { format!("({})", types.join(", ")) }
}

fn function(signature: &syn::Signature, scope: Scope<'_>) -> Item {
    let mut receiver = "";
    let mut arguments = Vec::new();
    for input in &signature.inputs {
        match input {
            FnArg::Receiver(own) => {
                receiver = if matches!(own.kind, ReceiverKind::Reference(..)) { "&self" } else { "self" }
            }
            FnArg::Typed(typed) => {
                let name = match &*typed.pat {
                    Pat::Ident(name) => name.ident.to_string(),
                    _ => "_".to_owned(),
                };
                arguments.push(Argument::new(name, spelled(&typed.ty, scope)));
            }
        }
    }
    let ty = match &signature.output {
        ReturnType::Default => "()".to_owned(),
        ReturnType::Type(_, ty) => spelled(ty, scope),
    };
    Item::function(receiver, arguments, ty)
}

/// The names of the traits that are derived.
fn derived(attributes: &[Attribute]) -> Vec<String> {
    let lists = attributes.iter().filter(|attribute| attribute.path().is_ident("derive"));
    let paths = lists.filter_map(|list| {
        list.parse_args_with(syn::punctuated::Punctuated::<syn::Path, syn::Token![,]>::parse_terminated).ok()
    });
    let names = paths.flatten().filter_map(|path| path.segments.last().map(|last| last.ident.to_string()));
    names.map(|name| path(&name).to_owned()).collect()
}
