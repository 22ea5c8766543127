//! From the engine's skeleton to the methods of our client: each keeps its arguments and their types, and becomes one
//! call into the runtime under the document's own names.
//!
//! Every method and argument must be found exactly once; anything else means that the engine changed.

use std::collections::BTreeMap;

use proc_macro2::{Ident, TokenStream};
use quote::quote;
use syn::{FnArg, ImplItem, ImplItemFn, Item, Pat, Type};

use crate::doc::{code, deprecation, doc_of_value};
use crate::lower::{argument_name, operation_name};
use crate::model::{Api, Body, BodyContent, BodyKind, Docs, Location, Operation, Parameter, Rules, Style, StyleKind};
use crate::names::{ident, type_ident};
use crate::rust_type::is_plain;
use crate::skeleton::Skeleton;

/// What the client offers for one operation.
pub(crate) struct Method {
    /// `pub fn` of the client: takes what is required, gives the request.
    pub(crate) item: TokenStream,
    /// `pub fn`s of the request: take what is optional.
    pub(crate) setters: Vec<TokenStream>,
}

/// Refines all operations, in the order of the API.
pub(crate) fn refine(skeleton: Skeleton, api: &Api) -> Result<Vec<Method>, String> {
    let file: syn::File = syn::parse2(skeleton.tokens).map_err(|error| format!("the skeleton is no Rust: {error}"))?;
    no_types_left(&file)?;
    let mut methods = methods(file)?;
    let refined = api.operations.iter().enumerate().map(|(index, operation)| {
        let name = operation_name(index);
        let method = methods.remove(&name).ok_or_else(|| format!("no method `{name}` in the skeleton"))?;
        self::method(api, operation, arguments(method)?)
    });
    let refined = refined.collect::<Result<Vec<_>, String>>()?;
    match methods.keys().next() {
        Some(extra) => Err(format!("unexpected method `{extra}` in the skeleton")),
        None => Ok(refined),
    }
}

/// All types are ours; one that the engine made would be lost.
fn no_types_left(file: &syn::File) -> Result<(), String> {
    let types = file.items.iter().find_map(|item| match item {
        Item::Mod(module) if module.ident == "types" => module.content.as_ref(),
        _ => None,
    });
    let left = types.into_iter().flat_map(|(_, items)| items).find_map(|item| match item {
        Item::Struct(item) => Some(item.ident.to_string()),
        Item::Enum(item) => Some(item.ident.to_string()),
        _ => None,
    });
    left.map_or(Ok(()), |name| Err(format!("the skeleton brings a type of its own, `{name}`")))
}

/// The public methods of `impl Client` that are operations.
fn methods(file: syn::File) -> Result<BTreeMap<String, ImplItemFn>, String> {
    let blocks = file.items.into_iter().filter_map(|item| match item {
        Item::Impl(block) if block.trait_.is_none() => Some(block),
        _ => None,
    });
    let all = blocks.flat_map(|block| block.items).filter_map(|item| match item {
        ImplItem::Fn(method) if method.sig.asyncness.is_some() => Some((method.sig.ident.to_string(), method)),
        _ => None,
    });
    let mut methods = BTreeMap::new();
    for (name, method) in all {
        if methods.insert(name.clone(), method).is_some() {
            return Err(format!("two methods `{name}` in the skeleton"));
        }
    }
    Ok(methods)
}

/// The arguments of a method: name to type, without borrow.
fn arguments(method: ImplItemFn) -> Result<BTreeMap<String, Type>, String> {
    let mut arguments = BTreeMap::new();
    for input in method.sig.inputs {
        let FnArg::Typed(typed) = input else { continue };
        let Pat::Ident(name) = *typed.pat else {
            return Err(format!("an argument of `{}` has no name", method.sig.ident));
        };
        arguments.insert(name.ident.to_string(), owned(*typed.ty));
    }
    Ok(arguments)
}

