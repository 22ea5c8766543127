//! From types of generated code to one spelling of each, as users write it: `types::Account`, `Maybe<Date>`.

use std::collections::HashSet;

use quote::ToTokens;
use syn::{GenericArgument, PathArguments, Type, TypeParamBound};

/// From where a type is named.
#[derive(Clone, Copy, Debug)]
pub(super) struct Scope<'a> {
    /// The public path of the module, which `super` is in its files.
    pub(super) module: &'a str,
    /// The types that the module declares itself.
    pub(super) own: &'a HashSet<String>,
}

/// The one spelling of a type.
pub(super) fn spelled(ty: &Type, scope: Scope<'_>) -> String {
    let all = |types: &syn::punctuated::Punctuated<Type, syn::Token![,]>| {
        types.iter().map(|ty| spelled(ty, scope)).collect::<Vec<_>>().join(", ")
    };
    match ty {
        Type::Path(path) if path.qself.is_none() => spelled_path(&path.path, scope),
        Type::Reference(reference) => format!("&{}", spelled(&reference.elem, scope)),
        Type::Tuple(tuple) if tuple.elems.len() == 1 => format!("({},)", all(&tuple.elems)),
        Type::Tuple(tuple) => format!("({})", all(&tuple.elems)),
        Type::ImplTrait(bounds) => {
            let bounds = bounds.bounds.iter().filter_map(|bound| match bound {
                TypeParamBound::Trait(bound) => Some(spelled_path(&bound.path, scope)),
                _ => None,
            });
            format!("impl {}", bounds.collect::<Vec<_>>().join(" + "))
        }
        other => other.to_token_stream().to_string(),
    }
}

/// The one spelling of a path.
pub(super) fn spelled_path(path: &syn::Path, scope: Scope<'_>) -> String {
    let arguments = path.segments.last().map(|segment| arguments(&segment.arguments, scope)).unwrap_or_default();
    let names: Vec<_> = path.segments.iter().map(|segment| segment.ident.to_string()).collect();
    format!("{}{arguments}", resolved(&names, scope))
}

/// What a path leads to: items of the crate from its root, those of the runtime and of collections by their names.
fn resolved(names: &[String], scope: Scope<'_>) -> String {
    let words: Vec<_> = names.iter().map(String::as_str).collect();
    match words.as_slice() {
        ["super", rest @ ..] => joined(scope.module, &rest.join("::")),
        ["crate" | "rt" | "specwright_runtime", rest @ ..] | ["std", "collections", rest @ ..] => rest.join("::"),
        [name] if scope.own.contains(*name) => joined(scope.module, name),
        all => all.join("::"),
    }
}

/// A path in a module, which may be the root.
pub(super) fn joined(module: &str, name: &str) -> String {
    if module.is_empty() { name.to_owned() } else { format!("{module}::{name}") }
}

fn arguments(arguments: &PathArguments, scope: Scope<'_>) -> String {
    let PathArguments::AngleBracketed(arguments) = arguments else {
        return arguments.to_token_stream().to_string();
    };
    let types = arguments.args.iter().filter_map(|argument| match argument {
        GenericArgument::Type(ty) => Some(spelled(ty, scope)),
        _ => None,
    });
    let types: Vec<_> = types.collect();
    if types.is_empty() { String::new() } else { format!("<{}>", types.join(", ")) }
}

/// The spelling of a type of another crate.
pub(super) fn external(path: &str) -> String {
    match syn::parse_str(path) {
        Ok(ty) => spelled(&ty, Scope { module: "", own: &HashSet::new() }),
        Err(_) => path.to_owned(),
    }
}
