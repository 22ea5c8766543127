//! From operations to the files under `src/operations`: the client's methods, their requests, and the table behind them.

use std::collections::HashSet;

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::bodies;
use super::entry::optional;
use super::folder::folder;
use super::mock;
use super::paging;
use super::responses::{alternatives, headers, streams};
use super::rules::Statics;
use crate::doc::{code, deprecation, entry, lines, paragraphs, source};
use crate::model::{Api, Decoder, Docs, Operation, Outcome, Repeat, Response, ResponseContent, Rules, Success, Type};
use crate::names::{ident, type_ident};
use crate::openapi::Status;
use crate::refine::{Method, remark};
use crate::render::Module;
use crate::rust_type::{Scope, rust_type};
use crate::servers::is_absolute;

/// All operation modules, and the one that brings them together.
pub(crate) fn modules(api: &Api, methods: &[Method]) -> Vec<Module> {
    if !api.has_client() {
        return Vec::new();
    }
    let rules = Statics::new(api);
    let docs = " The requests that a [`Client`](crate::Client) makes, one type per operation.";
    folder(api, "operations", docs, &quote!(pub), |module| {
        let own = api.operations.iter().zip(methods).filter(|(operation, _)| operation.module == module);
        let own: Vec<_> = own.collect();
        if own.is_empty() { TokenStream::new() } else { items(api, &own, &rules) }
    })
}

