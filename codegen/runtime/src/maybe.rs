//! Keys that may be absent, null or a value: takes JSON, returns which of the three it is.

use std::ops::Deref;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// An optional, nullable key of a JSON object: absent, `null` and a value mean three things.
///
/// Only an object can leave a key out: [`object!`](crate::object) reads and writes all three. Anywhere else `Absent` is
/// written as `null`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Maybe<T> {
    /// The key is not there.
    #[default]
    Absent,
    /// The key is there with the value `null`.
    Null,
    /// The key is there with a value.
    Value(T),
}

impl<T> Maybe<T> {
    /// Whether the key is not there at all.
    pub fn is_absent(&self) -> bool {
        matches!(self, Self::Absent)
    }

    /// Whether the key is there with the value `null`.
    pub fn is_null(&self) -> bool {
        matches!(self, Self::Null)
    }

    /// Whether there is a value.
    pub fn is_value(&self) -> bool {
        matches!(self, Self::Value(_))
    }

    /// The same state with a reference to the value.
    pub fn as_ref(&self) -> Maybe<&T> {
        match self {
            Self::Absent => Maybe::Absent,
            Self::Null => Maybe::Null,
            Self::Value(value) => Maybe::Value(value),
        }
    }

    /// The value, if there is one.
    pub fn value(&self) -> Option<&T> {
        self.as_ref().into_value()
    }

    /// The value, if there is one, to change it.
    pub fn value_mut(&mut self) -> Option<&mut T> {
        match self {
            Self::Value(value) => Some(value),
            Self::Absent | Self::Null => None,
        }
    }

    /// The value itself, if there is one.
    pub fn into_value(self) -> Option<T> {
        match self {
            Self::Value(value) => Some(value),
            Self::Absent | Self::Null => None,
        }
    }

    /// The same state with `change` applied to the value.
    pub fn map<U>(self, change: impl FnOnce(T) -> U) -> Maybe<U> {
        match self {
            Self::Absent => Maybe::Absent,
            Self::Null => Maybe::Null,
            Self::Value(value) => Maybe::Value(change(value)),
        }
    }
}

impl<T: Deref> Maybe<T> {
    /// The same state with a reference to what the value points to: `Maybe<&str>` from `Maybe<String>`.
    pub fn as_deref(&self) -> Maybe<&T::Target> {
        self.as_ref().map(T::deref)
    }
}

impl<T> From<T> for Maybe<T> {
    fn from(value: T) -> Self {
        Self::Value(value)
    }
}

impl<T> From<Maybe<T>> for Option<T> {
    /// The value, if there is one: `Absent` and `Null` both become `None`.
    fn from(maybe: Maybe<T>) -> Self {
        maybe.into_value()
    }
}

impl From<&str> for Maybe<String> {
    fn from(text: &str) -> Self {
        Self::Value(text.to_owned())
    }
}

impl<T> From<Option<T>> for Maybe<T> {
    /// `None` is `Null`: whoever writes `None` says that there is no value, not that nothing is said.
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Null, Self::Value)
    }
}

impl<T: Serialize> Serialize for Maybe<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.value().serialize(serializer)
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Maybe<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Option::deserialize(deserializer).map(Self::from)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, PartialEq)]
    struct Patch {
        name: Maybe<String>,
    }

    crate::object!(Patch { name: maybe "name" });

    #[test]
    fn three_states_survive_both_ways() {
        for (text, name) in [
            ("{}", Maybe::Absent),
            (r#"{"name":null}"#, Maybe::Null),
            (r#"{"name":"x"}"#, Maybe::Value("x".to_owned())),
        ] {
            let patch: Patch = serde_json::from_str(text).unwrap();
            assert_eq!(patch, Patch { name });
            assert_eq!(serde_json::to_string(&patch).unwrap(), text);
        }
    }

    #[test]
    fn absent_alone_is_null() {
        assert_eq!(serde_json::to_string(&Maybe::<u8>::Absent).unwrap(), "null");
    }

    #[test]
    fn conversions() {
        assert_eq!(Maybe::from(1), Maybe::Value(1));
        assert_eq!(Maybe::<u8>::from(None), Maybe::Null);
        assert_eq!(Maybe::<u8>::from(Some(1)).map(|n| n + 1).into_value(), Some(2));
        assert_eq!(Maybe::<u8>::default(), Maybe::Absent);
        assert_eq!(Maybe::<u8>::Null.value(), None);
        assert!(Maybe::<u8>::Null.is_null() && Maybe::Value(1).is_value());
        assert_eq!(Maybe::Value("a".to_owned()).as_deref(), Maybe::Value("a"));
    }
}
