//! Parameters as text: takes a JSON value and the style that the document gives it, returns what stands in the path, the
//! query, a header or cookies, encoded for that place.
//!
//! The forms are those of OpenAPI's table of styles, which are the expansions of RFC 6570. Null, an empty array and an empty
//! object are undefined values there: they are left out, and refused in a path. Where the table has no form for a value,
//!
//! - an array of scalars in an exploded object repeats its key, and all else that is nested is written as JSON;
//! - `deepObject` goes on with brackets, `a[b][c]=1`; an array of scalars in it repeats its key, `a[b]=1&a[b]=2`, and one of
//!   arrays or objects has numbers, `a[0][b]=1`, as the parameter itself has where it is an array, `a[0]=1`;
//! - cookies, which `&` would not part, are one for each pair.
//!
//! Keys of an object come in alphabetical order.

mod form;

use percent_encoding::AsciiSet;
use serde_json::{Map, Value};

use crate::cookies::check_cookie;
use crate::url_text::{RESERVED, encode, encode_all_but, encoded};
use crate::value::{Misfit, NO_VALUE, NOT_SERIALISED, ascii_json, scalar};

pub(crate) use form::form;

/// How a parameter is written: OpenAPI's `style`, `explode` and `allowReserved`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Style {
    kind: Kind,
    explode: bool,
    reserved: bool,
    or_empty: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Simple,
    Label,
    Matrix,
    Form,
    SpaceDelimited,
    PipeDelimited,
    DeepObject,
    Cookie,
    Json,
}

impl Style {
    /// `a,b` and `k,v`, in paths and headers: `style: simple`.
    pub const SIMPLE: Self = Self::of(Kind::Simple, false);
    /// `.a,b` in paths: `style: label`.
    pub const LABEL: Self = Self::of(Kind::Label, false);
    /// `;name=a,b` in paths: `style: matrix`.
    pub const MATRIX: Self = Self::of(Kind::Matrix, false);
    /// `name=a&name=b` and `k=v` in queries and cookies: `style: form`, which is exploded unless a document says otherwise.
    pub const FORM: Self = Self::of(Kind::Form, true);
    /// `name=a%20b` in queries: `style: spaceDelimited`.
    pub const SPACE_DELIMITED: Self = Self::of(Kind::SpaceDelimited, false);
    /// `name=a%7Cb` in queries: `style: pipeDelimited`.
    pub const PIPE_DELIMITED: Self = Self::of(Kind::PipeDelimited, false);
    /// `name[k]=v` in queries: `style: deepObject`.
    pub const DEEP_OBJECT: Self = Self::of(Kind::DeepObject, true);
    /// `name=a; name=b` in cookies, without any encoding: `style: cookie`.
    pub const COOKIE: Self = Self::of(Kind::Cookie, true);
    /// JSON text, in any place: a parameter whose `content` is JSON.
    pub const JSON: Self = Self::of(Kind::Json, false);

    const fn of(kind: Kind, explode: bool) -> Self {
        Self { kind, explode, reserved: false, or_empty: false }
    }

    /// `explode: true`: each element or key for itself.
    pub const fn exploded(self) -> Self {
        Self { explode: true, ..self }
    }

    /// `explode: false`: all elements or keys in one text.
    pub const fn joined(self) -> Self {
        Self { explode: false, ..self }
    }

    /// `allowReserved: true`: reserved characters stand as they are, and so does what is percent-encoded already.
    ///
    /// All are encoded that would end the value where it stands: `#`, `&`, `+`, `;` and brackets in a query; `/`, `?`, `#`,
    /// `;` and brackets in a path; and in an array or object the characters that part its elements.
    pub const fn reserved(self) -> Self {
        Self { reserved: true, ..self }
    }

    /// `allowEmptyValue: true`: an empty text stands for no value, and no rule of the document is about it.
    pub const fn or_empty(self) -> Self {
        Self { or_empty: true, ..self }
    }

    pub(crate) fn is_json(self) -> bool {
        self.kind == Kind::Json
    }

    pub(crate) fn takes_empty(self) -> bool {
        self.or_empty
    }

