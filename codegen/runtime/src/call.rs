//! One call of an operation: takes parameters and a body, sends the request, returns the response or an error.

use std::fmt;

use http::Method;
use serde::Serialize;
use serde_json::Value;
use url::Url;

use crate::{
    Argument, Body, CallOptions, Decode, DecodeError, Error, HttpClient, Operation, Response, Rules, StatusError,
    Style, Validation,
    body::Source,
    client::Shared,
    drift::Noting,
    form_data::{FormData, FormWriter},
    head::Reply,
    operation::decode_by_media,
    parts::Parts,
    pipeline::{Failure, Prepared, exchange},
    style,
    value::{self, Misfit},
};

/// One call of an operation that returns `T`, or `E` as its documented error.
///
/// A value that cannot be sent is remembered, and so is all that breaks a rule of the document:
/// [`send`](Self::send) returns the first of the former, else all of the latter, without sending anything.
/// Of two values for the same argument the last one counts, and what was wrong with the first is forgotten.
#[must_use = "a call does nothing until `send`"]
pub struct Call<T: 'static, E: 'static> {
    pub(crate) client: HttpClient,
    pub(crate) operation: &'static Operation<T, E>,
    pub(crate) parts: Parts,
    pub(crate) body_rules: Option<&'static Rules>,
}

/// A body of one of several media types. The generator writes it for the enum of an operation.
pub trait Content {
    /// Gives the body to a call, under its media type.
    fn send_with<T, E>(self, call: Call<T, E>) -> Call<T, E>;
}

impl<T, E> Call<T, E> {
    /// A call without parameters so far.
    pub fn new(client: &HttpClient, operation: &'static Operation<T, E>) -> Self {
        Self { client: client.clone(), operation, parts: Parts::default(), body_rules: None }
    }

    /// Calls this server instead of the client's, unless the client was given a base URL, or one for this server: an absolute
    /// URL that the document gives this operation alone, or a relative one, which starts at the base URL.
    pub fn server(mut self, url: &'static str) -> Self {
        self.parts.server = Some(url);
        self
    }

    /// Puts a value into the path as part of one segment, whatever its characters: `style: simple`.
    pub fn path(self, name: &'static str, value: &(impl Serialize + ?Sized)) -> Self {
        self.path_as(name, Style::SIMPLE, value)
    }

    /// The same in another style.
    pub fn path_as(mut self, name: &'static str, style: Style, value: &(impl Serialize + ?Sized)) -> Self {
        let json = self.styled(Argument::Path(name), style, value);
        self.parts.path(name, json.and_then(|json| style::path(name, style, json)));
        self
    }

    /// Puts a scalar into the query, each of an array under the same name, or each of an object under its key: `style: form`.
    pub fn query(self, name: &'static str, value: &(impl Serialize + ?Sized)) -> Self {
        self.query_as(name, Style::FORM, value)
    }

    /// The same in another style.
    pub fn query_as(mut self, name: &'static str, style: Style, value: &(impl Serialize + ?Sized)) -> Self {
        let json = self.styled(Argument::Query(name), style, value);
        self.parts.query(name, json.and_then(|json| style::query(name, style, json)));
        self
    }

    /// The whole query in one value: the keys of an object as pairs, or one text.
    pub fn query_string(mut self, name: &'static str, style: Style, value: &(impl Serialize + ?Sized)) -> Self {
        let json = self.styled(Argument::Query(name), style, value);
        self.parts.query(name, json.and_then(|json| style::whole_query(style, json)));
        self
    }

    /// Sends a scalar as a header, or an array or object with commas: `style: simple`.
    pub fn header(self, name: &'static str, value: &(impl Serialize + ?Sized)) -> Self {
        self.header_as(name, Style::SIMPLE, value)
    }

    /// The same in another style.
    pub fn header_as(mut self, name: &'static str, style: Style, value: &(impl Serialize + ?Sized)) -> Self {
        let json = self.styled(Argument::Header(name), style, value);
        self.parts.header(name, json.and_then(|json| style::header(style, json)));
        self
    }

    /// Sends a cookie, or several, beside those of credentials: `style: form`, percent-encoded.
    pub fn cookie(self, name: &'static str, value: &(impl Serialize + ?Sized)) -> Self {
        self.cookie_as(name, Style::FORM, value)
    }

    /// The same in another style.
    pub fn cookie_as(mut self, name: &'static str, style: Style, value: &(impl Serialize + ?Sized)) -> Self {
        let json = self.styled(Argument::Cookie(name), style, value);
        self.parts.cookies(name, json.and_then(|json| style::cookies(name, style, json)));
        self
    }

