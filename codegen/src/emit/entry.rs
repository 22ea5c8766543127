//! From the model to `src/lib.rs`, `src/client.rs` and `src/error.rs`: what the crate is, how to start, and how it fails.

use proc_macro2::TokenStream;
use quote::quote;

use super::credentials::{certificates, from_env_docs, has_oauth2, scheme, sent, setters};
use super::folder::cfg;
use super::mock::mocked;
use super::operations::{decode_method, decoder, wrapper};
use super::paging;
use super::servers;
use crate::doc::{code, inline, lines, paragraphs};
use crate::model::{ALL, Api, SETTINGS, Type};
use crate::names::{ident, type_ident};
use crate::render::Module;
use crate::rust_type::{Scope, rust_type};

/// The modules: of an API without operations, `src/lib.rs` alone.
pub(crate) fn modules(api: &Api, user_agent: &str, env_prefix: &str) -> Vec<Module> {
    let mut modules = vec![Module::new("src/lib.rs", lib(api))];
    if api.has_client() {
        modules.push(Module::new("src/client.rs", client(api, user_agent, env_prefix)));
        modules.push(Module::new("src/error.rs", error(api)));
    }
    modules.extend(servers::module(api));
    modules
}

/// `src/lib.rs`: short, because people read it.
fn lib(api: &Api) -> TokenStream {
    let version = match inline(&api.version) {
        version if version.is_empty() => String::new(),
        version => format!(", version {version} of its description"),
    };
    let what = if api.has_client() { "Client" } else { "Types" };
    let mut text = vec![format!("{what} for {}{version}.", title(api))];
    text.extend(
        paragraphs(&crate::model::Docs { summary: None, ..api.docs.clone() }, "")
            .into_iter()
            .filter(|text| !text.is_empty()),
    );
    text.extend(start(api));
    if !api.features().is_empty() {
        text.push(format!(
            "Each tag of the API is a feature of this crate: it brings operations, and what they use. The default is `{ALL}`."
        ));
    }
    let tested = if api.features().is_empty() { quote!(doctest) } else { quote!(all(doctest, feature = #ALL)) };
    let docs = inner_lines(&text);
    let rules = super::rules::has_statics(api).then_some("rules");
    let client = api.has_client();
    let private = [client.then_some("client"), client.then_some("error"), rules].into_iter().flatten().map(ident);
    let servers = servers::has_servers(api).then_some("servers");
    let webhooks = (!api.payloads.is_empty()).then_some("webhooks");
    let public = [client.then_some("operations"), servers, Some("types"), webhooks].into_iter().flatten().map(ident);
    let names = names(api);
    let mocks = client.then(|| {
        let cfg = mocked();
        quote!(#cfg #[rustfmt::skip] pub mod mock;)
    });
    quote! {
        #docs
        #![deny(missing_docs)]
        #![cfg_attr(rustfmt, rustfmt_skip)]
        #![allow(clippy::all, deprecated, reason = "names, lengths and deprecations are the document's")]
        #![allow(rustdoc::bare_urls, rustdoc::invalid_html_tags, reason = "so are the texts")]

        extern crate specwright_runtime as rt;

        #(#[rustfmt::skip] mod #private;)*
        #(#[rustfmt::skip] pub mod #public;)*
        #mocks

        #names

        #[cfg(#tested)]
        #[doc = include_str!("../README.md")]
        struct Readme;
    }
}

/// How to start.
fn start(api: &Api) -> Vec<String> {
    let client =
        "Start with [`Client::builder`]; each operation is a method of [`Client`], and each request ends in `send`.";
    let client = api.has_client().then_some(client);
    let webhooks = match (api.payloads.is_empty(), api.has_client()) {
        (true, _) => None,
        (false, true) => Some("What the API sends on its own is in [`webhooks`], and [`webhooks::parse`] reads it."),
        (false, false) => {
            Some("Start with [`webhooks::parse`], which reads what the API sends as one of the types beside it.")
        }
    };
    client.into_iter().chain(webhooks).map(str::to_owned).collect()
}

/// What stands at the root of the crate beside its modules.
fn names(api: &Api) -> TokenStream {
    let may_be_empty = api.operations.iter().flat_map(|operation| &operation.parameters).any(|of| of.style.or_empty);
    let or_empty = may_be_empty.then(|| {
        quote!(
            pub use specwright_runtime::OrEmpty;
        )
    });
    let oauth2 = has_oauth2(api).then(|| {
        quote!(
            pub use specwright_runtime::OAuth2Client;
        )
    });
    match api.has_client() {
        true => quote! {
            #or_empty
            pub use client::{Client, ClientBuilder};
            pub use error::{Error, ErrorBody};
            pub use specwright_runtime as runtime;
            #[cfg(all(feature = "blocking", not(target_arch = "wasm32")))]
            pub use specwright_runtime::blocking;
            #oauth2
            pub use specwright_runtime::{
                BuildError, CallOptions, Credential, Date, DateTime, Lenient, Maybe, Response, RetryPolicy, Secret, Uuid,
                Validation, ValidationError,
            };
        },
        false => quote! {
            pub use specwright_runtime as runtime;
            pub use specwright_runtime::{BodyError, Date, DateTime, Lenient, Maybe, Secret, Uuid};
        },
    }
}

/// `src/error.rs`: the bodies of all documented error responses, in one enum.
fn error(api: &Api) -> TokenStream {
    let variants = api.error_bodies.iter().map(|body| {
        let (name, ty) = (type_ident(&body.variant), rust_type(api, &body.ty, Scope::Crate));
        let docs = match body.ty {
            Type::Unit => " An error whose body the document does not describe; it is kept raw.".to_owned(),
            _ => format!(" A body of the kind {}.", code(&body.variant)),
        };
        let cfg = cfg(api, &body.users);
        if body.ty == Type::Unit { quote!(#[doc = #docs] #cfg #name) } else { quote!(#[doc = #docs] #cfg #name(#ty)) }
    });
    let decoders = api.error_bodies.iter().map(|body| {
        let (name, variant) = (ident(&decode_method(&body.variant)), type_ident(&body.variant));
        let cfg = cfg(api, &body.users);
        let (decode, wrap) = (decoder(api, body.decoder, &body.ty), wrapper(&body.ty, &quote!(Self::#variant)));
        quote! {
            #cfg
            pub(crate) fn #name(body: &rt::RawBody) -> Result<Self, rt::BodyError> {
                #decode(body).map(#wrap)
            }
        }
    });
    let decoders = (!api.error_bodies.is_empty()).then(|| quote!(impl ErrorBody { #(#decoders)* }));
    quote! {
        /// Why a call failed; see [`runtime::Error`](crate::runtime::Error).
        pub type Error = rt::Error<ErrorBody>;

        /// The bodies of documented error responses.
        #[derive(Clone, Debug, PartialEq)]
        #[non_exhaustive]
        pub enum ErrorBody { #(#variants),* }

        #decoders
    }
}

/// A text, or that there is none.
pub(super) fn optional(text: Option<&str>) -> TokenStream {
    match text {
        Some(text) => quote!(Some(#text)),
        None => quote!(None),
    }
}

/// The docs of a file.
pub(super) fn inner_lines(paragraphs: &[String]) -> TokenStream {
    let text = paragraphs.join("\n\n");
    let lines = text.lines().map(|line| if line.is_empty() { String::new() } else { format!(" {line}") });
    quote!(#(#![doc = #lines])*)
}

/// What the API calls itself, as Markdown.
pub(super) fn title(api: &Api) -> String {
    let title = inline(&api.title);
    if title.is_empty() { "an API without a title".to_owned() } else { title }
}

fn client(api: &Api, user_agent: &str, env_prefix: &str) -> TokenStream {
    let mut text = vec![
        format!("A client for {}.", title(api)),
        "Cheap to clone: clones share connections and settings.".to_owned(),
    ];
    text.extend(paging::rate_docs(api.rate_limit.as_ref(), "requests"));
    let docs = lines(&text);
    let base_url = optional(api.base_url());
    let base_url_docs = match api.base_url() {
        Some(url) => {
            let url = code(url);
            format!(" The address that paths are appended to, with or without a trailing slash; {url} unless set.")
        }
        None => " The address that paths are appended to, with or without a trailing slash. The document names no absolute one: it must be set."
            .to_owned(),
    };
    let validation = super::rules::any(api).then(|| {
        quote! {
            /// Whether requests are checked against what the document demands before they are sent, as they are unless set.
            pub fn validation(self, validation: rt::Validation) -> Self {
                Self { http: self.http.validation(validation) }
            }
        }
    });
    let own = api.own_servers();
    let all_servers = (!own.is_empty()).then(|| {
        quote! {
            ///
            /// Once it is set, operations that the document gives a server of their own go there, too.
        }
    });
    let server_base_url = (!own.is_empty()).then(|| {
        let text = own.iter().map(|url| code(url)).collect::<Vec<_>>().join(", ");
        let docs = lines(&[
            "Another address for a server that the document gives some operations alone.".to_owned(),
            format!("`documented` is one of {text}; any other is a mistake that [`build`](Self::build) finds."),
        ]);
        quote! {
            #docs
            pub fn server_base_url(self, documented: impl Into<String>, url: impl Into<String>) -> Self {
                Self { http: self.http.server_base_url(&[#(#own),*], documented, url) }
            }
        }
    });
    let certificates = certificates(api);
    let schemes = sent(api).filter_map(|own| scheme(own, env_prefix));
    let security = api.security.iter().map(|alternative| quote!(&[#(#alternative),*]));
    let idempotency_key = optional(api.idempotency_key.as_deref());
    let rate_limit = paging::rate_limit(api.rate_limit.as_ref());
    let credentials = sent(api).map(setters);
    let settings = SETTINGS.map(ident);
    let of_client = from_env_docs(api, env_prefix, "A client with what these environment variables say:");
    let of_builder =
        from_env_docs(api, env_prefix, "Takes what these environment variables say; what a method sets goes first:");
    quote! {
        static API: rt::Api = rt::Api {
            base_url: #base_url,
            user_agent: #user_agent,
            security_schemes: &[#(#schemes),*],
            security: &[#(#security),*],
            idempotency_key: #idempotency_key,
            rate_limit: #rate_limit,
            env_prefix: #env_prefix,
        };

        #docs
        #[derive(Clone, Debug)]
        pub struct Client { pub(crate) http: rt::HttpClient }

        impl Client {
            /// Settings of a new client.
            pub fn builder() -> ClientBuilder {
                ClientBuilder { http: rt::HttpClient::builder(&API) }
            }

            #of_client
            ///
            /// # Errors
            ///
            /// No credential is there where the API has any, and all else that [`ClientBuilder::build`] finds.
            #[cfg(not(target_arch = "wasm32"))]
            pub fn from_env() -> Result<Client, rt::BuildError> {
                Self::builder().env().build()
            }

            /// The transport underneath, for calls that this crate has no method for.
            pub fn http(&self) -> &rt::HttpClient {
                &self.http
            }
        }

        /// Settings of a new [`Client`]; mistakes show in [`build`](Self::build).
        #certificates
        #[derive(Debug)]
        #[must_use = "a builder does nothing until it is built"]
        pub struct ClientBuilder { pub(crate) http: rt::HttpClientBuilder }

        impl ClientBuilder {
            #(#credentials)*

            #[doc = #base_url_docs]
            #all_servers
            pub fn base_url(self, url: impl Into<String>) -> Self {
                Self { http: self.http.base_url(url) }
            }

            #server_base_url

            #validation

            #of_builder
            #[cfg(not(target_arch = "wasm32"))]
            pub fn env(self) -> Self {
                Self { http: self.http.env() }
            }

            /// The client.
            ///
            /// # Errors
            ///
            /// All settings that cannot work, such as a base URL that is none.
            pub fn build(self) -> Result<Client, rt::BuildError> {
                Ok(Client { http: self.http.build()? })
            }
        }

        rt::client_settings!(ClientBuilder: #(#settings)*);
    }
}
