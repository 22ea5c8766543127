//! From payloads to `src/webhooks.rs`: a type for each, under the name of its webhook, and what reads it.

use proc_macro2::TokenStream;
use quote::quote;

use super::folder::cfg;
use super::operations::status_label;
use crate::doc::{block, code, deprecation, entry, lines, paragraphs};
use crate::model::{Api, Docs, Origin, Payload, Rules, Users};
use crate::names::type_ident;
use crate::render::Module;
use crate::rust_type::{Scope, rust_type};

/// The module; none where the vendor sends nothing on its own.
pub(crate) fn modules(api: &Api) -> Vec<Module> {
    if api.payloads.is_empty() {
        return Vec::new();
    }
    let types = api.payloads.iter().map(|payload| {
        let (docs, deprecated) = (docs(api, payload), deprecation(&payload.docs));
        let cfg = cfg(api, &Users::from([payload.module]));
        let (name, ty) = (type_ident(&payload.name), rust_type(api, &payload.ty, Scope::Crate));
        quote!(#docs #deprecated #cfg pub type #name = #ty;)
    });
    let tokens = quote! {
        //! What the API sends on its own: the bodies of its webhooks and callbacks, which [`parse`] reads.
        //!
        //! Whoever receives them checks first that they come from the API, by its signature or credentials.

        pub use rt::BodyError;
        pub use rt::decode::json_bytes as parse;

        #(#types)*
    };
    vec![Module::new("src/webhooks.rs", tokens)]
}

fn docs(api: &Api, payload: &Payload) -> TokenStream {
    let mut origin = origin(payload);
    if let Some(feature) = api.feature_of(payload.module) {
        origin.push_str(&format!(" It is there with the feature {}.", code(feature)));
    }
    let mut text = paragraphs(&payload.docs, &origin);
    if !text.contains(&origin) {
        text.push(origin);
    }
    text.extend(payload.body.description.as_deref().map(block).filter(|text| !text.is_empty()));
    let headers = payload.headers.iter().map(|(name, docs)| labelled(&code(name), docs));
    let answers = payload.answers.iter().map(|(status, docs)| labelled(&status_label(*status), docs));
    let sections: [(_, Vec<_>); 2] = [("# Headers", headers.collect()), ("# Answers", answers.collect())];
    for (title, lines) in sections.into_iter().filter(|(_, lines)| !lines.is_empty()) {
        text.extend([title.to_owned(), lines.join("\n")]);
    }
    lines(&text)
}

fn labelled(label: &str, docs: &Docs) -> String {
    entry(label, docs, &Rules::default()).unwrap_or_else(|| format!("- {label}"))
}

/// What the payload is the body of.
fn origin(payload: &Payload) -> String {
    let media_type = code(&payload.media_type);
    match &payload.origin {
        Origin::Webhook(name) => {
            format!("The body of the webhook {}: {}, {media_type}.", code(name), code(&payload.method))
        }
        Origin::Callback { expression, callers } => {
            let callers: Vec<_> =
                callers.iter().map(|method| format!("[`Client::{method}`](crate::Client::{method})")).collect();
            let request = code(&format!("{} {expression}", payload.method));
            format!("The body of a callback: {request}, {media_type}. It comes after {}.", callers.join(" or "))
        }
    }
}