    /// Sends `body` as JSON; `media_type` goes into `Content-Type`.
    pub fn json(mut self, media_type: &'static str, body: &(impl Serialize + ?Sized)) -> Self {
        let text = match self.rules(Argument::Body) {
            Some(_) => self.checked(Argument::Body, body).and_then(|_| value::to_json_text(body)),
            None => {
                self.parts.forget(Argument::Body);
                value::to_json_text(body)
            }
        };
        self.parts.body(media_type, text.map(|text| Source::Bytes(text.into())));
        self
    }

    /// Sends `body` as it is; `media_type` goes into `Content-Type`, unless the body has its own.
    ///
    /// Of a range such as `image/*` nobody can tell the media type: it is `application/octet-stream` then.
    pub fn bytes(mut self, media_type: &'static str, body: impl Into<Body>) -> Self {
        self.parts.forget(Argument::Body);
        let Body { source, content_type } = body.into();
        let documented = if media_type.contains('*') { "application/octet-stream" } else { media_type };
        let misfit = source.misfit();
        self.parts.body(content_type.as_deref().unwrap_or(documented), misfit.map_or(Ok(source), Err));
        self
    }

    /// Sends the parts of a form; `media_type` and what stands between the parts go into `Content-Type`.
    pub fn multipart(mut self, media_type: &'static str, form: &(impl FormData + ?Sized)) -> Self {
        self.parts.forget(Argument::Body);
        let encoded = FormWriter::of(form).and_then(|(parts, values)| {
            self.check(Argument::Body, &values);
            parts.encode(media_type)
        });
        match encoded {
            Ok((media_type, source)) => self.parts.body(&media_type, Ok(source)),
            Err(misfit) => self.parts.body(media_type, Err(misfit)),
        }
        self
    }

    /// Sends the keys of an object as an HTML form would: arrays repeat their key, null sends nothing, and what is nested is
    /// JSON.
    pub fn form(self, body: &(impl Serialize + ?Sized)) -> Self {
        self.form_as(&[], body)
    }

    /// The same with some keys in the styles of a query.
    pub fn form_as(mut self, styles: &[(&str, Style)], body: &(impl Serialize + ?Sized)) -> Self {
        let text = self.checked(Argument::Body, body).and_then(|value| style::form(styles, value));
        self.parts.body("application/x-www-form-urlencoded", text.map(|text| Source::Bytes(text.into())));
        self
    }

    /// Sends a body of whichever media type the caller has chosen.
    pub fn content(mut self, body: impl Content) -> Self {
        self.body_rules = None;
        body.send_with(self)
    }

    /// What the document demands of the body under the media type that comes next, in place of what the operation says.
    pub fn body_rules(mut self, rules: &'static Rules) -> Self {
        self.body_rules = Some(rules);
        self
    }

    /// Takes the options for this call; a header wins over what the call would send itself.
    pub fn options(mut self, options: CallOptions) -> Self {
        let mut options = options;
        options.headers.drain(..).for_each(|(name, value)| self.parts.header_value(None, name, value));
        let before = self.parts.options.take().map(|before| *before).unwrap_or_default();
        self.parts.options = Some(Box::new(before.with(options)));
        self
    }

    /// Calls this instead of the operation's path, and by this method if one is given.
    pub(crate) fn at(mut self, method: Option<Method>, path: String) -> Self {
        self.parts.raw = Some((method, path));
        self
    }

    /// Sends credentials for these schemes instead of the operation's.
    pub(crate) fn security(mut self, alternatives: &'static [&'static [&'static str]]) -> Self {
        self.parts.security = Some(alternatives);
        self
    }

    /// Sends the request, follows redirects, and reads and decodes the whole response.
    ///
    /// # Errors
    /// See [`Error`].
    pub async fn send(self) -> Result<Response<T>, Error<E>> {
        let operation = self.operation;
        let prepared = Prepared::new(&self.client.0, operation, self.parts).map_err(Failure::Request)?;
        let is_named = |status| operation.names(status);
        settle(&self.client.0, operation, exchange(&self.client.0, prepared, &is_named).await?)
    }

    /// The same, to this URL if one is given; and the URL that was called. It must be on the server that the call goes to.
    pub(crate) async fn send_to(self, url: Option<Url>) -> Result<(Url, Response<T>), Error<E>> {
        let operation = self.operation;
        let mut prepared = Prepared::new(&self.client.0, operation, self.parts).map_err(Failure::Request)?;
        if let Some(url) = url {
            prepared.lead_to(url).map_err(Failure::Request)?;
        }
        let url = prepared.request.url.clone();
        let is_named = |status| operation.names(status);
        Ok((url, settle(&self.client.0, operation, exchange(&self.client.0, prepared, &is_named).await?)?))
    }

    /// The value as JSON; what the document has against it is remembered, and nothing of an earlier value.
    fn checked(&mut self, argument: Argument, value: &(impl Serialize + ?Sized)) -> Result<Value, Misfit> {
        self.parts.forget(argument);
        let json = value::to_json(value)?;
        self.check(argument, &json);
        Ok(json)
    }

    /// The value of a parameter, or its JSON as a text where that is what is sent.
    fn styled(&mut self, argument: Argument, style: Style, value: &(impl Serialize + ?Sized)) -> Result<Value, Misfit> {
        let json = self.checked(argument, value)?;
        if style.takes_empty() && json.as_str() == Some("") {
            self.parts.violations.retain(|violation| violation.argument() != argument);
        }
        match style.is_json() {
            true => {
                let text = String::from_utf8(value::to_json_text(value)?).map_err(|_| value::NOT_SERIALISED)?;
                Ok(Value::String(text))
            }
            false => Ok(json),
        }
    }

    fn check(&mut self, argument: Argument, json: &Value) {
        let violations = self.rules(argument).map(|rules| rules.violations(argument, json));
        self.parts.violations.extend(violations.into_iter().flatten());
    }

    fn rules(&self, argument: Argument) -> Option<&'static Rules> {
        match self.client.0.validation {
            Validation::BeforeSending if argument == Argument::Body => {
                self.body_rules.or_else(|| self.operation.rules(argument))
            }
            Validation::BeforeSending => self.operation.rules(argument),
            Validation::Off => None,
        }
    }
}

