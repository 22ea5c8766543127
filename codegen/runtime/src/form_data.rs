//! Structs as multipart bodies: takes a table of fields, gives the parts, each by what the document says of it.

use std::{collections::BTreeMap, fmt};

use serde::Serialize;
use serde_json::{Map, Value};

use crate::{
    Argument, Maybe, Multipart, Part, Rules, Style, ValidationError, Violation,
    media::{essence, is_json},
    style,
    value::{Misfit, scalar, to_json},
};

/// How the document wants one property of a form, as in OpenAPI's Encoding Object.
#[derive(Clone, Copy, Debug)]
pub struct Encoding {
    /// The media type; none for that which the type of the value has by default.
    pub content_type: Option<&'static str>,
    /// As for a query: then the media type says nothing.
    pub style: Option<Style>,
    /// The headers of a part that have one value only.
    pub headers: &'static [(&'static str, &'static str)],
}

impl Encoding {
    /// The document says nothing.
    pub const DEFAULT: Self = Self { content_type: None, style: None, headers: &[] };
}

/// What is sent as a multipart body. [`multipart!`](crate::multipart) writes it for a struct.
pub trait FormData {
    /// Adds all parts.
    fn write(&self, form: &mut FormWriter);
}

impl FormData for Multipart {
    fn write(&self, form: &mut FormWriter) {
        form.parts = self.clone();
    }
}

/// The files of one property.
pub trait Files {
    /// Calls `take` with each.
    fn each(&self, take: &mut dyn FnMut(&Part));

    /// What stands for them where rules look: it is there, and has so many elements.
    fn stand_in(&self) -> Option<Value>;
}

impl Files for Part {
    fn each(&self, take: &mut dyn FnMut(&Part)) {
        take(self);
    }

    fn stand_in(&self) -> Option<Value> {
        Some(Value::from(0))
    }
}

impl<T: Files> Files for Vec<T> {
    fn each(&self, take: &mut dyn FnMut(&Part)) {
        self.iter().for_each(|one| one.each(take));
    }

    /// No two elements are equal, so that none is one too many.
    fn stand_in(&self) -> Option<Value> {
        Some((0..self.len()).collect())
    }
}

impl<T: Files> Files for Option<T> {
    fn each(&self, take: &mut dyn FnMut(&Part)) {
        self.iter().for_each(|one| one.each(take));
    }

    fn stand_in(&self) -> Option<Value> {
        self.as_ref()?.stand_in()
    }
}

impl<T: Files> Files for Maybe<T> {
    fn each(&self, take: &mut dyn FnMut(&Part)) {
        self.value().into_iter().for_each(|one| one.each(take));
    }

    fn stand_in(&self) -> Option<Value> {
        self.value()?.stand_in()
    }
}

/// The parts so far, and what rules look at.
///
/// `Debug` shows no value, which may be a secret.
#[derive(Default)]
pub struct FormWriter {
    parts: Multipart,
    values: Map<String, Value>,
    misfit: Option<Misfit>,
}

impl fmt::Debug for FormWriter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("FormWriter").field("parts", &self.parts).finish_non_exhaustive()
    }
}

impl FormWriter {
    /// A property of any JSON value: a scalar is a text, an array a part for each element, null is nothing, and the rest is
    /// JSON, unless the document says otherwise.
    pub fn value(&mut self, name: &str, value: &(impl Serialize + ?Sized), encoding: &Encoding) {
        match to_json(value) {
            Ok(Value::Null) => {}
            Ok(value) => {
                match (&value, encoding.style) {
                    (_, Some(style)) => self.styled(name, &value, style, encoding),
                    (Value::Array(items), _) => items.iter().for_each(|item| self.one(name, item, encoding)),
                    (one, _) => self.one(name, one, encoding),
                }
                self.values.insert(name.to_owned(), value);
            }
            Err(misfit) => self.misfit = self.misfit.or(Some(misfit)),
        }
    }

    /// A property of files.
    pub fn file(&mut self, name: &str, files: &impl Files, encoding: &Encoding) {
        files.each(&mut |part| self.parts.push(name, part.clone().or(encoding.content_type, encoding.headers)));
        self.values.extend(files.stand_in().map(|value| (name.to_owned(), value)));
    }

