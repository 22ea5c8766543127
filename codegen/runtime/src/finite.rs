//! Numbers that JSON has no form for: takes anything serialisable, returns whether NaN or infinity is in it.

use std::fmt;

use serde::{
    Serialize, Serializer,
    ser::{
        Error, SerializeMap, SerializeSeq, SerializeStruct, SerializeStructVariant, SerializeTuple,
        SerializeTupleStruct, SerializeTupleVariant,
    },
};

use crate::value::{Misfit, NOT_SERIALISED};

const NOT_FINITE: Misfit = "holds a number that JSON has no form for (NaN or infinity)";

/// Refuses NaN and infinity wherever they are in the value; serde_json writes them as null.
pub(crate) fn check(value: &(impl Serialize + ?Sized)) -> Result<(), Misfit> {
    value.serialize(Finite).map_err(|Refusal(misfit)| misfit)
}

/// Looks at floats and passes over everything else.
#[derive(Clone, Copy)]
struct Finite;

#[derive(Debug)]
struct Refusal(Misfit);

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }
}

impl std::error::Error for Refusal {}

impl Error for Refusal {
    fn custom<T: fmt::Display>(_: T) -> Self {
        Self(NOT_SERIALISED)
    }
}

/// Methods that take one value which holds no float.
macro_rules! pass_over {
    ($($method:ident: $type:ty),* $(,)?) => {
        $(fn $method(self, _: $type) -> Result<(), Refusal> {
            Ok(())
        })*
    };
}

impl Serializer for Finite {
    type Ok = ();
    type Error = Refusal;
    type SerializeSeq = Self;
    type SerializeTuple = Self;
    type SerializeTupleStruct = Self;
    type SerializeTupleVariant = Self;
    type SerializeMap = Self;
    type SerializeStruct = Self;
    type SerializeStructVariant = Self;

    pass_over! {
        serialize_bool: bool,
        serialize_i8: i8,
        serialize_i16: i16,
        serialize_i32: i32,
        serialize_i64: i64,
        serialize_i128: i128,
        serialize_u8: u8,
        serialize_u16: u16,
        serialize_u32: u32,
        serialize_u64: u64,
        serialize_u128: u128,
        serialize_char: char,
        serialize_str: &str,
        serialize_bytes: &[u8],
        serialize_unit_struct: &'static str,
    }

    fn serialize_f32(self, number: f32) -> Result<(), Refusal> {
        self.serialize_f64(number.into())
    }

    fn serialize_f64(self, number: f64) -> Result<(), Refusal> {
        if number.is_finite() { Ok(()) } else { Err(Refusal(NOT_FINITE)) }
    }