/// The items of one module.
fn items(api: &Api, operations: &[(&Operation, &Method)], rules: &Statics) -> TokenStream {
    let methods = operations.iter().map(|(operation, method)| {
        let docs = method_docs(api, operation);
        let item = &method.item;
        quote!(#docs #item)
    });
    let requests = operations.iter().map(|(operation, method)| {
        let (request, table) = (request(api, operation, method), table(api, operation, rules));
        let response = several(api, operation);
        let choice = bodies::choice(api, operation, rules);
        let (again, mocked) = (paging::tables(api, operation), mock::request(api, operation));
        quote!(#request #choice #response #table #again #mocked)
    });
    quote! {
        use crate::ErrorBody;
        impl crate::Client { #(#methods)* }
        #(#requests)*
    }
}

fn method_docs(api: &Api, operation: &Operation) -> TokenStream {
    // The sources have a section of their own.
    let docs = Docs { sources: Vec::new(), ..operation.docs.clone() };
    let mut text = paragraphs(&docs, &format!("Calls {}.", code(&operation.id)));
    let call = code(&format!("{} {}", operation.method, operation.path));
    text.push(match api.feature_of(operation.module) {
        Some(feature) => format!("{call}, with the feature {}", code(feature)),
        None => call,
    });
    text.extend(operation.server.as_ref().map(|url| match is_absolute(url) {
        true => format!("Goes to the server {}, unless the client has a base URL of its own.", code(url)),
        false => format!("Goes to {}, from the client's base URL.", code(url)),
    }));
    text.extend(repetition(operation));
    text.extend(paging::docs(operation));
    let (successes, errors): (Vec<_>, Vec<_>) = operation.responses.iter().partition(|response| response.is_success());
    let sections = [
        ("# Arguments", arguments(operation)),
        ("# Returns", successes.into_iter().flat_map(response_lines).collect()),
        ("# Errors", errors.into_iter().flat_map(response_lines).collect()),
        ("# Sources", operation.docs.sources.iter().map(|text| format!("- {}", source(text))).collect()),
    ];
    for (title, lines) in sections.into_iter().filter(|(_, lines)| !lines.is_empty()) {
        text.extend([title.to_owned(), lines.join("\n")]);
    }
    let deprecated = deprecation(&operation.docs);
    let docs = lines(&text);
    quote!(#docs #deprecated)
}

/// What becomes of a call that has to be made again.
fn repetition(operation: &Operation) -> Option<String> {
    let retry = match operation.retry {
        Repeat::ByMethod => None,
        Repeat::Safe => Some("Safe to send twice.".to_owned()),
        Repeat::Never => Some("Never sent twice on its own.".to_owned()),
    };
    let key = operation.idempotency_key.as_ref();
    let key = key.map(|header| format!("An idempotency key is sent as {}.", code(header)));
    let said: Vec<_> = retry.into_iter().chain(key).collect();
    (!said.is_empty()).then(|| said.join(" "))
}

/// What the document says of the arguments; those that are optional have setters with docs of their own.
fn arguments(operation: &Operation) -> Vec<String> {
    let parameters = operation.parameters.iter().filter(|parameter| parameter.required);
    let parameters =
        parameters.filter_map(|parameter| entry(&code(&parameter.ident), &parameter.docs, &parameter.rules));
    let body = operation.body.iter().filter(|body| body.required);
    let body = body.filter_map(|body| {
        let said = entry(&code(&body.ident), &body.docs, &Rules::default());
        match body.only().and_then(remark) {
            Some(remark) => Some(said.unwrap_or_else(|| format!("- {}:", code(&body.ident))) + remark),
            None => said,
        }
    });
    parameters.chain(body).collect()
}

/// What the document says of a response and its headers.
fn response_lines(response: &Response) -> Vec<String> {
    let status = status_label(response.status);
    let line = entry(&status, &response.docs, &Rules::default());
    let line = line.unwrap_or_else(|| format!("- {status}: documented without a description"));
    let headers = response.headers.iter();
    let headers = headers.filter_map(|(name, docs)| entry(&format!("header {}", code(name)), docs, &Rules::default()));
    [line].into_iter().chain(headers.map(|header| format!("  {header}"))).collect()
}

/// What docs call a status.
pub(super) fn status_label(status: Status) -> String {
    match status {
        Status::Code(code) => format!("`{code}`"),
        Status::Range(digit) => format!("`{digit}xx`"),
        Status::Default => "any other status".to_owned(),
    }
}

fn request(api: &Api, operation: &Operation, method: &Method) -> TokenStream {
    let name = type_ident(&operation.type_name);
    let docs = format!(" The request of [`Client::{0}`](crate::Client::{0}).", operation.ident);
    let success = success(api, operation);
    let setters = &method.setters;
    let setters = (!setters.is_empty()).then(|| quote!(impl #name { #(#setters)* }));
    let (headers, streams) = (headers(api, operation), streams(api, operation));
    quote! {
        #[doc = #docs]
        #[derive(Clone, Debug)]
        #[must_use = "a request does nothing until it is sent"]
        pub struct #name { call: rt::Call<#success, ErrorBody> }
        #headers
        #setters
        rt::request!(#name => #success, ErrorBody);
        #streams
    }
}

/// The type of a successful response.
pub(super) fn success(api: &Api, operation: &Operation) -> TokenStream {
    match &operation.success {
        Success::One(ty) => rust_type(api, ty, Scope::Crate),
        Success::Several(name) => {
            let name = type_ident(name);
            quote!(#name)
        }
    }
}

/// The enum of an operation that can succeed in several ways.
fn several(api: &Api, operation: &Operation) -> Option<TokenStream> {
    let Success::Several(name) = &operation.success else { return None };
    let name = type_ident(name);
    let docs = format!(" What [`Client::{0}`](crate::Client::{0}) gives, by status.", operation.ident);
    let mut known = HashSet::new();
    let successes = operation.responses.iter().flat_map(|response| {
        response.contents.iter().enumerate().filter_map(move |(index, content)| match &content.outcome {
            Outcome::Success { variant } => Some((variant, response, content, index > 0)),
            Outcome::Error { .. } => None,
        })
    });
    let variants = successes.filter(|(variant, ..)| known.insert(variant.as_str()));
    let variants = variants.map(|(variant, response, content, is_further)| {
        let mut text = paragraphs(&response.docs, "Documented without a description.");
        text.extend(is_further.then(|| format!("As {}.", alternatives(&content.media_types))));
        let (name, docs) = (type_ident(variant), lines(&text));
        let ty = rust_type(api, &content.ty, Scope::Crate);
        if content.ty == Type::Unit { quote!(#docs #name) } else { quote!(#docs #name(#ty)) }
    });
    Some(quote! {
        #[doc = #docs]
        #[derive(Clone, Debug, PartialEq)]
        #[non_exhaustive]
        pub enum #name { #(#variants),* }
    })
}

/// The static that tells the runtime what the document says of an operation.
fn table(api: &Api, operation: &Operation, rules: &Statics) -> TokenStream {
    let (name, success) = (type_ident(&operation.constant), success(api, operation));
    let Operation { id, method, path, accept, .. } = operation;
    let rules = rules.of_operation(operation);
    let retry = type_ident(match operation.retry {
        Repeat::ByMethod => "ByMethod",
        Repeat::Safe => "Safe",
        Repeat::Never => "Never",
    });
    let key = optional(operation.idempotency_key.as_deref());
    let rate_limit = paging::rate_limit(operation.rate_limit.as_ref());
    let security = operation.security.iter().map(|alternative| quote!(&[#(#alternative),*]));
    let responses = operation.responses.iter().map(|response| {
        let (status, decode) = (status(response.status), decode(api, operation, response));
        quote!((#status, #decode))
    });
    quote! {
        static #name: rt::Operation<#success, ErrorBody> = rt::Operation {
            id: #id,
            method: #method,
            path: #path,
            security: &[#(#security),*],
            accept: #accept,
            retry: rt::Repeat::#retry,
            idempotency_key: #key,
            rate_limit: #rate_limit,
            rules: #rules,
            responses: &[#(#responses),*],
        };
    }
}

fn status(status: Status) -> TokenStream {
    match status {
        Status::Code(code) => {
            let code = Literal::u16_unsuffixed(code);
            quote!(rt::Status::Code(#code))
        }
        Status::Range(digit) => {
            let digit = Literal::u8_unsuffixed(digit);
            quote!(rt::Status::Range(#digit))
        }
        Status::Default => quote!(rt::Status::Default),
    }
}

/// How a response is decoded: in one way, or in several by media type.
fn decode(api: &Api, operation: &Operation, response: &Response) -> TokenStream {
    let kind = if response.is_success() { "Success" } else { "Error" };
    if let [content] = response.contents.as_slice() {
        let (kind, way) = (ident(kind), way(api, operation, content));
        return quote!(rt::Decode::#kind(#way));
    }
    let ways = response.contents.iter().flat_map(|content| {
        let way = way(api, operation, content);
        content.media_types.iter().map(move |media_type| quote!((#media_type, #way)))
    });
    let kind = ident(&format!("{kind}ByMedia"));
    quote!(rt::Decode::#kind(&[#(#ways),*]))
}

/// The function that decodes a content.
fn way(api: &Api, operation: &Operation, content: &ResponseContent) -> TokenStream {
    let function = decoder(api, content.decoder, &content.ty);
    match (&content.outcome, &operation.success) {
        (Outcome::Error { variant }, _) => {
            let decode = ident(&decode_method(variant));
            quote!(ErrorBody::#decode)
        }
        (Outcome::Success { .. }, Success::One(_)) => function,
        (Outcome::Success { variant }, Success::Several(name)) => {
            let (name, variant) = (type_ident(name), type_ident(variant));
            let wrap = wrapper(&content.ty, &quote!(#name::#variant));
            quote!(|body| #function(body).map(#wrap))
        }
    }
}

/// The method of the crate's error body that decodes one of its variants.
pub(super) fn decode_method(variant: &str) -> String {
    format!("decode_{}", crate::names::snake(variant))
}

/// The function of the runtime that reads a body.
pub(super) fn decoder(api: &Api, decoder: Decoder, ty: &Type) -> TokenStream {
    match decoder {
        Decoder::Json => {
            let ty = rust_type(api, ty, Scope::Crate);
            quote!(rt::decode::json::<#ty>)
        }
        Decoder::Text => quote!(rt::decode::text),
        Decoder::Bytes => quote!(rt::decode::bytes),
        Decoder::Empty => quote!(rt::decode::empty),
    }
}

/// What puts a body into a variant.
pub(super) fn wrapper(ty: &Type, variant: &TokenStream) -> TokenStream {
    if *ty == Type::Unit { quote!(|()| #variant) } else { variant.clone() }
}