/// What a complete response means for its operation.
fn settle<T, E>(client: &Shared, operation: &Operation<T, E>, reply: Reply) -> Result<Response<T>, Error<E>> {
    let noting = Noting::start();
    let value = match operation.response(reply.head.status) {
        Some(Decode::Success(decode)) => decode(&reply.body),
        Some(Decode::SuccessByMedia(ways)) => decode_by_media(ways, &reply.body),
        _ => return Err(failure(client, operation, reply)),
    };
    client.drifts.take(operation.id, noting, value.as_ref().err());
    match value {
        Ok(value) => Ok(Response::new(value, reply)),
        Err(error) => Err(Error::Decode(Box::new(DecodeError::new(reply, error)))),
    }
}

/// What a complete response that is no documented success means.
pub(crate) fn failure<T, E>(client: &Shared, operation: &Operation<T, E>, reply: Reply) -> Error<E> {
    let noting = Noting::start();
    let body = match operation.response(reply.head.status) {
        Some(Decode::Error(decode)) => Some(decode(&reply.body)),
        Some(Decode::ErrorByMedia(ways)) => Some(decode_by_media(ways, &reply.body)),
        _ => None,
    };
    let misfit = body.as_ref().and_then(|body| body.as_ref().err());
    client.drifts.take(operation.id, noting, misfit);
    Error::Status(Box::new(StatusError::new(reply, body)))
}

impl<T, E> Clone for Call<T, E> {
    fn clone(&self) -> Self {
        let (operation, body_rules) = (self.operation, self.body_rules);
        Self { client: self.client.clone(), operation, parts: self.parts.clone(), body_rules }
    }
}

impl<T, E> fmt::Debug for Call<T, E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let headers: Vec<_> = self.parts.headers.keys().collect();
        f.debug_struct("Call")
            .field("operation", &self.operation.id)
            .field("client", &self.client)
            .field("headers", &headers)
            .field("body_bytes", &self.parts.body.as_ref().and_then(|body| body.source.length()))
            .field("options", &self.parts.options)
            .field("mistakes", &self.parts.mistakes)
            .finish_non_exhaustive()
    }
}

/// Writes `send` and `send_with` for a struct with a field `call: Call<Success, Error>`.
///
/// No other name is taken from the parameters of any operation but those of [`streaming!`](crate::streaming),
/// [`paged!`](crate::paged) and [`polled!`](crate::polled): `send_streaming`, `send_download`, `send_pages`, `send_items`,
/// `send_until_done`, and each with `_with` behind it, whether the operation has them or not.
///
/// `request!(UpdateAccount => Account, ErrorBody);`
#[macro_export]
macro_rules! request {
    ($name:ident => $success:ty, $error:ty) => {
        impl $name {
            /// Sends the request and waits for the whole response.
            ///
            /// # Errors
            /// Refused before sending, no complete response, any status that is not a documented success,
            /// or a body that does not fit.
            pub fn send(
                self,
            ) -> impl ::core::future::Future<
                Output = ::core::result::Result<$crate::Response<$success>, $crate::Error<$error>>,
            > + $crate::MaybeSend {
                self.call.send()
            }

            /// Sends the request with options for this call alone.
            ///
            /// # Errors
            /// As for [`send`](Self::send).
            pub fn send_with(
                self,
                options: $crate::CallOptions,
            ) -> impl ::core::future::Future<
                Output = ::core::result::Result<$crate::Response<$success>, $crate::Error<$error>>,
            > + $crate::MaybeSend {
                self.call.options(options).send()
            }
        }
    };
}