    /// The keys that have no field of their own, unless a field of the name has been written already.
    pub fn values<T: Serialize>(&mut self, others: &BTreeMap<String, T>) {
        for (name, value) in others {
            if !self.values.contains_key(name) {
                self.value(name, value, &Encoding::DEFAULT);
            }
        }
    }

    /// The same of files.
    pub fn files<T: Files>(&mut self, others: &BTreeMap<String, T>) {
        for (name, files) in others {
            if !self.values.contains_key(name) {
                self.file(name, files, &Encoding::DEFAULT);
            }
        }
    }

    /// The pairs that a query would have, as texts.
    fn styled(&mut self, name: &str, value: &Value, style: Style, encoding: &Encoding) {
        match style::texts(name, style, value.clone()) {
            Ok(pairs) => pairs.into_iter().for_each(|(name, text)| {
                self.parts.push(name, Part::text(text).or(None, encoding.headers));
            }),
            Err(misfit) => self.misfit = self.misfit.or(Some(misfit)),
        }
    }

    fn one(&mut self, name: &str, value: &Value, encoding: &Encoding) {
        let is_nested = value.is_array() || value.is_object();
        let part = match encoding.content_type {
            Some(media_type) if is_json(&essence(media_type)) => Part::json(value),
            _ if is_nested => Part::json(value),
            _ => match scalar(value.clone()) {
                Ok(text) => Part::text(text),
                Err(misfit) => return self.misfit = self.misfit.or(Some(misfit)),
            },
        };
        let part = match encoding.content_type {
            Some(media_type) => part.content_type(media_type),
            None => part,
        };
        self.parts.push(name, part.or(None, encoding.headers));
    }

    /// All parts, and the JSON object that rules look at.
    pub(crate) fn of(form: &(impl FormData + ?Sized)) -> Result<(Multipart, Value), Misfit> {
        let mut writer = Self::default();
        form.write(&mut writer);
        writer.misfit.map_or(Ok((writer.parts, Value::Object(writer.values))), Err)
    }
}

impl Rules {
    /// Checks a multipart body.
    ///
    /// # Errors
    /// As for [`validate`](Self::validate); files are checked for being there, and how many they are.
    pub fn validate_form(&'static self, form: &(impl FormData + ?Sized)) -> Result<(), ValidationError> {
        let violations = match FormWriter::of(form) {
            Ok((_, json)) => self.violations(Argument::Body, &json),
            Err(misfit) => vec![Violation::misfit(misfit)],
        };
        ValidationError::unless_empty(violations).map_or(Ok(()), Err)
    }
}

/// Writes [`FormData`](crate::FormData) for a struct from a table of its fields: `field: kind "name"`.
///
/// The kind is `value` (anything serialisable) or `file` (a [`Part`](crate::Part), or several); the media type and the
/// headers of its [`Encoding`](crate::Encoding) may follow. A last entry `..field: kind` takes the names that have no field
/// of their own.
///
/// `multipart!(Upload { file: file "file" as "image/png" with [("X-Kind", "photo")], purpose: value "purpose" });`
#[macro_export]
macro_rules! multipart {
    ($name:ident {
        $($field:ident: $kind:ident $key:literal $(as $content_type:literal)? $(with $headers:tt)? $(style [$style:expr])?),* $(,)?
        $(..$rest:ident: $rest_kind:ident)?
    }) => {
        impl $crate::FormData for $name {
            #[allow(unused_variables, reason = "a form may have no field")]
            fn write(&self, form: &mut $crate::FormWriter) {
                $(form.$kind($key, &self.$field, &$crate::Encoding {
                    $(content_type: ::core::option::Option::Some($content_type),)?
                    $(headers: &$headers,)?
                    $(style: ::core::option::Option::Some($style),)?
                    ..$crate::Encoding::DEFAULT
                });)*
                $($crate::multipart!(@rest form, $rest_kind, &self.$rest);)?
            }
        }
    };
    (@rest $form:ident, value, $value:expr) => {
        $form.values($value)
    };
    (@rest $form:ident, file, $value:expr) => {
        $form.files($value)
    };
}
