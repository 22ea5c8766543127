//! From the document's names to Rust identifiers that are valid and unique.

use std::collections::{HashMap, HashSet};

use heck::{ToSnakeCase, ToUpperCamelCase};
use proc_macro2::{Ident, Span};

/// Type names that generated code uses without a path; a component of that name gets another.
const PRELUDE: [&str; 9] = ["Box", "Default", "From", "Into", "None", "Option", "Some", "String", "Vec"];

/// Names of files end somewhere between 140 and 255 characters, and one may be made of those of two modules.
const LONGEST_MODULE: usize = 56;

/// Identifiers already given in one namespace.
#[derive(Debug, Default)]
pub(crate) struct Names {
    given: HashSet<String>,
    /// The next number to try for a name that was wanted more than once.
    next: HashMap<String, usize>,
}

impl Names {
    pub(crate) fn reserving(names: &[&str]) -> Self {
        Self { given: names.iter().map(|name| (*name).to_owned()).collect(), next: HashMap::new() }
    }

    /// Whether a name is taken.
    pub(crate) fn is_given(&self, name: &str) -> bool {
        self.given.contains(name)
    }

    /// The wanted name, or the first of `name2`, `name3`, … that is still free.
    pub(crate) fn unique(&mut self, wanted: String) -> String {
        let mut name = wanted.clone();
        while !self.given.insert(name.clone()) {
            let number = self.next.entry(wanted.clone()).or_insert(2);
            name = format!("{wanted}{number}");
            *number += 1;
        }
        name
    }
}

/// The name of a type.
pub(crate) fn type_name(text: &str) -> String {
    let name = camel(text);
    if PRELUDE.contains(&name.as_str()) { format!("{name}Type") } else { name }
}

/// The name of a variant: `UpperCamelCase`.
pub(crate) fn camel(text: &str) -> String {
    let name = start_with_letter(words(text).to_upper_camel_case(), "N");
    // No raw form exists for it.
    if name == "Self" { "SelfType".to_owned() } else { name }
}

/// The name of a module, which is that of its file too: ASCII, and usable on every system.
pub(crate) fn module(text: &str) -> String {
    let ascii: String = text.chars().map(|c| if c.is_ascii() { c } else { '_' }).collect();
    let mut name = snake(&ascii);
    name.truncate(LONGEST_MODULE);
    name.truncate(name.trim_end_matches('_').len());
    let is_ours = ["mod", "self", "super", "crate", "shared", "unused"].contains(&name.as_str());
    if is_ours || is_device(&name) { format!("{name}_tag") } else { name }
}

/// Whether Windows takes a file of this name for a device, whatever its extension.
fn is_device(name: &str) -> bool {
    let port = ["com", "lpt"].iter().find_map(|port| name.strip_prefix(port));
    ["aux", "con", "nul", "prn"].contains(&name) || port.is_some_and(|number| number.len() == 1)
}

/// The feature of a module: kebab-case.
pub(crate) fn feature(module: &str, reserved: &[&str]) -> String {
    let name = module.replace('_', "-");
    if reserved.contains(&&*name) { format!("{name}-tag") } else { name }
}

/// A part of the name of an environment variable: capitals, digits and `_`, which every shell takes.
pub(crate) fn variable(text: &str) -> String {
    text.chars().map(|c| if c.is_ascii_alphanumeric() { c.to_ascii_uppercase() } else { '_' }).collect()
}

/// A field, argument, method or module name: `snake_case`, without `r#`.
pub(crate) fn snake(text: &str) -> String {
    start_with_letter(words(text).to_snake_case(), "n")
}

/// What no identifier can hold separates words.
fn words(text: &str) -> String {
    text.chars().map(|c| if unicode_ident::is_xid_continue(c) { c } else { '_' }).collect()
}

fn start_with_letter(name: String, prefix: &str) -> String {
    match name.chars().next() {
        None if prefix == "N" => "Empty".to_owned(),
        None => "empty".to_owned(),
        Some(first) if unicode_ident::is_xid_start(first) => name,
        Some(_) => format!("{prefix}{name}"),
    }
}

/// The identifier of a snake-case name: raw when it is a keyword, with a trailing `_` where Rust has no raw form.
pub(crate) fn ident(name: &str) -> Ident {
    if matches!(name, "self" | "super" | "crate" | "_") {
        return Ident::new(&format!("{name}_"), Span::call_site());
    }
    match syn::parse_str::<Ident>(name) {
        // A keyword since the 2024 edition, which syn does not count as one.
        Ok(ident) if name != "gen" => ident,
        _ => Ident::new_raw(name, Span::call_site()),
    }
}

/// The identifier of a camel-case name.
pub(crate) fn type_ident(name: &str) -> Ident {
    Ident::new(name, Span::call_site())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_become_identifiers() {
        let cases = [
            ("connection_id", "ConnectionId", "connection_id"),
            ("$filter", "Filter", "filter"),
            ("X-API-KEY", "XApiKey", "x_api_key"),
            ("1st", "N1st", "n1st"),
            ("", "Empty", "empty"),
            (">=", "Empty", "empty"),
            ("Self", "SelfType", "self"),
            ("größe²", "Größe", "größe"),
        ];
        for (text, upper, lower) in cases {
            assert_eq!((camel(text).as_str(), snake(text).as_str()), (upper, lower), "{text}");
        }
    }

    #[test]
    fn modules_are_names_of_files() {
        let cases = [
            ("Große Katzen", "gro_e_katzen"),
            ("../../etc/passwd", "etc_passwd"),
            ("CON", "con_tag"),
            ("com1", "com1_tag"),
            ("lpt", "lpt"),
            ("shared", "shared_tag"),
            ("\"]\n[dependencies]", "dependencies"),
        ];
        for (text, name) in cases {
            assert_eq!(module(text), name, "{text}");
        }
        assert_eq!(module(&"a".repeat(1_000)).len(), LONGEST_MODULE);
        assert_eq!(module(&format!("{}_{}", "a".repeat(LONGEST_MODULE - 1), "b")).len(), LONGEST_MODULE - 1);
    }

    #[test]
    fn keywords_are_escaped() {
        assert_eq!(ident("type").to_string(), "r#type");
        assert_eq!(ident("gen").to_string(), "r#gen");
        assert_eq!(ident("self").to_string(), "self_");
        assert_eq!(ident("id").to_string(), "id");
    }

    #[test]
    fn collisions_are_numbered() {
        let mut names = Names::reserving(&["new"]);
        assert_eq!(names.unique("new".to_owned()), "new2");
        assert_eq!(names.unique("a".to_owned()), "a");
        assert_eq!(names.unique("a".to_owned()), "a2");
    }
}
