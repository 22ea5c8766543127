//! Enums that outlive their document: takes a text, returns its variant or keeps the text as unknown.

use std::{fmt, marker::PhantomData};

use serde::de::{Deserializer, Error, Visitor};

use crate::{
    DriftKind,
    drift::{Place, note},
    matching,
};

/// A text that the document does not list for the enum that it came from.
///
/// Only this crate makes one, so no documented value is hidden in it by decoding or by conversion from a text. Put by
/// hand into another enum it may stand for a value that this one does list, and is then not equal to it.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct UnknownValue(String);

impl UnknownValue {
    /// The text as it came.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl PartialEq<str> for UnknownValue {
    fn eq(&self, other: &str) -> bool {
        self.0 == other
    }
}

impl PartialEq<&str> for UnknownValue {
    fn eq(&self, other: &&str) -> bool {
        self.0 == *other
    }
}

impl fmt::Display for UnknownValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

/// An enum of texts that also holds texts nobody has documented yet.
///
/// [`open_enum!`](crate::open_enum) writes everything else from these three.
pub trait OpenEnum: Sized + Clone + PartialEq + 'static {
    /// The documented texts and their variants, in the document's order.
    const TABLE: &'static [(&'static str, Self)];

    /// The indices of a long table, sorted by text; of others none.
    const ORDER: &'static [u16] = &[];

    /// The variant that keeps an undocumented text.
    fn from_unknown(value: UnknownValue) -> Self;

    /// The undocumented text, if that is what this is.
    fn as_unknown(&self) -> Option<&UnknownValue>;
}

/// The documented variants, in the document's order.
pub fn known<T: OpenEnum>() -> impl Iterator<Item = T> {
    T::TABLE.iter().map(|(_, variant)| variant.clone())
}

/// The text of a variant.
pub fn text<T: OpenEnum>(value: &T) -> &str {
    if let Some(unknown) = value.as_unknown() {
        return unknown.as_str();
    }
    let entry = T::TABLE.iter().find(|(_, variant)| variant == value);
    entry.map_or("", |(text, _)| text)
}

/// The variant of a text.
pub fn parse<T: OpenEnum>(text: impl AsRef<str> + Into<String>) -> T {
    match find::<T>(text.as_ref()) {
        Some(variant) => variant.clone(),
        None => T::from_unknown(UnknownValue(text.into())),
    }
}

fn find<T: OpenEnum>(wanted: &str) -> Option<&'static T> {
    let at = |index: &u16| T::TABLE.get(usize::from(*index));
    let found = match T::ORDER {
        [] => T::TABLE.iter().find(|(known, _)| *known == wanted),
        order => {
            let found = order.binary_search_by(|index| at(index).map_or("", |(known, _)| known).cmp(wanted)).ok();
            found.and_then(|found| order.get(found)).and_then(at)
        }
    };
    found.map(|(_, variant)| variant)
}

/// The variant of a string from any format; `schema` is the place of the enum in its document.
pub fn deserialize<'de, T: OpenEnum, D: Deserializer<'de>>(
    deserializer: D,
    schema: &'static str,
) -> Result<T, D::Error> {
    deserializer.deserialize_str(TextVisitor(schema, PhantomData))
}

struct TextVisitor<T>(&'static str, PhantomData<T>);

impl<T: OpenEnum> TextVisitor<T> {
    fn decoded<E: Error>(&self, value: T) -> Result<T, E> {
        match value.as_unknown().is_none() || is_let_in(self.0) {
            true => Ok(value),
            false => Err(E::custom("not a documented value")),
        }
    }
}

/// An unknown value is a value, except where a union looks for the one member that means it.
#[cold]
fn is_let_in(schema: &'static str) -> bool {
    let is_let_in = !matching::is_exact();
    if is_let_in {
        note(DriftKind::UnknownValue, Place::Schema(schema));
    }
    is_let_in
}

impl<T: OpenEnum> Visitor<'_> for TextVisitor<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a string")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<T, E> {
        self.decoded(parse(text))
    }

    fn visit_string<E: Error>(self, text: String) -> Result<T, E> {
        self.decoded(parse(text))
    }
}

/// Writes what every open enum has: `as_str`, `is_unknown`, `known`, conversions from and to text, serde.
///
/// The type implements [`OpenEnum`](crate::OpenEnum). What stands behind `at` says where the schema is in its document, for
/// [`Drift`](crate::Drift).
///
/// `open_enum!(Country);`, `open_enum!(Country at "#/components/schemas/Country");`
#[macro_export]
macro_rules! open_enum {
    ($name:ident $(at $schema:literal)?) => {
        impl $name {
            /// The text of this value, as it is sent.
            pub fn as_str(&self) -> &str {
                $crate::__private::text(self)
            }

            /// Whether the document does not list this value.
            pub fn is_unknown(&self) -> bool {
                $crate::OpenEnum::as_unknown(self).is_some()
            }

            /// All values that the document lists, in its order.
            pub fn known() -> impl ::core::iter::Iterator<Item = Self> {
                $crate::__private::known::<Self>()
            }
        }

        impl ::core::fmt::Display for $name {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.pad(self.as_str())
            }
        }

        impl ::core::convert::AsRef<str> for $name {
            fn as_ref(&self) -> &str {
                self.as_str()
            }
        }

        impl ::core::str::FromStr for $name {
            type Err = ::core::convert::Infallible;

            fn from_str(text: &str) -> ::core::result::Result<Self, ::core::convert::Infallible> {
                ::core::result::Result::Ok($crate::__private::parse(text))
            }
        }

        impl ::core::convert::From<&str> for $name {
            fn from(text: &str) -> Self {
                $crate::__private::parse(text)
            }
        }

        impl ::core::convert::From<::std::string::String> for $name {
            fn from(text: ::std::string::String) -> Self {
                $crate::__private::parse(text)
            }
        }

        impl $crate::serde::Serialize for $name {
            fn serialize<__S: $crate::serde::Serializer>(
                &self,
                serializer: __S,
            ) -> ::core::result::Result<__S::Ok, __S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }

        impl<'de> $crate::serde::Deserialize<'de> for $name {
            fn deserialize<__D: $crate::serde::Deserializer<'de>>(
                deserializer: __D,
            ) -> ::core::result::Result<Self, __D::Error> {
                $crate::__private::deserialize(deserializer, ::core::concat!($($schema)?))
            }
        }
    };
}
