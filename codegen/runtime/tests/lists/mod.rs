//! What the tests of lists share: lists of each style, and servers that have their pages.
#![allow(dead_code, unreachable_pub, clippy::panic, clippy::unwrap_used)]

use std::collections::HashMap;

use serde_json::{Value, json};
use specwright_runtime::{
    Call, Error, HttpClient, Items, PageErrorKind, Pages,
    paging::{PageStyle, Pagination, Place, value},
};
use wiremock::{Mock, MockServer, Request, ResponseTemplate, matchers::any};

use crate::common::{ErrorBody, builder, operation};

pub type List = Pagination<Value, Value>;
pub type Outcome<T> = Result<T, Error<ErrorBody>>;

/// A list of JSON values at `items`, which says nothing else.
pub const PLAIN: List = Pagination {
    style: PageStyle::Number { parameter: "page", first: 1 },
    items: |page| page.get("items")?.as_array(),
    items_mut: |page| page.get_mut("items")?.as_array_mut(),
    more: None,
    number: None,
    total_pages: None,
    total_items: None,
    total_items_cap: None,
};

/// Pages with numbers, in an envelope.
pub static NUMBERED: List = Pagination {
    more: Some(Place::Body(|page| value(&page["hasNext"]))),
    number: Some(Place::Body(|page| value(&page["currentPage"]))),
    total_items: Some(Place::Body(|page| value(&page["total"]))),
    ..PLAIN
};

/// Bare arrays, and all that is said of them in headers.
pub static IN_HEADERS: List = Pagination {
    items: Value::as_array,
    items_mut: Value::as_array_mut,
    number: Some(Place::Header("PageNumber")),
    total_pages: Some(Place::Header("TotalPages")),
    total_items: Some(Place::Header("TotalNumberOfRecords")),
    ..PLAIN
};

/// Offsets, and a total that counts to ten at most.
pub static OFFSETS: List = Pagination {
    style: PageStyle::Offset {
        parameter: "pageStart",
        first: 0,
        step: Some(Place::Body(|page| value(&page["pageCount"]))),
    },
    number: Some(Place::Body(|page| value(&page["pageStart"]))),
    total_items: Some(Place::Body(|page| value(&page["count"]))),
    total_items_cap: Some(10),
    ..PLAIN
};

pub static CURSOR: List = Pagination {
    style: PageStyle::Cursor { parameter: "cursor", next: Place::Body(|page| value(&page["next"])) },
    more: Some(Place::Body(|page| value(&page["more"]))),
    ..PLAIN
};

pub static AFTER: List = Pagination {
    style: PageStyle::After { parameter: "after", name: |item| value(&item["id"]) },
    more: Some(Place::Body(|page| value(&page["more"]))),
    ..PLAIN
};

pub static LINK: List = Pagination { style: PageStyle::Link { next: Place::Header("Link") }, ..PLAIN };

pub static LINK_IN_A_HEADER: List = Pagination { style: PageStyle::Link { next: Place::Header("X-Next") }, ..PLAIN };

pub static LINK_IN_BODY: List =
    Pagination { style: PageStyle::Link { next: Place::Body(|page| value(&page["next"])) }, ..PLAIN };

pub static ONLY_EMPTINESS: List = PLAIN;

/// What a server answers to the query of a request.
pub async fn serves(
    answer: impl Fn(&HashMap<String, String>) -> ResponseTemplate + Send + Sync + 'static,
) -> MockServer {
    let server = MockServer::start().await;
    let respond = move |request: &Request| answer(&request.url.query_pairs().into_owned().collect());
    Mock::given(any()).respond_with(respond).mount(&server).await;
    server
}

pub fn ok(body: &Value) -> ResponseTemplate {
    ResponseTemplate::new(200).set_body_json(body)
}

pub fn number(query: &HashMap<String, String>, name: &str, default: u64) -> u64 {
    query.get(name).map_or(default, |text| text.parse().unwrap())
}

/// The queries of all requests so far.
pub async fn asked(server: &MockServer) -> Vec<String> {
    let requests = server.received_requests().await.unwrap();
    requests.iter().map(|request| request.url.query().unwrap_or_default().to_owned()).collect()
}

pub fn client(server: &MockServer) -> HttpClient {
    builder(&server.uri()).build().unwrap()
}

pub fn call(server: &MockServer) -> Call<Value, ErrorBody> {
    Call::new(&client(server), operation("GET", "/list", &[]))
}

pub fn pages(server: &MockServer, list: &'static List) -> Pages<Value, Value, ErrorBody> {
    Pages::new(call(server), list)
}

pub fn items(server: &MockServer, list: &'static List) -> Items<Value, Value, ErrorBody> {
    pages(server, list).items()
}

/// All items up to the end or the first error, and that.
pub async fn all(mut items: Items<Value, Value, ErrorBody>) -> (Vec<Value>, Option<Error<ErrorBody>>) {
    let mut seen = Vec::new();
    while let Some(item) = items.next().await {
        match item {
            Ok(item) => seen.push(item),
            Err(error) => {
                assert!(items.next().await.is_none(), "the first error is the end");
                return (seen, Some(error));
            }
        }
    }
    (seen, None)
}

pub fn kind(error: Option<Error<ErrorBody>>) -> PageErrorKind {
    match error {
        Some(Error::Page(error)) => error.kind(),
        other => panic!("{other:?}"),
    }
}

/// Five pages of two items, the third of which is empty; a page past the end is the last one again.
pub fn numbered(query: &HashMap<String, String>) -> ResponseTemplate {
    let page = number(query, "page", 1).min(5);
    let items = if page == 3 { json!([]) } else { json!([page * 10, page * 10 + 1]) };
    ok(&json!({"items": items, "hasNext": page < 5, "currentPage": page, "total": 8}))
}
