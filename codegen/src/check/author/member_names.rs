//! A rule on names that fall together: takes the keys of an object and the texts of an enum as Rust will name them.

use std::collections::HashMap;

use super::super::Subject;
use super::super::findings::Findings;
use super::shape::Kind;
use crate::names::{camel, snake};
use crate::parse::{At, Node};
use crate::pointer::Pointer;

pub(super) fn name_collision(subject: &Subject<'_>, findings: &mut Findings) {
    for site in subject.sites.of(Kind::Schema) {
        let at = site.pointer.key("properties");
        let keys = site.node.members("properties").map(|(key, _)| (key, at.key(key)));
        collision(keys, snake, "key", At::Key, findings);
        let at = site.pointer.key("enum");
        let values = site.node.list("enum").iter().enumerate();
        let texts = values.filter_map(|(index, value)| Some((Node::as_str(value)?, at.index(index))));
        collision(texts, camel, "value", At::Value, findings);
    }
}

/// The second of two names; the same name twice is another rule's.
fn collision<'d>(
    names: impl Iterator<Item = (&'d str, Pointer)>,
    rust: fn(&str) -> String,
    what: &str,
    at: At,
    findings: &mut Findings,
) {
    let mut given: HashMap<String, &str> = HashMap::new();
    for (name, pointer) in names {
        let wanted = rust(name);
        match given.get(&wanted) {
            None => drop(given.insert(wanted, name)),
            Some(other) if *other == name => {}
            Some(other) => {
                let message = format!(
                    "the {what} `{name}` would have the Rust name `{wanted}`, as `{other}` has; one of them gets a number"
                );
                let hint = format!("give it a name under `[rename]` in client.toml: {:?} = \"…\"", pointer.to_string());
                findings.suggestion("name_collision", &pointer, at, message, hint);
            }
        }
    }
}
