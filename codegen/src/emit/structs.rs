//! From an object type to its struct and, where users build it, how: what is required is an argument, the rest a setter.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::types::head;
use crate::doc::{code, deprecation, doc_of_list};
use crate::model::{Api, Encoding, Field, OneWay, Presence, Type, TypeDef};
use crate::names::{ident, type_ident};
use crate::pointer::Pointer;
use crate::rust_type::{Scope, field_type, is_plain, rust_type};

pub(super) fn structure(
    api: &Api,
    def: &TypeDef,
    fields: &[Field],
    additional: &Option<(String, Type)>,
    required: &Option<String>,
) -> TokenStream {
    let (name, docs) = head(api, def);
    let declared = fields.iter().map(|field| declaration(api, def, field));
    let rest = additional.iter().map(|(name, ty)| {
        let (name, ty) = (ident(name), rust_type(api, ty, Scope::Types));
        quote! {
            #[doc = " The keys that have no field of their own."]
            pub #name: std::collections::BTreeMap<String, #ty>,
        }
    });
    let table = fields.iter().map(|field| entry(def, field));
    let rest_entry = additional.iter().map(|(name, ty)| {
        let name = ident(name);
        let kind = def.form.as_ref().map(|_| kind(ty));
        let kind = kind.map(|kind| quote!(: #kind));
        quote!(..#name #kind)
    });
    let rest_entry = quote!(#(#rest_entry)*);
    let (kind, place) = match def.form {
        Some(_) => (type_ident("multipart"), None),
        None => (type_ident("object"), Some(at(&def.seen_at))),
    };
    let construction = def.sent.then(|| construction(api, def, fields, additional, required));
    quote! {
        #docs
        #[derive(Clone, Debug, PartialEq)]
        #[non_exhaustive]
        pub struct #name {
            #(#declared)*
            #(#rest)*
        }
        rt::#kind!(#name #place { #(#table,)* #rest_entry });
        #construction
    }
}

fn declaration(api: &Api, def: &TypeDef, field: &Field) -> TokenStream {
    let docs = field_docs(def, field);
    let name = ident(&field.ident);
    let ty = field_type(&rust_type(api, &field.ty, Scope::Types), field.boxed, field.presence);
    quote!(#docs pub #name: #ty,)
}

fn field_docs(def: &TypeDef, field: &Field) -> TokenStream {
    let rules = def.rules.of_property(&field.wire).cloned().unwrap_or_default();
    let docs = doc_of_list(&field.docs, &field.elements, &rules, &format!("{}.", code(&field.wire)));
    let media_types = encoding(def, field).map(|encoding| encoding.media_types.as_slice()).unwrap_or_default();
    let media_types = (!media_types.is_empty()).then(|| {
        let list: Vec<_> = media_types.iter().map(|media_type| code(media_type)).collect();
        let text = format!(" *Media type*: {}.", list.join(" or "));
        quote!(#[doc = ""] #[doc = #text])
    });
    let deprecated = deprecation(&field.docs);
    quote!(#docs #media_types #deprecated)
}

/// What the document says of a field as a part.
fn encoding<'a>(def: &'a TypeDef, field: &Field) -> Option<&'a Encoding> {
    let mut all = def.form.iter().flat_map(|form| &form.encodings);
    all.find(|(wire, _)| *wire == field.wire).map(|(_, encoding)| encoding)
}

/// Whether a field of a multipart body is a file or a value.
fn kind(ty: &Type) -> Ident {
    type_ident(if ty.is_file() { "file" } else { "value" })
}

/// How the runtime writes a part.
fn part(def: &TypeDef, field: &Field) -> TokenStream {
    let (name, wire, kind) = (ident(&field.ident), &field.wire, kind(&field.ty));
    let encoding = encoding(def, field);
    let media_type = encoding.and_then(Encoding::media_type).map(|media_type| quote!(as #media_type));
    let headers = encoding.filter(|encoding| !encoding.headers.is_empty()).map(|encoding| {
        let headers = encoding.headers.iter().map(|(name, value)| quote!((#name, #value)));
        quote!(with [#(#headers),*])
    });
    let style = encoding.and_then(|encoding| encoding.style).map(|style| {
        let style = crate::refine::style(style);
        quote!(style [#style])
    });
    quote!(#name: #kind #wire #media_type #headers #style)
}

/// How the runtime reads and writes a field.
fn entry(def: &TypeDef, field: &Field) -> TokenStream {
    if def.form.is_some() {
        return part(def, field);
    }
    let (name, wire) = (ident(&field.ident), &field.wire);
    let presence = type_ident(match field.presence {
        Presence::Required => "required",
        Presence::RequiredNullable => "nullable",
        Presence::Optional => "optional",
        Presence::OptionalNullable => "maybe",
    });
    let own = field.seen_at.as_ref().filter(|own| **own != def.seen_at.key("properties").key(wire)).map(at);
    quote!(#name: #presence #wire #own)
}

/// Where a schema stands.
pub(super) fn at(pointer: &Pointer) -> TokenStream {
    let pointer = pointer.to_string();
    quote!(at #pointer)
}

fn construction(
    api: &Api,
    def: &TypeDef,
    fields: &[Field],
    additional: &Option<(String, Type)>,
    required: &Option<String>,
) -> TokenStream {
    let name = type_ident(&def.name);
    let needed: Vec<_> = fields.iter().filter(|field| field.presence == Presence::Required).collect();
    let rest = additional.iter().map(|(name, _)| {
        let name = ident(name);
        quote!(#name: Default::default(),)
    });
    let initial = fields.iter().map(|field| initial(api, field, required.is_some()));
    let (companion, arguments) = match required {
        Some(companion) => by_name(api, def, &needed, companion),
        None => (None, needed.iter().map(|field| argument(api, field)).collect()),
    };
    let is_set = |field: &&Field| field.presence != Presence::Required && field.one_way != Some(OneWay::Received);
    let setters = fields.iter().filter(is_set).map(|field| setter(api, field));
    let rest_setter = additional.iter().map(|(name, ty)| {
        let (name, ty) = (ident(name), rust_type(api, ty, Scope::Types));
        quote! {
            #[doc = " Sets the keys that have no field of their own."]
            pub fn #name(mut self, value: impl Into<std::collections::BTreeMap<String, #ty>>) -> Self {
                self.#name = value.into();
                self
            }
        }
    });
    let new_docs = match needed.is_empty() {
        true => " A value with no key set; the methods below set them.",
        false => " A value with what is required; the methods below set the rest.",
    };
    let default = needed.is_empty().then(|| quote!(impl Default for #name { fn default() -> Self { Self::new() } }));
    quote! {
        #companion
        impl #name {
            #[doc = #new_docs]
            pub fn new(#(#arguments),*) -> Self {
                Self { #(#initial)* #(#rest)* }
            }
            #(#setters)*
            #(#rest_setter)*
        }
        #default
    }
}

/// A struct that cannot be written without each required value, and the one argument that takes it.
fn by_name(api: &Api, def: &TypeDef, needed: &[&Field], companion: &str) -> (Option<TokenStream>, Vec<TokenStream>) {
    let name = type_ident(companion);
    let members = needed.iter().map(|field| {
        let docs = field_docs(def, field);
        let (name, ty) = (ident(&field.ident), rust_type(api, &field.ty, Scope::Types));
        quote!(#docs pub #name: #ty,)
    });
    let docs = format!(" The values that a [`{}`] requires.", def.name);
    let item = quote! {
        #[doc = #docs]
        #[derive(Clone, Debug, PartialEq)]
        pub struct #name { #(#members)* }
    };
    (Some(item), vec![quote!(required: #name)])
}

fn argument(api: &Api, field: &Field) -> TokenStream {
    let (name, ty) = (ident(&field.ident), rust_type(api, &field.ty, Scope::Types));
    if is_plain(api, &field.ty) { quote!(#name: #ty) } else { quote!(#name: impl Into<#ty>) }
}

fn initial(api: &Api, field: &Field, by_name: bool) -> TokenStream {
    let name = ident(&field.ident);
    match field.presence {
        Presence::Required if by_name && field.boxed => quote!(#name: Box::new(required.#name),),
        Presence::Required if by_name => quote!(#name: required.#name,),
        Presence::Required if field.boxed => {
            let ty = rust_type(api, &field.ty, Scope::Types);
            quote!(#name: Box::new(Into::<#ty>::into(#name)),)
        }
        Presence::Required if is_plain(api, &field.ty) => quote!(#name,),
        Presence::Required => quote!(#name: #name.into(),),
        Presence::RequiredNullable | Presence::Optional => quote!(#name: None,),
        Presence::OptionalNullable => quote!(#name: rt::Maybe::Absent,),
    }
}

fn setter(api: &Api, field: &Field) -> TokenStream {
    let name = ident(&field.ident);
    let ty = rust_type(api, &field.ty, Scope::Types);
    let docs = format!(" Sets {}.", code(&field.wire));
    let deprecated = deprecation(&field.docs);
    let (argument, value) = match field.presence {
        Presence::OptionalNullable if field.boxed => {
            (quote!(impl Into<rt::Maybe<#ty>>), quote!(value.into().map(Box::new)))
        }
        Presence::OptionalNullable => (quote!(impl Into<rt::Maybe<#ty>>), quote!(value.into())),
        Presence::RequiredNullable if field.boxed => {
            (quote!(impl rt::IntoNullable<#ty>), quote!(value.into_nullable().map(Box::new)))
        }
        Presence::RequiredNullable => (quote!(impl rt::IntoNullable<#ty>), quote!(value.into_nullable())),
        _ if is_plain(api, &field.ty) => (ty, quote!(Some(value))),
        _ if field.boxed => (quote!(impl Into<#ty>), quote!(Some(Box::new(value.into())))),
        _ => (quote!(impl Into<#ty>), quote!(Some(value.into()))),
    };
    quote! {
        #[doc = #docs]
        #deprecated
        pub fn #name(mut self, value: #argument) -> Self {
            self.#name = #value;
            self
        }
    }
}
