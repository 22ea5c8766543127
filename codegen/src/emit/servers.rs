//! From the servers of the model to `src/servers.rs`: constants, and functions for those with variables.

use proc_macro2::TokenStream;
use quote::quote;

use crate::doc::{code, doc, lines, paragraphs, phrase};
use crate::model::{Api, Server, Template, Variable};
use crate::names::{ident, type_ident};
use crate::render::Module;

/// The default alone needs no name.
pub(crate) fn has_servers(api: &Api) -> bool {
    let is_named = |server: &Server| !server.is_default || server.template.is_some();
    api.has_client() && api.servers.iter().any(is_named)
}

/// `src/servers.rs`, where there is one.
pub(super) fn module(api: &Api) -> Option<Module> {
    let items = api.servers.iter().map(|server| {
        let (constant, function) = (constant(server), server.template.as_ref().map(|known| function(server, known)));
        quote!(#constant #function)
    });
    let items = quote! {
        #![doc = " The servers of the API, for [`ClientBuilder::base_url`](crate::ClientBuilder::base_url)."]
        #(#items)*
    };
    has_servers(api).then(|| Module::new("src/servers.rs", items))
}

fn constant(server: &Server) -> Option<TokenStream> {
    let (name, url) = (type_ident(&server.constant), server.url.as_ref()?);
    let docs = doc(&server.docs, &format!("{}.", code(url)));
    let default = server.is_default.then(|| quote!(#[doc = ""] #[doc = " Calls go here unless told otherwise."]));
    Some(quote!(#docs #default pub const #name: &str = #url;))
}

fn function(server: &Server, Template { ident: name, url, variables }: &Template) -> TokenStream {
    let (name, shown) = (ident(name), code(url));
    let mut text = paragraphs(&server.docs, &format!("{shown}."));
    text.push(format!("{shown} with values of your own. One that would lead elsewhere is refused by `base_url`."));
    text.extend(["# Arguments".to_owned(), variables.iter().map(argument).collect::<Vec<_>>().join("\n")]);
    let docs = lines(&text);
    let inputs = variables.iter().map(|variable| {
        let name = ident(&variable.ident);
        quote!(#name: &str)
    });
    let values = variables.iter().map(|variable| {
        let (wire, name) = (&variable.wire, ident(&variable.ident));
        quote!((#wire, #name))
    });
    quote! {
        #docs
        pub fn #name(#(#inputs),*) -> String {
            rt::server_url(#url, &[#(#values),*])
        }
    }
}

/// What the document says of a variable.
fn argument(variable: &Variable) -> String {
    let said = variable.docs.description.as_deref().map(phrase).filter(|text| !text.is_empty());
    let default = variable.default.as_ref().map(|value| format!("*Default*: {}.", code(value)));
    let values: Vec<_> = variable.values.iter().map(|value| code(value)).collect();
    let values = (!values.is_empty()).then(|| format!("*Documented*: {}.", values.join(", ")));
    let parts: Vec<_> = [said, default, values].into_iter().flatten().collect();
    let said = if parts.is_empty() { "documented without a default".to_owned() } else { parts.join(" ") };
    format!("- {}: {said}", code(&variable.ident))
}
