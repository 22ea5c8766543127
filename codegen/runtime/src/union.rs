//! Values of one of several types: takes a JSON value, returns the type that keeps the most of it.

use serde::{Serialize, de::DeserializeOwned};
use serde_json::Value;

use crate::{
    DriftKind,
    drift::{Notes, Place, keep, note, noted},
    fields::tentative,
    matching,
};

/// The best decoding so far of one JSON value into a union `U`.
pub struct Best<'a, U> {
    value: &'a Value,
    nodes: usize,
    found: Option<Found<U>>,
}

struct Found<U> {
    union: U,
    loss: usize,
    /// How many nodes unions within it could not decode.
    raw_nodes: usize,
    notes: Notes,
}

/// A member of a union `U`: the texts of the tag that stand for it, and what tries it.
pub type Member<U> = (&'static [&'static str], fn(&mut Best<'_, U>));

/// Decodes a union: of the members that fit exactly the first that loses nothing, else of those that fit at all.
///
/// Where the text at the key `tag` stands for a member, no other is tried; one that stands for none leaves the members
/// without a text, which then must lose nothing. `schema` is the place of the union in its document.
///
/// # Errors
/// No member fits, and a union around this one looks for a member that fits exactly.
pub fn decode_union<U, E: serde::de::Error>(
    value: Value,
    tag: Option<&str>,
    members: &[Member<U>],
    unknown: fn(Value) -> U,
    schema: &'static str,
) -> Result<U, E> {
    let nodes = count(&value);
    let text = tag.and_then(|tag| value.get(tag)).and_then(Value::as_str);
    let is_known = text.is_none_or(|text| members.iter().any(|(tags, _)| tags.contains(&text)));
    let is_meant =
        |tags: &[&str]| text.is_none_or(|text| if is_known { tags.contains(&text) } else { tags.is_empty() });
    let mut best = Best { value: &value, nodes, found: None };
    let outer_is_exact = matching::is_exact();
    matching::union(nodes, || {
        for exact in [true, false] {
            if exact || !outer_is_exact {
                let meant = members.iter().filter(|(tags, _)| is_meant(tags));
                matching::under(exact, || meant.for_each(|(_, offer)| offer(&mut best)));
            }
        }
    });
    match best.found.filter(|found| is_known || found.loss == 0) {
        Some(found) => {
            matching::add_raw(found.raw_nodes);
            keep(found.notes);
            Ok(found.union)
        }
        None if outer_is_exact => Err(E::custom("fits no documented type")),
        None => {
            matching::add_raw(nodes);
            let kind = if is_known { DriftKind::WrongType } else { DriftKind::UnknownValue };
            note(kind, Place::Schema(schema));
            Ok(unknown(value))
        }
    }
}

impl<U> Best<'_, U> {
    /// Tries the type `T`; an earlier type stays unless this one keeps more of the value.
    pub fn offer<T: DeserializeOwned + Serialize>(&mut self, wrap: impl FnOnce(T) -> U) {
        let limit = self.found.as_ref().map_or(usize::MAX, |found| found.loss);
        if limit == 0 || !matching::may_visit(self.nodes) {
            return;
        }
        let try_it = || tentative(|| noted(|| T::deserialize(self.value)));
        let ((Ok(decoded), notes), raw_nodes) = matching::counting_raw(try_it) else { return };
        // A union within that keeps the value raw decodes it no better than this one would.
        if raw_nodes >= self.nodes {
            return;
        }
        let Ok(encoded) = serde_json::to_value(&decoded) else {
            return;
        };
        let loss = loss(self.value, &encoded).saturating_add(raw_nodes);
        if loss < limit {
            self.found = Some(Found { union: wrap(decoded), loss, raw_nodes, notes });
        }
    }
}

/// How many values a value is made of, itself included.
pub(crate) fn count(value: &Value) -> usize {
    match value {
        Value::Array(items) => items.iter().map(count).sum::<usize>() + 1,
        Value::Object(object) => object.values().map(count).sum::<usize>() + 1,
        _ => 1,
    }
}

/// 0 if both are equal, else one more than the number of keys that got lost.
fn loss(before: &Value, after: &Value) -> usize {
    if before == after {
        return 0;
    }
    lost_keys(before, after).saturating_add(1)
}

fn lost_keys(before: &Value, after: &Value) -> usize {
    match (before, after) {
        (Value::Object(before), Value::Object(after)) => before
            .iter()
            .map(|(key, value)| match after.get(key) {
                Some(kept) => lost_keys(value, kept),
                None => 1,
            })
            .sum(),
        (Value::Array(before), Value::Array(after)) => {
            before.iter().zip(after).map(|(before, after)| lost_keys(before, after)).sum()
        }
        _ => 0,
    }
}

/// Writes serde for an enum whose variants each hold one type, and `Unknown(serde_json::Value)`.
///
/// Decoding takes the first variant that gives the JSON back unchanged, else the one that loses the fewest
/// keys, else `Unknown`. A text must have the format of its variant, unless no variant fits otherwise; what a
/// union within a variant could only keep as `Unknown` counts as lost.
///
/// In brackets stands a key whose text tells the variant: then only a variant with this text is tried. With a text that
/// no variant has, those without texts are, if they lose nothing.
///
/// What stands behind `at` says where the schema is in its document, for [`Drift`](crate::Drift).
///
/// `union!(NameOrId { Id, Name });`, `union!(Pet["kind"] { Cat: ["cat"], Dog: ["dog", "puppy"] });`,
/// `union!(NameOrId at "#/components/schemas/NameOrId" { Id, Name });`
#[macro_export]
macro_rules! union {
    ($name:ident $(at $schema:literal)? { $($variant:ident),* $(,)? }) => {
        $crate::union!(@ $name, ::core::concat!($($schema)?), ::core::option::Option::None, $($variant []),*);
    };
    ($name:ident[$tag:literal] $(at $schema:literal)? { $($variant:ident: [$($text:literal),* $(,)?]),* $(,)? }) => {
        $crate::union!(@ $name, ::core::concat!($($schema)?), ::core::option::Option::Some($tag), $($variant [$($text),*]),*);
    };
    (@ $name:ident, $schema:expr, $tag:expr, $($variant:ident [$($text:literal),*]),*) => {
        impl $crate::serde::Serialize for $name {
            fn serialize<__S: $crate::serde::Serializer>(
                &self,
                serializer: __S,
            ) -> ::core::result::Result<__S::Ok, __S::Error> {
                match self {
                    $(Self::$variant(value) => $crate::serde::Serialize::serialize(value, serializer),)*
                    Self::Unknown(value) => $crate::serde::Serialize::serialize(value, serializer),
                }
            }
        }

        impl<'de> $crate::serde::Deserialize<'de> for $name {
            fn deserialize<__D: $crate::serde::Deserializer<'de>>(
                deserializer: __D,
            ) -> ::core::result::Result<Self, __D::Error> {
                let value = <$crate::serde_json::Value as $crate::serde::Deserialize>::deserialize(deserializer)?;
                let members: &[$crate::__private::Member<Self>] =
                    &[$((&[$($text),*], |best| best.offer(Self::$variant))),*];
                $crate::__private::decode_union(value, $tag, members, Self::Unknown, $schema)
            }
        }
    };
}