fn owned(ty: Type) -> Type {
    match ty {
        Type::Reference(reference) => owned(*reference.elem),
        Type::Path(path) if path.path.is_ident("str") => syn::parse_quote!(String),
        other => other,
    }
}

/// What an optional parameter holds; a required one as it is.
fn value(ty: Type) -> Type {
    let Type::Path(path) = &ty else { return ty };
    let last = path.path.segments.last().filter(|segment| segment.ident == "Option");
    match last.map(|segment| &segment.arguments) {
        Some(syn::PathArguments::AngleBracketed(arguments)) => match arguments.args.first() {
            Some(syn::GenericArgument::Type(inner)) => owned(inner.clone()),
            _ => ty,
        },
        _ => ty,
    }
}

fn method(api: &Api, operation: &Operation, mut types: BTreeMap<String, Type>) -> Result<Method, String> {
    let mut inputs = Vec::new();
    let mut calls = Vec::new();
    let mut setters = Vec::new();
    for (index, parameter) in operation.parameters.iter().enumerate() {
        let ty = types.remove(&argument_name(index));
        let ty = ty.ok_or_else(|| format!("`{}` lost its argument `{}`", operation.id, parameter.wire))?;
        let (input, call) = argument(api, parameter, &value(ty));
        if parameter.required {
            inputs.push(input);
            calls.push(call);
        } else {
            setters.push(setter(&parameter.docs, &parameter.rules, &code(&parameter.wire), None, input, &call));
        }
    }
    if let Some(body) = &operation.body {
        let ty = types.remove("body").ok_or_else(|| format!("`{}` lost its body", operation.id))?;
        let (input, call) = body_argument(body, &ty);
        if body.required {
            inputs.push(input);
            calls.push(call);
        } else {
            setters.push(setter(&body.docs, &Rules::default(), "the request body", Some(body), input, &call));
        }
    }
    if let Some(extra) = types.keys().next() {
        return Err(format!("`{}` has an unexpected argument `{extra}`", operation.id));
    }
    let lifetime = operation.body.as_ref().filter(|body| body.required).and_then(lifetime);
    let (name, request) = (ident(&operation.ident), type_ident(&operation.type_name));
    let constant = type_ident(&operation.constant);
    let server = operation.server.as_ref().map(|url| quote!(.server(#url)));
    let item = quote! {
        pub fn #name #lifetime(&self, #(#inputs),*) -> #request {
            #request { call: rt::Call::new(&self.http, &#constant) #server #(#calls)* }
        }
    };
    Ok(Method { item, setters })
}

/// How an argument is declared, and how it reaches the call.
fn argument(api: &Api, parameter: &Parameter, ty: &Type) -> (TokenStream, TokenStream) {
    let name = ident(&parameter.ident);
    let wire = &parameter.wire;
    let (input, value) = match is_plain(api, &parameter.ty) && !parameter.style.or_empty {
        true => (quote!(#name: #ty), quote!(&#name)),
        false => (quote!(#name: impl Into<#ty>), quote!(&Into::<#ty>::into(#name))),
    };
    let style = style(parameter.style);
    let call = match (parameter.location, parameter.style == Style::of(parameter.location)) {
        (Location::Path, true) => quote!(.path(#wire, #value)),
        (Location::Path, false) => quote!(.path_as(#wire, #style, #value)),
        (Location::Query, true) => quote!(.query(#wire, #value)),
        (Location::Query, false) => quote!(.query_as(#wire, #style, #value)),
        (Location::Header, true) => quote!(.header(#wire, #value)),
        (Location::Header, false) => quote!(.header_as(#wire, #style, #value)),
        (Location::Cookie, true) => quote!(.cookie(#wire, #value)),
        (Location::Cookie, false) => quote!(.cookie_as(#wire, #style, #value)),
        (Location::QueryString, _) => quote!(.query_string(#wire, #style, #value)),
    };
    (input, call)
}

/// The style as the runtime calls it.
pub(crate) fn style(style: Style) -> TokenStream {
    let name = type_ident(match style.kind {
        StyleKind::Simple => "SIMPLE",
        StyleKind::Label => "LABEL",
        StyleKind::Matrix => "MATRIX",
        StyleKind::Form => "FORM",
        StyleKind::SpaceDelimited => "SPACE_DELIMITED",
        StyleKind::PipeDelimited => "PIPE_DELIMITED",
        StyleKind::DeepObject => "DEEP_OBJECT",
        StyleKind::Cookie => "COOKIE",
        StyleKind::Json => "JSON",
    });
    let explode = match (style.kind.explodes(), style.explode) {
        (false, true) => Some(quote!(.exploded())),
        (true, false) => Some(quote!(.joined())),
        _ => None,
    };
    let reserved = style.reserved.then(|| quote!(.reserved()));
    let or_empty = style.or_empty.then(|| quote!(.or_empty()));
    quote!(rt::Style::#name #explode #reserved #or_empty)
}

fn body_argument(body: &Body, ty: &Type) -> (TokenStream, TokenStream) {
    let name = ident(&body.ident);
    match (body.only(), &body.choice) {
        (Some(only), _) => {
            let media_type = &only.media_type;
            match only.kind {
                _ if only.is_borrowed() => (quote!(#name: &#ty), content(only, &name)),
                BodyKind::Text => {
                    let call = quote!(.bytes(#media_type, Into::<String>::into(#name)));
                    (quote!(#name: impl Into<String>), call)
                }
                _ => (quote!(#name: impl Into<rt::Body>), content(only, &name)),
            }
        }
        (None, choice) => {
            let choice = type_ident(choice.as_deref().unwrap_or("Body"));
            let lifetime = lifetime(body);
            (quote!(#name: impl Into<#choice #lifetime>), quote!(.content(Into::<#choice #lifetime>::into(#name))))
        }
    }
}

/// That of what a choice borrows, which an argument has to name.
fn lifetime(body: &Body) -> Option<TokenStream> {
    let is_borrowed = body.choice.is_some() && body.contents.iter().any(BodyContent::is_borrowed);
    is_borrowed.then(|| quote!(<'a>))
}

/// What a call does with a value of one content.
pub(crate) fn content(content: &BodyContent, value: &Ident) -> TokenStream {
    let media_type = &content.media_type;
    match content.kind {
        BodyKind::Json => quote!(.json(#media_type, #value)),
        BodyKind::Form if content.styles.is_empty() => quote!(.form(#value)),
        BodyKind::Form => {
            let styles = content.styles.iter().map(|(name, of)| {
                let style = style(*of);
                quote!((#name, #style))
            });
            quote!(.form_as(&[#(#styles),*], #value))
        }
        BodyKind::Multipart => quote!(.multipart(#media_type, #value)),
        BodyKind::Text | BodyKind::Xml | BodyKind::Bytes => quote!(.bytes(#media_type, #value)),
    }
}

/// What has to be known of a body beside what the document says of it.
pub(crate) fn remark(content: &BodyContent) -> Option<&'static str> {
    let text =
        " XML is sent as it is given: what a writer has to know of it, such as the order of elements, no schema tells.";
    (content.kind == BodyKind::Xml).then_some(text)
}

/// `what` it sets is Markdown.
fn setter(
    docs: &Docs,
    rules: &Rules,
    what: &str,
    body: Option<&Body>,
    input: TokenStream,
    call: &TokenStream,
) -> TokenStream {
    let name = input.clone().into_iter().next();
    let deprecated = deprecation(docs);
    let remark = body.and_then(|body| body.only()).and_then(remark).map(|remark| quote!(#[doc = ""] #[doc = #remark]));
    let lifetime = body.and_then(lifetime);
    let docs = doc_of_value(docs, rules, &format!("Sets {what}."));
    quote! {
        #docs
        #remark
        #deprecated
        pub fn #name #lifetime(mut self, #input) -> Self {
            self.call = self.call #call;
            self
        }
    }
}
