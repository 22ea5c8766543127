//! From the headers and streams of an operation to what its request has for them: constants and methods, as data.

use proc_macro2::TokenStream;
use quote::quote;

use super::operations::status_label;
use crate::doc::{code, deprecation, lines, paragraphs};
use crate::model::{Api, EventForm, Header, HeaderForm, Operation, StreamKind};
use crate::names::{ident, type_ident};
use crate::rust_type::{Scope, rust_type};

/// A constant for each documented header.
pub(super) fn headers(api: &Api, operation: &Operation) -> Option<TokenStream> {
    let name = type_ident(&operation.type_name);
    let constants: Vec<_> = operation.headers.iter().map(|header| constant(api, header)).collect();
    (!constants.is_empty()).then(|| quote!(impl #name { #(#constants)* }))
}

fn constant(api: &Api, header: &Header) -> TokenStream {
    let mut text = paragraphs(&header.docs, &format!("The header {}.", code(&header.wire)));
    let mut statuses: Vec<_> = header.statuses.iter().map(|(status, _)| status_label(*status)).collect();
    statuses.dedup();
    let always = if header.statuses.iter().all(|(_, required)| *required) { ", and always there" } else { "" };
    text.push(format!("Of {}{always}.", statuses.join(", ")));
    let (docs, deprecated) = (lines(&text), deprecation(&header.docs));
    let (name, wire, ty) = (type_ident(&header.constant), &header.wire, rust_type(api, &header.ty, Scope::Crate));
    let make = ident(match header.form {
        HeaderForm::Simple => "new",
        HeaderForm::Exploded => "exploded",
        HeaderForm::Json => "json",
    });
    quote! {
        #docs
        #deprecated
        pub const #name: rt::ResponseHeader<#ty> = rt::ResponseHeader::#make(#wire);
    }
}

/// The methods that receive a success piece by piece; the runtime writes them.
pub(super) fn streams(api: &Api, operation: &Operation) -> TokenStream {
    let name = type_ident(&operation.type_name);
    let streams = operation.streams.iter().map(|stream| {
        let (method, with) = (ident(stream.method), ident(&format!("{}_with", stream.method)));
        let (accept, item) = (&stream.accept, rust_type(api, &stream.ty, Scope::Crate));
        let (ty, open) = match stream.kind {
            StreamKind::Bytes => (quote!(rt::Download), quote!(download(#accept))),
            StreamKind::JsonLines => (quote!(rt::JsonLines<#item>), quote!(json_lines(#accept))),
            StreamKind::Events(form) => {
                let decode = match form {
                    EventForm::Text => quote!(rt::events::text),
                    EventForm::Json => quote!(rt::events::json),
                    EventForm::Object => quote!(rt::events::object),
                };
                (quote!(rt::Events<#item>), quote!(events(#accept, #decode)))
            }
        };
        quote!(rt::streaming!(#name: #method, #with => #ty, ErrorBody, #open);)
    });
    streams.collect()
}

/// Media types as the docs of a variant name them.
pub(super) fn alternatives(media_types: &[String]) -> String {
    media_types.iter().map(|media_type| code(media_type)).collect::<Vec<_>>().join(" or ")
}
