//! Parameter values as text: takes anything serialisable, returns its text or texts, or why it has none.

use serde::Serialize;
use serde_json::Value;

/// Why a value has no text.
pub(crate) enum Misfit {
    /// Its own `Serialize` failed.
    Serialise(serde_json::Error),
    /// It has the wrong shape; in words.
    Shape(&'static str),
}

/// The text of a string, a number or a boolean.
pub(crate) fn scalar(value: &(impl Serialize + ?Sized)) -> Result<String, Misfit> {
    scalar_text(to_json(value)?)
}

/// The text of a scalar, or those of an array of scalars; nothing for `null`.
pub(crate) fn list(value: &(impl Serialize + ?Sized)) -> Result<Vec<String>, Misfit> {
    list_text(to_json(value)?)
}

/// The names and texts of a flat object, those of an array one after the other.
pub(crate) fn fields(value: &(impl Serialize + ?Sized)) -> Result<Vec<(String, String)>, Misfit> {
    let Value::Object(object) = to_json(value)? else {
        return Err(Misfit::Shape("has to be an object"));
    };
    let mut fields = Vec::new();
    for (name, value) in object {
        fields.extend(list_text(value)?.into_iter().map(|text| (name.clone(), text)));
    }
    Ok(fields)
}

fn to_json(value: &(impl Serialize + ?Sized)) -> Result<Value, Misfit> {
    serde_json::to_value(value).map_err(Misfit::Serialise)
}

fn list_text(value: Value) -> Result<Vec<String>, Misfit> {
    match value {
        Value::Null => Ok(Vec::new()),
        Value::Array(items) => {
            let given = items.into_iter().filter(|item| !item.is_null());
            given.map(scalar_text).collect()
        }
        other => scalar_text(other).map(|text| vec![text]),
    }
}

fn scalar_text(value: Value) -> Result<String, Misfit> {
    match value {
        Value::String(text) => Ok(text),
        Value::Number(number) => Ok(number.to_string()),
        Value::Bool(flag) => Ok(flag.to_string()),
        Value::Null => Err(Misfit::Shape("has no value")),
        Value::Array(_) => Err(Misfit::Shape("cannot be a list here")),
        Value::Object(_) => Err(Misfit::Shape("cannot be an object")),
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
    fn lists_skip_null() {
        assert_eq!(list(&json!([1, null, "b"])).ok(), Some(vec!["1".to_owned(), "b".to_owned()]));
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
