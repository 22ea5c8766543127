//! Parameter values as text: takes anything serialisable, returns its text or texts, or why it has none.

use std::fmt::{self, Write};

use serde::Serialize;
use serde_json::Value;

/// Why a value has no text, in words that do not quote it.
pub(crate) type Misfit = &'static str;

/// Its own `Serialize` failed.
pub(crate) const NOT_SERIALISED: Misfit = "cannot be serialised";

const NO_VALUE: Misfit = "has no value";

/// The text of a string, a number or a boolean.
pub(crate) fn scalar(value: &(impl Serialize + ?Sized)) -> Result<String, Misfit> {
    scalar_text(to_json(value)?)
}

/// The text of a scalar, or those of an array of scalars; nothing for `null`.
pub(crate) fn list(value: &(impl Serialize + ?Sized)) -> Result<Vec<String>, Misfit> {
    match to_json(value)? {
        // JSON has no NaN and no infinity, so serde_json makes them null; they are no wish to send nothing.
        Value::Null if is_scalar(value) => Err(NO_VALUE),
        json => list_text(json),
    }
}

/// Whether serde takes the value for a scalar, and not for `None`: a formatter takes nothing else.
fn is_scalar(value: &(impl Serialize + ?Sized)) -> bool {
    struct Text<'a, T: ?Sized>(&'a T);

    impl<T: Serialize + ?Sized> fmt::Display for Text<'_, T> {
        fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            self.0.serialize(f)
        }
    }

    write!(String::new(), "{}", Text(value)).is_ok()
}

/// The names and texts of a flat object, those of an array one after the other.
pub(crate) fn fields(value: &(impl Serialize + ?Sized)) -> Result<Vec<(String, String)>, Misfit> {
    let Value::Object(object) = to_json(value)? else {
        return Err("has to be an object");
    };
    let mut fields = Vec::new();
    for (name, value) in object {
        fields.extend(list_text(value)?.into_iter().map(|text| (name.clone(), text)));
    }
    Ok(fields)
}

fn to_json(value: &(impl Serialize + ?Sized)) -> Result<Value, Misfit> {
    serde_json::to_value(value).map_err(|_| NOT_SERIALISED)
}

fn list_text(value: Value) -> Result<Vec<String>, Misfit> {
    match value {
        Value::Null => Ok(Vec::new()),
        Value::Array(items) => items.into_iter().map(scalar_text).collect(),
        other => scalar_text(other).map(|text| vec![text]),
    }
}

fn scalar_text(value: Value) -> Result<String, Misfit> {
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
            assert_eq!(scalar(&value).ok().as_deref(), Some(text));
        }
        for wrong in [json!(null), json!([1]), json!({}), json!(f64::NAN)] {
            assert!(scalar(&wrong).is_err());
        }
    }

    #[test]
    fn null_is_nothing_and_what_is_no_number_is_refused() {
        assert_eq!(list(&json!([1, "b"])).ok(), Some(vec!["1".to_owned(), "b".to_owned()]));
        for wrong in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY] {
            assert_eq!(scalar(&wrong), Err(NO_VALUE));
            assert_eq!(list(&wrong), Err(NO_VALUE));
            assert_eq!(list(&[1.0, wrong]), Err(NO_VALUE));
        }
        assert_eq!(list(&None::<u8>).ok(), Some(vec![]));
        assert!(list(&json!([[1]])).is_err());
        assert!(list(&json!({"a": 1})).is_err());
    }

    #[test]
    fn fields_of_flat_objects() {
        let pairs = fields(&json!({"a": [1, 2], "b": null, "c": "x"})).ok().unwrap();
        let pairs: Vec<_> = pairs.iter().map(|(name, text)| format!("{name}={text}")).collect();
        assert_eq!(pairs, ["a=1", "a=2", "c=x"]);
        assert!(fields(&json!({"a": {}})).is_err());
        assert!(fields(&json!([1])).is_err());
    }
}
