//! Objects with known keys: takes a table of fields, gives serde for a struct that is a JSON object and nothing else.
//!
//! serde's derive would also take an array for a struct, by position, and has no word for "must be there, may be null".
//! Nor could it say which schema of a document a value does not fit.

use std::cell::Cell;
use std::collections::BTreeMap;
use std::fmt;

use serde::de::{Deserialize, Deserializer, Error, IgnoredAny, MapAccess, Visitor};
use serde::ser::{Serialize, SerializeMap};

use crate::{
    DriftKind,
    drift::{Place, note, note_key},
};

/// What the generator knows of an object as a whole.
pub struct Table {
    /// The place of its schema, as `$ref`s write it; empty where nobody said.
    pub schema: &'static str,
    /// All keys that have a field.
    pub keys: &'static [&'static str],
    /// The keys whose schemas do not stand among the properties of that schema, and where these stand.
    pub elsewhere: &'static [(&'static str, &'static str)],
}

impl Table {
    /// The place of the schema of a key; that of the object for a key without a field.
    pub(crate) fn pointer(&self, key: Option<&str>) -> Option<String> {
        let Some(key) = key else { return Some(self.schema.to_owned()).filter(|schema| !schema.is_empty()) };
        match self.elsewhere.iter().find(|(known, _)| *known == key) {
            Some((_, pointer)) => Some((*pointer).to_owned()),
            None if self.schema.is_empty() => None,
            None => Some(format!("{}/properties/{}", self.schema, key.replace('~', "~0").replace('/', "~1"))),
        }
    }
}

/// Whether anybody wants to know where a value does not fit, and where that is.
#[derive(Clone, Copy)]
enum Misfit {
    Unasked,
    Asked,
    Found(&'static Table, Option<&'static str>),
}

thread_local! {
    static MISFIT: Cell<Misfit> = const { Cell::new(Misfit::Unasked) };
}

/// Notes that the value of a key does not fit, or is missing. The innermost is met first, and stays.
#[cold]
pub fn misfit(table: &'static Table, key: &str) {
    if matches!(MISFIT.get(), Misfit::Asked) {
        MISFIT.set(Misfit::Found(table, table.keys.iter().find(|known| **known == key).copied()));
    }
}

/// Reads a value, and says where the schema of the innermost property stands that does not fit.
pub(crate) fn located<T>(read: impl FnOnce() -> T) -> (T, Option<String>) {
    let outer = MISFIT.replace(Misfit::Asked);
    let value = read();
    match MISFIT.replace(outer) {
        Misfit::Found(table, key) => (value, table.pointer(key)),
        _ => (value, None),
    }
}

/// Tries to read a value of which another reading may come: what does not fit is no mistake yet.
pub(crate) fn tentative<T>(read: impl FnOnce() -> T) -> T {
    let outer = MISFIT.replace(Misfit::Unasked);
    let value = read();
    MISFIT.set(outer);
    value
}

/// A key of an object, borrowed from the text where it can be.
pub enum Key<'de> {
    /// As it stands in the text.
    Borrowed(&'de str),
    /// Read through an escape, or from a value in memory.
    Owned(String),
}

impl Key<'_> {
    /// The key.
    #[inline]
    pub fn as_str(&self) -> &str {
        match self {
            Self::Borrowed(text) => text,
            Self::Owned(text) => text,
        }
    }
}

impl<'de> Deserialize<'de> for Key<'de> {
    #[inline]
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

    #[inline]
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
#[inline]
pub fn fill<'de, T: Deserialize<'de>, A: MapAccess<'de>>(slot: &mut Option<T>, map: &mut A) -> Result<(), A::Error> {
    *slot = Some(map.next_value()?);
    Ok(())
}

/// Reads the value of a key that has no field of its own.
pub fn add<'de, T: Deserialize<'de>, A: MapAccess<'de>>(
    rest: &mut BTreeMap<String, T>,
    key: &str,
    map: &mut A,
) -> Result<(), A::Error> {
    rest.insert(key.to_owned(), map.next_value()?);
    Ok(())
}

