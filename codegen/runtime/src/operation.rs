//! What the generator knows of one operation, as data: takes nothing, is read by [`Call`](crate::Call).

use std::fmt;

use http::StatusCode;

use crate::{Argument, BodyError, RateLimit, RawBody, Rules, media};

/// One operation of an API. The generator emits one `static` of these for each operation.
///
/// `T` is what a success decodes to, `E` what a documented error decodes to.
pub struct Operation<T: 'static, E: 'static> {
    /// The document's `operationId`, or a name that the generator made.
    pub id: &'static str,
    /// The HTTP method, as it is sent.
    pub method: &'static str,
    /// The path template with the names of the document: `/v2/account/{account_id}`.
    pub path: &'static str,
    /// Alternatives (any one is enough) of scheme names (all are needed).
    ///
    /// No alternative at all: no credentials are sent. An empty alternative: anonymous calls are allowed.
    pub security: &'static [&'static [&'static str]],
    /// Whether a request may be sent twice, where the document says so.
    pub retry: Repeat,
    /// The header that tells two requests from one that is sent twice, where the document has one. Each call gets a key of its own.
    pub idempotency_key: Option<&'static str>,
    /// How much the document asks clients to send of this operation at most, besides what it asks for all of them.
    pub rate_limit: Option<RateLimit>,
    /// The value of the `Accept` header; empty: any media type will do (`*/*`).
    pub accept: &'static str,
    /// The documented responses. The most specific status wins, whatever the order.
    pub responses: &'static [(Status, Decode<T, E>)],
    /// What the document demands of the arguments, at most one entry for each. Raw bytes are not checked.
    pub rules: &'static [(Argument, &'static Rules)],
}

/// Whether sending a request twice does no more than sending it once.
#[non_exhaustive]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Repeat {
    /// The document does not say so; by HTTP's rules the method does.
    ByMethod,
    /// It does no more.
    Safe,
    /// It does.
    Never,
}

/// The statuses that one documented response stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// One status, such as 404.
    Code(u16),
    /// A hundred of them by the first digit: 4 stands for `4XX`.
    Range(u8),
    /// All that no other response names.
    Default,
}

/// How the body of a documented response is decoded, and whether that is a success.
///
/// Of several ways, the media type that the response has decides: the closest counts, and the first if it has none.
pub enum Decode<T: 'static, E: 'static> {
    /// A success.
    Success(Decoder<T>),
    /// A documented error.
    Error(Decoder<E>),
    /// A success of one of several media types.
    SuccessByMedia(&'static [(&'static str, Decoder<T>)]),
    /// A documented error of one of several media types.
    ErrorByMedia(&'static [(&'static str, Decoder<E>)]),
}

/// What reads a body.
type Decoder<T> = fn(&RawBody) -> Result<T, BodyError>;

impl<T, E> Operation<T, E> {
    /// The documented response for `status`: the exact code, else its range, else the default.
    ///
    /// A default that is a success stands for 2xx only, and one that is an error for all others: nobody documents 500
    /// as a success, and an undocumented 204 is no error of the documented kind.
    pub(crate) fn response(&self, status: StatusCode) -> Option<Decode<T, E>> {
        let code = status.as_u16();
        let default =
            || self.find(|named| named == Status::Default).filter(|decode| status.is_success() == decode.is_success());
        self.find(|named| named == Status::Code(code))
            .or_else(|| self.find(|named| is_range_of(named, code)))
            .or_else(default)
    }

    /// What the document demands of an argument.
    pub(crate) fn rules(&self, argument: Argument) -> Option<&'static Rules> {
        self.rules.iter().find(|(of, _)| *of == argument).map(|(_, rules)| *rules)
    }

    /// Whether the document names this status by code or range.
    pub(crate) fn names(&self, status: StatusCode) -> bool {
        let code = status.as_u16();
        self.find(|named| named == Status::Code(code) || is_range_of(named, code)).is_some()
    }

    fn find(&self, wanted: impl Fn(Status) -> bool) -> Option<Decode<T, E>> {
        let mut responses = self.responses.iter();
        responses.find(|(status, _)| wanted(*status)).map(|(_, decode)| *decode)
    }
}

fn is_range_of(status: Status, code: u16) -> bool {
    matches!(status, Status::Range(digit) if u16::from(digit) == code / 100)
}

impl<T, E> Decode<T, E> {
    pub(crate) fn is_success(&self) -> bool {
        matches!(self, Self::Success(_) | Self::SuccessByMedia(_))
    }
}

/// Decodes a body in one of several ways.
///
/// # Errors
/// The document names no such media type, or the body does not fit.
pub(crate) fn decode_by_media<T>(ways: &[(&str, Decoder<T>)], body: &RawBody) -> Result<T, BodyError> {
    let content_type = body.content_type().filter(|text| !text.trim().is_empty());
    let decode = match content_type {
        None => ways.first(),
        Some(content_type) => {
            // Of equals the last is the greatest.
            let fits = ways.iter().rev().filter_map(|way| Some((media::fit(way.0, content_type)?, way)));
            fits.max_by_key(|(fit, _)| *fit).map(|(_, way)| way)
        }
    };
    match decode {
        Some((_, decode)) => decode(body),
        // Servers give JSON any name.
        None => {
            let json = ways.first().filter(|(media, _)| media::is_json(&media::essence(media)));
            let undocumented = || BodyError::undocumented(content_type.unwrap_or_default());
            json.and_then(|(_, decode)| decode(body).ok()).ok_or_else(undocumented)
        }
    }
}

