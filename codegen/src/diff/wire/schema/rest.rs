//! Nothing is ever silent: whatever differs in a schema, and no other rule knows of.

use std::collections::BTreeSet;

use super::super::Walk;
use super::Sides;
use super::rules;
use super::values::text;
use super::view::View;
use super::view::said;

/// The keywords that are compared elsewhere, or say nothing of values.
const KNOWN: &[&str] = &[
    "$anchor",
    "$comment",
    "$defs",
    "$dynamicAnchor",
    "$id",
    "$ref",
    "$schema",
    "additionalProperties",
    "allOf",
    "anyOf",
    "contains",
    "contentEncoding",
    "contentMediaType",
    "contentSchema",
    "default",
    "dependentRequired",
    "dependentSchemas",
    "deprecated",
    "description",
    "discriminator",
    "else",
    "enum",
    "example",
    "examples",
    "exclusiveMaximum",
    "exclusiveMinimum",
    "externalDocs",
    "format",
    "if",
    "items",
    "maxContains",
    "maxItems",
    "maxLength",
    "maxProperties",
    "maximum",
    "minContains",
    "minItems",
    "minLength",
    "minProperties",
    "minimum",
    "multipleOf",
    "not",
    "nullable",
    "oneOf",
    "pattern",
    "patternProperties",
    "prefixItems",
    "properties",
    "propertyNames",
    "readOnly",
    "required",
    "summary",
    "then",
    "title",
    "type",
    "unevaluatedItems",
    "unevaluatedProperties",
    "uniqueItems",
    "writeOnly",
    "xml",
];

pub(super) fn compare(walk: &mut Walk<'_>, sides: &Sides<'_, '_>) {
    if is_other(sides, "xml") {
        let message = format!("XML writes {} in another way now", sides.name());
        let place = |view: &View<'_>| view.first("xml").map(|part| part.at);
        sides.tell(walk, rules::XML_CHANGED, place(sides.old).as_ref(), place(sides.new).as_ref(), message);
    }
    for key in unknown(sides).into_iter().filter(|key| is_other(sides, key)) {
        let message = format!("`{key}` of {} changed", sides.name());
        let place = |view: &View<'_>| view.first(key).map(|part| part.at);
        sides.tell_plain(
            walk,
            rules::UNCLASSIFIED_CHANGE,
            place(sides.old).as_ref(),
            place(sides.new).as_ref(),
            message,
        );
    }
}

fn unknown<'d>(sides: &Sides<'_, 'd>) -> BTreeSet<&'d str> {
    let layers = sides.old.layers.iter().chain(&sides.new.layers);
    let keys = layers.flat_map(|layer| layer.node.as_object().into_iter().flat_map(|object| object.iter()));
    keys.map(|(key, _)| key).filter(|key| !key.starts_with("x-") && !KNOWN.contains(key)).collect()
}

/// Whether the layers of both versions say something else by a keyword, in whatever order.
fn is_other(sides: &Sides<'_, '_>, key: &str) -> bool {
    let texts = |view: &View<'_>| {
        let mut texts: Vec<_> = view.layers.iter().filter_map(|layer| said(layer, key)).map(text).collect();
        texts.sort();
        texts
    };
    texts(sides.old) != texts(sides.new)
}
