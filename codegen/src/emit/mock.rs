//! From operations to `src/mock`: a server for tests with a method for each of them, and what the document shows of their responses.

use proc_macro2::{Ident, Literal, TokenStream};
use quote::quote;

use super::entry::inner_lines;
use super::folder::cfg;
use super::operations::success;
use super::readme;
use crate::doc::{code, lines};
use crate::model::{Api, Example, Operation, Users};
use crate::names::{Names, ident, type_ident};
use crate::render::Module;

/// What the server has beside the methods of operations.
const OWN: [&str; 7] = ["base_url", "client", "client_builder", "clone", "received", "start", "verify"];

/// The condition of all that is for mocks.
pub(super) fn mocked() -> TokenStream {
    quote!(#[cfg(all(feature = "mock", not(target_arch = "wasm32")))])
}

/// The modules; none where there is nothing to call.
pub(crate) fn modules(api: &Api, krate: &str) -> Vec<Module> {
    if !api.has_client() {
        return Vec::new();
    }
    vec![Module::new("src/mock/mod.rs", server(api, krate)), Module::new("src/mock/examples.rs", examples(api))]
}

/// What makes a request one that can be mocked.
pub(super) fn request(api: &Api, operation: &Operation) -> TokenStream {
    let (cfg, success) = (mocked(), success(api, operation));
    let (name, table) = (type_ident(&operation.type_name), type_ident(&operation.constant));
    quote!(#cfg rt::mocked!(#name => #success, ErrorBody: #table);)
}

fn server(api: &Api, krate: &str) -> TokenStream {
    let docs = inner_lines(&docs(api, krate));
    let of = |operation: &Operation| cfg(api, &Users::from([operation.module]));
    let routes = api.operations.iter().map(|operation| {
        let (cfg, Operation { id, method, path, .. }) = (of(operation), operation);
        quote!(#cfg rt::mock::Route::new(#id, #method, #path))
    });
    let names = names(api);
    let methods = api.operations.iter().zip(&names).map(|(operation, name)| {
        let (cfg, name) = (of(operation), ident(name));
        let docs = format!(" Mocks [`Client::{0}`](crate::Client::{0}).", operation.ident);
        let (request, default) = (type_ident(&operation.type_name), default(operation));
        quote! {
            #[doc = #docs]
            #cfg
            #[track_caller]
            pub fn #name(&self) -> Mock<'_, crate::operations::#request> {
                self.mocks.mock(#default)
            }
        }
    });
    quote! {
        #docs

        pub mod examples;

        pub use rt::mock::{Answer, Example, Fault, FaultError, Mock, Received, Reply, Times, VerifyError};

        static ROUTES: &[rt::mock::Route] = &[#(#routes),*];

        rt::mock_server!(crate::Client, crate::ClientBuilder, ROUTES);

        impl MockServer { #(#methods)* }
    }
}

/// The method of each operation: that of the client, unless the server has one of that name.
fn names(api: &Api) -> Vec<String> {
    let all: Vec<_> = OWN.into_iter().chain(api.operations.iter().map(|operation| operation.ident.as_str())).collect();
    let mut names = Names::reserving(&all);
    let operations = api.operations.iter().map(|operation| operation.ident.clone());
    operations.map(|name| if OWN.contains(&name.as_str()) { names.unique(name) } else { name }).collect()
}

/// What the module says of itself.
fn docs(api: &Api, krate: &str) -> Vec<String> {
    let first = "Mocks for tests, with the feature `mock`: a server that clients call over HTTP, with a method for each operation.";
    let example = readme::mocking(api, krate, |method| !OWN.contains(&method));
    let example = example.map(|text| format!("```no_run\n{text}```"));
    let more = "A mock answers with the first success that the document shows, until it is told otherwise: by [`Mock::answers`] with one \
                of the [`examples`], a value of the operation's type or a [`Reply`], by [`Mock::fails`] with a [`Fault`]. \
                [`Mock::matching`] takes a request, and then the mock stands only for calls that send the same.";
    [first.to_owned()].into_iter().chain(example).chain([more.to_owned()]).collect()
}

/// The first success that the document shows.
fn default(operation: &Operation) -> TokenStream {
    match operation.examples.iter().find(|example| example.is_success) {
        Some(example) => {
            let (module, name) = (ident(&operation.ident), type_ident(&example.constant));
            quote!(Some(examples::#module::#name))
        }
        None => quote!(None),
    }
}

fn examples(api: &Api) -> TokenStream {
    let modules = api.operations.iter().filter(|operation| !operation.examples.is_empty()).map(|operation| {
        let (cfg, name) = (cfg(api, &Users::from([operation.module])), ident(&operation.ident));
        let docs = format!(" Of [`Client::{0}`](crate::Client::{0}).", operation.ident);
        let request = type_ident(&operation.type_name);
        let constants = operation.examples.iter().map(|example| constant(example, &request));
        quote! {
            #[doc = #docs]
            #cfg
            pub mod #name { #(#constants)* }
        }
    });
    quote! {
        //! The responses that the document shows, a module for each operation.

        #(#modules)*
    }
}

fn constant(example: &Example, request: &Ident) -> TokenStream {
    let Example { constant, status, name, media_type, body, .. } = example;
    let what = if media_type.is_empty() { "without a body".to_owned() } else { format!("as {}", code(media_type)) };
    let named = name.as_ref().map(|name| format!(", which the document calls {}", code(name))).unwrap_or_default();
    let docs = lines(&[format!("`{status}` {what}{named}.")]);
    let (constant, status) = (type_ident(constant), Literal::u16_unsuffixed(*status));
    quote! {
        #docs
        pub const #constant: rt::mock::Example<crate::operations::#request> = rt::mock::Example::new(#status, #media_type, #body);
    }
}
