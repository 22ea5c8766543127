//! Numbers of any size and precision: takes a JSON number, keeps the text it was written as.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _, ser::Error as _};
use serde_json::value::RawValue;

use crate::FormatError;

/// A JSON number as it is written: `1.10` stays `1.10`, and no digit of a long one is lost.
///
/// Equality and hash are those of the spelling. Within a union a number may go through a float first, and lose digits
/// beyond the sixteenth there.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Number(Box<str>);

const EXPECTED: &str = "a number as JSON writes it, such as -1.50";

impl Number {
    /// The text of the number.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The number as another type: `number.parse::<u128>()`, or the decimal type of any crate.
    ///
    /// # Errors
    /// That type does not take the number.
    pub fn parse<T: FromStr>(&self) -> Result<T, T::Err> {
        self.0.parse()
    }
}

impl FromStr for Number {
    type Err = FormatError;

    fn from_str(text: &str) -> Result<Self, FormatError> {
        let is_number = text.starts_with(|c: char| c == '-' || c.is_ascii_digit());
        let raw = Some(text).filter(|_| is_number).and_then(|text| serde_json::from_str::<&RawValue>(text).ok());
        match raw.map(RawValue::get) {
            Some(whole) if whole == text => Ok(Self(text.into())),
            _ => Err(FormatError::new(EXPECTED)),
        }
    }
}

impl TryFrom<&str> for Number {
    type Error = FormatError;

    fn try_from(text: &str) -> Result<Self, FormatError> {
        text.parse()
    }
}

impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

macro_rules! from_integers {
    ($($integer:ty)*) => {
        $(impl From<$integer> for Number {
            fn from(value: $integer) -> Self {
                Self(value.to_string().into())
            }
        })*
    };
}

from_integers!(i8 i16 i32 i64 i128 u8 u16 u32 u64 u128);

impl Serialize for Number {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        RawValue::from_string(self.0.to_string()).map_err(S::Error::custom)?.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Number {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let raw = Box::<RawValue>::deserialize(deserializer)?;
        raw.get().parse().map_err(|_| D::Error::custom("expected a number"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_text_survives() {
        for text in ["1.10", "-0", "340282366920938463463374607431768211456", "1e400", "0.1000000000000000055511151231"]
        {
            let number: Number = serde_json::from_str(text).unwrap();
            assert_eq!((number.as_str(), serde_json::to_string(&number).unwrap().as_str()), (text, text));
            assert_eq!(text.parse::<Number>().unwrap(), number);
        }
        assert_eq!(Number::from(u128::MAX).parse::<u128>(), Ok(u128::MAX));
    }

    #[test]
    fn what_is_no_number_is_refused() {
        for json in ["\"1\"", "null", "[1]", "true"] {
            assert!(serde_json::from_str::<Number>(json).is_err(), "{json}");
        }
        for text in ["", "1 ", " 1", "+1", "01", "1.", "NaN", "0x1", "1,2", "true"] {
            assert!(text.parse::<Number>().is_err(), "{text}");
        }
    }

    #[test]
    fn a_number_goes_through_a_value() {
        let number: Number = serde_json::from_value(serde_json::json!(1.5)).unwrap();
        assert_eq!(serde_json::to_value(number).unwrap(), serde_json::json!(1.5));
    }
}