/// Passes over the value of a key that has no field.
pub fn skip<'de, A: MapAccess<'de>>(table: &'static Table, key: &str, map: &mut A) -> Result<(), A::Error> {
    map.next_value::<IgnoredAny>()?;
    note_key(table, key);
    Ok(())
}

/// Notes that null came where the document has none.
#[cold]
pub fn null(table: &'static Table, key: &'static str) {
    note(DriftKind::WrongType, Place::Key(table, key));
}

/// A key that is always there, with a value.
pub mod required {
    use super::{Error, Serialize, SerializeMap, Table, misfit};

    /// Null is no value, or a documented one.
    #[inline]
    pub fn is_null<T>(_: &Option<T>) -> bool {
        false
    }

    /// The value, or the error that names the missing key.
    pub fn read<T, E: Error>(slot: Option<T>, key: &'static str, table: &'static Table) -> Result<T, E> {
        slot.ok_or_else(|| {
            misfit(table, key);
            E::missing_field(key)
        })
    }

    /// Always writes the key.
    pub fn write<T: Serialize, M: SerializeMap>(map: &mut M, key: &'static str, value: &T) -> Result<(), M::Error> {
        map.serialize_entry(key, value)
    }
}

/// A key that is always there, with a value or null.
pub mod nullable {
    pub use super::required::{is_null, read, write};
}

/// A key that may be left out. Null, which is not documented for it, reads as left out.
pub mod optional {
    use super::{Serialize, SerializeMap, Table};

    /// The value, if there is one.
    pub fn read<T, E>(slot: Option<Option<T>>, _: &'static str, _: &'static Table) -> Result<Option<T>, E> {
        Ok(slot.flatten())
    }

    /// Whether null came.
    #[inline]
    pub fn is_null<T>(slot: &Option<Option<T>>) -> bool {
        matches!(slot, Some(None))
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
    pub use super::required::is_null;
    use super::{Serialize, SerializeMap, Table};
    use crate::Maybe;

    /// The state of the key.
    pub fn read<T, E>(slot: Option<Maybe<T>>, _: &'static str, _: &'static Table) -> Result<Maybe<T>, E> {
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
/// What stands behind `at` says where the schema is in its document: of the object, and of a key whose schema is not
/// among the properties there. [`BodyError::pointer`](crate::BodyError::pointer) gives it.
///
/// `object!(Company { id: required "id", external_id: maybe "externalId" });`
///
/// `object!(Company at "#/definitions/Company" { id: required "id" at "#/definitions/Base/properties/id" });`
#[macro_export]
macro_rules! object {
    ($name:ident $(at $schema:literal)? {
        $($field:ident: $presence:ident $key:literal $(at $elsewhere:literal)?),* $(,)? $(..$rest:ident)?
    }) => {
        impl $name {
            const TABLE: &'static $crate::fields::Table = &$crate::fields::Table {
                schema: ::core::concat!($($schema)?),
                keys: &[$($key),*],
                elsewhere: &[$($(($key, $elsewhere),)?)*],
            };
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
                    if !Self::TABLE.keys.contains(&key.as_str()) {
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
                            let filled = match key.as_str() {
                                $($key => $crate::fields::fill(&mut $field, &mut map),)*
                                $(other => $crate::fields::add(&mut $rest, other, &mut map),)?
                                #[allow(unreachable_patterns)]
                                other => $crate::fields::skip($name::TABLE, other, &mut map),
                            };
                            if let ::core::result::Result::Err(error) = filled {
                                $crate::fields::misfit($name::TABLE, key.as_str());
                                return ::core::result::Result::Err(error);
                            }
                        }
                        $(if $crate::fields::$presence::is_null(&$field) {
                            $crate::fields::null($name::TABLE, $key);
                        })*
                        ::core::result::Result::Ok($name {
                            $($field: $crate::fields::$presence::read($field, $key, $name::TABLE)?,)*
                            $($rest,)?
                        })
                    }
                }

                $crate::serde::Deserializer::deserialize_map(deserializer, __Fields)
            }
        }
    };
}
