//! The security schemes that operations demand: how a credential is sent, and where a token comes from.

use std::collections::HashMap;

use super::pair::{Matched, Pair, mark};
use super::rest::{rest, verb};
use super::security::demanded;
use super::{MOST_RENAMED, Pass, rules};
use crate::diff::wire::values::{same, same_member};
use crate::diff::wire::{Direction, Part};
use crate::openapi::resolve;
use crate::parse::Node;
use crate::pointer::Pointer;

type Left<'d> = Vec<((String, &'d str), Part<'d>)>;

const URLS: [&str; 4] = ["authorizationUrl", "tokenUrl", "refreshUrl", "deviceAuthorizationUrl"];

/// Compares all schemes that are demanded, and notes which has another name.
pub(super) fn compare(pass: &mut Pass<'_, '_>) {
    let root = |root| Part::new(Pointer::default(), root).get("components");
    let empty = |root| Part::new(Pointer::default(), root);
    let (old_root, new_root) = (pass.walk.old, pass.walk.new);
    let components = Pair::new(
        root(old_root).unwrap_or_else(|| empty(&super::ANYTHING)),
        root(new_root).unwrap_or_else(|| empty(&super::ANYTHING)),
    );
    let (before, after) = (demanded(old_root), demanded(new_root));
    let Matched { both, removed, added } = components.members("securitySchemes", |name| Some(name.to_owned()));
    for ((_, name), written) in both {
        if before.contains(name) || after.contains(name) {
            one(pass, &written, name);
        }
    }
    let (removed, added) = renamed(pass, removed, added);
    // Where it is no longer demanded, that tells.
    for ((_, name), old) in removed.into_iter().filter(|((_, name), _)| after.contains(name)) {
        pass.removed(
            rules::SECURITY_SCHEME_REMOVED,
            &old,
            format!("the security scheme `{name}` is no longer described"),
        );
    }
    for ((_, name), new) in added.into_iter().filter(|((_, name), _)| before.contains(name)) {
        pass.added(rules::SECURITY_SCHEME_ADDED, &new, format!("the security scheme `{name}` is described now"));
    }
}

/// Takes out those that have another name now: the only two with one content.
fn renamed<'d>(pass: &mut Pass<'_, 'd>, removed: Left<'d>, mut added: Left<'d>) -> (Left<'d>, Left<'d>) {
    if removed.len().max(added.len()) > MOST_RENAMED {
        return (removed, added);
    }
    let gone: Vec<_> = removed.iter().filter_map(|(_, old)| resolve(pass.walk.old, old.node)).collect();
    let mut left = Vec::new();
    let mut names = HashMap::new();
    for (label, old) in removed {
        let end = resolve(pass.walk.old, old.node);
        let is_same = |node| end.zip(resolve(pass.walk.new, node)).is_some_and(|(old, new)| same(old, new));
        let mut found = added.iter().enumerate().filter(|(_, (_, new))| is_same(new.node)).map(|(index, _)| index);
        let is_alone = end.is_some_and(|end| gone.iter().filter(|rival| same(rival, end)).count() == 1);
        let Some(index) = found.next().filter(|_| is_alone && found.next().is_none()) else {
            left.push((label, old));
            continue;
        };
        let ((_, name), new) = added.remove(index);
        let message = format!("the security scheme `{}` is called `{name}` now", label.1);
        pass.walk.tell(rules::SECURITY_SCHEME_RENAMED, mark(&old), mark(&new), message);
        names.insert(label.1, name);
    }
    pass.renamed = names;
    (left, added)
}

