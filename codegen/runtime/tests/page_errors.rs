//! Lists that do not go on as their documents say.
#![allow(clippy::expect_used, clippy::indexing_slicing, clippy::panic, clippy::unwrap_used)]

mod common;
mod lists;

use std::sync::Mutex;

use common::{server, words};
use lists::*;
use serde_json::{Value, json};
use specwright_runtime::{Error, PageErrorKind, Pages};
use wiremock::{Mock, MockServer, Request, ResponseTemplate, matchers::any};

#[tokio::test]
async fn what_is_asked_for_beyond_the_end_is_no_page_again() {
    let server = serves(numbered).await;
    let (seen, error) = all(Pages::new(call(&server).query("page", &99), &NUMBERED).items()).await;
    assert_eq!(seen, Vec::<Value>::new());
    let error = error.unwrap();
    assert_eq!(error.to_string(), "operation `testCall`: 200 OK, but it is not the page at 99, which was asked for");
    assert_eq!((error.status().unwrap().as_u16(), error.attempts(), error.is_transient()), (200, 1, false));
    assert_eq!(kind(Some(error)), PageErrorKind::Repeated);
}

#[tokio::test]
async fn a_server_that_takes_no_notice_of_the_page_is_found_out() {
    // It says which page it is.
    let server = serves(|_| ok(&json!({"items": [1], "hasNext": true, "currentPage": 1}))).await;
    let (seen, error) = all(items(&server, &NUMBERED)).await;
    assert_eq!((seen, kind(error)), (vec![json!(1)], PageErrorKind::Repeated));
    assert_eq!(asked(&server).await.len(), 2);
    // It does not.
    for list in [&ONLY_EMPTINESS, &CURSOR, &AFTER] {
        let server = serves(|_| ok(&json!({"items": [{"id": 1}], "more": true, "next": "a"}))).await;
        let (seen, error) = all(items(&server, list)).await;
        assert_eq!((seen.len(), kind(error)), (1, PageErrorKind::Repeated));
        assert_eq!(asked(&server).await.len(), 2);
    }
}

#[tokio::test]
async fn empty_pages_do_not_go_on_for_ever() {
    let server = serves(|query| {
        let page = number(query, "page", 1);
        ok(&json!({"items": [], "hasNext": true, "currentPage": page}))
    })
    .await;
    let (seen, error) = all(items(&server, &NUMBERED)).await;
    assert_eq!((seen.len(), kind(error)), (0, PageErrorKind::Repeated));
    assert_eq!(asked(&server).await.len(), 1000);
}

#[tokio::test]
async fn more_items_and_none_to_go_on_from_are_an_error() {
    let server = serves(|_| ok(&json!({"items": [], "count": 7}))).await;
    let (seen, error) = all(items(&server, &OFFSETS)).await;
    assert_eq!((seen.len(), kind(error)), (0, PageErrorKind::NoWayOn));
    let server = serves(|_| ok(&json!({"items": [1], "more": true}))).await;
    let (seen, error) = all(items(&server, &CURSOR)).await;
    assert_eq!((seen.len(), kind(error)), (1, PageErrorKind::NoWayOn));
}

#[tokio::test]
async fn a_way_round_in_circles_is_an_error() {
    let server = serves(|query| {
        let at = number(query, "cursor", 0);
        ok(&json!({"items": [at], "next": if at < 4 { at + 1 } else { 2 }}))
    })
    .await;
    let (seen, error) = all(items(&server, &CURSOR)).await;
    assert_eq!(kind(error), PageErrorKind::Repeated);
    assert!(seen.len() < 15, "{seen:?}");
}