    fn serialize_none(self) -> Result<(), Refusal> {
        Ok(())
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<(), Refusal> {
        value.serialize(self)
    }

    fn serialize_unit(self) -> Result<(), Refusal> {
        Ok(())
    }

    fn serialize_unit_variant(self, _: &'static str, _: u32, _: &'static str) -> Result<(), Refusal> {
        Ok(())
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(self, _: &'static str, value: &T) -> Result<(), Refusal> {
        value.serialize(self)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        value: &T,
    ) -> Result<(), Refusal> {
        value.serialize(self)
    }

    fn serialize_seq(self, _: Option<usize>) -> Result<Self, Refusal> {
        Ok(self)
    }

    fn serialize_tuple(self, _: usize) -> Result<Self, Refusal> {
        Ok(self)
    }

    fn serialize_tuple_struct(self, _: &'static str, _: usize) -> Result<Self, Refusal> {
        Ok(self)
    }

    fn serialize_tuple_variant(self, _: &'static str, _: u32, _: &'static str, _: usize) -> Result<Self, Refusal> {
        Ok(self)
    }

    fn serialize_map(self, _: Option<usize>) -> Result<Self, Refusal> {
        Ok(self)
    }

    fn serialize_struct(self, _: &'static str, _: usize) -> Result<Self, Refusal> {
        Ok(self)
    }

    fn serialize_struct_variant(self, _: &'static str, _: u32, _: &'static str, _: usize) -> Result<Self, Refusal> {
        Ok(self)
    }

    // The default would write the text.
    fn collect_str<T: fmt::Display + ?Sized>(self, _: &T) -> Result<(), Refusal> {
        Ok(())
    }
}

/// The parts of a list or struct, one after the other.
macro_rules! look_into {
    ($($trait:ident::$method:ident($($name:ty)?)),* $(,)?) => {
        $(impl $trait for Finite {
            type Ok = ();
            type Error = Refusal;

            fn $method<T: Serialize + ?Sized>(&mut self, $(_: $name,)? value: &T) -> Result<(), Refusal> {
                value.serialize(*self)
            }

            fn end(self) -> Result<(), Refusal> {
                Ok(())
            }
        })*
    };
}

look_into! {
    SerializeSeq::serialize_element(),
    SerializeTuple::serialize_element(),
    SerializeTupleStruct::serialize_field(),
    SerializeTupleVariant::serialize_field(),
    SerializeStruct::serialize_field(&'static str),
    SerializeStructVariant::serialize_field(&'static str),
}

impl SerializeMap for Finite {
    type Ok = ();
    type Error = Refusal;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<(), Refusal> {
        key.serialize(*self)
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Refusal> {
        value.serialize(*self)
    }

    fn end(self) -> Result<(), Refusal> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    #[derive(serde::Serialize)]
    struct Unit;

    #[derive(serde::Serialize)]
    struct Newtype<T>(T);

    #[derive(serde::Serialize)]
    struct Tuple<T>(u8, T);

    #[derive(serde::Serialize)]
    struct Struct<T> {
        first: Unit,
        number: T,
    }

    #[derive(serde::Serialize)]
    enum Enum<T> {
        Unit,
        Newtype(T),
        Tuple(u8, T),
        Struct { number: T },
    }

    /// The number in everything that serde knows.
    fn containers<T: Serialize + Copy + 'static>(number: T) -> Vec<Result<(), Misfit>> {
        vec![
            check(&number),
            check(&Some(number)),
            check(&[Some(number)]),
            check(&vec![vec![], vec![number]]),
            check(&("a", number)),
            check(&BTreeMap::from([("a", number)])),
            check(&Newtype(number)),
            check(&Tuple(1, number)),
            check(&Struct { first: Unit, number }),
            check(&Enum::Newtype(number)),
            check(&Enum::Tuple(1, number)),
            check(&Enum::Struct { number }),
            check(&Newtype(Struct { first: Unit, number: vec![Some(number)] })),
        ]
    }

    #[test]
    fn found_wherever_it_is() {
        for number in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY] {
            assert!(containers(number).iter().all(|result| *result == Err(NOT_FINITE)));
        }
        assert!(containers(f32::NAN).iter().all(|result| *result == Err(NOT_FINITE)));
    }

    #[test]
    fn all_else_passes() {
        for number in [0.0, -0.0, f64::MAX, f64::MIN, f64::MIN_POSITIVE] {
            assert!(containers(number).iter().all(Result::is_ok));
        }
        assert!(containers(f32::MAX).iter().all(Result::is_ok));
        assert!(containers(None::<f64>).iter().all(Result::is_ok));
        let integers =
            (i8::MIN, i16::MIN, i32::MIN, i64::MIN, i128::MIN, u8::MAX, u16::MAX, u32::MAX, u64::MAX, u128::MAX);
        assert_eq!(check(&integers), Ok(()));
        assert_eq!(check(&(true, 'a', "NaN", (), Enum::<()>::Unit, format_args!("{}", 1))), Ok(()));
        assert_eq!(check(&serde_json::json!({"a": [1, 0.5, null, "NaN"]})), Ok(()));
    }

    #[test]
    fn words_of_others_are_dropped() {
        struct Broken;
        impl Serialize for Broken {
            fn serialize<S: Serializer>(&self, _: S) -> Result<S::Ok, S::Error> {
                Err(Error::custom("hunter2"))
            }
        }
        assert_eq!(check(&[Broken]), Err(NOT_SERIALISED));
    }
}
