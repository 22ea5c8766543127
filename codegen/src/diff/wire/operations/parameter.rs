//! Two parameters that are one.

use super::bodies::{plain, value};
use super::pair::Pair;
use super::parameters::Parameter;
use super::rest::rest;
use super::{Pass, rules};
use crate::diff::wire::values::same;
use crate::diff::wire::{Direction, Part};
use crate::model::{Style, StyleKind};
use crate::openapi::{Form, form, resolve};
use crate::parse::Node;

const HANDLED: [&str; 11] = [
    "name",
    "in",
    "required",
    "deprecated",
    "allowEmptyValue",
    "style",
    "explode",
    "allowReserved",
    "schema",
    "content",
    "$ref",
];

/// Compares two parameters, once for all operations that share them.
pub(super) fn compare<'d>(pass: &mut Pass<'_, 'd>, parameter: &Parameter<'d>, pair: &Pair<'d>, of: &str) {
    if !pass.is_first(Direction::Request, pair) {
        return;
    }
    let what = parameter.of(of);
    if parameter.place == "path" {
        path_parameter_renamed(pass, pair, of);
    } else {
        required(pass, pair, &what);
    }
    pass.flag(pair, "deprecated", rules::PARAMETER_DEPRECATED, rules::PARAMETER_UNDEPRECATED, &what);
    if parameter.place == "query" {
        empty(pass, pair, &what);
    }
    serialization(pass, pair, &what);
    value(pass, Direction::Request, pair, &what);
    rest(pass, pair, &HANDLED, &what);
}

fn path_parameter_renamed<'d>(pass: &mut Pass<'_, 'd>, pair: &Pair<'d>, of: &str) {
    let names = (pair.old.node.text("name"), pair.new.node.text("name"));
    if let (Some(old), Some(new)) = names
        && old != new
    {
        let message = format!("the path parameter `{old}` of {of} is called `{new}` now, which nobody sends");
        pass.changed_at(rules::PATH_PARAMETER_RENAMED, pair, "name", message);
    }
}

fn required<'d>(pass: &mut Pass<'_, 'd>, pair: &Pair<'d>, what: &str) {
    let (rule, how) = match pair.flags("required") {
        (false, true) => (rules::PARAMETER_BECAME_REQUIRED, "required"),
        (true, false) => (rules::PARAMETER_BECAME_OPTIONAL, "optional"),
        _ => return,
    };
    pass.changed_at(rule, pair, "required", format!("{what} is {how} now"));
}

fn empty<'d>(pass: &mut Pass<'_, 'd>, pair: &Pair<'d>, what: &str) {
    let (rule, how) = match pair.flags("allowEmptyValue") {
        (false, true) => (rules::PARAMETER_EMPTY_ALLOWED, "may be empty now"),
        (true, false) => (rules::PARAMETER_EMPTY_REFUSED, "may no longer be empty"),
        _ => return,
    };
    pass.changed_at(rule, pair, "allowEmptyValue", format!("{what} {how}"));
}

fn serialization<'d>(pass: &mut Pass<'_, 'd>, pair: &Pair<'d>, what: &str) {
    let media = |part: &Part<'d>| part.node.members("content").next().map(|(name, _)| plain(name));
    match (media(&pair.old), media(&pair.new)) {
        (Some(old), Some(new)) if old != new => {
            let message = format!("{what} is written as `{new}`, and no longer as `{old}`");
            pass.changed_at(rules::PARAMETER_MEDIA_TYPE_CHANGED, pair, "content", message);
        }
        (Some(_), Some(_)) => {}
        (None, None) => style(pass, pair, what),
        (old, _) => {
            let (key, other) = if old.is_some() { ("content", "schema") } else { ("schema", "content") };
            let message = format!("{what} is described by its `{other}`, and no longer by its `{key}`");
            pass.changed_at(rules::PARAMETER_SERIALIZATION_CHANGED, pair, other, message);
        }
    }
}

fn style<'d>(pass: &mut Pass<'_, 'd>, pair: &Pair<'d>, what: &str) {
    let old = said(pass.walk.old, pair.old.node);
    let new = said(pass.walk.new, pair.new.node);
    let (key, message) = match () {
        () if old.kind != new.kind => ("style", format!("{what} is written in another style")),
        () if old.explode != new.explode => ("explode", format!("the elements of {what} are written in another way")),
        () if old.reserved != new.reserved => {
            ("allowReserved", format!("reserved characters of {what} are written in another way"))
        }
        () => return,
    };
    pass.changed_at(rules::PARAMETER_SERIALIZATION_CHANGED, pair, key, message);
}

/// How a parameter is written; `explode` says nothing of what has no elements.
fn said(root: &Node, node: &Node) -> Style {
    let is_whole = matches!(node.text("in"), Some("path" | "header"));
    let mut style = Style::said(node, if is_whole { StyleKind::Simple } else { StyleKind::Form });
    let is_scalar = node.get("schema").is_some_and(|schema| form(root, schema) == Form::Scalar);
    style.explode &= !is_scalar;
    style.reserved &= node.text("in") != Some("header");
    style
}

/// Whether two parameters of one place carry the same under other names.
pub(super) fn alike<'d>((old_root, old): (&'d Node, &'d Node), (new_root, new): (&'d Node, &'d Node)) -> bool {
    let schemas = old.get("schema").zip(new.get("schema"));
    let ends = schemas.and_then(|(old, new)| resolve(old_root, old).zip(resolve(new_root, new)));
    old.flag("required") == new.flag("required") && ends.is_some_and(|(old, new)| same(old, new))
}