    /// What a document has to encode on its own to keep the elements apart.
    fn separator(self) -> (&'static str, char) {
        match self.kind {
            Kind::SpaceDelimited => ("%20", ' '),
            Kind::PipeDelimited => ("%7C", '|'),
            _ => (",", ','),
        }
    }
}

const UNDELIMITED: Misfit = "holds the character that parts its elements";

/// What may stand in the value of a query where reserved characters are allowed. Servers part pairs at `;`, too.
const IN_QUERY: &AsciiSet = &RESERVED
    .remove(b':')
    .remove(b'/')
    .remove(b'?')
    .remove(b'@')
    .remove(b'!')
    .remove(b'$')
    .remove(b'\'')
    .remove(b'(')
    .remove(b')')
    .remove(b'*')
    .remove(b',')
    .remove(b'=');

/// The same for a segment of the path.
const IN_PATH: &AsciiSet = &RESERVED
    .remove(b':')
    .remove(b'@')
    .remove(b'!')
    .remove(b'$')
    .remove(b'&')
    .remove(b'\'')
    .remove(b'(')
    .remove(b')')
    .remove(b'*')
    .remove(b'+')
    .remove(b',')
    .remove(b'=');

/// The same in an array or object.
const BETWEEN_IN_QUERY: &AsciiSet = &IN_QUERY.add(b',');

/// The same in an array or object.
const BETWEEN_IN_PATH: &AsciiSet = &IN_PATH.add(b',').add(b'=');

/// A value as the styles see it.
enum Shape {
    Undefined,
    One(String),
    List(Vec<String>),
    Fields(Vec<(String, Field)>),
}

enum Field {
    One(String),
    Many(Vec<String>),
}

impl Field {
    /// As one text.
    fn joined(self) -> Result<String, Misfit> {
        match self {
            Self::One(text) => Ok(text),
            Self::Many(texts) => serde_json::to_string(&texts).map_err(|_| NOT_SERIALISED),
        }
    }
}

fn shape(value: Value, explode: bool) -> Result<Shape, Misfit> {
    Ok(match value {
        Value::Null => Shape::Undefined,
        Value::Array(items) if items.is_empty() => Shape::Undefined,
        Value::Array(items) => Shape::List(items.into_iter().map(text).collect::<Result<_, _>>()?),
        Value::Object(object) => fields(object, explode)?,
        one => Shape::One(scalar(one)?),
    })
}

fn fields(object: Map<String, Value>, explode: bool) -> Result<Shape, Misfit> {
    let mut fields = Vec::new();
    for (key, value) in object {
        let field = match value {
            Value::Null => continue,
            Value::Array(items) if explode && items.iter().all(is_scalar) => {
                Field::Many(items.into_iter().map(scalar).collect::<Result<_, _>>()?)
            }
            other => Field::One(text(other)?),
        };
        fields.push((key, field));
    }
    Ok(if fields.is_empty() { Shape::Undefined } else { Shape::Fields(fields) })
}

/// Keys and values as one list.
fn flat(fields: Vec<(String, Field)>) -> Result<Vec<String>, Misfit> {
    let mut texts = Vec::new();
    for (key, field) in fields {
        texts.extend([key, field.joined()?]);
    }
    Ok(texts)
}

fn is_scalar(value: &Value) -> bool {
    matches!(value, Value::Bool(_) | Value::Number(_) | Value::String(_))
}

/// A scalar as its text, all else as JSON.
fn text(value: Value) -> Result<String, Misfit> {
    match value {
        Value::Array(_) | Value::Object(_) => json(&value),
        other => scalar(other),
    }
}

