//! What becomes of responses: by status, by media type, their headers, and bytes that are streamed.

use std::sync::Mutex;
use std::time::Duration;

use responses_client::operations::{Headers, ListSometimesResponse, ReportResponse, Statuses, StatusesResponse};
use responses_client::runtime::{DecodeError, StatusCode, StatusError, TransportErrorKind, Waiter};
use responses_client::types::{HeadersXKind, Limit, Pet};
use responses_client::{Client, Error, ErrorBody, RetryPolicy};
use tokio::io::AsyncWriteExt;
use wiremock::{MockServer, Request, ResponseTemplate};

use crate::server::{RawServer, accept, answering, direct, listen, received, url};

fn client(base_url: &str) -> Client {
    Client::builder().base_url(base_url).reqwest(direct()).retry(RetryPolicy::never()).build().unwrap()
}

fn raw(status: u16, content_type: &str, body: &str) -> ResponseTemplate {
    ResponseTemplate::new(status).set_body_raw(body, content_type)
}

async fn statuses(response: ResponseTemplate) -> Result<StatusesResponse, Error> {
    let server = answering(response.insert_header("x-request-id", "r-1")).await;
    client(&server.uri()).statuses().send().await.map(|response| response.into_inner())
}

async fn failed(response: ResponseTemplate) -> Box<StatusError<ErrorBody>> {
    match statuses(response).await {
        Err(Error::Status(error)) => error,
        other => panic!("{other:?}"),
    }
}

async fn report(response: ResponseTemplate) -> Result<ReportResponse, Error> {
    let server = answering(response).await;
    client(&server.uri()).report("a").send().await.map(|response| response.into_inner())
}

async fn misfit(response: ResponseTemplate) -> Box<DecodeError> {
    match report(response.insert_header("x-request-id", "r-1")).await {
        Err(Error::Decode(error)) => error,
        other => panic!("{other:?}"),
    }
}

const PET: &str = r#"{"name":"Rex"}"#;

#[tokio::test]
async fn each_documented_success_has_its_variant() {
    let ok = statuses(raw(200, "application/json", PET)).await.unwrap();
    assert!(matches!(ok, StatusesResponse::Ok(pet) if pet.name == "Rex"));
    assert_eq!(statuses(raw(201, "application/json", "[1]")).await.unwrap(), StatusesResponse::Created(vec![1]));
    assert_eq!(statuses(ResponseTemplate::new(204)).await.unwrap(), StatusesResponse::NoContent);
    let more = statuses(raw(299, "text/plain", "more")).await.unwrap();
    assert_eq!(more, StatusesResponse::Status2xx("more".to_owned()));
}