#[tokio::test]
async fn links_to_other_servers_are_refused() {
    let other = server().await;
    let link = format!("{}/list?page=2", other.uri());
    let body = json!({"items": [1], "next": link});
    let server = serves(move |_| ok(&body)).await;
    let (seen, error) = all(items(&server, &LINK_IN_BODY)).await;
    assert_eq!(seen, [1]);
    assert!(!words(error.as_ref().unwrap()).contains(&other.uri()));
    assert_eq!(kind(error), PageErrorKind::OtherOrigin);
    let stored = pages(&server, &LINK_IN_BODY).starting_at(link.parse().unwrap()).next().await.unwrap().unwrap_err();
    assert!(matches!(stored, Error::Request(_)), "{stored:?}");
    assert_eq!(other.received_requests().await.unwrap().len(), 0);
}

#[tokio::test]
async fn what_cannot_be_read_is_an_error_behind_its_page() {
    for (list, body) in [
        (&NUMBERED, json!({"items": [1], "hasNext": 7})),
        (&NUMBERED, json!({"items": [1], "hasNext": "perhaps"})),
        (&OFFSETS, json!({"items": [1], "count": -1})),
        (&CURSOR, json!({"items": [1], "next": {}})),
        (&AFTER, json!({"items": [{"id": []}]})),
        (&LINK_IN_BODY, json!({"items": [1], "next": "http://["})),
    ] {
        let shown = body.to_string();
        let server = serves(move |_| ok(&body)).await;
        let (seen, error) = all(items(&server, list)).await;
        assert_eq!((seen.len(), kind(error)), (1, PageErrorKind::Unreadable), "{shown}");
    }
}

#[tokio::test]
async fn a_failed_page_ends_the_list_and_can_be_asked_for_again() {
    let server = serves(|query| match number(query, "page", 1) {
        2 => ResponseTemplate::new(404).set_body_json(json!({"message": "gone"})),
        page => ok(&json!({"items": [page], "hasNext": true, "currentPage": page})),
    })
    .await;
    let mut pages = pages(&server, &NUMBERED);
    pages.next().await.unwrap().unwrap();
    let error = pages.next().await.unwrap().unwrap_err();
    assert_eq!(error.status().unwrap().as_u16(), 404);
    assert!(pages.next().await.is_none());
    assert_eq!(pages.next_token().unwrap().as_str(), "2");
}

#[tokio::test]
async fn a_page_says_that_it_leads_nowhere() {
    let server = serves(|_| ok(&json!({"items": [1], "more": true}))).await;
    let mut pages = pages(&server, &CURSOR);
    let page = pages.next().await.unwrap().unwrap();
    assert_eq!(page.next_token().unwrap_err().kind(), PageErrorKind::NoWayOn);
    // Whoever goes on from here later does not take it for the last one.
    assert_eq!(pages.next_token(), Some(page.token()));
    assert!(matches!(pages.next().await, Some(Err(Error::Page(_)))));
    assert!(pages.next().await.is_none());
}

#[tokio::test]
async fn what_is_wrong_behind_a_bound_is_no_error() {
    let server = serves(|_| ok(&json!({"items": [1, 2], "more": true}))).await;
    let mut one = pages(&server, &CURSOR).max_pages(1);
    one.next().await.unwrap().unwrap();
    assert!(one.next().await.is_none());
    assert_eq!(items(&server, &CURSOR).max_items(2).try_collect::<Vec<_>>().await.unwrap(), [1, 2]);
}

#[tokio::test]
async fn a_list_goes_on_after_an_error_where_it_is_led() {
    let (server, count) = (MockServer::start().await, Mutex::new(0));
    let respond = move |request: &Request| {
        let mut count = count.lock().unwrap();
        *count += 1;
        match *count {
            2 => ResponseTemplate::new(503),
            _ => numbered(&request.url.query_pairs().into_owned().collect()),
        }
    };
    Mock::given(any()).respond_with(respond).mount(&server).await;
    let mut items = items(&server, &NUMBERED).max_items(4);
    for _ in 0..2 {
        items.next().await.unwrap().unwrap();
    }
    assert!(items.next().await.unwrap().unwrap_err().is_transient());
    let token = items.next_token().unwrap().clone();
    let rest: Vec<_> = items.starting_at(token).try_collect().await.unwrap();
    assert_eq!(rest, [20, 21]);
}