fn one<'d>(pass: &mut Pass<'_, 'd>, written: &Pair<'d>, name: &str) {
    let pair = pass.resolved(written);
    if !pass.is_first(Direction::Request, &pair) {
        return;
    }
    let what = format!("the security scheme `{name}`");
    let keys = ["type", "in", "name", "scheme", "openIdConnectUrl", "oauth2MetadataUrl"];
    let is_other = |key: &&str| !is_same_word(&pair, key);
    let changed: Vec<_> = keys.into_iter().filter(is_other).collect();
    if let Some(first) = changed.first() {
        let (old, new) = pair.nodes(first);
        let verb = if changed.len() == 1 { verb(old, new) } else { "changed".to_owned() };
        let message = format!("`{}` of {what} {verb}", changed.join("`, `"));
        pass.changed_at(rules::SECURITY_SCHEME_CHANGED, &pair, first, message);
    }
    if !changed.contains(&"type") {
        flows(pass, &pair, &what);
    }
    if pair.old.node.text("bearerFormat") != pair.new.node.text("bearerFormat") {
        let message = format!("what tokens of {what} look like is described in another way");
        pass.changed_at(rules::DESCRIPTION_CHANGED, &pair, "bearerFormat", message);
    }
    let (set, unset) = (rules::SECURITY_SCHEME_DEPRECATED, rules::SECURITY_SCHEME_UNDEPRECATED);
    pass.flag(&pair, "deprecated", set, unset, &what);
    let handled = [keys.as_slice(), &["flows", "bearerFormat", "deprecated"]].concat();
    rest(pass, written, &handled, &what);
}

/// The names of headers and of HTTP's schemes have no case.
fn is_same_word(pair: &Pair<'_>, key: &str) -> bool {
    let (old, new) = pair.nodes(key);
    let is_caseless = key == "scheme" || (key == "name" && pair.old.node.text("in") == Some("header"));
    match (old.and_then(Node::as_str), new.and_then(Node::as_str)) {
        (Some(old), Some(new)) if is_caseless => old.eq_ignore_ascii_case(new),
        _ => same_member(old, new),
    }
}

fn flows<'d>(pass: &mut Pass<'_, 'd>, schemes: &Pair<'d>, what: &str) {
    let Matched { both, removed, added } = schemes.members("flows", |name| Some(name.to_owned()));
    let is_flow = |name: &str| !name.starts_with("x-");
    for ((_, name), old) in removed.into_iter().filter(|((_, name), _)| is_flow(name)) {
        pass.removed(rules::SECURITY_FLOW_REMOVED, &old, format!("{what} has no flow `{name}` any more"));
    }
    for ((_, name), new) in added.into_iter().filter(|((_, name), _)| is_flow(name)) {
        pass.added(rules::SECURITY_FLOW_ADDED, &new, format!("{what} has the flow `{name}` now"));
    }
    for ((_, name), pair) in both.into_iter().filter(|((_, name), _)| is_flow(name)) {
        let what = format!("the flow `{name}` of {what}");
        for key in URLS {
            let (old, new) = pair.nodes(key);
            if !same_member(old, new) {
                pass.changed_at(
                    rules::SECURITY_SCHEME_CHANGED,
                    &pair,
                    key,
                    format!("`{key}` of {what} {}", verb(old, new)),
                );
            }
        }
        scopes(pass, &pair, &what);
        rest(pass, &pair, &[URLS.as_slice(), &["scopes"]].concat(), &what);
    }
}

fn scopes<'d>(pass: &mut Pass<'_, 'd>, flows: &Pair<'d>, what: &str) {
    let Matched { both, removed, added } = flows.members("scopes", |name| Some(name.to_owned()));
    for ((_, name), pair) in both {
        if !same(pair.old.node, pair.new.node) {
            let message = format!("the scope `{name}` of {what} is described in another way");
            pass.changed(rules::DESCRIPTION_CHANGED, &pair, message);
        }
    }
    for ((_, name), old) in removed {
        pass.removed(rules::SECURITY_SCOPE_UNDECLARED, &old, format!("{what} has no scope `{name}` any more"));
    }
    for ((_, name), new) in added {
        pass.added(rules::SECURITY_SCOPE_DECLARED, &new, format!("{what} has the scope `{name}` now"));
    }
}
