//! Objects with known keys: takes a table of fields, gives serde for a struct that is a JSON object and nothing else.
//!
//! serde's derive would also take an array for a struct, by position, and has no word for "must be there, may be null".

use std::fmt;

use serde::de::{Deserialize, Deserializer, Error, IgnoredAny, MapAccess, Visitor};
use serde::ser::{Serialize, SerializeMap};

/// A key of an object, borrowed from the text where it can be.
pub enum Key<'de> {
    /// As it stands in the text.
    Borrowed(&'de str),
    /// Read through an escape, or from a value in memory.
    Owned(String),
}

impl Key<'_> {
    /// The key.
    pub fn as_str(&self) -> &str {
        match self {
            Self::Borrowed(text) => text,
            Self::Owned(text) => text,
        }
    }
}

impl<'de> Deserialize<'de> for Key<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_str(KeyVisitor)
    }
}

struct KeyVisitor;

impl<'de> Visitor<'de> for KeyVisitor {
    type Value = Key<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a key")
    }

    fn visit_borrowed_str<E>(self, text: &'de str) -> Result<Key<'de>, E> {
        Ok(Key::Borrowed(text))
    }

    fn visit_str<E>(self, text: &str) -> Result<Key<'de>, E> {
        Ok(Key::Owned(text.to_owned()))
    }

    fn visit_string<E>(self, text: String) -> Result<Key<'de>, E> {
        Ok(Key::Owned(text))
    }
}

/// Reads the value of a key. Of a key that comes twice the last value counts, as for most JSON readers.
pub fn fill<'de, T: Deserialize<'de>, A: MapAccess<'de>>(slot: &mut Option<T>, map: &mut A) -> Result<(), A::Error> {
    *slot = Some(map.next_value()?);
    Ok(())
}

/// Passes over the value of a key that has no field.
pub fn skip<'de, A: MapAccess<'de>>(map: &mut A) -> Result<(), A::Error> {
    map.next_value::<IgnoredAny>().map(drop)
}

/// A key that is always there, with a value.
pub mod required {
    use super::{Error, Serialize, SerializeMap};

    /// The value, or the error that names the missing key.
    pub fn read<T, E: Error>(slot: Option<T>, key: &'static str) -> Result<T, E> {
        slot.ok_or_else(|| E::missing_field(key))
    }

    /// Always writes the key.
    pub fn write<T: Serialize, M: SerializeMap>(map: &mut M, key: &'static str, value: &T) -> Result<(), M::Error> {
        map.serialize_entry(key, value)
    }
}

/// A key that is always there, with a value or null.
pub mod nullable {
    pub use super::required::{read, write};
}

/// A key that may be left out. Null, which is not documented for it, reads as left out.
pub mod optional {
    use super::{Serialize, SerializeMap};

    /// The value, if there is one.
    pub fn read<T, E>(slot: Option<Option<T>>, _: &'static str) -> Result<Option<T>, E> {
        Ok(slot.flatten())
    }

    /// Writes the key if there is a value.
    pub fn write<T: Serialize, M: SerializeMap>(
        map: &mut M,
        key: &'static str,
        value: &Option<T>,
    ) -> Result<(), M::Error> {
        value.iter().try_for_each(|value| map.serialize_entry(key, value))
    }
}

/// A key that may be left out, be null or have a value.
pub mod maybe {
    use super::{Serialize, SerializeMap};
    use crate::Maybe;

    /// The state of the key.
    pub fn read<T, E>(slot: Option<Maybe<T>>, _: &'static str) -> Result<Maybe<T>, E> {
        Ok(slot.unwrap_or(Maybe::Absent))
    }

    /// Writes the key unless it is absent.
    pub fn write<T: Serialize, M: SerializeMap>(
        map: &mut M,
        key: &'static str,
        value: &Maybe<T>,
    ) -> Result<(), M::Error> {
        if value.is_absent() { Ok(()) } else { map.serialize_entry(key, value) }
    }
}

/// Writes serde for a struct from a table of its fields: `field: presence "key"`.
///
/// The presence is `required`, `nullable` (always there, may be null), `optional` or `maybe` (absent, null or value).
/// A last entry `..field` takes the keys that have no field of their own.
///
/// `object!(Company { id: required "id", external_id: maybe "externalId" });`
#[macro_export]
macro_rules! object {
    ($name:ident { $($field:ident: $presence:ident $key:literal),* $(,)? $(..$rest:ident)? }) => {
        impl $name {
            #[allow(dead_code, reason = "only an object with other keys asks")]
            const KEYS: &'static [&'static str] = &[$($key),*];
        }

        impl $crate::serde::Serialize for $name {
            fn serialize<__S: $crate::serde::Serializer>(
                &self,
                serializer: __S,
            ) -> ::core::result::Result<__S::Ok, __S::Error> {
                #[allow(unused_mut, reason = "an object may have no key")]
                let mut map = $crate::serde::Serializer::serialize_map(serializer, ::core::option::Option::None)?;
                $($crate::fields::$presence::write(&mut map, $key, &self.$field)?;)*
                $(for (key, value) in &self.$rest {
                    // A field of that name has been written already.
                    if !Self::KEYS.contains(&key.as_str()) {
                        $crate::serde::ser::SerializeMap::serialize_entry(&mut map, key, value)?;
                    }
                })?
                $crate::serde::ser::SerializeMap::end(map)
            }
        }

        impl<'de> $crate::serde::Deserialize<'de> for $name {
            fn deserialize<__D: $crate::serde::Deserializer<'de>>(
                deserializer: __D,
            ) -> ::core::result::Result<Self, __D::Error> {
                struct __Fields;

                impl<'de> $crate::serde::de::Visitor<'de> for __Fields {
                    type Value = $name;

                    fn expecting(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                        f.write_str("an object")
                    }

                    fn visit_map<__A: $crate::serde::de::MapAccess<'de>>(
                        self,
                        mut map: __A,
                    ) -> ::core::result::Result<$name, __A::Error> {
                        $(let mut $field = ::core::option::Option::None;)*
                        $(let mut $rest = ::std::collections::BTreeMap::new();)?
                        while let ::core::option::Option::Some(key) =
                            $crate::serde::de::MapAccess::next_key::<$crate::fields::Key<'de>>(&mut map)?
                        {
                            match key.as_str() {
                                $($key => $crate::fields::fill(&mut $field, &mut map)?,)*
                                $(other => {
                                    let value = $crate::serde::de::MapAccess::next_value(&mut map)?;
                                    $rest.insert(::std::borrow::ToOwned::to_owned(other), value);
                                })?
                                #[allow(unreachable_patterns)]
                                _ => $crate::fields::skip(&mut map)?,
                            }
                        }
                        ::core::result::Result::Ok($name {
                            $($field: $crate::fields::$presence::read($field, $key)?,)*
                            $($rest,)?
                        })
                    }
                }

                $crate::serde::Deserializer::deserialize_map(deserializer, __Fields)
            }
        }
    };
}
