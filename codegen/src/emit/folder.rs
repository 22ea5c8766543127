//! From the items of each module to the files of a folder, with the one that brings them together under their features.

use proc_macro2::TokenStream;
use quote::quote;

use crate::model::{Api, Users};
use crate::names::ident;
use crate::render::Module;

/// A file for each module that has items, and `mod.rs`, which opens with `docs` and shows all items as `visibility` says.
pub(super) fn folder(
    api: &Api,
    name: &str,
    docs: &str,
    visibility: &TokenStream,
    items: impl Fn(usize) -> TokenStream,
) -> Vec<Module> {
    let mut modules = Vec::new();
    let mut parts = TokenStream::new();
    for (index, module) in api.modules.iter().enumerate() {
        let items = items(index);
        if !items.is_empty() {
            modules.push(Module::new(format!("src/{name}/{}.rs", module.name), items));
            let (cfg, part) = (cfg(api, &module.users), ident(&module.name));
            parts.extend(quote!(#cfg mod #part; #cfg #visibility use #part::*;));
        }
    }
    modules.push(Module::new(format!("src/{name}/mod.rs"), quote!(#![doc = #docs] #parts)));
    modules
}

/// The condition for what some tags use.
pub(super) fn cfg(api: &Api, users: &Users) -> Option<TokenStream> {
    let features = Vec::from_iter(api.features_of(users));
    match features.as_slice() {
        [] => None,
        [feature] => Some(quote!(#[cfg(feature = #feature)])),
        several => Some(quote!(#[cfg(any(#(feature = #several),*))])),
    }
}
