//! A parameter that may be sent without a value: takes one or none, is written as that or as an empty text.

use serde::{Serialize, Serializer};

/// A value, or an empty text in its place (`name=`), where a document allows that.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum OrEmpty<T> {
    /// The name alone.
    #[default]
    Empty,
    /// A value of the documented type.
    Value(T),
}

impl<T> From<T> for OrEmpty<T> {
    fn from(value: T) -> Self {
        Self::Value(value)
    }
}

impl<T: Serialize> Serialize for OrEmpty<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Empty => serializer.serialize_str(""),
            Self::Value(value) => value.serialize(serializer),
        }
    }
}
