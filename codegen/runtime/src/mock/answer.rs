//! What a mock answers: replies, documented examples, and values of the operation's own types.

use std::{fmt, marker::PhantomData};

use serde::Serialize;

use super::{Fault, Reply};
use crate::{
    BodyError, Bytes, Call, Decode, Operation, RawBody, Status, StatusCode,
    media::{essence, is_json},
    operation::decode_by_media,
};

/// A request that a generated crate makes. [`mocked!`](crate::mocked) implements it.
pub trait Request: Sized + 'static {
    /// What a success decodes to.
    type Success: 'static;
    /// What a documented error decodes to.
    type Error: 'static;

    /// What the document says of the operation.
    #[doc(hidden)]
    fn operation() -> &'static Operation<Self::Success, Self::Error>;

    /// What it would send.
    #[doc(hidden)]
    fn into_call(self) -> Call<Self::Success, Self::Error>;
}

/// What a mock of the operation `R` can answer: a [`Reply`], an [`Example`], `&value` for a success whose type is JSON or text, and
/// `(status, &value)` for any status.
pub trait Answer<R: Request> {
    /// The answer as it is sent.
    fn into_reply(self) -> Reply;
}

impl<R: Request> Answer<R> for Reply {
    fn into_reply(self) -> Reply {
        self
    }
}

impl<R: Request<Success: Serialize>> Answer<R> for &R::Success {
    fn into_reply(self) -> Reply {
        let operation = R::operation();
        let status = success(operation);
        let media_type = operation.accept.split(',').next().unwrap_or_default().trim();
        match serde_json::to_value(self) {
            Ok(serde_json::Value::String(text)) if !is_json(&essence(media_type)) && !media_type.is_empty() => {
                Reply::new(status).bytes(media_type, text)
            }
            _ if status == 204 => Reply::new(status),
            _ => Reply::new(status).json(self),
        }
    }
}

impl<R: Request, V: Serialize> Answer<R> for (u16, &V) {
    fn into_reply(self) -> Reply {
        Reply::new(self.0).json(self.1)
    }
}

/// The status of the first documented success.
fn success<T, E>(operation: &Operation<T, E>) -> u16 {
    let successes = operation.responses.iter().filter(|(_, decode)| decode.is_success());
    let code = |status| match status {
        Status::Code(code) => code,
        Status::Range(digit) => u16::from(digit).saturating_mul(100),
        Status::Default => 200,
    };
    successes.map(|(status, _)| code(*status)).next().unwrap_or(200)
}

/// A response of the operation `R` that the document shows.
pub struct Example<R> {
    status: u16,
    media_type: &'static str,
    body: &'static str,
    operation: PhantomData<fn() -> R>,
}

impl<R> Example<R> {
    /// An example of a body; one without a media type is a response without a body.
    pub const fn new(status: u16, media_type: &'static str, body: &'static str) -> Self {
        Self { status, media_type, body, operation: PhantomData }
    }

    /// The status of the response.
    pub fn status(&self) -> u16 {
        self.status
    }

    /// The media type of the body; empty where there is none.
    pub fn media_type(&self) -> &'static str {
        self.media_type
    }

    /// The body as it is sent.
    pub fn body(&self) -> &'static str {
        self.body
    }

    /// The response, to change it by hand.
    pub fn reply(&self) -> Reply {
        match self.media_type {
            "" => Reply::new(self.status),
            media_type => Reply::new(self.status).bytes(media_type, self.body),
        }
    }

    /// The response with a fault.
    pub fn fault(&self, fault: Fault) -> Reply {
        self.reply().fault(fault)
    }
}

impl<R: Request> Example<R> {
    /// The value of a success, as a client decodes it. Change it, and let the mock answer with the changed one.
    ///
    /// # Errors
    /// The example is that of an error, or the document's own example does not fit its schema.
    pub fn value(&self) -> Result<R::Success, BodyError> {
        match self.decode() {
            Some(Decode::Success(decode)) => decode(&self.raw()),
            Some(Decode::SuccessByMedia(ways)) => decode_by_media(ways, &self.raw()),
            _ => Err(BodyError::undocumented("an error")),
        }
    }

    /// The value of an error, as a client decodes it.
    ///
    /// # Errors
    /// The example is that of a success, or the document's own example does not fit its schema.
    pub fn error(&self) -> Result<R::Error, BodyError> {
        match self.decode() {
            Some(Decode::Error(decode)) => decode(&self.raw()),
            Some(Decode::ErrorByMedia(ways)) => decode_by_media(ways, &self.raw()),
            _ => Err(BodyError::undocumented("a success")),
        }
    }

    fn decode(&self) -> Option<Decode<R::Success, R::Error>> {
        R::operation().response(StatusCode::from_u16(self.status).ok()?)
    }

    fn raw(&self) -> RawBody {
        let media_type = Some(self.media_type.to_owned()).filter(|text| !text.is_empty());
        RawBody::new(media_type, Bytes::from_static(self.body.as_bytes()))
    }
}

impl<R: Request> Answer<R> for Example<R> {
    fn into_reply(self) -> Reply {
        self.reply()
    }
}

impl<R> Clone for Example<R> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<R> Copy for Example<R> {}

impl<R> fmt::Debug for Example<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Example")
            .field("status", &self.status)
            .field("media_type", &self.media_type)
            .finish_non_exhaustive()
    }
}
