//! From the model to the files under `src/types`: one a module, with all its types.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::folder::folder;
use super::rules::Statics;
use super::structs::{self, at};
use crate::doc::{code, deprecation, doc_of_value};
use crate::model::{Api, Docs, EnumValue, Rules, Type, TypeDef, TypeShape, UnionVariant};
use crate::names::type_ident;
use crate::render::Module;
use crate::rust_type::{Scope, rust_type, settled};

/// So many texts are compared one by one.
const FEW: usize = 16;

/// All type modules, and the one that brings them together.
pub(crate) fn modules(api: &Api) -> Vec<Module> {
    let rules = Statics::new(api);
    let docs = " The types of the API, as its documentation describes them.";
    folder(api, "types", docs, &quote!(pub), |module| {
        let own = api.held_types().filter(|(_, def)| def.module == module);
        own.flat_map(|(id, def)| [item(api, def), rules.validate(id, def)]).collect()
    })
}

fn item(api: &Api, def: &TypeDef) -> TokenStream {
    match &def.shape {
        TypeShape::Struct { fields, additional, required } => {
            structs::structure(api, def, fields, additional, required)
        }
        TypeShape::Enum { values, unknown } => open_enum(api, def, values, unknown),
        TypeShape::Union { variants, tag } => union(api, def, variants, tag.as_deref()),
        TypeShape::Alias(ty) => {
            let (name, docs) = head(api, def);
            let ty = rust_type(api, ty, Scope::Types);
            quote!(#docs pub type #name = #ty;)
        }
        TypeShape::Newtype(ty) => newtype(api, def, ty),
    }
}

/// The name and the attributes that every item has.
pub(super) fn head(api: &Api, def: &TypeDef) -> (proc_macro2::Ident, TokenStream) {
    let docs = attributes(&def.docs, &def.rules, &format!("{}.", code(&def.name)));
    let answer = def.answer.and_then(|answer| api.ty(answer)).filter(|answer| api.holds(answer)).map(|answer| {
        let text = format!(" This is what is sent; what comes back is a [`{0}`](super::{0}).", answer.name);
        quote!(#[doc = ""] #[doc = #text])
    });
    (type_ident(&def.name), quote!(#docs #answer))
}

/// Docs, constraints and deprecation.
pub(super) fn attributes(docs: &Docs, rules: &Rules, fallback: &str) -> TokenStream {
    let deprecated = deprecation(docs);
    let docs = doc_of_value(docs, rules, fallback);
    quote!(#docs #deprecated)
}

fn newtype(api: &Api, def: &TypeDef, ty: &Type) -> TokenStream {
    let (name, docs) = head(api, def);
    let ty = rust_type(api, ty, Scope::Types);
    quote! {
        #docs
        #[derive(Clone, Debug, PartialEq, rt::Serialize, rt::Deserialize)]
        #[serde(crate = "rt::serde", transparent)]
        pub struct #name(pub #ty);
    }
}

fn open_enum(api: &Api, def: &TypeDef, values: &[EnumValue], unknown: &str) -> TokenStream {
    let (name, docs) = head(api, def);
    let unknown = type_ident(unknown);
    let variants: Vec<_> = values.iter().map(|value| type_ident(&value.variant)).collect();
    let wires: Vec<_> = values.iter().map(|value| value.wire.as_str()).collect();
    let texts = wires.iter().map(|wire| format!(" {}", code(wire)));
    let (order, place) = (order(&wires), at(&def.seen_at));
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
            #order
            fn from_unknown(value: rt::UnknownValue) -> Self {
                Self::#unknown(value)
            }
            fn as_unknown(&self) -> Option<&rt::UnknownValue> {
                if let Self::#unknown(value) = self { Some(value) } else { None }
            }
        }
        rt::open_enum!(#name #place);
    }
}

/// The places of the values in the order of their texts, by which a long list is searched.
fn order(wires: &[&str]) -> Option<TokenStream> {
    let mut order: Vec<u16> = (0..u16::try_from(wires.len()).ok()?).collect();
    order.sort_by_key(|index| wires.get(usize::from(*index)));
    let order = order.into_iter().map(Literal::u16_unsuffixed);
    (wires.len() > FEW).then(|| quote!(const ORDER: &'static [u16] = &[#(#order),*];))
}

fn union(api: &Api, def: &TypeDef, variants: &[UnionVariant], tag: Option<&str>) -> TokenStream {
    let (name, docs) = head(api, def);
    let names: Vec<_> = variants.iter().map(|variant| type_ident(&variant.name)).collect();
    let types = variants.iter().map(|variant| {
        let ty = rust_type(api, &variant.ty, Scope::Types);
        if variant.boxed { quote!(Box<#ty>) } else { ty }
    });
    let texts = variants.iter().map(|variant| variant_docs(variant, tag));
    let from = variants.iter().filter(|variant| is_distinct(api, variants, &variant.ty)).map(|variant| {
        let (variant_name, ty) = (type_ident(&variant.name), rust_type(api, &variant.ty, Scope::Types));
        let value = if variant.boxed { quote!(Box::new(value)) } else { quote!(value) };
        quote!(impl From<#ty> for #name { fn from(value: #ty) -> Self { Self::#variant_name(#value) } })
    });
    let place = at(&def.seen_at);
    let decoding = match tag {
        Some(tag) => {
            let tags = variants.iter().map(|variant| &variant.tags).map(|tags| quote!([#(#tags),*]));
            quote!(rt::union!(#name[#tag] #place { #(#names: #tags),* });)
        }
        None => quote!(rt::union!(#name #place { #(#names),* });),
    };
    quote! {
        #docs
        #[derive(Clone, Debug, PartialEq)]
        #[non_exhaustive]
        pub enum #name {
            #(#[doc = #texts] #names(#types),)*
            #[doc = " A value of no documented kind."]
            Unknown(rt::serde_json::Value),
        }
        #decoding
        #(#from)*
    }
}

fn variant_docs(variant: &UnionVariant, tag: Option<&str>) -> String {
    let tags: Vec<_> = variant.tags.iter().map(|tag| code(tag)).collect();
    match tag.filter(|_| !tags.is_empty()) {
        Some(tag) => format!(" The value at the key {} is {}.", code(tag), tags.join(" or ")),
        None => format!(" The value is of the kind {}.", code(&variant.name)),
    }
}

/// Whether no other variant can be of the same Rust type, which an alias may hide.
pub(crate) fn is_distinct(api: &Api, variants: &[UnionVariant], ty: &Type) -> bool {
    let settled = settled(api, ty);
    let is_scalar = matches!(
        settled,
        Type::String | Type::Uuid | Type::Date | Type::DateTime | Type::Bool | Type::Integer(_) | Type::Float
    );
    match ty {
        Type::Named(id) if !is_scalar => api.ty(*id).is_some_and(|def| !matches!(def.shape, TypeShape::Alias(_))),
        Type::Named(_) => variants.iter().filter(|other| self::settled(api, &other.ty) == settled).count() == 1,
        _ => is_scalar,
    }
}