impl<T, E> Clone for Decode<T, E> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T, E> Copy for Decode<T, E> {}

impl<T, E> fmt::Debug for Decode<T, E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Success(_) => "Success",
            Self::Error(_) => "Error",
            Self::SuccessByMedia(_) => "SuccessByMedia",
            Self::ErrorByMedia(_) => "ErrorByMedia",
        })
    }
}

impl<T, E> fmt::Debug for Operation<T, E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Operation")
            .field("id", &self.id)
            .field("method", &self.method)
            .field("path", &self.path)
            .field("security", &self.security)
            .field("retry", &self.retry)
            .field("idempotency_key", &self.idempotency_key)
            .field("accept", &self.accept)
            .field("responses", &self.responses)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::decode;

    static MIXED: Operation<String, ()> = Operation {
        id: "mixed",
        method: "GET",
        path: "/",
        security: &[],
        accept: "",
        retry: Repeat::ByMethod,
        idempotency_key: None,
        rate_limit: None,
        responses: &[
            (Status::Default, Decode::Error(decode::empty)),
            (Status::Range(2), Decode::Success(decode::json)),
            (Status::Range(4), Decode::Error(decode::empty)),
            (Status::Code(404), Decode::Success(decode::text)),
        ],
        rules: &[],
    };

    const ONLY_DEFAULT: Operation<(), ()> = Operation {
        id: "onlyDefault",
        method: "GET",
        path: "/",
        security: &[],
        accept: "",
        retry: Repeat::ByMethod,
        idempotency_key: None,
        rate_limit: None,
        responses: &[(Status::Default, Decode::Success(decode::empty))],
        rules: &[],
    };

    fn is_success<E>(operation: &Operation<E, ()>, code: u16) -> Option<bool> {
        let found = operation.response(StatusCode::from_u16(code).unwrap());
        found.map(|decode| matches!(decode, Decode::Success(_)))
    }

    #[test]
    fn most_specific_status_wins_whatever_the_order() {
        assert_eq!(is_success(&MIXED, 404), Some(true));
        assert_eq!(is_success(&MIXED, 403), Some(false));
        assert_eq!(is_success(&MIXED, 299), Some(true));
        assert_eq!(is_success(&MIXED, 500), Some(false));
    }

    #[test]
    fn default_success_stands_for_2xx_only() {
        assert_eq!(is_success(&ONLY_DEFAULT, 204), Some(true));
        assert_eq!(is_success(&ONLY_DEFAULT, 500), None);
        assert_eq!(is_success(&ONLY_DEFAULT, 302), None);
    }

    #[test]
    fn default_error_stands_for_no_2xx() {
        static ONLY_ERROR: Operation<(), ()> =
            Operation { responses: &[(Status::Default, Decode::Error(decode::empty))], ..ONLY_DEFAULT };
        assert_eq!(is_success(&ONLY_ERROR, 204), None);
        assert_eq!(is_success(&ONLY_ERROR, 500), Some(false));
        assert_eq!(is_success(&ONLY_ERROR, 302), Some(false));
    }

    #[test]
    fn the_closest_media_type_counts() {
        static TABLE: [(&str, Decoder<&str>); 4] = [
            ("application/json", |body| decode::json::<serde_json::Value>(body).map(|_| "json")),
            ("text/*", |_| Ok("text")),
            ("text/csv", |_| Ok("csv")),
            ("application/vnd.x+json", |_| Ok("x")),
        ];
        let chosen = |content_type: Option<&str>| {
            let body = RawBody::new(content_type.map(str::to_owned), bytes::Bytes::from_static(b"{}"));
            decode_by_media(&TABLE, &body).ok()
        };
        for (content_type, expected) in [
            (None, Some("json")),
            (Some(" "), Some("json")),
            (Some("application/problem+json"), Some("json")),
            (Some("application/vnd.x+json"), Some("x")),
            (Some("text/csv; charset=utf-8"), Some("csv")),
            (Some("text/html"), Some("text")),
            (Some("image/png"), Some("json")),
            (Some("nonsense"), Some("json")),
        ] {
            assert_eq!(chosen(content_type), expected, "{content_type:?}");
        }
        let body = RawBody::new(Some("image/png".to_owned()), bytes::Bytes::from_static(b"PNG"));
        assert!(decode_by_media(&TABLE, &body).unwrap_err().to_string().contains("image/png"));
    }

    #[test]
    fn default_names_no_status() {
        assert!(MIXED.names(StatusCode::NOT_FOUND));
        assert!(MIXED.names(StatusCode::OK));
        assert!(!MIXED.names(StatusCode::FOUND));
    }
}
