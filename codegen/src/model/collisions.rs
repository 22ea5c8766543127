//! A rule on names: takes the model, finds keys and values that have a number in Rust because another one has their name.

use std::collections::HashMap;

use super::{Api, TypeShape};
use crate::findings::Findings;
use crate::names::{camel, snake};
use crate::parse::At;
use crate::pointer::Pointer;

/// A name that is given: what it is in the document, in Rust, and where it stands.
type Given<'a> = (&'a str, &'a str, Option<&'a Pointer>);

pub(crate) fn name_collision(api: &Api, findings: &mut Findings) {
    for def in &api.types {
        match &def.shape {
            TypeShape::Struct { fields, .. } => {
                let given = fields.iter().map(|field| (&*field.wire, &*field.ident, field.place.as_ref()));
                collisions(given.collect(), snake, ("key", "field", At::Key), findings);
            }
            TypeShape::Enum { values, .. } => {
                let given = values.iter().map(|value| (&*value.wire, &*value.variant, Some(&value.place)));
                collisions(given.collect(), camel, ("value", "variant", At::Value), findings);
            }
            _ => {}
        }
    }
}

fn collisions(
    given: Vec<Given<'_>>,
    style: fn(&str) -> String,
    (what, item, at): (&str, &str, At),
    findings: &mut Findings,
) {
    let by_name: HashMap<&str, &str> = given.iter().map(|(wire, name, _)| (*name, *wire)).collect();
    for (wire, name, place) in given {
        let wanted = style(wire);
        let is_numbered = name
            .strip_prefix(&*wanted)
            .is_some_and(|number| !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit()));
        let Some((place, other)) = place.zip(by_name.get(&*wanted)).filter(|_| is_numbered) else { continue };
        let message = format!("the {what} `{wire}` is the {item} `{name}`, because `{other}` has the name `{wanted}`");
        let hint = format!("name it under `[rename]` in client.toml: {:?} = \"…\"", place.to_string());
        findings.suggestion("name_collision", place, at, message, hint);
    }
}
