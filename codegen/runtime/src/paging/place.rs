//! What a response says at a documented place: takes the response, gives a truth, a number or a text.

use serde::Serialize;
use serde_json::Value;

use crate::Response;

/// A place in a response.
pub enum Place<T: 'static> {
    /// In the body.
    Body(fn(&T) -> Option<Value>),
    /// The value of a header.
    Header(&'static str),
    /// The status code.
    Status,
}

/// A part of a body as JSON, for the functions of a [`Place`]; `None` where it is null.
pub fn value(part: &(impl Serialize + ?Sized)) -> Option<Value> {
    serde_json::to_value(part).ok().filter(|value| !value.is_null())
}

/// What stands somewhere is not of the documented type.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Unreadable;

impl<T> Place<T> {
    /// What stands here; `None` if nothing does.
    pub(crate) fn text(&self, response: &Response<T>) -> Result<Option<String>, Unreadable> {
        self.value(response)?.map(text).transpose()
    }

    /// What stands here as a number.
    pub(crate) fn number(&self, response: &Response<T>) -> Result<Option<u64>, Unreadable> {
        let Some(value) = self.value(response)? else { return Ok(None) };
        // A header is a text, and some servers write numbers as texts in bodies, too; others write 100 as 100.0.
        let text = text(value)?;
        let whole = text.trim().split_once('.').filter(|(_, rest)| rest.bytes().all(|digit| digit == b'0'));
        whole.map_or(text.trim(), |(whole, _)| whole).parse().map(Some).map_err(|_| Unreadable)
    }

    /// What stands here as yes or no.
    pub(crate) fn truth(&self, response: &Response<T>) -> Result<Option<bool>, Unreadable> {
        match self.value(response)? {
            None => Ok(None),
            Some(Value::Bool(truth)) => Ok(Some(truth)),
            Some(Value::String(text)) => text.trim().to_ascii_lowercase().parse().map(Some).map_err(|_| Unreadable),
            Some(_) => Err(Unreadable),
        }
    }

    fn value(&self, response: &Response<T>) -> Result<Option<Value>, Unreadable> {
        match self {
            Self::Body(find) => Ok(find(response)),
            Self::Status => Ok(Some(response.status().as_u16().into())),
            Self::Header(name) => {
                let lines = response.headers().get_all(*name).iter();
                let lines: Result<Vec<_>, _> = lines.map(|line| line.to_str().map_err(|_| Unreadable)).collect();
                let lines = lines?;
                Ok((!lines.is_empty()).then(|| lines.join(", ").into()))
            }
        }
    }
}

/// A text, or a number as one.
pub(super) fn text(value: Value) -> Result<String, Unreadable> {
    match value {
        Value::String(text) => Ok(text),
        Value::Number(number) => Ok(number.to_string()),
        _ => Err(Unreadable),
    }
}
