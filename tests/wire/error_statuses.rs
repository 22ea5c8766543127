//! Responses that are no success: status, request id, headers and body are kept, whatever the body is.

use nectar_client::{
    Error, ErrorBody,
    runtime::{BodyError, StatusError},
};
use wiremock::{MockServer, ResponseTemplate};

use super::{nectar::client::errors_of_both, server::answering};

const DOCUMENTED: [u16; 3] = [400, 401, 403];
const UNDOCUMENTED: [u16; 7] = [201, 204, 404, 405, 429, 500, 503];

/// Bodies that are no documented error: media type, body, and a word of the reason.
const MISFITS: [(&str, &str, &str); 8] = [
    ("text/html; charset=utf-8", "<h1>Bad gateway</h1>", "`text/html`"),
    ("application/json", "<h1>Bad gateway</h1>", "not JSON"),
    ("application/json", "", "empty"),
    ("application/json", r#"{"detail":"No su"#, "breaks off"),
    ("application/json", r#"{"detail":5}"#, "at `detail`"),
    ("application/json", r#"{"detail":["a"]}"#, "at `detail`"),
    ("application/json", "[]", "type"),
    ("application/json", r#""No such account""#, "type"),
];

const DOCUMENTED_BODY: &str = r#"{"detail":"No such key.","code":7}"#;

async fn refusing(status: u16, media_type: &str, body: &str) -> MockServer {
    let response = ResponseTemplate::new(status)
        .insert_header("x-request-id", "req-7")
        .insert_header("retry-after", "30")
        .set_body_raw(body, media_type);
    answering(response).await
}

/// Both operations' errors at such a server, once all that is common to them is checked.
async fn refusals(status: u16, media_type: &str, body: &str) -> Vec<StatusError<ErrorBody>> {
    let server = refusing(status, media_type, body).await;
    let errors = errors_of_both(&server.uri()).await;
    let checked = errors.into_iter().map(|(operation, error)| {
        let text = error.to_string();
        assert!(text.contains(&format!("`{operation}`: {status}")) && text.contains("req-7"), "{text}");
        assert_eq!(error.status().unwrap().as_u16(), status);
        assert_eq!(error.request_id(), Some("req-7"));
        assert_eq!(error.raw_body().unwrap(), body);
        let Error::Status(refusal) = error else { panic!("{error:?}") };
        assert_eq!(refusal.operation(), operation);
        assert_eq!(refusal.status().as_u16(), status);
        assert_eq!(refusal.request_id(), Some("req-7"));
        assert_eq!(refusal.headers()["retry-after"], "30");
        assert_eq!(refusal.headers()["content-type"], media_type);
        assert_eq!(refusal.raw_body(), body);
        assert!(!refusal.is_truncated());
        *refusal
    });
    checked.collect()
}

#[tokio::test]
async fn a_documented_error_is_decoded() {
    for status in DOCUMENTED {
        for refusal in refusals(status, "application/json", DOCUMENTED_BODY).await {
            assert!(refusal.is_documented());
            assert!(refusal.body_error().is_none());
            let Some(ErrorBody::ErrorDetail(body)) = refusal.body() else { panic!("{refusal:?}") };
            assert_eq!(body.detail.as_deref(), Some("No such key."));
        }
    }
}

#[tokio::test]
async fn a_documented_error_without_detail_is_decoded() {
    for refusal in refusals(400, "application/json", r#"{"isTracked":["Must be a valid boolean."]}"#).await {
        let Some(ErrorBody::ErrorDetail(body)) = refusal.body() else { panic!("{refusal:?}") };
        assert_eq!(body.detail, None);
    }
}

#[tokio::test]
async fn a_documented_error_with_another_body_keeps_it_and_says_why() {
    for status in DOCUMENTED {
        for (media_type, body, reason) in MISFITS {
            for refusal in refusals(status, media_type, body).await {
                assert!(refusal.is_documented());
                assert!(refusal.body().is_none(), "{status} {body}");
                let why = refusal.body_error().map(BodyError::to_string).unwrap_or_default();
                assert!(why.contains(reason), "{status} {body}: {why}");
                assert!(refusal.to_string().contains(&why));
            }
        }
    }
}

#[tokio::test]
async fn an_undocumented_status_keeps_any_body() {
    let documented = ("application/json", DOCUMENTED_BODY, "");
    for status in UNDOCUMENTED {
        for (media_type, body, _) in MISFITS.into_iter().chain([documented]) {
            // No server can send a body with 204.
            if status == 204 && !body.is_empty() {
                continue;
            }
            for refusal in refusals(status, media_type, body).await {
                assert!(!refusal.is_documented());
                assert!(refusal.body().is_none() && refusal.body_error().is_none());
            }
        }
    }
}

/// Django REST sends such lists for refused input, and the documented body is an object.
#[tokio::test]
async fn an_array_is_no_error_detail() {
    for refusal in refusals(400, "application/json", r#"["Enter a valid value."]"#).await {
        assert_eq!(refusal.body(), None);
        assert!(refusal.body_error().is_some());
    }
}

#[tokio::test]
async fn a_huge_error_body_is_cut() {
    let page = "x".repeat(70_000);
    let server = refusing(502, "text/html", &page).await;
    for (_, error) in errors_of_both(&server.uri()).await {
        let Error::Status(refusal) = error else { panic!("{error:?}") };
        assert!(refusal.is_truncated());
        assert_eq!(refusal.raw_body().len(), 64 * 1024);
    }
}
