//! From a model type to the Rust type that stands for it.

use proc_macro2::TokenStream;
use quote::quote;

use crate::model::{Api, Presence, Type, TypeShape};
use crate::names::type_ident;

/// From where a type is named.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Scope {
    /// A file under `types/`.
    Types,
    /// Any other file.
    Crate,
    /// A program that has `use <crate>::{runtime, types};`.
    Outside,
}

/// The Rust type. The run-time library is `rt` in every generated file, and `runtime` outside.
pub(crate) fn rust_type(api: &Api, ty: &Type, scope: Scope) -> TokenStream {
    let inner = |ty: &Type| rust_type(api, ty, scope);
    let rt = if scope == Scope::Outside { quote!(runtime) } else { quote!(rt) };
    match ty {
        Type::Any => quote!(#rt::serde_json::Value),
        Type::Bool => quote!(bool),
        Type::Integer(name) => {
            let name = type_ident(name);
            quote!(#name)
        }
        Type::Float => quote!(f64),
        Type::Number => quote!(#rt::Number),
        Type::String => quote!(String),
        Type::Uuid => quote!(#rt::Uuid),
        Type::Date => quote!(#rt::Date),
        Type::DateTime => quote!(#rt::DateTime),
        Type::Secret => quote!(#rt::Secret),
        Type::Bytes => quote!(#rt::Bytes),
        Type::Part => quote!(#rt::Part),
        Type::Multipart => quote!(#rt::Multipart),
        Type::Unit => quote!(()),
        Type::List(item) => {
            let item = inner(item);
            quote!(Vec<#item>)
        }
        Type::Map(value) => {
            let value = inner(value);
            quote!(std::collections::BTreeMap<String, #value>)
        }
        Type::Tuple(items) => {
            let items = items.iter().map(inner);
            quote!((#(#items,)*))
        }
        Type::Nullable(ty) => {
            let ty = inner(ty);
            quote!(Option<#ty>)
        }
        Type::Lenient(documented, accepted) => {
            let (documented, accepted) = (inner(documented), inner(accepted));
            quote!(#rt::Lenient<#documented, #accepted>)
        }
        // The settings have been read as a path of a type already.
        Type::External(path) => path.parse().unwrap_or_default(),
        Type::Named(id) => {
            let name = type_ident(api.ty(*id).map_or("Unknown", |def| def.name.as_str()));
            match scope {
                Scope::Types => quote!(super::#name),
                Scope::Crate => quote!(crate::types::#name),
                Scope::Outside => quote!(types::#name),
            }
        }
    }
}

/// The type of a field: its value type under its presence.
pub(crate) fn field_type(value: &TokenStream, boxed: bool, presence: Presence) -> TokenStream {
    let value = if boxed { quote!(Box<#value>) } else { value.clone() };
    match presence {
        Presence::Required => value,
        Presence::RequiredNullable | Presence::Optional => quote!(Option<#value>),
        Presence::OptionalNullable => quote!(rt::Maybe<#value>),
    }
}

/// Whether values of a type are copied rather than converted into place.
pub(crate) fn is_plain(api: &Api, ty: &Type) -> bool {
    const COPIED: [&str; 11] = ["bool", "f32", "f64", "i8", "i16", "i32", "i64", "u8", "u16", "u32", "u64"];
    match settled(api, ty) {
        Type::Bool | Type::Integer(_) | Type::Float => true,
        Type::External(path) => COPIED.contains(&path.as_str()),
        _ => false,
    }
}

/// The type that names stand for in the end. A longer chain is a circle.
pub(crate) fn settled<'t>(api: &'t Api, ty: &'t Type) -> &'t Type {
    let mut ty = ty;
    for _ in 0..64 {
        match ty {
            Type::Named(id) => match api.ty(*id).map(|def| &def.shape) {
                Some(TypeShape::Alias(target)) => ty = target,
                _ => break,
            },
            _ => break,
        }
    }
    ty
}
