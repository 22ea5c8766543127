//! From security schemes to what a client knows of them: entries of its table, setters, and environment variables.

use proc_macro2::TokenStream;
use quote::quote;

use crate::doc::{code, doc, lines};
use crate::model::{Api, SchemeKind, SecurityScheme};
use crate::names::ident;

/// The schemes whose credential a request carries.
pub(crate) fn sent(api: &Api) -> impl Iterator<Item = &SecurityScheme> {
    api.security_schemes.iter().filter(|scheme| scheme.kind != SchemeKind::MutualTls)
}

/// Whether a client can fetch tokens itself.
pub(crate) fn has_oauth2(api: &Api) -> bool {
    api.security_schemes.iter().any(|scheme| scheme.client.is_some())
}

/// How a client certificate is given.
pub(super) fn certificates(api: &Api) -> Option<TokenStream> {
    let names = api.security_schemes.iter().filter(|scheme| scheme.kind == SchemeKind::MutualTls);
    let names: Vec<_> = names.map(|scheme| code(&scheme.name)).collect();
    let text = format!(
        " A client certificate is given to [`reqwest`](Self::reqwest) (`ClientBuilder::identity`), as the security scheme \
         {} asks for one.",
        names.join(", ")
    );
    (!names.is_empty()).then(|| quote!(#[doc = ""] #[doc = #text]))
}

/// The environment variables of a scheme, with what the names of all begin with.
pub(super) fn variables(scheme: &SecurityScheme, prefix: &str) -> Vec<String> {
    scheme.env.iter().map(|name| format!("{prefix}_{name}")).collect()
}

/// The environment variables of all schemes.
pub(crate) fn all_variables(api: &Api, prefix: &str) -> Vec<String> {
    sent(api).flat_map(|scheme| variables(scheme, prefix)).collect()
}

/// The entry of a scheme.
pub(super) fn scheme(scheme: &SecurityScheme, prefix: &str) -> Option<TokenStream> {
    let name = &scheme.name;
    let kind = match &scheme.kind {
        SchemeKind::ApiKeyHeader(key) => quote!(ApiKeyHeader(#key)),
        SchemeKind::ApiKeyQuery(key) => quote!(ApiKeyQuery(#key)),
        SchemeKind::ApiKeyCookie(key) => quote!(ApiKeyCookie(#key)),
        SchemeKind::Basic => quote!(Basic),
        SchemeKind::Bearer => quote!(Bearer),
        SchemeKind::OAuth2 { token_url, scopes } => quote!(OAuth2 { token_url: #token_url, scopes: &[#(#scopes),*] }),
        SchemeKind::MutualTls => return None,
    };
    let env = variables(scheme, prefix);
    Some(quote!(rt::SecurityScheme { name: #name, kind: rt::SchemeKind::#kind, env: &[#(#env),*] }))
}

/// The setters of a scheme: a credential, what provides one, and what fetches one.
pub(super) fn setters(scheme: &SecurityScheme) -> TokenStream {
    let (name, method) = (&scheme.name, ident(&scheme.method));
    let shown = code(&scheme.name);
    let docs = doc(&scheme.docs, &format!("The credential of the security scheme {shown}."));
    let setter = match scheme.kind {
        SchemeKind::Basic => quote! {
            pub fn #method(self, user: impl Into<String>, password: impl Into<rt::Secret>) -> Self {
                Self { http: self.http.basic(#name, user, password) }
            }
        },
        SchemeKind::Bearer | SchemeKind::OAuth2 { .. } => quote! {
            pub fn #method(self, token: impl Into<rt::Secret>) -> Self {
                Self { http: self.http.bearer(#name, token) }
            }
        },
        _ => quote! {
            pub fn #method(self, key: impl Into<rt::Secret>) -> Self {
                Self { http: self.http.api_key(#name, key) }
            }
        },
    };
    let provider = ident(&scheme.provider);
    let provider_docs = format!(
        " What provides the credential of the security scheme {shown} whenever one is needed; [`provider_fn`](crate::runtime::provider_fn) \
         makes one of a function."
    );
    let client = scheme.client.as_deref().map(|method| {
        let method = ident(method);
        let docs = format!(" What the tokens of the security scheme {shown} are fetched with, when they are needed.");
        quote! {
            #[doc = #docs]
            pub fn #method(self, client: rt::OAuth2Client) -> Self {
                Self { http: self.http.oauth2(#name, client) }
            }
        }
    });
    quote! {
        #docs
        #setter

        #[doc = #provider_docs]
        pub fn #provider(self, provider: impl rt::CredentialProvider) -> Self {
            Self { http: self.http.provider(#name, provider) }
        }

        #client
    }
}

const NOT_IN_A_BROWSER: &str = "Not on `wasm32-unknown-unknown`, which has no environment.";

/// The docs of what reads the environment: its first line, and all variables.
pub(super) fn from_env_docs(api: &Api, prefix: &str, first: &str) -> TokenStream {
    let of_schemes = sent(api).map(|scheme| {
        let names: Vec<_> = variables(scheme, prefix).iter().map(|name| code(name)).collect();
        let parts = match scheme.kind {
            SchemeKind::Basic => "user and password",
            SchemeKind::OAuth2 { .. } => "client id, client secret, and if they are others token URL and scopes",
            _ => "the credential",
        };
        format!("- {}: {parts} of the security scheme {}", names.join(", "), code(&scheme.name))
    });
    let when = if api.base_url().is_some() { "if it is another" } else { "which has to be set, here or by hand" };
    let base_url = format!("- {}: the base URL, {when}", code(&format!("{prefix}_BASE_URL")));
    let variables = of_schemes.chain([base_url]).collect::<Vec<_>>().join("\n");
    lines(&[first.to_owned(), variables, NOT_IN_A_BROWSER.to_owned()])
}
