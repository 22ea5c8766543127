//! Parameter values as text: takes anything serialisable, returns its text or texts, or why it has none.

use serde::Serialize;
use serde_json::Value;

use crate::finite;

/// Why a value has no text, in words that do not quote it.
pub(crate) type Misfit = &'static str;

/// Its own `Serialize` failed.
pub(crate) const NOT_SERIALISED: Misfit = "cannot be serialised";

pub(crate) const NO_VALUE: Misfit = "has no value";

/// The value as JSON. A number that JSON has no form for is refused: serde_json would make it null.
pub(crate) fn to_json(value: &(impl Serialize + ?Sized)) -> Result<Value, Misfit> {
    finite::check(value)?;
    serde_json::to_value(value).map_err(|_| NOT_SERIALISED)
}

/// The same as text, with the keys in their own order.
pub(crate) fn to_json_text(value: &(impl Serialize + ?Sized)) -> Result<Vec<u8>, Misfit> {
    finite::check(value)?;
    serde_json::to_vec(value).map_err(|_| NOT_SERIALISED)
}

/// JSON without the characters that no header can hold, which stand in its strings only.
pub(crate) fn ascii_json(json: &str) -> String {
    let mut text = String::with_capacity(json.len());
    for c in json.chars() {
        match c {
            '\u{7f}'.. => c.encode_utf16(&mut [0; 2]).iter().for_each(|unit| text.push_str(&format!("\\u{unit:04x}"))),
            _ => text.push(c),
        }
    }
    text
}

/// The text of a string, a number or a boolean.
pub(crate) fn scalar(value: Value) -> Result<String, Misfit> {
    match value {
        Value::String(text) => Ok(text),
        Value::Number(number) => Ok(number.to_string()),
        Value::Bool(flag) => Ok(flag.to_string()),
        Value::Null => Err(NO_VALUE),
        Value::Array(_) => Err("cannot be a list here"),
        Value::Object(_) => Err("cannot be an object"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn scalars() {
        for (value, text) in [
            (json!("a b"), "a b"),
            (json!(-7), "-7"),
            (json!(u64::MAX), "18446744073709551615"),
            (json!(0.5), "0.5"),
            (json!(true), "true"),
            (json!(""), ""),
        ] {
            assert_eq!(scalar(value).ok().as_deref(), Some(text));
        }
        for wrong in [json!(null), json!([1]), json!({})] {
            assert!(scalar(wrong).is_err());
        }
    }

    #[test]
    fn what_is_no_number_never_becomes_null() {
        assert!(to_json(&Some(f64::NAN)).is_err());
        assert!(to_json_text(&Some(f64::NAN)).is_err());
        assert_eq!(to_json(&None::<f64>), Ok(Value::Null));
        assert_eq!(to_json_text(&None::<f64>).ok().as_deref(), Some(b"null".as_slice()));
    }
}
