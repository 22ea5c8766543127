//! From the model to the files under `src/types`: one a module, with all its types.

use proc_macro2::{TokenStream, TokenTree};
use quote::quote;

use super::structs;
use crate::doc::{code, deprecation, doc_of_value};
use crate::model::{Api, Docs, EnumValue, Rules, Type, TypeDef, TypeShape, UnionVariant};
use crate::names::{ident, type_ident};
use crate::render::Module;
use crate::rust_type::{Scope, is_plain, rust_type};

/// All type modules, and the one that brings them together.
pub(crate) fn modules(api: &Api) -> Vec<Module> {
    let mut modules = Vec::new();
    let mut used = Vec::new();
    for (index, name) in api.modules.iter().enumerate() {
        let items: Vec<_> = api.held_types().filter(|def| def.module == index).map(|def| item(api, def)).collect();
        if !items.is_empty() {
            let runtime = items.iter().any(names_runtime).then(|| {
                quote!(
                    use specwright_runtime as rt;
                )
            });
            modules.push(Module::new(format!("src/types/{name}.rs"), quote!(#runtime #(#items)*)));
            used.push(ident(name));
        }
    }
    let parent = quote! {
        #![doc = " The types of the API, as its documentation describes them."]
        #(mod #used; pub use #used::*;)*
    };
    modules.push(Module::new("src/types/mod.rs", parent));
    modules
}

/// Whether an item needs the runtime; an alias of a text does not.
fn names_runtime(item: &TokenStream) -> bool {
    item.clone().into_iter().any(|token| match token {
        TokenTree::Ident(ident) => ident == "rt",
        TokenTree::Group(group) => names_runtime(&group.stream()),
        TokenTree::Punct(_) | TokenTree::Literal(_) => false,
    })
}

fn item(api: &Api, def: &TypeDef) -> TokenStream {
    match &def.shape {
        TypeShape::Struct { fields, additional, required } => {
            structs::structure(api, def, fields, additional, required)
        }
        TypeShape::Enum { values, unknown } => open_enum(def, values, unknown),
        TypeShape::Union { variants } => union(api, def, variants),
        TypeShape::Alias(ty) => {
            let (name, docs) = head(def);
            let ty = rust_type(api, ty, Scope::Types);
            quote!(#docs pub type #name = #ty;)
        }
        TypeShape::Newtype(ty) => newtype(api, def, ty),
    }
}

/// The name and the attributes that every item has.
pub(super) fn head(def: &TypeDef) -> (proc_macro2::Ident, TokenStream) {
    (type_ident(&def.name), attributes(&def.docs, &def.rules, &format!("{}.", code(&def.name))))
}

/// Docs, constraints and deprecation.
pub(super) fn attributes(docs: &Docs, rules: &Rules, fallback: &str) -> TokenStream {
    let deprecated = deprecation(docs);
    let docs = doc_of_value(docs, rules, fallback);
    quote!(#docs #deprecated)
}

fn newtype(api: &Api, def: &TypeDef, ty: &Type) -> TokenStream {
    let (name, docs) = head(def);
    let ty = rust_type(api, ty, Scope::Types);
    quote! {
        #docs
        #[derive(Clone, Debug, PartialEq, rt::Serialize, rt::Deserialize)]
        #[serde(crate = "rt::serde", transparent)]
        pub struct #name(pub #ty);
    }
}

fn open_enum(def: &TypeDef, values: &[EnumValue], unknown: &str) -> TokenStream {
    let (name, docs) = head(def);
    let unknown = type_ident(unknown);
    let variants: Vec<_> = values.iter().map(|value| type_ident(&value.variant)).collect();
    let wires: Vec<_> = values.iter().map(|value| value.wire.as_str()).collect();
    let texts = wires.iter().map(|wire| format!(" {}", code(wire)));
    quote! {
        #docs
        #[derive(Clone, Debug, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum #name {
            #(#[doc = #texts] #variants,)*
            #[doc = " A value that the documentation does not list."]
            #unknown(rt::UnknownValue),
        }
        impl rt::OpenEnum for #name {
            const TABLE: &'static [(&'static str, Self)] = &[#((#wires, Self::#variants)),*];
            fn from_unknown(value: rt::UnknownValue) -> Self {
                Self::#unknown(value)
            }
            fn as_unknown(&self) -> Option<&rt::UnknownValue> {
                if let Self::#unknown(value) = self { Some(value) } else { None }
            }
        }
        rt::open_enum!(#name);
    }
}

fn union(api: &Api, def: &TypeDef, variants: &[UnionVariant]) -> TokenStream {
    let (name, docs) = head(def);
    let names: Vec<_> = variants.iter().map(|variant| type_ident(&variant.name)).collect();
    let types = variants.iter().map(|variant| {
        let ty = rust_type(api, &variant.ty, Scope::Types);
        if variant.boxed { quote!(Box<#ty>) } else { ty }
    });
    let texts = variants.iter().map(|variant| format!(" The value is of the kind {}.", code(&variant.name)));
    let from = variants.iter().filter(|variant| is_distinct(api, &variant.ty)).map(|variant| {
        let (variant_name, ty) = (type_ident(&variant.name), rust_type(api, &variant.ty, Scope::Types));
        let value = if variant.boxed { quote!(Box::new(value)) } else { quote!(value) };
        quote!(impl From<#ty> for #name { fn from(value: #ty) -> Self { Self::#variant_name(#value) } })
    });
    quote! {
        #docs
        #[derive(Clone, Debug, PartialEq)]
        #[non_exhaustive]
        pub enum #name {
            #(#[doc = #texts] #names(#types),)*
            #[doc = " A value of no documented kind."]
            Unknown(rt::serde_json::Value),
        }
        rt::union!(#name { #(#names),* });
        #(#from)*
    }
}

/// Whether no other variant can be of the same Rust type, which an alias may hide.
fn is_distinct(api: &Api, ty: &Type) -> bool {
    match ty {
        Type::Named(id) => api.ty(*id).is_some_and(|def| !matches!(def.shape, TypeShape::Alias(_))),
        Type::String | Type::Uuid | Type::Date | Type::DateTime => true,
        _ => is_plain(ty),
    }
}
