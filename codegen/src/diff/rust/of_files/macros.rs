//! What the macros of the runtime add to the types of a crate.

use std::collections::BTreeMap;

use proc_macro2::TokenStream;
use syn::parse::{ParseStream, Parser};
use syn::{Ident, LitStr, Token, Type, braced, token};

use super::Reading;
use crate::diff::rust::spelling::{Scope, joined, spelled};
use crate::diff::rust::surface::{Argument, Item};

/// The methods that a macro writes for a request, and their types.
type Methods = Vec<(String, Vec<Argument>, String)>;

impl Reading<'_> {
    /// A call that is not written as the generator writes it adds nothing.
    pub(super) fn macro_call(&mut self, call: &syn::Macro, scope: Scope<'_>) {
        let Some(name) = call.path.segments.last().map(|last| last.ident.to_string()) else { return };
        let tokens = call.tokens.clone();
        match name.as_str() {
            "object" | "multipart" => self.table(&name, tokens, scope),
            "open_enum" | "union" => self.read_and_written(tokens, scope),
            "validate" => self.validated(tokens, scope),
            "client_settings" => self.settings(tokens, scope),
            "request" | "streaming" | "paged" | "polled" => self.sending(&name, tokens, scope),
            _ => {}
        }
    }

    /// A table of fields tells how a struct is read and written, and the keys that its fields and setters stand for.
    fn table(&mut self, name: &str, tokens: TokenStream, scope: Scope<'_>) {
        let Ok((of, keys)) = table_of_fields.parse2(tokens) else { return };
        let of = joined(scope.module, &of);
        let traits = if name == "object" { ["Deserialize", "Serialize"].as_slice() } else { &["FormData"] };
        traits.iter().for_each(|name| self.implemented(&of, name));
        for (field, wire) in keys {
            let item = self.surface.get_mut(&format!("{of}::{field}"));
            item.into_iter().for_each(|item| item.wire = Some(wire.clone()));
        }
    }

    fn read_and_written(&mut self, tokens: TokenStream, scope: Scope<'_>) {
        let Ok(of) = first.parse2(tokens) else { return };
        let of = joined(scope.module, &of.to_string());
        self.implemented(&of, "Deserialize");
        self.implemented(&of, "Serialize");
    }

    fn validated(&mut self, tokens: TokenStream, scope: Scope<'_>) {
        let names = |input: ParseStream<'_>| {
            let (mut of, next): (Ident, Option<Ident>) = (input.parse()?, input.parse()?);
            if let (true, Some(next)) = (of == "form", next) {
                of = next;
            }
            rest(input)?;
            Ok(of)
        };
        let Ok(of) = names.parse2(tokens) else { return };
        let validate = Item::function("&self", Vec::new(), "Result<(), ValidationError>");
        self.surface.add(format!("{}::validate", joined(scope.module, &of.to_string())), validate);
    }

    fn settings(&mut self, tokens: TokenStream, scope: Scope<'_>) {
        let names = |input: ParseStream<'_>| {
            let of: Ident = input.parse()?;
            input.parse::<Token![:]>()?;
            let mut names = Vec::new();
            while !input.is_empty() {
                names.push(input.parse::<Ident>()?);
            }
            Ok((of, names))
        };
        let Ok((of, names)) = names.parse2(tokens) else { return };
        for name in names {
            let path = format!("{}::{name}", joined(scope.module, &of.to_string()));
            self.surface.add(path, Item::function("self", Vec::new(), "Self"));
        }
    }

    /// The methods that send a request. Each has a second one with options, which goes with it.
    fn sending(&mut self, name: &str, tokens: TokenStream, scope: Scope<'_>) {
        let parse = |input: ParseStream<'_>| {
            let of: Ident = input.parse()?;
            let methods = if name == "streaming" { streaming(input, scope) } else { requests(input, name, scope) };
            rest(input)?;
            Ok((of, methods?))
        };
        let Ok((of, methods)) = parse.parse2(tokens) else { return };
        for (method, arguments, ty) in methods {
            let path = format!("{}::{method}", joined(scope.module, &of.to_string()));
            self.surface.add(path, Item::function("self", arguments, ty));
        }
    }
}

/// `ListPets => Page, Pet, ErrorBody, LIST_PETS_PAGES`, behind the name.
fn requests(input: ParseStream<'_>, name: &str, scope: Scope<'_>) -> syn::Result<Methods> {
    input.parse::<Token![=>]>()?;
    let success = spelled(&input.parse::<Type>()?, scope);
    input.parse::<Token![,]>()?;
    let second = spelled(&input.parse::<Type>()?, scope);
    Ok(match name {
        "paged" => vec![
            ("send_pages".to_owned(), Vec::new(), format!("Pages<{success}, {second}>")),
            ("send_items".to_owned(), Vec::new(), format!("Items<{success}, {second}>")),
        ],
        "polled" => {
            let waiter = vec![Argument::new("waiter", "Waiter")];
            vec![("send_until_done".to_owned(), waiter, format!("Response<{success}>"))]
        }
        _ => vec![("send".to_owned(), Vec::new(), format!("Response<{success}>"))],
    })
}

/// `WatchPets: send_streaming, send_streaming_with => Events<Pet>, ErrorBody, …`, behind the name.
fn streaming(input: ParseStream<'_>, scope: Scope<'_>) -> syn::Result<Methods> {
    input.parse::<Token![:]>()?;
    let method: Ident = input.parse()?;
    input.parse::<Token![,]>()?;
    input.parse::<Ident>()?;
    input.parse::<Token![=>]>()?;
    let stream = spelled(&input.parse::<Type>()?, scope);
    Ok(vec![(method.to_string(), Vec::new(), format!("Response<{stream}>"))])
}

/// The first name of a macro's input.
fn first(input: ParseStream<'_>) -> syn::Result<Ident> {
    let name = input.parse()?;
    rest(input)?;
    Ok(name)
}

/// What is of no interest.
fn rest(input: ParseStream<'_>) -> syn::Result<()> {
    input.parse::<TokenStream>().map(drop)
}

/// `Account at "…" { id: required "id", … }`: the type, and the key of each field.
fn table_of_fields(input: ParseStream<'_>) -> syn::Result<(String, BTreeMap<String, String>)> {
    let of: Ident = input.parse()?;
    while !input.peek(token::Brace) {
        input.parse::<proc_macro2::TokenTree>()?;
    }
    let inner;
    braced!(inner in input);
    let mut keys = BTreeMap::new();
    while !inner.is_empty() {
        if inner.peek(Ident) && inner.peek2(Token![:]) {
            let (field, _): (Ident, Token![:]) = (inner.parse()?, inner.parse()?);
            inner.parse::<Ident>()?;
            let wire: Option<LitStr> = inner.parse()?;
            keys.extend(wire.map(|wire| (field.to_string(), wire.value())));
        }
        // What stands behind the key, up to the next field.
        while !inner.is_empty() && !inner.peek(Token![,]) {
            inner.parse::<proc_macro2::TokenTree>()?;
        }
        inner.parse::<Option<Token![,]>>()?;
    }
    Ok((of.to_string(), keys))
}