/// Answers each request with the next of these statuses, and a pet in state 2 where there may be one.
async fn sometimes(statuses: impl IntoIterator<Item = u16>) -> MockServer {
    let statuses: Vec<_> = statuses.into_iter().collect();
    let left = Mutex::new(statuses.into_iter());
    let respond = move |_: &Request| match left.lock().unwrap().next().unwrap() {
        204 => ResponseTemplate::new(204),
        status => raw(status, "application/json", &format!(r#"{{"pets":[{{"name":"{status}"}}],"state":2}}"#)),
    };
    answering(respond).await
}

#[tokio::test]
async fn a_success_without_a_body_is_a_page_without_items() {
    let server = sometimes([200, 203, 204]).await;
    let pets: Vec<Pet> = client(&server.uri()).list_sometimes().send_items().try_collect().await.unwrap();
    assert_eq!(pets.iter().map(|pet| &*pet.name).collect::<Vec<_>>(), ["200", "203"]);
    assert_eq!(received(&server).await.len(), 3);
}

#[tokio::test]
async fn a_success_without_a_body_has_no_state_to_end_at() {
    let server = sometimes([204, 203]).await;
    let waiter = Waiter::within(Duration::from_secs(3600)).interval(Duration::ZERO);
    let done = client(&server.uri()).list_sometimes().send_until_done(waiter).await.unwrap().into_inner();
    assert!(matches!(done, ListSometimesResponse::Status203(pets) if pets.state.is_some()));
    assert_eq!(received(&server).await.len(), 2);
}

#[tokio::test]
async fn null_alone_is_nothing() {
    let server = answering(raw(200, "application/json", " null")).await;
    client(&server.uri()).nothing().send().await.unwrap().into_inner();
    let server = answering(raw(200, "application/json", "1")).await;
    assert!(matches!(client(&server.uri()).nothing().send().await, Err(Error::Decode(_))));
}

#[tokio::test]
async fn each_documented_error_has_its_body() {
    let error = failed(raw(404, "application/json", r#"{"missing":"a"}"#)).await;
    assert!(matches!(error.body(), Some(ErrorBody::Missing(body)) if body.missing == "a"));
    let error = failed(raw(409, "application/problem+json", r#"{"title":"b"}"#)).await;
    assert!(matches!(error.body(), Some(ErrorBody::Problem(body)) if body.title == "b"));
    let error = failed(raw(500, "text/plain", "c")).await;
    assert_eq!(error.body(), Some(&ErrorBody::Text("c".to_owned())));
    assert_eq!((error.status().as_u16(), error.request_id()), (500, Some("r-1")));
}

#[tokio::test]
async fn a_documented_redirect_is_a_response_and_any_other_is_followed() {
    let redirect = ResponseTemplate::new(303).insert_header("location", "/elsewhere");
    let server = answering(redirect).await;
    let response = client(&server.uri()).statuses().send().await.unwrap();
    assert_eq!((response.status().as_u16(), &*response), (303, &StatusesResponse::Status303));
    assert_eq!(response.header(&Statuses::LOCATION).unwrap().as_deref(), Some("/elsewhere"));
    assert_eq!(received(&server).await.len(), 1);

    let error = client(&server.uri()).moved().send().await.unwrap_err();
    let Error::Transport(error) = error else { panic!("{error:?}") };
    assert_eq!(error.kind(), TransportErrorKind::Redirect);
    assert_eq!(received(&server).await.len(), 12);
}

#[tokio::test]
async fn a_status_that_the_document_does_not_name_keeps_everything() {
    let response = raw(418, "text/html", "<p>").insert_header("x-request-id", "r-2").insert_header("x-kind", "small");
    let server = answering(response).await;
    let error = client(&server.uri()).word().send().await.unwrap_err();
    let Error::Status(error) = error else { panic!("{error:?}") };
    assert_eq!((error.status(), error.request_id()), (StatusCode::IM_A_TEAPOT, Some("r-2")));
    assert!(!error.is_documented() && error.body().is_none());
    assert_eq!((&error.headers()["content-type"], &error.raw_body()[..]), (&"text/html".parse().unwrap(), &b"<p>"[..]));
    assert_eq!(error.header(&Headers::X_KIND), Ok(Some(HeadersXKind::Small)));
    // The same of a success.
    let server = answering(raw(202, "application/json", "1")).await;
    let error = client(&server.uri()).word().send().await.unwrap_err();
    assert_eq!((error.status(), &error.raw_body().unwrap()[..]), (Some(StatusCode::ACCEPTED), &b"1"[..]));
}

#[tokio::test]
async fn what_can_be_read_is_asked_for_json_first() {
    let server = answering(raw(200, "application/json", PET)).await;
    let client = client(&server.uri());
    client.report("a").send().await.unwrap();
    client.file("a").send().await.unwrap();
    client.report("a").send_streaming().await.unwrap();
    let accept: Vec<_> = received(&server).await.iter().map(|request| request.headers["accept"].clone()).collect();
    assert_eq!(
        accept,
        [
            "application/json, application/hal+json, application/vnd.list+json, text/csv, image/*, application/zip, text/plain",
            "application/pdf, application/octet-stream, application/json",
            "image/*, application/zip",
        ]
    );
}

#[tokio::test]
async fn the_media_type_of_the_response_decides() {
    for content_type in
        ["application/json", "Application/HAL+json; charset=utf-8", "text/json", "application/problem+json"]
    {
        let read = report(raw(200, content_type, PET)).await.unwrap();
        assert!(matches!(&read, ReportResponse::Ok(pet) if pet.name == "Rex"), "{content_type}: {read:?}");
    }
    let read = report(raw(200, "application/vnd.list+json;v=1", "[]")).await.unwrap();
    assert_eq!(read, ReportResponse::OkVndList(vec![]));
    let read = report(raw(200, "text/csv; charset=utf-8", "a,b")).await.unwrap();
    assert_eq!(read, ReportResponse::OkText("a,b".to_owned()));
    for content_type in ["image/png", "application/zip"] {
        let read = report(raw(200, content_type, "\u{1}")).await.unwrap();
        assert_eq!(read, ReportResponse::OkBytes(b"\x01"[..].into()), "{content_type}");
    }
    // No media type at all: the first.
    let server = RawServer::start(format!("HTTP/1.1 200 OK\r\nContent-Length: 14\r\n\r\n{PET}")).await;
    let read = client(&server.url).report("a").send().await.unwrap();
    assert!(matches!(&*read, ReportResponse::Ok(_)), "{read:?}");
}

#[tokio::test]
async fn a_media_type_that_is_none_of_several_keeps_everything() {
    for content_type in ["text/html", "application/xml", "nonsense"] {
        let error = misfit(raw(200, content_type, "{odd")).await;
        assert_eq!((error.status().as_u16(), error.request_id()), (200, Some("r-1")));
        assert_eq!(error.raw_body(), &b"{odd"[..]);
        assert!(error.to_string().contains(content_type), "{error}");
        // Servers give JSON any name.
        assert!(report(raw(200, content_type, PET)).await.is_ok());
    }
    let Err(Error::Status(error)) = report(raw(400, "text/html", "<p>")).await else { panic!("no error") };
    assert!(error.is_documented() && error.body().is_none());
    assert!(error.body_error().unwrap().to_string().contains("text/html"));
    assert_eq!(error.raw_body(), &b"<p>"[..]);
}

#[tokio::test]
async fn errors_have_a_body_by_media_type_too() {
    let body = |response| async {
        match report(response).await {
            Err(Error::Status(error)) => error.into_body(),
            other => panic!("{other:?}"),
        }
    };
    assert_eq!(body(raw(400, "text/plain", "no")).await, Some(ErrorBody::Text("no".to_owned())));
    let problem = body(raw(400, "application/json", r#"{"title":"b"}"#)).await;
    assert!(matches!(problem, Some(ErrorBody::Problem(_))), "{problem:?}");
}

#[tokio::test]
async fn one_type_may_have_two_syntaxes() {
    for (content_type, body) in [("application/json", "\"a\""), ("text/plain", "a")] {
        let server = answering(raw(200, content_type, body)).await;
        assert_eq!(*client(&server.uri()).word().send().await.unwrap(), "a", "{content_type}");
    }
}

#[tokio::test]
async fn json_under_a_wrong_name_is_json() {
    for content_type in ["text/plain", "text/html; charset=utf-8", "application/octet-stream"] {
        let server = answering(raw(200, content_type, PET)).await;
        assert_eq!(client(&server.uri()).moved().send().await.unwrap().name, "Rex", "{content_type}");
    }
    let server = answering(raw(200, "text/html", "<p>").insert_header("x-request-id", "r-1")).await;
    let error = client(&server.uri()).moved().send().await.unwrap_err();
    let Error::Decode(error) = error else { panic!("{error:?}") };
    assert_eq!((error.status().as_u16(), error.request_id(), &error.raw_body()[..]), (200, Some("r-1"), &b"<p>"[..]));
    assert!(error.to_string().contains("text/html"), "{error}");
}

#[tokio::test]
async fn headers_have_their_types() {
    let lines = [
        ("X-Count", "12"),
        ("X-Big", "300"),
        ("X-Ratio", "0.5"),
        ("X-Flag", "true"),
        ("X-Kind", "large"),
        ("X-Day", "2026-01-02"),
        ("X-At", "2026-01-02T03:04:05Z"),
        ("X-Id", "3fa85f64-5717-4562-b3fc-2c963f66afa6"),
        ("X-Tags", "a, b"),
        ("X-Tags", "c"),
        ("X-Sizes", "1,2"),
        ("X-Limit", "left,3,of,9"),
        ("X-Pairs", "left=3,of=9"),
        ("X-Json", PET),
        ("Set-Cookie", "a=1, 2"),
        ("Set-Cookie", "b=2"),
    ];
    let lines: String = lines.map(|(name, value)| format!("{name}: {value}\r\n")).concat();
    let server = RawServer::start(format!("HTTP/1.1 200 OK\r\n{lines}Content-Length: 0\r\n\r\n")).await;
    let response = client(&server.url).headers().x_count(1).send().await.unwrap();
    assert_eq!(response.header(&Headers::X_COUNT), Ok(Some(12)));
    let error = response.header(&Headers::X_BIG).unwrap_err();
    assert_eq!(error.to_string(), "the header `X-Big` does not have the documented type: expected u8");
    assert_eq!(response.header(&Headers::X_RATIO), Ok(Some(0.5)));
    assert_eq!(response.header(&Headers::X_FLAG), Ok(Some(true)));
    assert_eq!(response.header(&Headers::X_KIND), Ok(Some(HeadersXKind::Large)));
    assert_eq!(response.header(&Headers::X_DAY).unwrap().unwrap(), "2026-01-02");
    assert_eq!(response.header(&Headers::X_AT).unwrap().unwrap(), "2026-01-02T03:04:05Z");
    assert_eq!(response.header(&Headers::X_ID).unwrap().unwrap(), "3fa85f64-5717-4562-b3fc-2c963f66afa6");
    assert_eq!(response.header(&Headers::X_TAGS), Ok(Some(["a", "b", "c"].map(str::to_owned).to_vec())));
    assert_eq!(response.header(&Headers::X_SIZES), Ok(Some(vec![1, 2])));
    for limit in [&Headers::X_LIMIT, &Headers::X_PAIRS] {
        let Limit { left, of, .. } = response.header(limit).unwrap().unwrap();
        assert_eq!((left, of.as_deref()), (3, Some("9")), "{}", limit.name());
    }
    assert_eq!(response.header(&Headers::X_JSON).unwrap().unwrap().name, "Rex");
    assert_eq!(response.header(&Headers::SET_COOKIE), Ok(Some(["a=1, 2", "b=2"].map(str::to_owned).to_vec())));
    assert_eq!(response.header(&Headers::X_ANY), Ok(None));
}

#[tokio::test]
async fn headers_of_errors_have_their_types() {
    let response = ResponseTemplate::new(404).insert_header("retry-after", "7").insert_header("x-kind", "odd, even");
    let server: MockServer = answering(response).await;
    let Error::Status(error) = client(&server.uri()).headers().send().await.unwrap_err() else { panic!("no status") };
    assert_eq!(error.header(&Headers::RETRY_AFTER), Ok(Some(7)));
    assert_eq!(error.header(&Headers::X_KIND2).unwrap().as_deref(), Some("odd, even"));
    assert_eq!(error.header(&Headers::X_COUNT), Ok(None));
}

#[tokio::test]
async fn bytes_come_as_a_whole_or_as_they_arrive() {
    let listener = listen().await;
    let client = Client::builder().base_url(url(&listener)).reqwest(direct()).max_response_bytes(4).build().unwrap();
    let server = async {
        let (mut stream, head) = accept(&listener).await;
        stream
            .write_all(b"HTTP/1.1 206 P\r\nX-Request-Id: r-1\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n")
            .await
            .unwrap();
        (stream, head)
    };
    let ((mut stream, head), response) = tokio::join!(server, client.file("a").send_streaming());
    assert!(head.contains("accept: application/pdf, application/octet-stream\r\n"), "{head}");
    let mut response = response.unwrap();
    assert_eq!((response.status().as_u16(), response.request_id(), response.raw_body().len()), (206, Some("r-1"), 0));
    // The first piece is here before the second is sent, and all together are more than a body may be.
    assert_eq!(response.next_chunk().await.unwrap().unwrap(), "abc");
    stream.write_all(b"3\r\ndef\r\n0\r\n\r\n").await.unwrap();
    assert_eq!(response.next_chunk().await.unwrap().unwrap(), "def");
    assert!(response.next_chunk().await.is_none() && response.next_chunk().await.is_none());

    let server = answering(raw(200, "application/pdf", "abcde")).await;
    assert_eq!(*self::client(&server.uri()).file("a").send().await.unwrap(), "abcde");
}

#[tokio::test]
async fn a_download_that_breaks_off_or_fails_says_so() {
    let server = RawServer::start("HTTP/1.1 200 OK\r\nX-Request-Id: r-1\r\nContent-Length: 10\r\n\r\nabc").await;
    let mut response = client(&server.url).file("a").send_streaming().await.unwrap();
    assert_eq!(response.next_chunk().await.unwrap().unwrap(), "abc");
    let error = response.next_chunk().await.unwrap().unwrap_err();
    assert_eq!((error.kind(), error.request_id()), (TransportErrorKind::Body, Some("r-1")));
    assert!(response.next_chunk().await.is_none());

    let server = answering(raw(404, "application/json", r#"{"missing":"a"}"#)).await;
    let Err(Error::Status(error)) = client(&server.uri()).file("a").send_streaming().await else { panic!("no error") };
    assert!(matches!(error.body(), Some(ErrorBody::Missing(_))));
    let server = answering(raw(201, "application/pdf", "a")).await;
    let Err(Error::Status(error)) = client(&server.uri()).file("a").send_streaming().await else { panic!("no error") };
    assert_eq!((error.is_documented(), &error.raw_body()[..]), (false, &b"a"[..]));
}
