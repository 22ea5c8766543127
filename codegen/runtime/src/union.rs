//! Values of one of several types: takes a JSON value, returns the type that keeps the most of it.

use serde::{Serialize, de::DeserializeOwned};
use serde_json::Value;

use crate::matching;

/// The best decoding so far of one JSON value into a union `U`.
pub struct Best<'a, U> {
    value: &'a Value,
    found: Option<(usize, U)>,
}

/// Decodes a union: of the members that fit exactly the first that loses nothing, else of those that fit at all.
pub fn decode_union<U>(value: Value, members: &[fn(&mut Best<'_, U>)], unknown: fn(Value) -> U) -> U {
    let mut best = Best::new(&value);
    let outer_is_exact = matching::is_exact();
    for exact in [true, false] {
        if exact || !outer_is_exact {
            matching::with(exact, || members.iter().for_each(|offer| offer(&mut best)));
        }
    }
    match best.into_found() {
        Some(found) => found,
        None => unknown(value),
    }
}

impl<'a, U> Best<'a, U> {
    /// Nothing found yet for `value`.
    fn new(value: &'a Value) -> Self {
        Self { value, found: None }
    }

    /// Tries the type `T`; an earlier type stays unless this one keeps more of the value.
    pub fn offer<T: DeserializeOwned + Serialize>(&mut self, wrap: impl FnOnce(T) -> U) {
        let limit = self.found.as_ref().map_or(usize::MAX, |(loss, _)| *loss);
        if limit == 0 || !matching::may_offer() {
            return;
        }
        let Ok(decoded) = T::deserialize(self.value) else {
            return;
        };
        let Ok(encoded) = serde_json::to_value(&decoded) else {
            return;
        };
        let loss = loss(self.value, &encoded);
        if loss < limit {
            self.found = Some((loss, wrap(decoded)));
        }
    }

    /// The best of all types tried; `None` if none decoded.
    fn into_found(self) -> Option<U> {
        self.found.map(|(_, union)| union)
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
/// keys, else `Unknown`. A text must have the format of its variant, unless no variant fits otherwise.
///
/// `union!(NameOrId { Id, Name });`
#[macro_export]
macro_rules! union {
    ($name:ident { $($variant:ident),* $(,)? }) => {
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
                let members: &[fn(&mut $crate::__private::Best<'_, Self>)] = &[$(|best| best.offer(Self::$variant)),*];
                ::core::result::Result::Ok($crate::__private::decode_union(value, members, Self::Unknown))
            }
        }
    };
}