/// The text that replaces a `{name}` of the path.
pub(crate) fn path(name: &str, style: Style, value: Value) -> Result<String, Misfit> {
    let one = |text: &str| if style.reserved { encode_all_but(text, IN_PATH) } else { encode(text).to_string() };
    let part = |text: &str| match style.reserved {
        true => encode_all_but(text, BETWEEN_IN_PATH),
        false => encode(text).to_string(),
    };
    let pair = |key: &str, value: &str| format!("{}={}", encode(key), part(value));
    // An empty value of this style has no `=`.
    let named = |key: &str, value: &str| match value {
        "" => encode(key).to_string(),
        _ => format!("{}={value}", encode(key)),
    };
    let parts = |texts: &[String], between: &str| {
        let texts: Vec<_> = texts.iter().map(|text| part(text)).collect();
        texts.join(between)
    };
    let explode = style.explode;
    Ok(match (style.kind, shape(value, false)?) {
        (_, Shape::Undefined) => return Err(NO_VALUE),
        (Kind::Label, Shape::One(text)) => format!(".{}", one(&text)),
        (Kind::Label, Shape::List(texts)) => format!(".{}", parts(&texts, if explode { "." } else { "," })),
        (Kind::Label, Shape::Fields(fields)) if explode => format!(".{}", pairs(fields, pair)?.join(".")),
        (Kind::Label, Shape::Fields(fields)) => format!(".{}", parts(&flat(fields)?, ",")),
        (Kind::Matrix, Shape::One(text)) => format!(";{}", named(name, &one(&text))),
        (Kind::Matrix, Shape::List(texts)) if explode => {
            texts.iter().map(|text| format!(";{}", named(name, &part(text)))).collect()
        }
        (Kind::Matrix, Shape::Fields(fields)) if explode => {
            let pairs = pairs(fields, |key, value| named(key, &part(value)))?;
            format!(";{}", pairs.join(";"))
        }
        (Kind::Matrix, Shape::List(texts)) => format!(";{}", named(name, &parts(&texts, ","))),
        (Kind::Matrix, Shape::Fields(fields)) => format!(";{}", named(name, &parts(&flat(fields)?, ","))),
        (_, Shape::One(text)) if style.reserved => one(&text),
        (_, Shape::One(text)) => encoded(text),
        (_, Shape::List(texts)) => parts(&texts, ","),
        (_, Shape::Fields(fields)) if explode => pairs(fields, pair)?.join(","),
        (_, Shape::Fields(fields)) => parts(&flat(fields)?, ","),
    })
}

fn pairs(fields: Vec<(String, Field)>, pair: impl Fn(&str, &str) -> String) -> Result<Vec<String>, Misfit> {
    fields.into_iter().map(|(key, field)| Ok(pair(&key, &field.joined()?))).collect()
}

/// How texts stand in a place: alone, and beside others with something between them.
struct Place<'p> {
    one: &'p dyn Fn(&str) -> String,
    part: &'p dyn Fn(&str) -> String,
    between: &'p str,
}

/// Names as they are and values as they stand in a place: a pair for each element that is exploded, else one for all; none for
/// what is undefined.
fn spread(name: &str, style: Style, value: Value, place: &Place<'_>) -> Result<Vec<(String, String)>, Misfit> {
    let pair = |name: &str, text: &str| (name.to_owned(), (place.one)(text));
    let mut pairs = Vec::new();
    if style.kind == Kind::DeepObject {
        deep(name, value, true, &mut |name, text| pairs.push(pair(name, text)))?;
        return Ok(pairs);
    }
    match shape(value, style.explode)? {
        Shape::Undefined => {}
        Shape::One(text) => pairs.push(pair(name, &text)),
        Shape::List(texts) if style.explode => pairs.extend(texts.iter().map(|text| pair(name, text))),
        Shape::Fields(fields) if style.explode => fields.iter().for_each(|(key, field)| match field {
            Field::One(text) => pairs.push(pair(key, text)),
            Field::Many(texts) => pairs.extend(texts.iter().map(|text| pair(key, text))),
        }),
        Shape::List(texts) => pairs.push((name.to_owned(), joined(style, &texts, place)?)),
        Shape::Fields(fields) => pairs.push((name.to_owned(), joined(style, &flat(fields)?, place)?)),
    }
    Ok(pairs)
}

/// Blank and bar are encoded in a URL anyway, so nothing tells those of a value from those between values.
fn joined(style: Style, texts: &[String], place: &Place<'_>) -> Result<String, Misfit> {
    let (separator, character) = style.separator();
    // What is encoded already stays so where reserved characters are allowed.
    let holds =
        |text: &String| text.contains(character) || (style.reserved && text.to_ascii_uppercase().contains(separator));
    if character != ',' && texts.iter().any(holds) {
        return Err(UNDELIMITED);
    }
    Ok(texts.iter().map(|text| (place.part)(text)).collect::<Vec<_>>().join(place.between))
}

