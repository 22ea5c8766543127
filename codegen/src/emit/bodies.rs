//! From a body of several media types to the enum that the caller chooses with.

use proc_macro2::TokenStream;
use quote::quote;

use super::rules::Statics;
use crate::doc::code;
use crate::model::{Api, BodyContent, BodyKind, Operation, Type, TypeShape};
use crate::names::{ident, type_ident};
use crate::refine::{content, remark};
use crate::rust_type::{Scope, rust_type};

/// The enum, where there is a choice.
pub(super) fn choice(api: &Api, operation: &Operation, rules: &Statics) -> Option<TokenStream> {
    let body = operation.body.as_ref()?;
    let name = type_ident(body.choice.as_deref()?);
    let docs = format!(" The body of [`Client::{0}`](crate::Client::{0}), by media type.", operation.ident);
    let is_borrowed = body.contents.iter().any(BodyContent::is_borrowed);
    let (lifetime, any) = (is_borrowed.then(|| quote!(<'a>)), is_borrowed.then(|| quote!(<'_>)));
    let variants = body.contents.iter().map(|content| {
        let (variant, ty, media_type) = (type_ident(&content.variant), held(api, content), code(&content.media_type));
        let docs = format!(" {media_type}");
        let remark = remark(content).map(|remark| quote!(#[doc = ""] #[doc = #remark]));
        quote!(#[doc = #docs] #remark #variant(#ty))
    });
    let from = conversions(api, &body.contents).into_iter().map(|content| {
        let (variant, ty) = (type_ident(&content.variant), held(api, content));
        let lifetime = content.is_borrowed().then(|| quote!(<'a>));
        let of = if content.is_borrowed() { quote!(#name<'a>) } else { quote!(#name #any) };
        quote!(impl #lifetime From<#ty> for #of { fn from(body: #ty) -> Self { Self::#variant(body) } })
    });
    let value = ident("body");
    let arms = body.contents.iter().map(|one| {
        let (variant, sent) = (type_ident(&one.variant), content(one, &value));
        let rules = (!one.rules.is_empty()).then(|| {
            let rules = rules.reference(&one.rules);
            quote!(.body_rules(#rules))
        });
        quote!(Self::#variant(#value) => call #rules #sent)
    });
    Some(quote! {
        #[doc = #docs]
        #[derive(Clone, Debug)]
        #[non_exhaustive]
        pub enum #name #lifetime { #(#variants),* }
        #(#from)*
        impl rt::Content for #name #any {
            fn send_with<T, E>(self, call: rt::Call<T, E>) -> rt::Call<T, E> {
                match self { #(#arms),* }
            }
        }
    })
}

/// What a variant holds.
fn held(api: &Api, content: &BodyContent) -> TokenStream {
    match content.kind {
        _ if content.is_borrowed() => {
            let ty = rust_type(api, &content.ty, Scope::Crate);
            quote!(&'a #ty)
        }
        BodyKind::Text => quote!(String),
        _ => quote!(rt::Body),
    }
}

/// The contents that a value alone tells: the first of each type.
pub(crate) fn conversions<'a>(api: &Api, contents: &'a [BodyContent]) -> Vec<&'a BodyContent> {
    let mut known = Vec::new();
    let mut first = Vec::new();
    for content in contents {
        let ty = canonical(api, &content.ty);
        // A type of another crate may be any, behind a name of its own.
        let is_foreign = known.iter().chain([&(content.is_borrowed(), ty.clone())]).any(|(_, ty)| has_foreign(ty));
        let ty = (content.is_borrowed(), ty);
        if known.is_empty() || !(known.contains(&ty) || (is_foreign && content.is_borrowed())) {
            first.push(content);
        }
        known.push(ty);
    }
    first
}

/// The type behind aliases.
fn canonical(api: &Api, ty: &Type) -> Type {
    let inner = |ty: &Type| Box::new(canonical(api, ty));
    match ty {
        Type::Named(id) => match api.ty(*id).map(|def| &def.shape) {
            Some(TypeShape::Alias(target)) => canonical(api, target),
            _ => ty.clone(),
        },
        Type::List(item) => Type::List(inner(item)),
        Type::Map(value) => Type::Map(inner(value)),
        Type::Nullable(value) => Type::Nullable(inner(value)),
        Type::Lenient(one, other) => Type::Lenient(inner(one), inner(other)),
        Type::Tuple(items) => Type::Tuple(items.iter().map(|item| canonical(api, item)).collect()),
        other => other.clone(),
    }
}

fn has_foreign(ty: &Type) -> bool {
    match ty {
        Type::External(_) => true,
        Type::List(inner) | Type::Map(inner) | Type::Nullable(inner) => has_foreign(inner),
        Type::Lenient(one, other) => has_foreign(one) || has_foreign(other),
        Type::Tuple(items) => items.iter().any(has_foreign),
        _ => false,
    }
}
