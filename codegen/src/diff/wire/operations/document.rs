//! What is said of a document as a whole: its title and version, its tags, where more is to be read.

use super::pair::{Matched, Pair, matched};
use super::rest::{extensions, rest, verb};
use super::{Pass, rules};
use crate::diff::wire::Part;
use crate::diff::wire::values::{same, same_member};
use crate::pointer::{FILES, Pointer};

const HANDLED: [&str; 10] =
    ["openapi", "$self", "info", "paths", "webhooks", "servers", "components", "security", "tags", FILES];

const INFO: [&str; 5] = ["title", "version", "termsOfService", "contact", "license"];

/// Compares what stands at the roots.
pub(super) fn compare(pass: &mut Pass<'_, '_>) {
    let root = |root| Part::new(Pointer::default(), root);
    let pair = Pair::new(root(pass.walk.old), root(pass.walk.new));
    if let (Some(old), Some(new)) = pair.get("info") {
        info(pass, &Pair::new(old, new));
    }
    tags(pass, &pair);
    for key in ["paths", "components"] {
        if let (Some(old), Some(new)) = pair.get(key) {
            extensions(pass, &Pair::new(old, new), &format!("`{key}`"));
        }
    }
    rest(pass, &pair, &HANDLED, "the document");
}

fn info<'d>(pass: &mut Pass<'_, 'd>, pair: &Pair<'d>) {
    for key in INFO {
        let (old, new) = pair.nodes(key);
        if !same_member(old, new) {
            let message = format!("`{key}` of the document {}", verb(old, new));
            pass.changed_at(rules::INFO_CHANGED, pair, key, message);
        }
    }
    rest(pass, pair, &INFO, "the document");
}

/// Tags say something of the operations that have them; their order says nothing.
fn tags<'d>(pass: &mut Pass<'_, 'd>, roots: &Pair<'d>) {
    let named = |part: &Part<'d>| {
        let all = part.list("tags").into_iter();
        all.filter_map(|tag| Some((tag.node.text("name")?, tag))).collect::<Vec<_>>()
    };
    let Matched { both, removed, added } = matched(named(&roots.old), named(&roots.new), |name| *name);
    for (name, pair) in both {
        if !same(pair.old.node, pair.new.node) {
            pass.changed(rules::TAG_CHANGED, &pair, format!("what is said of the tag `{name}` changed"));
        }
    }
    // A tag that has only a name says nothing.
    let says_more = |part: &Part<'_>| part.node.as_object().is_some_and(|tag| tag.iter().any(|(key, _)| key != "name"));
    for (name, old) in removed.into_iter().filter(|(_, part)| says_more(part)) {
        pass.removed(rules::TAG_CHANGED, &old, format!("nothing is said any more of the tag `{name}`"));
    }
    for (name, new) in added.into_iter().filter(|(_, part)| says_more(part)) {
        pass.added(rules::TAG_CHANGED, &new, format!("the tag `{name}` is described now"));
    }
}
