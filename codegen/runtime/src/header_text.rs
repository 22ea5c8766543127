//! The text of a header as serde sees it: takes the lines, gives whatever the type asks for.
//!
//! A header has no types of its own, so the type decides: `7` is a number to an `i64` and text to a `String`.

use serde::{
    Deserializer,
    de::{
        Error as _, IntoDeserializer, Unexpected, Visitor,
        value::{MapDeserializer, SeqDeserializer},
    },
};
use serde_json::{Error, Number};

use crate::header::Form;

/// The lines of one header.
pub(crate) struct HeaderText<'a> {
    pub(crate) lines: Vec<&'a str>,
    pub(crate) form: Form,
    /// Whether several lines are one with commas, and a line of several elements has commas between them.
    pub(crate) is_joined: bool,
}

/// One element.
#[derive(Clone)]
struct Scalar(String);

impl HeaderText<'_> {
    fn scalar(&self) -> Scalar {
        let text = if self.is_joined {
            self.lines.join(", ")
        } else {
            self.lines.first().copied().unwrap_or_default().to_owned()
        };
        Scalar(text.trim().to_owned())
    }

    fn elements(&self) -> Vec<Scalar> {
        if !self.is_joined {
            return self.lines.iter().map(|line| Scalar(line.trim().to_owned())).collect();
        }
        let elements = self.lines.iter().filter(|line| !line.trim().is_empty()).flat_map(|line| line.split(','));
        elements.map(|element| Scalar(element.trim().to_owned())).collect()
    }

    /// Keys and values.
    fn pairs(&self) -> Option<Vec<(Scalar, Scalar)>> {
        let elements = self.elements();
        if self.form == Form::Exploded {
            let pair = |element: &Scalar| {
                let (key, value) = element.0.split_once('=')?;
                Some((Scalar(key.trim().to_owned()), Scalar(value.trim().to_owned())))
            };
            return elements.iter().map(pair).collect();
        }
        let pair = |pair: &[Scalar]| match pair {
            [key, value] => Some((key.clone(), value.clone())),
            _ => None,
        };
        elements.chunks(2).map(pair).collect()
    }
}

/// Leaves these to the one scalar that the text is.
macro_rules! as_scalar {
    ($($method:ident)*) => {$(
        fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
            self.scalar().$method(visitor)
        }
    )*};
}

impl<'de> Deserializer<'de> for HeaderText<'_> {
    type Error = Error;

    as_scalar! {
        deserialize_any deserialize_bool deserialize_i8 deserialize_i16 deserialize_i32 deserialize_i64 deserialize_i128
        deserialize_u8 deserialize_u16 deserialize_u32 deserialize_u64 deserialize_u128 deserialize_f32 deserialize_f64
        deserialize_char deserialize_str deserialize_string deserialize_bytes deserialize_byte_buf deserialize_unit
        deserialize_identifier deserialize_ignored_any
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_some(self)
    }

    fn deserialize_unit_struct<V: Visitor<'de>>(self, name: &'static str, visitor: V) -> Result<V::Value, Error> {
        self.scalar().deserialize_unit_struct(name, visitor)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(self, name: &'static str, visitor: V) -> Result<V::Value, Error> {
        // serde_json's own names stand for the text of a value.
        if name.starts_with("$serde_json::") {
            return self.scalar().deserialize_newtype_struct(name, visitor);
        }
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        let mut elements = SeqDeserializer::new(self.elements().into_iter());
        let value = visitor.visit_seq(&mut elements)?;
        elements.end()?;
        Ok(value)
    }

    fn deserialize_tuple<V: Visitor<'de>>(self, _: usize, visitor: V) -> Result<V::Value, Error> {
        self.deserialize_seq(visitor)
    }

    fn deserialize_tuple_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: usize,
        visitor: V,
    ) -> Result<V::Value, Error> {
        self.deserialize_seq(visitor)
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        let pairs = self.pairs().ok_or_else(|| Error::invalid_type(Unexpected::Other("text"), &visitor))?;
        let mut pairs = MapDeserializer::new(pairs.into_iter());
        let value = visitor.visit_map(&mut pairs)?;
        pairs.end()?;
        Ok(value)
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        self.deserialize_map(visitor)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        name: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        self.scalar().deserialize_enum(name, variants, visitor)
    }
}

impl Scalar {
    fn number(&self) -> Option<Number> {
        serde_json::from_str(&self.0).ok()
    }
}

/// Reads a number of the kind that the type asks for.
macro_rules! as_number {
    ($($method:ident)*) => {$(
        fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
            match self.number() {
                Some(number) => number.$method(visitor),
                None => Err(Error::invalid_type(Unexpected::Other("text"), &visitor)),
            }
        }
    )*};
}

impl<'de> Deserializer<'de> for Scalar {
    type Error = Error;

    as_number! {
        deserialize_i8 deserialize_i16 deserialize_i32 deserialize_i64 deserialize_i128 deserialize_u8 deserialize_u16
        deserialize_u32 deserialize_u64 deserialize_u128 deserialize_f32 deserialize_f64
    }

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match (self.0.as_str(), self.number()) {
            ("true", _) => visitor.visit_bool(true),
            ("false", _) => visitor.visit_bool(false),
            (_, Some(number)) => number.deserialize_any(visitor),
            (_, None) => visitor.visit_string(self.0),
        }
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match self.0.as_str() {
            "true" => visitor.visit_bool(true),
            "false" => visitor.visit_bool(false),
            _ => Err(Error::invalid_type(Unexpected::Other("text"), &visitor)),
        }
    }

    fn deserialize_str<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_string(self.0)
    }

    fn deserialize_string<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_string(self.0)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_some(self)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(self, name: &'static str, visitor: V) -> Result<V::Value, Error> {
        if !name.starts_with("$serde_json::") {
            return visitor.visit_newtype_struct(self);
        }
        let text = self.0;
        match serde_json::from_str::<Number>(&text) {
            Ok(_) => serde_json::Deserializer::from_reader(text.as_bytes()).deserialize_newtype_struct(name, visitor),
            Err(_) => Err(Error::invalid_type(Unexpected::Other("text"), &"a number")),
        }
    }

    serde::forward_to_deserialize_any! {
        char bytes byte_buf unit unit_struct seq tuple tuple_struct map struct enum identifier ignored_any
    }
}

impl IntoDeserializer<'_, Error> for Scalar {
    type Deserializer = Self;

    fn into_deserializer(self) -> Self {
        self
    }
}