/// The pairs of a query, with `&` between them; empty for what is undefined.
pub(crate) fn query(name: &str, style: Style, value: Value) -> Result<String, Misfit> {
    let written = |text: &str, kept| if style.reserved { encode_all_but(text, kept) } else { encode(text).to_string() };
    let (one, part) = (|text: &str| written(text, IN_QUERY), |text: &str| written(text, BETWEEN_IN_QUERY));
    let pairs = spread(name, style, value, &Place { one: &one, part: &part, between: style.separator().0 })?;
    Ok(pairs.iter().map(|(name, text)| format!("{}={text}", encode(name))).collect::<Vec<_>>().join("&"))
}

/// The same pairs where there is no URL: names and values as they are.
pub(crate) fn texts(name: &str, style: Style, value: Value) -> Result<Vec<(String, String)>, Misfit> {
    let between = style.separator().1.to_string();
    let style = Style { reserved: false, ..style };
    spread(name, style, value, &Place { one: &str::to_owned, part: &str::to_owned, between: &between })
}

fn deep(name: &str, value: Value, is_top: bool, push: &mut impl FnMut(&str, &str)) -> Result<(), Misfit> {
    match value {
        Value::Null => Ok(()),
        Value::Object(object) => object.into_iter().try_for_each(|(key, value)| match key.contains(['[', ']']) {
            true => Err("has a key with a bracket"),
            false => deep(&format!("{name}[{key}]"), value, false, push),
        }),
        Value::Array(items) if items.contains(&Value::Null) => Err(NO_VALUE),
        Value::Array(items) if is_top || !items.iter().all(is_scalar) => {
            let mut items = items.into_iter().enumerate();
            items.try_for_each(|(index, item)| deep(&format!("{name}[{index}]"), item, false, push))
        }
        Value::Array(items) => items.into_iter().try_for_each(|item| {
            push(name, &scalar(item)?);
            Ok(())
        }),
        one => {
            push(name, &scalar(one)?);
            Ok(())
        }
    }
}

fn json(value: &Value) -> Result<String, Misfit> {
    serde_json::to_string(value).map_err(|_| NOT_SERIALISED)
}

/// A parameter that is the whole query: the keys of an object, or one text.
pub(crate) fn whole_query(style: Style, value: Value) -> Result<String, Misfit> {
    match value {
        Value::Null => Ok(String::new()),
        Value::Object(_) => query("", style, value),
        one => scalar(one).map(|text| encode(&text).to_string()),
    }
}

/// The value of a header, as it is; nothing for what is undefined.
pub(crate) fn header(style: Style, value: Value) -> Result<Option<String>, Misfit> {
    Ok(match shape(value, false)? {
        Shape::Undefined => None,
        Shape::One(text) if style.is_json() => Some(ascii_json(&text)),
        Shape::One(text) => Some(text),
        Shape::List(texts) => Some(texts.join(",")),
        Shape::Fields(fields) if style.explode => Some(pairs(fields, |key, value| format!("{key}={value}"))?.join(",")),
        Shape::Fields(fields) => Some(flat(fields)?.join(",")),
    })
}

/// Cookies, encoded; none for what is undefined.
pub(crate) fn cookies(name: &str, style: Style, value: Value) -> Result<Vec<(String, String)>, Misfit> {
    let plain = style.kind == Kind::Cookie;
    let encoded = |text: &str| match plain {
        true => text.to_owned(),
        false if style.reserved => encode_all_but(text, BETWEEN_IN_QUERY),
        false => encode(text).to_string(),
    };
    let is_keyed = value.is_object() && style.explode && !plain;
    // No other style has a form here.
    let form = Style { kind: Kind::Form, ..style };
    let mut cookies = spread(name, form, value, &Place { one: &encoded, part: &encoded, between: "," })?;
    if is_keyed {
        cookies.iter_mut().for_each(|(key, _)| *key = encode(key).to_string());
    }
    cookies.iter().try_for_each(|(name, text)| check_cookie(name, text))?;
    Ok(cookies)
}

#[cfg(test)]
mod tests;
